"""Looks at how things are with every answer, oldest first. Partner agencies see none."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, false, or_, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Occasion, Person, Rating, Worker
from portal.models.domains import Domain, Gauge, Moment, RatingKind, Tool
from portal.models.gauges import Answer, OfTen, Worry
from portal.models.occasion import answer_in
from portal.models.words import Colour
from portal.policy import visible_circles, visible_families
from portal.queries.circle import CircleName, Circles
from portal.queries.face import Face, face_of
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.encryption import Keyring
from portal.security.keys import learn_key

LOOKER, ABOUT = aliased(Person), aliased(Person)
BEGUN_BESIDE, WRITTEN_BESIDE = aliased(Worker), aliased(Worker)


@dataclass(frozen=True, slots=True)
class RatingView:
    """One answer about one domain."""

    domain: Domain
    kind: RatingKind
    answer: Answer | None
    helped: int | None
    """0 (not at all) to 4 (a lot)."""
    why: str
    why_language: str | None
    written_by: str | None
    """The first name of the worker who wrote it down."""

    @property
    def is_own_words(self) -> bool:
        """Say whether the person wrote why, and no worker did: only they change that answer."""
        return bool(self.why) and self.written_by is None

    @property
    def level(self) -> int | None:
        """Return the number from 0 (the best) to 4, where it is one."""
        return self.answer.number if isinstance(self.answer, Worry) else None

    @property
    def value(self) -> int | None:
        """Return the number from 0 to 10 (the best), where it is one."""
        return self.answer.number if isinstance(self.answer, OfTen) else None

    @property
    def colour(self) -> Colour | None:
        """Return the colour, where it is one."""
        return self.answer if isinstance(self.answer, Colour) else None


@dataclass(frozen=True, slots=True)
class OccasionView:
    """One person's look at how things are."""

    id: uuid.UUID
    tool: Tool
    gauge: Gauge
    moment: Moment
    person: Face
    about: Face | None
    """Empty: the whole family."""
    circle: CircleName
    begun_at: datetime
    finished_at: datetime | None
    skipped_why: str
    skipped_why_language: str | None
    written_by: str | None
    version: int
    ratings: Mapping[Domain, RatingView]

    @property
    def on(self) -> date:
        """Return the day it was finished, or begun."""
        return clock.local(self.finished_at or self.begun_at).date()

    @property
    def is_finished(self) -> bool:
        """Say whether its answers stand."""
        return self.finished_at is not None and not self.is_left_out

    @property
    def is_left_out(self) -> bool:
        """Say whether someone wrote down why there is none."""
        return bool(self.skipped_why)

    @property
    def is_open(self) -> bool:
        """Say whether it was begun and not finished."""
        return self.finished_at is None

    @property
    def takes_answers(self) -> bool:
        """Say whether one may go on with it: it is not finished, and was not left where both homes would read it."""
        return self.is_open and not self.circle.is_closed

    @property
    def asks_help(self) -> bool:
        """Say whether how much the help helped is asked: not at the start, when there was none yet."""
        return self.tool is Tool.DISTANCE and self.moment is not Moment.START

    def is_of(self, other: "OccasionView") -> bool:
        """Say whether two looks may be compared: of the same person, about the same, in the same scale."""
        mine = (self.person.id, self.about and self.about.id, self.tool, self.gauge)
        return mine == (other.person.id, other.about and other.about.id, other.tool, other.gauge)


def of_family(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> Sequence[OccasionView]:
    """Return the looks that the actor sees, oldest first.

    Someone's own unfinished one is theirs alone, until it is finished; one that was begun beside a worker is also
    that worker's colleagues'.
    """
    rows = run(db, _statement(actor.sort), actor, family_id).all()
    ring = learn_key(db, family_id)
    return [_view(list(some), ring, circles) for _, some in groupby(rows, key=lambda row: row.id)]


def one(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, occasion_id: uuid.UUID) -> OccasionView:
    """Return one look; raises `NotFound`."""
    return find(of_family(db, actor, family_id, circles), occasion_id)


def find(seen: Iterable[OccasionView], occasion_id: uuid.UUID) -> OccasionView:
    """Return one of the looks; raises `NotFound`."""
    for view in seen:
        if view.id == occasion_id:
            return view
    raise NotFound("occasion", occasion_id)


def get(db: Session, actor: Actor, family_id: uuid.UUID, occasion_id: uuid.UUID) -> Occasion:
    """Return a look to write in it; raises `NotFound`."""
    found = db.scalar(
        select(Occasion).where(
            Occasion.id == occasion_id,
            Occasion.family_id == family_id,
            Occasion.circle_id.in_(visible_circles(actor)),
            _may_be_read(actor),
        )
    )
    if found is None:
        raise NotFound("occasion", occasion_id)
    learn_key(db, family_id)
    return found


def done(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[tuple[uuid.UUID, Tool, Moment, date]]:
    """Return whose look was finished or left out, when in the help, and on which day: nothing of what it says.

    So a worker who stands in knows what is due, though they see nothing of two people's private circle.
    """
    rows = run(db, _done(actor.sort), actor, family_id)
    return [(row.person_id, row.tool, row.moment, clock.local(row.finished_at).date()) for row in rows]


@cache
def _done(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    columns: tuple[Any, ...] = (Occasion.person_id, Occasion.tool, Occasion.moment, Occasion.finished_at)
    return (
        select(*columns)
        .where(Occasion.family_id == OF_FAMILY, Occasion.finished_at.is_not(None))
        .where(Occasion.family_id.in_(visible_families(actor)), _may_be_read(actor))
        .order_by(Occasion.finished_at, Occasion.id)
    )


def _may_be_read(actor: Actor) -> ColumnElement[bool]:
    if actor.is_partner:
        return false()
    is_finished = Occasion.finished_at.is_not(None)
    if actor.is_family and actor.watcher_id is None:
        return or_(is_finished, Occasion.person_id == actor.person_id)
    if actor.is_family:
        return is_finished
    return or_(is_finished, Occasion.written_by_id.is_not(None))


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    return (
        select(
            Occasion.__table__,
            LOOKER.first_name.label("looker_first"),
            LOOKER.known_as.label("looker_known"),
            ABOUT.first_name.label("about_first"),
            ABOUT.known_as.label("about_known"),
            BEGUN_BESIDE.first_name.label("begun_beside"),
            Rating.id.label("rating_id"),
            Rating.domain,
            Rating.kind,
            Rating.level,
            Rating.value,
            Rating.colour,
            Rating.helped,
            Rating.why.label("why"),
            Rating.why_language,
            WRITTEN_BESIDE.first_name.label("written_beside"),
        )
        .select_from(Occasion)
        .join(LOOKER, LOOKER.id == Occasion.person_id)
        .outerjoin(ABOUT, ABOUT.id == Occasion.about_id)
        .outerjoin(BEGUN_BESIDE, BEGUN_BESIDE.id == Occasion.written_by_id)
        .outerjoin(Rating, Rating.occasion_id == Occasion.id)
        .outerjoin(WRITTEN_BESIDE, WRITTEN_BESIDE.id == Rating.written_by_id)
        .where(Occasion.family_id == OF_FAMILY, Occasion.circle_id.in_(visible_circles(actor)))
        .where(_may_be_read(actor))
        .order_by(Occasion.begun_at, Occasion.id, Rating.rated_at, Rating.id)
    )


def _view(rows: Sequence[Row[Any]], ring: Keyring, circles: Circles) -> OccasionView:
    """Return a look from its rows, one an answer."""
    row = rows[0]
    about = face_of(ring, row.family_id, row.about_id, row.about_first, row.about_known) if row.about_id else None
    return OccasionView(
        id=row.id,
        tool=row.tool,
        gauge=row.gauge,
        moment=row.moment,
        person=face_of(ring, row.family_id, row.person_id, row.looker_first, row.looker_known),
        about=about,
        circle=circles[row.circle_id],
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        skipped_why=ring.open_if(row.family_id, "occasion.skipped_why", row.id, row.skipped_why),
        skipped_why_language=row.skipped_why_language,
        written_by=row.begun_beside,
        version=row.version,
        ratings={one.domain: one for one in (_rating(row, ring) for row in rows if row.rating_id)},
    )


def _rating(row: Row[Any], ring: Keyring) -> RatingView:
    return RatingView(
        domain=row.domain,
        kind=row.kind,
        answer=answer_in(row.level, row.value, row.colour),
        helped=row.helped,
        why=ring.open_if(row.family_id, "rating.why", row.rating_id, row.why),
        why_language=row.why_language,
        written_by=row.written_beside,
    )
