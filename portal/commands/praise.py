"""Saying what somebody did well, and taking it off the pages again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.edit import still_open
from portal.commands.entry import record
from portal.commands.goal import is_in
from portal.errors import NotAllowed
from portal.models import Circle, CirclePerson, Goal, Person, Praise
from portal.models.words import CircleKind
from portal.permission import Permission
from portal.policy import require


def say(
    db: Session,
    actor: Actor,
    circle: Circle,
    *,
    to: Person | None,
    words: str,
    language: str,
    goal: Goal | None = None,
) -> Praise:
    """Say something good to one person of a circle, or to the whole family when nobody is named.

    Nobody is told of it outside Nod.

    Raises:
        CircleClosed: the family lives apart, and nothing new is put there.
        NotAllowed: the person is not in the circle, a private circle is no family, or the goal is seen by others; or
            two grown-ups live apart: words from a home that somebody left are not always kind.
    """
    require(actor, Permission.GIVE_PRAISE, circle)
    still_open(db, circle)
    is_to_all = to is None and circle.kind is CircleKind.PRIVATE
    is_to_a_stranger = to is not None and not is_in(db, circle.id, to.id)
    if is_to_all or is_to_a_stranger or (goal is not None and goal.circle_id != circle.id):
        raise NotAllowed(Permission.GIVE_PRAISE)
    if to is not None and to.is_adult and _lives_apart(db, actor, to):
        raise NotAllowed(Permission.GIVE_PRAISE)
    praise = Praise(
        family_id=circle.family_id,
        circle_id=circle.id,
        to_id=to.id if to else None,
        goal_id=goal.id if goal else None,
        words=words.strip(),
        language=language,
        by_id=actor.account_id,
        by_person_id=actor.person_id,
        by_worker_id=actor.worker_id,
        said_at=clock.now(),
    )
    db.add(praise)
    record(db, actor, praise.family_id, "praise_said", praise.id)
    return praise


def _lives_apart(db: Session, actor: Actor, to: Person) -> bool:
    """Say whether two grown-ups of a family live in homes of which the other is no part."""
    if not actor.is_family or actor.is_young or actor.person_id == to.id:
        return False
    homes = (
        select(CirclePerson.circle_id)
        .join(Circle, Circle.id == CirclePerson.circle_id)
        .where(Circle.kind == CircleKind.HOME, Circle.family_id == to.family_id)
    )
    mine = set(db.scalars(homes.where(CirclePerson.person_id == actor.person_id)))
    return bool(mine) and mine.isdisjoint(db.scalars(homes.where(CirclePerson.person_id == to.id)))


def put_away(db: Session, actor: Actor, praise: Praise) -> Praise:
    """Take it off every page; a second time changes nothing.

    Raises:
        NotAllowed: a family member neither said it nor was it said to them.
    """
    require(actor, Permission.GIVE_PRAISE, praise)
    if actor.is_family and actor.person_id not in (praise.by_person_id, praise.to_id):
        raise NotAllowed(Permission.GIVE_PRAISE)
    if praise.put_away_at is None:
        praise.put_away_at = clock.now()
        record(db, actor, praise.family_id, "praise_put_away", praise.id)
    return praise
