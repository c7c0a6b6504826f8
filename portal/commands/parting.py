"""Parts the homes of a family in one step: who lives where, and what follows whom."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import circle, person, voice
from portal.commands.edit import hold
from portal.commands.entry import record
from portal.errors import HomesUnclear
from portal.models import Circle, CirclePerson, Goal, Household, Member, Occasion, Person, Praise, Step, Voice
from portal.models.words import GOING_ON, CircleKind, MemberFunction, StepState
from portal.permission import Permission
from portal.policy import require
from portal.queries import keyworker

BOTH = "both"
"""In the place of a home: it stays where everyone reads it who read it before."""


@dataclass(frozen=True, slots=True)
class Parting:
    """What a keyworker decided, home by home. A home is named by its letter; one that is not there yet is made."""

    names: Mapping[str, str]
    living: Mapping[uuid.UUID, Collection[str]]
    """The letters of the homes that each person lives in from now on."""
    things: Mapping[uuid.UUID, str]
    """The home that each open step, open goal and place on the team follows, or `BOTH`."""
    history: str
    """Who goes on reading what has ended: `BOTH`, or one home."""


def part(db: Session, actor: Actor, family_id: uuid.UUID, parting: Parting) -> None:
    """Part the homes. From then on no circle that anything new is put into holds two grown-ups of different homes.

    Each entry of it is locked: no page of the family tells that a worker parted anything, or when.

    Raises:
        NotAllowed: the actor is neither keyworker, nor covers for them, nor a manager.
        HomesUnclear: somebody or something goes nowhere, or nobody is parted from anybody.
    """
    require(actor, Permission.PART_HOMES, keyworker.of_today(db, actor, family_id))
    hold(db, family_id)
    people = db.scalars(select(Person).where(Person.family_id == family_id).order_by(Person.id)).all()
    _check(people, parting)
    shared = shared_circles(db, family_id)
    for_both = _read_by_all(db, shared)
    homes = _homes(db, actor, family_id, parting)
    for one in people:
        person.part_from(db, actor, one, [homes[label] for label in parting.living[one.id]])
    around = {label: circle.fill_home(db, family_id, home.id) for label, home in homes.items()}
    around[BOTH] = whole = circle.fill_whole_family(db, family_id)
    _follow(db, shared, for_both, around, parting)
    _words_go_home(db, shared, for_both, around, parting)
    if parting.history != BOTH:
        _hand_over(db, whole, around[parting.history])
    _let_praise_follow(db, whole, around, parting)
    is_read_by_both = BOTH in {parting.history, *parting.things.values()}
    circle.close(db, whole, empty=not is_read_by_both)
    voice.keep_own(db, family_id)
    record(db, actor, family_id, "homes_parted", family_id)


def shared_circles(db: Session, family_id: uuid.UUID) -> Sequence[Circle]:
    """Return the circle of the whole family, and every home that more than one grown-up lives in."""
    whole = circle.fill_whole_family(db, family_id)
    crowded = [
        home
        for home in db.scalars(select(Circle).where(Circle.family_id == family_id, Circle.household_id.is_not(None)))
        if sum(one.is_adult for one in _people_of(db, home)) > 1
    ]
    return [whole, *crowded]


def _read_by_all(db: Session, shared: Sequence[Circle]) -> set[uuid.UUID]:
    """Return the circles that everyone reads who is in the first of them: what is in another cannot stay for both."""
    readers = {around.id: {one.id for one in _people_of(db, around)} for around in shared}
    return {id_ for id_, people in readers.items() if readers[shared[0].id] <= people}


def _people_of(db: Session, around: Circle) -> Sequence[Person]:
    living = select(CirclePerson.person_id).where(CirclePerson.circle_id == around.id)
    return db.scalars(select(Person).where(Person.id.in_(living))).all()


def _check(people: Sequence[Person], parting: Parting) -> None:
    """Refuse somebody who lives nowhere, a grown-up in two homes, and grown-ups who all stay together."""
    for one in people:
        labels = set(parting.living.get(one.id, ()))
        if not labels or not labels <= parting.names.keys() or (one.is_adult and len(labels) > 1):
            raise HomesUnclear(one.id)
    if len({label for one in people if one.is_adult for label in parting.living[one.id]}) < 2:
        raise HomesUnclear
    if not {parting.history, *parting.things.values()} <= {BOTH, *parting.names}:
        raise HomesUnclear


def _homes(db: Session, actor: Actor, family_id: uuid.UUID, parting: Parting) -> dict[str, Household]:
    known = {home.label: home for home in db.scalars(select(Household).where(Household.family_id == family_id))}
    homes = {}
    for label, name in parting.names.items():
        if home := known.get(label):
            homes[label] = home
            if home.name != name.strip():
                _rename(db, actor, home, name)
        else:
            homes[label] = person.add_household(db, actor, family_id, label=label, name=name, is_locked=True)
    return homes


def _rename(db: Session, actor: Actor, home: Household, name: str) -> None:
    person.change_household(
        db,
        actor,
        home,
        name=name,
        language=home.name_language,
        address=home.address,
        version=home.version,
        is_locked=True,
    )


def _follow(
    db: Session,
    shared: Sequence[Circle],
    for_both: Collection[uuid.UUID],
    around: Mapping[str, Circle],
    parting: Parting,
) -> None:
    """Put each open thing where it was said to go; everything that was read by two grown-ups must be said."""
    ids = [one.id for one in shared]
    for thing in open_things(db, ids):
        label = parting.things.get(thing.id)
        if label is None or (label == BOTH and thing.circle_id not in for_both):
            raise HomesUnclear(thing.id)
        if isinstance(thing, Goal) and thing.owner_id and label != BOTH and label not in parting.living[thing.owner_id]:
            raise HomesUnclear(thing.id)
        thing.circle_id = around[label].id
    db.flush()


def open_things(db: Session, circle_ids: Collection[uuid.UUID]) -> list[Step | Goal | Member]:
    """Return what goes on in these circles: coming steps, goals going on, places on the team but the keyworker's."""
    steps = select(Step).where(Step.circle_id.in_(circle_ids), Step.state == StepState.COMING)
    goals = select(Goal).where(Goal.circle_id.in_(circle_ids), Goal.state.in_(GOING_ON))
    team = select(Member).where(
        Member.circle_id.in_(circle_ids),
        Member.function != MemberFunction.KEYWORKER,
        or_(Member.until_on.is_(None), Member.until_on >= clock.today()),
    )
    return [
        *db.scalars(steps.order_by(Step.happens_on, Step.id)),
        *db.scalars(goals.order_by(Goal.set_at, Goal.id)),
        *db.scalars(team.order_by(Member.from_on, Member.id)),
    ]


def _words_go_home(
    db: Session,
    shared: Sequence[Circle],
    for_both: set[uuid.UUID],
    around: Mapping[str, Circle],
    parting: Parting,
) -> None:
    """Take each look and voice to where only who said it and their keyworker read it, else to the home they live in.

    What a child of both homes said goes with what has ended; where not everyone read it before, it stays in its home.
    """
    family_id = shared[0].family_id
    private = select(CirclePerson.person_id, Circle.id).join(Circle, Circle.id == CirclePerson.circle_id)
    theirs = private.where(Circle.family_id == family_id, Circle.worker_id == circle.keyworker_of(db, family_id))
    own = dict(db.execute(theirs.where(Circle.kind == CircleKind.PRIVATE)).all())
    ids = [one.id for one in shared]
    looks = db.scalars(select(Occasion).where(Occasion.circle_id.in_(ids)))
    voices = db.scalars(select(Voice).where(Voice.circle_id.in_(ids)))
    for said in (*looks, *voices):
        labels = list(parting.living[said.person_id])
        if said.person_id in own:
            said.circle_id = own[said.person_id]
        elif len(labels) == 1:
            said.circle_id = around[labels[0]].id
        elif said.circle_id in for_both:
            said.circle_id = around[parting.history].id
    db.flush()


def _hand_over(db: Session, whole: Circle, home: Circle) -> None:
    """Let one home alone go on reading what has ended."""
    ended = ((Step, Step.state != StepState.COMING), (Goal, Goal.state.not_in(GOING_ON)))
    for table, has_ended in ended:
        db.execute(update(table).where(table.circle_id == whole.id, has_ended).values(circle_id=home.id))


def _let_praise_follow(db: Session, whole: Circle, around: Mapping[str, Circle], parting: Parting) -> None:
    """Keep praise about a goal with its goal; where one home reads the past, let each keep what was said to them."""
    found = db.scalars(select(Praise).where(Praise.family_id == whole.family_id)).all()
    for praise in found:
        if praise.goal_id:
            praise.circle_id = db.get_one(Goal, praise.goal_id).circle_id
        elif praise.circle_id == whole.id and parting.history != BOTH:
            theirs = sorted(parting.living[praise.to_id]) if praise.to_id else []
            praise.circle_id = around[parting.history if parting.history in theirs or not theirs else theirs[0]].id
    db.flush()
