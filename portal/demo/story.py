"""One family's life: told in any order, lived in the order of its days, through everyone's own commands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from operator import itemgetter

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import circle, family, person
from portal.demo.council import Council
from portal.demo.days import Days, When
from portal.models import Circle, Household, Person
from portal.models.words import LevelOfHelp, Relationship, Responsibility

BEGUN_AT = time(8, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """Someone in a family."""

    key: str
    first_name: str
    last_name: str
    age: int
    relationship: Relationship = Relationship.CHILD
    homes: str = "A"
    """The letters of the homes they live in."""
    language: str = "en"
    mobile: str = ""
    email: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where some of a family live together."""

    label: str
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How the council's export knew a family on its first day."""

    ref: str
    name: str
    opened: int
    level: LevelOfHelp
    people: tuple[Someone, ...]
    homes: tuple[Home, ...] = (Home("A"),)
    area: str = "North"


class Story:
    """A family with everything its telling needs, by short keys."""

    def __init__(self, db: Session, council: Council, days: Days, beginning: Beginning) -> None:
        """Begin the family on its first day."""
        self.db, self.council, self.days, self.ref = db, council, days, beginning.ref
        self.people: dict[str, Person] = {}
        self.homes: dict[str, Household] = {}
        self._circles: dict[str, Circle] = {}
        self._actors: dict[str, Actor] = {}
        self._deeds: list[tuple[datetime, Callable[[], object]]] = []
        with clock.at(days.moment(beginning.opened, BEGUN_AT)):
            self.family_id = family.begin(
                db,
                council.system,
                ref=beginning.ref,
                name=beginning.name,
                level=beginning.level,
                opened_on=days.day(beginning.opened),
                area_team_id=council.areas[beginning.area].id,
            ).id
            self._settle(beginning.homes, beginning.people)

    def _settle(self, homes: Iterable[Home], people: Iterable[Someone]) -> None:
        for home in homes:
            self.homes[home.label] = person.add_household(
                self.db,
                self.council.system,
                self.family_id,
                label=home.label,
                name=home.name,
                language="en" if home.name else None,
                address=home.address,
            )
        self.people = {one.key: self._person(one) for one in people}
        living = {self.people[one.key]: [self.homes[label] for label in one.homes] for one in people}
        person.add_several(self.db, self.council.system, self.family_id, living)
        self._circles["family"] = circle.fill_whole_family(self.db, self.family_id)
        for label, made in self.homes.items():
            self._circles[label] = circle.fill_home(self.db, self.family_id, made.id)

    def _person(self, one: Someone) -> Person:
        is_child = one.relationship is Relationship.CHILD
        return Person(
            family_id=self.family_id,
            first_name=one.first_name,
            last_name=one.last_name,
            relationship=one.relationship,
            responsibility=Responsibility.NO if is_child else Responsibility.UNKNOWN,
            language=one.language,
            born_on=self.days.born(one.age),
            mobile=one.mobile,
            email=one.email,
            school=one.school,
        )

    def actor(self, key: str) -> Actor:
        """Return someone of the family, or a worker, as who they sign in as."""
        return self._actors.get(key) or self.council.actors[key]

    def let_in(self, key: str, actor: Actor) -> None:
        """Keep who someone of the family signs in as."""
        self._actors[key] = actor

    def circle(self, key: str) -> Circle:
        """Return `family`, a home by its letter, or by a person's key their own with their keyworker."""
        if key in self._circles:
            return self._circles[key]
        return circle.give_private(self.db, self.people[key], self.council.workers["beth"].id)

    def then(self, when: When, at: time, deed: Callable[[], object]) -> None:
        """Say what was done on a day, some minutes after the hour given; no two deeds at the same moment."""
        count = len(self._deeds)
        begun = self.days.moment(when, at)
        moment = min(begun + timedelta(minutes=count % 45, seconds=count), self.days.now)
        self._deeds.append((moment, deed))

    def live(self) -> None:
        """Do everything that was told, in the order of its moments."""
        for moment, deed in sorted(self._deeds, key=itemgetter(0)):
            with clock.at(moment):
                deed()
        self._deeds.clear()
