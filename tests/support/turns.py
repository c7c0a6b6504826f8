"""The turns of a made-up life in which somebody is shut out, let in for some hours, or comes to live apart.

The other turns stand in tests/portal/test_machine.py.
"""

import uuid
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from portal.commands import access, opening, parting
from portal.commands import family as families
from portal.commands.opening import HOURS
from portal.commands.parting import BOTH, Parting
from portal.errors import AlreadyOpen, NotAllowed
from portal.models import Circle, Family, Household, Member, Person
from portal.models.audit_words import OpeningPurpose
from portal.models.words import CircleKind, FamilyStatus, MemberFunction
from tests.support.machine import Life, Town
from tests.support.oracle import Reader

number = st.integers(0, 99)
LETTERS = "AB"
WHY = "Somebody rang and was afraid"


class Turns(RuleBasedStateMachine):
    """One life: what every turn needs, and the turns that shut people out and let them in."""

    town: Town
    lives = 0
    disagreed_in = 0
    """The first life in which somebody saw what they should not, or did not see what they should."""

    def __init__(self) -> None:
        super().__init__()
        type(self).lives += 1
        self.turn, self.life = 0, Life(self.town)
        self.db, self.oracle, self.system = self.life.db, self.life.oracle, self.town.system
        self.by = self.town.workers[0].actor

    def teardown(self) -> None:
        try:
            for name in self.town.readers:
                self.look(name)
        finally:
            self.life.end()

    def look(self, name: str) -> None:
        """Ask what one reader sees."""
        try:
            self.life.check(name)
        except AssertionError:
            type(self).disagreed_in = self.disagreed_in or self.lives
            raise

    def seen(self) -> None:
        """Ask what the next reader sees, and let a minute go by."""
        self.turn += 1
        self.life.learn_circles()
        self.look(self.one_of(self.town.readers, self.turn))
        self.life.pass_time(timedelta(minutes=1))

    def one_of(self, things: Any, chosen: int) -> Any:
        several = list(things)
        return several[chosen % len(several)]

    def row(self, model: Any, chosen: int) -> Any:
        return self.db.get_one(model, self.one_of(self.kept(model), chosen))

    def kept(self, model: Any) -> Any:
        return {Person: self.oracle.people, Circle: self.oracle.circles, Member: self.oracle.places}[model]

    def worker(self, chosen: int) -> tuple[Reader, Any]:
        """Return someone who works, more often one who may do much."""
        return self.town.readers[self.one_of(("manager", "one", "two", "manager", "partner"), chosen)]

    # --- Shut out

    @rule(who=number, by=number, opens=st.sampled_from([False, False, True]))
    def someone_is_frozen_or_let_in_again(self, who: int, by: int, opens: bool) -> None:
        signing_in = [reader.id for reader, _actor in self.town.readers.values() if reader.kind == "family"]
        row = self.db.get_one(Person, self.one_of(signing_in, who))
        reader, actor = self.worker(by)
        try:
            if opens:
                access.unfreeze(self.db, actor, row, reason=WHY)
                self.oracle.frozen.discard(row.id)
            else:
                access.freeze(self.db, actor, row)
                self.oracle.frozen.add(row.id)
        except NotAllowed:
            assert not self.oracle.steers(reader, row.family_id)
        else:
            assert self.oracle.steers(reader, row.family_id)
        self.seen()

    @rule(which=number, ends=st.booleans())
    def the_help_of_a_family_ends_or_goes_on(self, which: int, ends: bool) -> None:
        row = self.db.get_one(Family, self.one_of(self.oracle.areas, which))
        status, day = (FamilyStatus.CLOSED, self.oracle.today) if ends else (FamilyStatus.OPEN, None)
        families.change(self.db, self.system, row, version=row.version, status=status, closed_on=day)
        self.oracle.turn(row.id, ends=ends)
        self.seen()

    # --- Let in for some hours

    @rule(which=number, by=number, hours=st.sampled_from(HOURS), is_locked=st.booleans())
    def a_worker_opens_a_family(self, which: int, by: int, hours: int, is_locked: bool) -> None:
        one, (reader, actor) = self.one_of(self.town.families, which), self.worker(by)
        asked: dict[str, Any] = {"ref": one.ref, "purpose": OpeningPurpose.DANGER, "reason": WHY}
        sees = self.oracle.sees_family(reader, one.id)
        try:
            opening.begin(self.db, actor, hours=hours, is_locked=is_locked, **asked)
        except AlreadyOpen:
            assert sees
        except NotAllowed:
            assert reader.kind == "partner"
        else:
            assert not sees
            self.oracle.openings.append((reader.id, one.id, self.oracle.now + timedelta(hours=hours)))
        self.seen()

    @rule(hours=st.integers(1, 5))
    def hours_go_by(self, hours: int) -> None:
        self.life.pass_time(timedelta(hours=hours))
        self.seen()

    @precondition(lambda self: any(ends > self.oracle.now for *_who, ends in self.oracle.openings))
    @rule(seconds=st.sampled_from([-1, 0]))
    def an_opening_is_about_to_end(self, seconds: int) -> None:
        """Everyone looks at the last second, or at the very moment."""
        ends = max(ends for *_who, ends in self.oracle.openings)
        self.life.pass_time(max(ends - self.oracle.now + timedelta(seconds=seconds), timedelta()))
        for name in ("one", "two", "manager"):
            self.look(name)
        self.seen()

    # --- Apart

    @rule(which=number, by=number, bits=st.lists(number, min_size=12, max_size=12), stays=st.booleans())
    def a_familys_homes_are_parted(self, which: int, by: int, bits: list[int], stays: bool) -> None:
        homes, (reader, actor) = self.one_of(self.town.homes, which), self.worker(by)
        family = homes[0].family.id
        lives = {one: self.homes_of(one, bits, place) for place, one in enumerate(self.people_of(family))}
        follows = self.follows(family, bits)
        names = {label: f"Home {label}" for label in LETTERS}
        said = Parting(names, lives, follows, BOTH if stays else LETTERS[0])
        try:
            parting.part(self.db, actor, family, said)
        except NotAllowed:
            assert not self.oracle.steers(reader, family)
        else:
            assert self.oracle.steers(reader, family)
            key = {label: home.id for label, home in zip(LETTERS, homes, strict=True)}
            living = {one: {key[label] for label in labels} for one, labels in lives.items()}
            self.oracle.part(family, living, {thing: key.get(to) for thing, to in follows.items()}, stays=stays)
        self.seen()

    def people_of(self, family: uuid.UUID) -> list[uuid.UUID]:
        """Return a family's people, grown-ups first, so that two of them can be put into different homes."""
        people = [id_ for id_, one in self.oracle.people.items() if one.family == family]
        return sorted(people, key=lambda one: not self.oracle.people[one].is_adult)

    def homes_of(self, one: uuid.UUID, bits: list[int], place: int) -> str:
        if not self.oracle.people[one].is_adult:
            return self.one_of(("A", "B", "AB"), bits[place])
        return LETTERS[place] if place < len(LETTERS) else self.one_of(LETTERS, bits[place])

    def follows(self, family: uuid.UUID, bits: list[int]) -> dict[uuid.UUID, str]:
        """Say where everything goes that more than one grown-up reads; what only one home read cannot stay for both."""
        oracle = self.oracle
        team = {id_: one for id_, one in oracle.places.items() if one.last is None or one.last >= oracle.today}
        team = {id_: one for id_, one in team.items() if one.function is not MemberFunction.KEYWORKER}
        things = {**oracle.goals, **oracle.steps, **{id_: one.circle for id_, one in team.items()}}
        shared = {thing: circle for thing, circle in things.items() if self.is_shared(circle, family)}
        return {
            thing: self.one_of((*LETTERS, BOTH) if oracle.is_whole(circle) else LETTERS, bits[place % len(bits)])
            for place, (thing, circle) in enumerate(shared.items())
        }

    def is_shared(self, circle: uuid.UUID, family: uuid.UUID) -> bool:
        around = self.oracle.circles[circle]
        adults = [one for one in self.oracle.people_of(circle) if self.oracle.people[one].is_adult]
        is_crowded = around.kind is CircleKind.HOME and len(adults) > 1
        return around.family == family and (is_crowded or around.kind is CircleKind.WHOLE_FAMILY)

    def homes(self, family: Any, first: bool, second: bool) -> list[Household]:
        own = next(homes for homes in self.town.homes if homes[0].family.id == family)
        return [self.db.get_one(Household, home.id) for home, is_in in zip(own, (first, second), strict=True) if is_in]
