"""Looks at how things are: begun, filled in page by page, finished, or left out with the reason."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.commands.edit import begun_on, still_open
from portal.commands.entry import record
from portal.commands.goal import is_in
from portal.errors import LookFinished, NotAllowed, OwnWords
from portal.models import Circle, CirclePerson, Occasion, Person, Rating
from portal.models.domains import ALONE_OVER, Domain, Gauge, Moment, RatingKind, Tool
from portal.models.gauges import Answer, gauge_of
from portal.models.words import CircleKind
from portal.permission import Permission
from portal.policy import require
from portal.standing import years_between


@dataclass(frozen=True, slots=True)
class Given:
    """What someone answers about one domain."""

    kind: RatingKind
    answer: Answer | None = None
    why: str = ""
    language: str | None = None


def gauge_for(tool: Tool, person: Person) -> Gauge:
    """Return what someone answers in: Distance Travelled has one scale, the matrix one for each age."""
    if tool is Tool.DISTANCE:
        return Gauge.WORRY
    return Gauge.TEN if person.is_adult else Gauge.COLOUR


def begin(
    db: Session,
    actor: Actor,
    circle: Circle,
    *,
    person: Person,
    about: Person | None,
    tool: Tool,
    moment: Moment,
) -> Occasion:
    """Begin a look, or go on with one of the same people, readers and moment that was not finished.

    Raises:
        CircleClosed: the family lives apart, and nothing new is put there.
        NotAllowed: someone looks for another, cannot see the circle, is too young to do it alone, or the child it is
            about is none of theirs.
    """
    require(actor, Permission.LOOK, circle)
    still_open(db, circle)
    if actor.is_family and (person.id != actor.person_id or is_too_young(person)):
        raise NotAllowed(Permission.LOOK)
    if not is_in(db, circle.id, person.id) or not _may_be_about(db, circle, person, about):
        raise NotAllowed(Permission.LOOK)
    made = _occasion(actor, circle, person, about.id if about else None, tool, moment)
    if (found := _unfinished(db, actor, made)) is not None:
        return found
    db.add(made)
    record(db, actor, made.family_id, "look_begun", made.id)
    return made


def is_too_young(person: Person) -> bool:
    """Say whether a child looks with a worker, and not alone."""
    born_on = person.born_on
    return not person.is_adult and born_on is not None and years_between(born_on, clock.today()) <= ALONE_OVER


def _may_be_about(db: Session, circle: Circle, person: Person, about: Person | None) -> bool:
    """Say whether a look may be about a child: whoever reads it knows the child, as does who looks."""
    if about is None or about.id == person.id:
        return True
    if about.is_adult:
        return False
    if circle.kind is not CircleKind.PRIVATE:
        return is_in(db, circle.id, about.id)
    mine, theirs = aliased(CirclePerson), aliased(CirclePerson)
    beside = exists().where(
        mine.person_id == person.id, theirs.circle_id == mine.circle_id, theirs.person_id == about.id
    )
    return bool(db.scalar(select(beside)))


def _unfinished(db: Session, actor: Actor, asked: Occasion) -> Occasion | None:
    """Return what was begun before just as it is asked for now: by the person, or beside the worker who asks."""
    same = select(Occasion).where(
        Occasion.circle_id == asked.circle_id,
        Occasion.person_id == asked.person_id,
        Occasion.about_id == asked.about_id,
        Occasion.tool == asked.tool,
        Occasion.moment == asked.moment,
        Occasion.finished_at.is_(None),
    )
    if actor.is_worker:
        same = same.where(Occasion.written_by_id == actor.worker_id)
    return db.scalars(same.order_by(Occasion.begun_at.desc(), Occasion.id)).first()


def _occasion(
    actor: Actor, circle: Circle, person: Person, about_id: uuid.UUID | None, tool: Tool, moment: Moment
) -> Occasion:
    now = clock.now()
    return Occasion(
        family_id=circle.family_id,
        circle_id=circle.id,
        person_id=person.id,
        about_id=about_id,
        tool=tool,
        gauge=gauge_for(tool, person),
        moment=moment,
        begun_at=now,
        touched_at=now,
        written_by_id=actor.worker_id,
    )


def keep(db: Session, actor: Actor, occasion: Occasion, given: Mapping[Domain, Given], *, version: int) -> Occasion:
    """Keep the answers of one page; those given before on the same page are replaced where they differ.

    Raises:
        CircleClosed: it was left where both homes read it.
        LookFinished: it was finished meanwhile.
        OwnWords: a worker would change an answer that the person gave in words of their own.
        TypeError: an answer is of another scale.
    """
    _touch(db, actor, occasion, version)
    stand = _stand(db, occasion)
    for domain, said in given.items():
        if said.answer is not None and gauge_of(said.answer) is not occasion.gauge:
            raise TypeError(f"{gauge_of(said.answer)} in a look of {occasion.gauge}")
        row = stand.get(domain)
        if row is None:
            row = Rating(family_id=occasion.family_id, occasion_id=occasion.id, domain=domain)
            db.add(row)
        elif (row.kind, row.answer, row.why) == (said.kind, said.answer, said.why.strip()):
            continue
        _rate(actor, row, said)
    record(db, actor, occasion.family_id, "look_kept", occasion.id)
    return occasion


def _rate(actor: Actor, row: Rating, said: Given) -> None:
    """Put an answer into its row; whose words they are, and in which language, stays with words that stay."""
    if actor.is_worker and row.why and row.written_by_id is None:
        raise OwnWords(row.id)
    why = said.why.strip()
    if why != row.why:
        row.why, row.why_language = why, said.language if why else None
    row.kind = said.kind
    row.give(said.answer)
    row.written_by_id = actor.worker_id
    row.rated_at = clock.now()


def keep_help(db: Session, actor: Actor, occasion: Occasion, helped: Mapping[Domain, int], *, version: int) -> Occasion:
    """Keep how much the help helped with what was answered."""
    _touch(db, actor, occasion, version)
    stand = _stand(db, occasion)
    for domain, much in helped.items():
        if domain in stand:
            stand[domain].helped = much
    record(db, actor, occasion.family_id, "look_kept", occasion.id)
    return occasion


def _touch(db: Session, actor: Actor, occasion: Occasion, version: int) -> None:
    """Let the occasion's version grow, so that two who write on it at once are told."""
    require(actor, Permission.LOOK, occasion)
    if actor.is_family and occasion.person_id != actor.person_id:
        raise NotAllowed(Permission.LOOK)
    if occasion.finished_at is not None:
        raise LookFinished(occasion.id)
    still_open(db, db.get_one(Circle, occasion.circle_id))
    begun_on(occasion, version)
    occasion.touched_at = clock.now()


def _stand(db: Session, occasion: Occasion) -> dict[Domain, Rating]:
    rows = db.scalars(select(Rating).where(Rating.occasion_id == occasion.id))
    return {row.domain: row for row in rows}


def finish(db: Session, actor: Actor, occasion: Occasion, *, version: int) -> Occasion:
    """Finish a look: its answers stay as they are, and who is in its circle reads them; raises as `keep` does."""
    _touch(db, actor, occasion, version)
    occasion.finished_at = clock.now()
    record(db, actor, occasion.family_id, "look_finished", occasion.id)
    return occasion


def leave_out(
    db: Session, actor: Actor, circle: Circle, *, person: Person, tool: Tool, moment: Moment, why: str, language: str
) -> Occasion:
    """Write down why someone's look at this moment is left out; who is in the circle reads it.

    Raises:
        NotAllowed: the person is not in the circle.
    """
    require(actor, Permission.LEAVE_OUT_LOOK, circle)
    still_open(db, circle)
    if not is_in(db, circle.id, person.id):
        raise NotAllowed(Permission.LEAVE_OUT_LOOK)
    made = _occasion(actor, circle, person, None, tool, moment)
    made.finished_at = made.begun_at
    made.skipped_why, made.skipped_why_language = why.strip(), language
    db.add(made)
    record(db, actor, made.family_id, "look_left_out", made.id)
    return made
