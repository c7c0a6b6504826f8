"""Random families who decide at random, with a mark of its own for each person and kind: what a share may then hold.

Nothing here asks the code under test what may go: the answer is said in plain sets.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.models.domains import Domain
from portal.models.words import ConsentStatus, ContactWay, InfoKind
from tests.factories import AgencyMade, FamilyMade, HouseholdMade, Make, PersonMade

DOMAIN = {
    InfoKind.HEALTH: Domain.HEALTH,
    InfoKind.LEARNING: Domain.PROGRESS,
    InfoKind.FEELINGS: Domain.BEHAVIOUR,
    InfoKind.HOME: Domain.HOME_MONEY,
}
ANSWERS = (*[ConsentStatus.GIVEN] * 4, *(one for one in ConsentStatus if one not in {"not_asked", "lapsed", "asked"}))
YES = ConsentStatus.GIVEN
Said = dict[tuple[str, str, InfoKind], ConsentStatus]
"""Whom it is about, who decides, which kind: their newest word."""


Needs = frozenset[tuple[str, InfoKind] | tuple[str, str, InfoKind]]
"""All of these: a kind about somebody is covered; of somebody, a decider said yes to a kind."""


@dataclass
class Household:
    """One family, the marks in it, and what was said in it."""

    family: FamilyMade
    school: AgencyMade
    people: dict[str, PersonMade]
    said: Said = field(default_factory=dict)
    marks: dict[str, tuple[Needs, ...]] = field(default_factory=dict)
    """A mark, and what has to hold for it to be read: any one of these, each of them whole; none: it is never read."""

    def deciders(self, about: str) -> list[str]:
        """Who decides about somebody: grown-ups themselves, the child's parents about the child."""
        return [about] if about != "child" else ["mother", "father"]

    def is_covered(self, about: str, kind: InfoKind) -> bool:
        """Somebody said yes, and nobody who decides said anything else."""
        words = [self.said.get((about, decider, kind)) for decider in self.deciders(about)]
        return YES in words and all(word in {YES, None} for word in words)

    def holds(self, needs: Needs) -> bool:
        """Say whether all of this holds."""
        return all(self.is_covered(*one) if len(one) == 2 else self.said.get(one) is YES for one in needs)

    def may_go(self) -> set[str]:
        """The marks that a share may bear, and bears when it is made of all that may go."""
        return {mark for mark, ways in self.marks.items() if any(self.holds(needs) for needs in ways)}

    def answers(self) -> set[tuple[str, InfoKind]]:
        """The child's answers that a share of all that may go bears, with a mark or without."""
        return {("child", kind) for kind in DOMAIN if self.is_covered("child", kind)}

    def stands_on(self) -> set[object]:
        """What a share of all that may go may stand on: where one of several ways lets a mark go, all of them."""
        ways = [needs for several in self.marks.values() for needs in several if self.holds(needs)]
        return {*self.answers(), *(one for needs in ways for one in needs)}


def random_household(make: Make, chance: random.Random) -> Household:
    """Make a family of three in two homes, put the marks in and let them decide."""
    family = make.family()
    one = Household(family, make.agency(), {})
    hers, his = _home(make, one, chance, "A", "mother"), _home(make, one, chance, "B", "father")
    one.people["mother"] = _someone(make, one, chance, "mother", (hers,))
    one.people["father"] = _someone(make, one, chance, "father", (his,))
    one.people["child"] = _someone(make, one, chance, "child", (hers, his))
    for name in one.people:
        _goal(make, one, chance, name, hers if name != "father" else his)
    _answers(make, one, chance, hers)
    _together(make, one, chance)
    _private(make, one, chance)
    _decide(make, one, chance)
    return one


def _mark(one: Household, chance: random.Random, *ways: list[Any]) -> str:
    made = f"zq{chance.getrandbits(64):016x}qz"
    one.marks[made] = tuple(frozenset(needs) for needs in ways)
    return made


def _home(make: Make, one: Household, chance: random.Random, label: str, who: str) -> HouseholdMade:
    through_child = [("child", InfoKind.HOME), ("child", who, InfoKind.HOME)]
    ways = [[(who, InfoKind.HOME)], through_child]
    return make.household(one.family, label, address=_mark(one, chance, *ways))


def _someone(
    make: Make, one: Household, chance: random.Random, name: str, homes: tuple[HouseholdMade, ...]
) -> PersonMade:
    called = {"first_name": _mark(one, chance, [(name, InfoKind.CONTACT)]), "homes": homes}
    if name == "child":
        return make.child(one.family, **called)
    mobile = f"07700 {chance.randrange(10**6):06}"
    made = make.parent(one.family, mobile=mobile, **called)
    one.marks[mobile] = (frozenset({(name, InfoKind.CONTACT)}),)
    make.safe(made, ContactWay.CALL)
    return made


def _goal(make: Make, one: Household, chance: random.Random, name: str, home: HouseholdMade) -> None:
    """Set a goal in the circle of a home: everyone there has to agree, the scorer too, who lives there."""
    owner, scorer = one.people[name], "mother" if name == "child" else name
    there: list[Any] = [(scorer, InfoKind.PLAN), ("child", InfoKind.PLAN)]
    aim = make.goal(owner, _mark(one, chance, there), circle_id=home.circle_id)
    why = _mark(one, chance, there)
    make.score(aim, one.people[scorer], 4, why=why)


def _answers(make: Make, one: Household, chance: random.Random, hers: HouseholdMade) -> None:
    """Let the mother look at how things are for the child, in a circle of her home: her yes lets her words go."""
    for kind, domain in DOMAIN.items():
        of_child = ("child", kind)
        why = _mark(one, chance, [of_child, ("child", "mother", kind)], [of_child, ("mother", kind)])
        make.look(one.people["mother"], {domain: 2}, why=why, about=one.people["child"], circle_id=hers.circle_id)
    unasked = _mark(one, chance)
    make.look(
        one.people["mother"], {Domain.WARMTH: 2}, why=unasked, about=one.people["child"], circle_id=hers.circle_id
    )


def _together(make: Make, one: Household, chance: random.Random) -> None:
    everyone: list[Any] = [(name, InfoKind.PLAN) for name in one.people]
    make.step(one.family, _mark(one, chance, everyone))
    make.goal(one.family, _mark(one, chance, everyone))
    *earlier, newest = chance.sample(list(DOMAIN), len(DOMAIN))
    for kind in (*earlier, newest):  # each look at the whole family takes the place of the one before
        of_all: list[Any] = [(name, kind) for name in one.people]
        why = _mark(one, chance, of_all) if kind is newest else _mark(one, chance)
        make.look(one.people["father"], {DOMAIN[kind]: 1}, why=why, circle_id=one.family.circle_id)


def _private(make: Make, one: Household, chance: random.Random) -> None:
    mother = one.people["mother"]
    make.goal(mother, _mark(one, chance), circle_id=mother.private_circle_id)
    make.note(one.family, _mark(one, chance))
    make.voice(one.people["child"], _mark(one, chance), beside=one.family.keyworker)


def _decide(make: Make, one: Household, chance: random.Random) -> None:
    """Let each decider answer, change their mind, or say nothing; other services hear other things."""
    other = make.agency()
    for about, kind in ((about, kind) for about in one.people for kind in InfoKind):
        for decider in one.deciders(about):
            for status in chance.choices(ANSWERS, k=chance.choice((0, 1, 1, 2))):
                say(make, one, about, decider, kind, status)
            if chance.random() < 0.2:
                asked = make.question(one.people[decider], other, about=one.people[about], kind=kind, is_asked=False)
                make.decision(asked, ConsentStatus.GIVEN)


def say(make: Make, one: Household, about: str, decider: str, kind: InfoKind, status: ConsentStatus) -> None:
    """Let somebody decide."""
    asked = make.question(one.people[decider], one.school, about=one.people[about], kind=kind, is_asked=False)
    make.decision(asked, status, part="A part" if status is ConsentStatus.PART else "")
    one.said[about, decider, kind] = status


def found_in(one: Household, text: str) -> set[str]:
    """The marks that stand in a text."""
    return {mark for mark in one.marks if mark in text}


def standing(one: Household) -> Iterator[tuple[str, str, InfoKind]]:
    """Yield each yes that counts for something."""
    for (about, decider, kind), status in one.said.items():
        if status is YES and one.is_covered(about, kind):
            yield about, decider, kind
