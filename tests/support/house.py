"""One family of the county: its homes and circles, and what is put into each of them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from portal import clock
from portal.commands import goal_change
from portal.models.domains import Domain
from portal.models.words import MemberFunction, WorkerRole
from tests.factories import AgencyMade, FamilyMade, HouseholdMade, Make, PersonMade, Thing, WorkerMade
from tests.support.law import shared_by_law

WHOLE, HERS, HIS = "whole", "hers", "his"
"""Everyone; the mother's home; the father's."""
OWN = {"mother": "mother's own", "father": "father's own", "young": "young's own"}
"""The private circles, each with the keyworker."""
IN: Mapping[str, frozenset[str]] = {
    WHOLE: frozenset({"mother", "father", "young", "child", "baby"}),
    HERS: frozenset({"mother", "young", "child", "baby"}),
    HIS: frozenset({"father", "child"}),
    **{circle: frozenset({person}) for person, circle in OWN.items()},
}
"""Who is in each circle of a family."""
SHARED_THINGS = ("goal", "step", "member", "praise", "voice", "occasion")
"""What belongs to a circle and has an address of its own."""
SPEAKS = {WHOLE: "young", HERS: "young", HIS: "child", **{circle: person for person, circle in OWN.items()}}
"""Who said something in each circle; a child without a sign-in says it beside the keyworker."""
Place = dict[str, uuid.UUID]
"""Which circle something is put into."""


@dataclass
class House:
    """One family of the county."""

    called: str
    family: FamilyMade
    homes: dict[str, HouseholdMade]
    people: dict[str, PersonMade]
    circles: dict[str, uuid.UUID]
    agencies: dict[str, AgencyMade]
    """The partner agency on the team in each circle that has one."""
    team: dict[str, WorkerMade] = field(default_factory=dict)
    """Who has a place in each of the shared circles, beside the keyworker."""
    goals: dict[str, Thing] = field(default_factory=dict)
    first_steps: dict[str, Thing] = field(default_factory=dict)
    scores: dict[str, tuple[str, Thing]] = field(default_factory=dict)
    """In each circle one that a worker wrote down, and who gave it."""
    steps: dict[str, Thing] = field(default_factory=dict)
    members: dict[str, Thing] = field(default_factory=dict)
    praise: dict[str, Thing] = field(default_factory=dict)
    voices: dict[str, Thing] = field(default_factory=dict)
    looks: dict[str, Thing] = field(default_factory=dict)
    left_out: dict[str, Thing] = field(default_factory=dict)
    """A finished look at how things are in each circle."""
    note: Thing | None = None
    code: str = ""
    """A live invitation."""
    share_key: str = ""
    """Of a live link to something that was shared as the law allows, of which the family was not told."""

    def shared(self, noun: str) -> dict[str, Thing]:
        """Return the things of one kind by their circle."""
        made = {"goal": self.goals, "step": self.steps, "member": self.members, "praise": self.praise}
        return {**made, "voice": self.voices, "occasion": self.looks, "left_out": self.left_out}[noun]


def furnish(make: Make, house: House) -> None:
    """Put one of everything into each circle, and a note, a round and an invitation into the family."""
    for name, circle_id in house.circles.items():
        place = {"circle_id": circle_id}
        owner = _owner(house, name)
        by = house.people["father"] if name == HIS else (owner or house.people["mother"])
        _goals(make, house, name, by, place)
        praised = by if owner else house.family
        house.praise[name] = make.praise(praised, f"Praise {name}", by=keyworker_of(house).actor, **place)
        _steps(make, house, name, place)
        _voices(make, house, name, place)
        house.looks[name] = make.look(by, {Domain.HEALTH: 3}, why=f"How it is {name}", **place)
        house.left_out[name] = make.left_out(by, f"Left out {name}", **place)
        if name in house.agencies:
            helper = make.worker(WorkerRole.SCHOOL_LEAD, first_name="Asha", agency=house.agencies[name])
            house.team[name] = helper
            house.members[name] = make.member(house.family, helper, function=MemberFunction.TEAM_MEMBER, **place)
    _views(make, house)
    house.note = make.note(house.family)
    mother = house.people["mother"]
    make.override(mother, agency=house.agencies[WHOLE], what="Kept from them")
    known = make.override(mother, agency=house.agencies[WHOLE], what="Told to her", told=(mother,))
    make.agreed(known, why="It had to be", by=make.manager())
    make.child_round(house.people["child"], f"With {house.called}")
    house.code = make.invitation(house.people["child"])
    house.share_key = shared_by_law(make, house.people["child"], house.agencies[WHOLE])


def _owner(house: House, name: str) -> PersonMade | None:
    """Return whose the goals of a circle are; None when they are the family's."""
    at_home = {HERS: "mother", HIS: "father"} | {circle: one for one, circle in OWN.items()}
    return house.people[at_home[name]] if name in at_home else None


def _goals(make: Make, house: House, name: str, by: PersonMade, place: Place) -> None:
    """Put an open goal with scores and praise, one that rests and one that ended into a circle."""
    keyworker, whose = keyworker_of(house), _owner(house, name) or house.family
    goal = house.goals[name] = make.goal(whose, f"Goal {name}", by=keyworker.actor, **place)
    make.score(goal, by, 3, why=f"Why {name}", language="en")
    make.goal_changed(goal_change.reword, goal, words=f"Goal {name} now")
    house.first_steps[name] = make.first_step(goal, f"First step {name}")
    scorer = next(one for one, person in house.people.items() if person.id == by.id)
    house.scores[name] = scorer, make.score(goal, by, 4, why=f"Beside {name}", beside=keyworker)
    resting = make.goal(whose, f"Resting goal {name}", by=keyworker.actor, **place)
    make.goal_changed(goal_change.pause, resting, reason=f"Reason {name}")
    make.ended(make.goal(whose, f"Old goal {name}", by=keyworker.actor, **place))
    make.praise(by if _owner(house, name) else house.family, f"Praise of the goal {name}", by=by.actor, about=goal)


def _steps(make: Make, house: House, name: str, place: Place) -> None:
    """Put a step that was moved and one that never comes into a circle."""
    day = clock.today() + timedelta(days=9)
    house.steps[name] = make.step(house.family, f"Step {name}", **place)
    make.moved(house.steps[name], day, f"Moved {name}")
    make.dropped(make.step(house.family, f"Dropped {name}", **place), f"Never {name}")


def _voices(make: Make, house: House, name: str, place: Place) -> None:
    """Let somebody say something that waits for an answer in a circle, and something that was answered."""
    speaker = house.people[SPEAKS[name]]
    house.voices[name] = make.voice(speaker, f"Said {name}", **place)
    make.answered(make.voice(speaker, f"Said before {name}", **place), f"Answer {name}", happened=f"Done {name}")


def _views(make: Make, house: House) -> None:
    """Let those for whom others decide say what they think, the child beside the keyworker; judge one of them."""
    for name in ("young", "child"):
        person = house.people[name]
        asked = make.question(house.people["mother"], house.agencies[WHOLE], about=person, is_asked=False)
        make.child_view(asked, words=f"Thinks {name}", beside=keyworker_of(house) if name == "child" else None)
    make.understands(house.people["child"], is_so=False)


def keyworker_of(house: House) -> WorkerMade:
    """Return a family's keyworker."""
    if house.family.keyworker is None:
        raise LookupError("each family of the county has a keyworker")
    return house.family.keyworker
