"""Sharing, told once more in plain sets and dicts: what tests/portal/test_consent_machine.py holds Nod to.

Nothing here is taken from the portal. People, services and circles are keys; answers, kinds and lengths are words.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

DAYS = {"review": 42, "six_months": 183, "year": 365, "until_end": None}
FOR_A_TIME = {"given", "part"}
Id = Hashable


class Question(NamedTuple):
    """May this service know this kind of thing about someone? One decider's."""

    decider: Id
    about: Id
    service: Id
    kind: str


@dataclass
class Someone:
    """Someone of a family."""

    family: Id
    is_adult: bool
    born_on: date | None = None
    is_responsible: bool = False
    understands: bool = False
    is_born: bool = True


@dataclass
class ConsentOracle:
    """What was asked and said, and who may say it."""

    now: datetime
    today: date
    own_age: int = 16
    people: dict[Id, Someone] = field(default_factory=dict)
    circles: dict[Id, tuple[Id, set[Id]]] = field(default_factory=dict)
    """The family of each circle that a service could see, and who is in it."""
    helps: set[tuple[Id, Id]] = field(default_factory=set)
    """Which service has someone on the team of which family."""
    closed: set[Id] = field(default_factory=set)
    """The families whose help has ended."""
    said: dict[Question, tuple[str, date | None]] = field(default_factory=dict)
    """The newest answer to each question, and the last day that it counts."""
    waiting: set[Question] = field(default_factory=set)

    def answer(self, asked: Question, answer: str, lasts: str) -> None:
        days = DAYS[lasts] if answer in FOR_A_TIME else None
        self.said[asked] = answer, None if days is None else self.today + timedelta(days=days)
        self.waiting.discard(asked)

    def turn(self, family: Id, *, ends: bool) -> None:
        """End the help of a family, and what was said until its end; or begin it anew, which revives none of that."""
        if not ends:
            self.closed.discard(family)
        if not ends or family in self.closed:
            return
        self.closed.add(family)
        for asked, (answer, last) in self.said.items():
            if self.people[asked.about].family == family and answer in FOR_A_TIME and last is None:
                self.said[asked] = answer, self.today - timedelta(days=1)

    def decides_alone(self, one: Id) -> bool:
        who = self.people[one]
        if who.is_adult or who.understands or who.born_on is None:
            return who.is_adult or who.understands
        comes_of_age = (who.born_on.year + self.own_age, who.born_on.month, who.born_on.day)
        return comes_of_age <= (self.today.year, self.today.month, self.today.day)

    def may_decide(self, decider: Id, about: Id) -> bool:
        who = self.people[decider]
        return decider == about if self.decides_alone(about) else who.is_adult and who.is_responsible

    def status(self, asked: Question) -> str:
        if asked in self.waiting:
            return "asked"
        answer, last = self.said.get(asked, ("not_asked", None))
        return "lapsed" if last and last < self.today else answer

    def stands(self, asked: Question) -> bool:
        answer, last = self.said.get(asked, ("not_asked", None))
        return answer in FOR_A_TIME and (last is None or self.today <= last)

    def counting(self, about: Id, service: Id, kind: str) -> set[str]:
        """Return what the deciders of today said; a part that is over holds back, a yes that is over is silence."""
        words = {
            "silence" if answer == "given" and last and last < self.today else answer
            for asked, (answer, last) in self.said.items()
            if (asked.about, asked.service, asked.kind) == (about, service, kind)
            if self.may_decide(asked.decider, about)
        }
        return words - {"silence"}

    def is_open(self, family: Id, service: Id) -> bool:
        kinds = {asked.kind for asked in self.said}
        kin = [one for one, who in self.people.items() if who.family == family]
        agreed = any(self.counting(one, service, kind) == {"given"} for one in kin for kind in kinds)
        is_there = (service, family) in self.helps and family not in self.closed
        return is_there and agreed

    def agreed(self, service: Id, kind: str) -> set[Id]:
        agreed = {one for one in self.people if self.counting(one, service, kind) == {"given"}}
        return {one for one in agreed if self.is_open(self.people[one].family, service)}

    def seen_circles(self, service: Id, kind: str) -> set[Id]:
        agreed, born = self.agreed(service, kind), {one for one, who in self.people.items() if who.is_born}
        circles = {id_ for id_, (_family, people) in self.circles.items() if people & born and people & born <= agreed}
        return {id_ for id_ in circles if self.is_open(self.circles[id_][0], service)}
