"""Who may see what, in plain sets: the small truth that the machine of tests/portal/test_machine.py holds Nod to.

A rule that joins later has its place here: who is shut out or was let in for some hours (`sees_family`), which circles
a parted family keeps (`people_of`).
"""

import uuid
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from portal.models.words import CircleKind, ConsentStatus, InfoKind, MemberFunction

Id = uuid.UUID
HELD_BACK = frozenset({"part", "refused", "talk", "not_now", "withdrawn"})
LAPSED = ConsentStatus.LAPSED


@dataclass
class Someone:
    """A person: what decides about sharing."""

    family: Id
    is_adult: bool
    born_on: date
    is_responsible: bool = False
    understands: bool = False
    homes: set[Id] = field(default_factory=set)


@dataclass
class Around:
    """A circle; `of` is the home, the person, or nothing for the whole family."""

    family: Id
    kind: CircleKind
    of: Id | None = None
    worker: Id | None = None


@dataclass
class Place:
    """A place on a team."""

    worker: Id
    family: Id
    circle: Id
    function: MemberFunction
    first: date
    last: date | None = None

    def is_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass
class Reader:
    """Someone who signs in: `kind` is `family`, `council`, `manager`, `partner` or `administrator`."""

    kind: str
    id: Id
    of: Id
    """The family, the area of a manager, or the agency of a partner."""


@dataclass
class Oracle:
    """Everything that sight depends on."""

    now: datetime
    today: date
    areas: dict[Id, Id] = field(default_factory=dict)
    people: dict[Id, Someone] = field(default_factory=dict)
    circles: dict[Id, Around] = field(default_factory=dict)
    places: dict[Id, Place] = field(default_factory=dict)
    leaves: list[tuple[Id, Id, date, date]] = field(default_factory=list)
    said: dict[tuple[Id, Id, Id, InfoKind], tuple[ConsentStatus, date | None]] = field(default_factory=dict)
    """The newest decision by about, decider, agency and kind, and the last day of a yes."""
    goals: dict[Id, Id] = field(default_factory=dict)
    steps: dict[Id, Id] = field(default_factory=dict)
    agencies: dict[Id, Id] = field(default_factory=dict)
    """Where each worker is employed."""
    frozen: set[Id] = field(default_factory=set)
    closed: set[Id] = field(default_factory=set)
    """The families whose help has ended."""
    openings: list[tuple[Id, Id, datetime]] = field(default_factory=list)
    """Which worker opened which family, and until when."""
    apart: dict[Id, set[Id]] = field(default_factory=dict)
    """The families that live apart, with who goes on reading what the whole family read until then."""

    def people_of(self, circle: Id) -> set[Id]:
        around = self.circles[circle]
        if around.kind is CircleKind.PRIVATE:
            return {one for one in self.people if one == around.of}
        if around.kind is CircleKind.WHOLE_FAMILY and around.family in self.apart:
            return self.apart[around.family]
        everyone = {id_: one for id_, one in self.people.items() if one.family == around.family}
        return {id_ for id_, one in everyone.items() if around.of is None or around.of in one.homes}

    def decides_alone(self, person: Id) -> bool:
        one = self.people[person]
        birthday = one.born_on.replace(year=one.born_on.year + 16)
        return one.is_adult or one.understands or birthday <= self.today

    def may_decide(self, decider: Id, about: Id) -> bool:
        if decider == about:
            return self.decides_alone(about)
        grown = self.people[decider]
        return not self.decides_alone(about) and grown.is_adult and grown.is_responsible

    def turn(self, family: Id, *, ends: bool) -> None:
        """End the help of a family, and each yes until its end; or begin it anew, which revives none of those."""
        if not ends:
            self.closed.discard(family)
        if not ends or family in self.closed:
            return
        self.closed.add(family)
        for about, decider, agency, kind in self.said:
            status, last = self.said[about, decider, agency, kind]
            if self.people[about].family == family and status is ConsentStatus.GIVEN and last is None:
                self.said[about, decider, agency, kind] = status, self.today - timedelta(days=1)

    def answers(self, about: Id, agency: Id, kind: InfoKind) -> set[ConsentStatus]:
        return {
            LAPSED if status is ConsentStatus.GIVEN and last and last < self.today else status
            for (person, decider, asking, what), (status, last) in self.said.items()
            if (person, asking) == (about, agency) and kind is what and self.may_decide(decider, about)
        }

    def is_agreed(self, about: Id, agency: Id, kind: InfoKind) -> bool:
        said = self.answers(about, agency, kind)
        return ConsentStatus.GIVEN in said and not said & HELD_BACK

    def on_the_team(self, worker: Id, family: Id) -> bool:
        return any(
            place.worker == worker and place.family == family and place.is_on(self.today)
            for place in self.places.values()
        )

    def has_opened(self, worker: Id, family: Id) -> bool:
        return any(opened[:2] == (worker, family) and self.now < opened[2] for opened in self.openings)

    def steers(self, who: Reader, family: Id) -> bool:
        """Say whether someone may freeze a person or part homes: managers, the keyworker, who covers for them."""
        posts = [one for one in self.places.values() if one.family == family and one.is_on(self.today)]
        held = {one.worker for one in posts if one.function is MemberFunction.KEYWORKER}
        held |= {cover for away, cover, first, last in self.leaves if away in held and first <= self.today <= last}
        return who.kind == "manager" or (who.kind == "council" and who.id in held)

    def part(self, family: Id, lives: Mapping[Id, set[Id]], follows: Mapping[Id, Id | None], *, stays: bool) -> None:
        """Let a family live apart: what goes on follows one home, or none to stay; `stays`: so does what has ended."""
        now = {one for one in self.people if self.people[one].family == family}
        whole = next(id_ for id_, one in self.circles.items() if self.is_whole(id_) and one.family == family)
        homes = {one.of: id_ for id_, one in self.circles.items() if one.kind is CircleKind.HOME}
        for thing, home in follows.items():
            circle = homes[home] if home else whole
            if thing in self.places:
                self.places[thing].circle = circle
            else:
                (self.goals if thing in self.goals else self.steps)[thing] = circle
        for person, at in lives.items():
            self.people[person].homes = at
        kept = self.apart.get(family, now)
        self.apart[family] = kept if stays or None in follows.values() else set()

    def is_whole(self, circle: Id) -> bool:
        return self.circles[circle].kind is CircleKind.WHOLE_FAMILY

    def covers(self, worker: Id, family: Id) -> bool:
        away = {who for who, cover, first, last in self.leaves if cover == worker and first <= self.today <= last}
        return any(self.on_the_team(who, family) for who in away)

    def sees_family(self, who: Reader, family: Id) -> bool:
        if who.kind == "family":
            return family == who.of and who.id not in self.frozen
        if who.kind == "partner":
            everyone = [id_ for id_, one in self.people.items() if one.family == family]
            agreed = any(self.is_agreed(one, who.of, kind) for one in everyone for kind in InfoKind)
            return family not in self.closed and self.on_the_team(who.id, family) and agreed
        if who.kind == "administrator":
            return False
        in_area = who.kind == "manager" and self.areas[family] == who.of
        helps = self.on_the_team(who.id, family) or self.covers(who.id, family)
        return in_area or helps or self.has_opened(who.id, family)

    def families(self, who: Reader) -> set[Id]:
        return {family for family in self.areas if self.sees_family(who, family)}

    def seen_circles(self, who: Reader, family: Id) -> set[Id]:
        around = {id_: one for id_, one in self.circles.items() if one.family == family}
        if not self.sees_family(who, family):
            return set()
        if who.kind == "family":
            return {id_ for id_ in around if who.id in self.people_of(id_)}
        if who.kind == "partner":
            shared = {id_ for id_, one in around.items() if one.kind is not CircleKind.PRIVATE}
            agreed = {id_ for id_ in self.people if self.is_agreed(id_, who.of, InfoKind.PLAN)}
            return {id_ for id_ in shared if self.people_of(id_) and self.people_of(id_) <= agreed}
        return {id_ for id_, one in around.items() if one.kind is not CircleKind.PRIVATE or one.worker == who.id}

    def seen_people(self, who: Reader, family: Id) -> set[Id]:
        everyone = {id_ for id_, one in self.people.items() if one.family == family}
        if not self.sees_family(who, family):
            return set()
        if who.kind == "family":
            return set().union(*(self.people_of(circle) for circle in self.seen_circles(who, family)))
        if who.kind == "partner":
            return {id_ for id_ in everyone if self.is_agreed(id_, who.of, InfoKind.CONTACT)}
        return everyone

    def seen_homes(self, who: Reader, family: Id) -> set[Id]:
        homes = {one.of for one in self.circles.values() if one.family == family and one.kind is CircleKind.HOME}
        people = {id_: one for id_, one in self.people.items() if one.family == family}
        if not self.sees_family(who, family):
            return set()
        if who.kind == "family":
            return set(people[who.id].homes)
        if who.kind == "partner":
            agreed = [one.homes for id_, one in people.items() if self.is_agreed(id_, who.of, InfoKind.HOME)]
            return set().union(*agreed)
        return {home for home in homes if home}

    def seen_team(self, who: Reader, family: Id) -> set[Id]:
        seen = self.seen_circles(who, family)
        now = {id_: one for id_, one in self.places.items() if one.family == family}
        now = {id_: one for id_, one in now.items() if one.last is None or one.last >= self.today}
        if who.kind == "partner":
            known = {id_ for id_, one in now.items() if one.function is not MemberFunction.TEAM_MEMBER}
            known |= {id_ for id_, one in now.items() if self.agencies[one.worker] == who.of}
            return known | {id_ for id_, one in now.items() if one.circle in seen}
        if who.kind == "family":
            keyworkers = {id_ for id_, one in now.items() if one.function is MemberFunction.KEYWORKER}
            return keyworkers | {id_ for id_, one in now.items() if one.circle in seen}
        return {id_ for id_, one in now.items() if one.circle in seen}

    def things(self, kept: dict[Id, Id], who: Reader, family: Id) -> set[Hashable]:
        """Return the goals or steps, kept by their circle, that someone sees."""
        seen = self.seen_circles(who, family)
        return {id_ for id_, circle in kept.items() if circle in seen}
