"""Sharing without agreement, where the law allows it: decided, agreed to by a manager, told, and looked at again.

Every entry of it stands under a lock: no page and no paper of the family tells of it.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock, working_days
from portal.actor import Actor
from portal.commands import notice
from portal.commands.edit import begun_on, hold
from portal.commands.entry import record
from portal.commands.share import end_fallen
from portal.errors import NotFound, OverrideSettled
from portal.models import Agency, Override, OverridePart, OverrideTold, Person
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind
from portal.permission import Permission
from portal.policy import require
from portal.queries import keyworker

Part = tuple[uuid.UUID, InfoKind]
"""Somebody of the family, and a kind of information about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a worker decides."""

    agency_id: uuid.UUID
    to_whom: str
    what: str
    why: str
    ground: LegalGround
    language: str
    """In which `what` and `to_whom` are written, for the family reads them once it is told."""
    is_urgent: bool
    review_on: date
    parts: frozenset[Part]
    why_not_told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whom of the family a worker told, when and how."""

    people: frozenset[uuid.UUID]
    on: date
    how: str


def decide(
    db: Session, actor: Actor, family_id: uuid.UUID, decision: Decision, telling: Telling | None = None
) -> Override:
    """Decide to share without agreement. It covers something at once when it is urgent, else when a manager agrees.

    Raises:
        NotFound: a person is not of this family, or the agency not of this council.
        ValueError: something is missing that the record has to say.
    """
    require(actor, Permission.SHARE_WITHOUT, keyworker.of_today(db, actor, family_id))
    words = (decision.to_whom, decision.what, decision.why)
    if not (decision.parts and all(words) and (telling or decision.why_not_told)):
        raise ValueError("what, to whom, why, and told or why not")
    _know_agency(db, actor, decision.agency_id)
    _know_people(db, family_id, {person_id for person_id, _kind in decision.parts})
    said = {name: getattr(decision, name) for name in Decision.__slots__ if name != "parts"}
    agree_by = working_days.next_after(clock.today())
    row = Override(
        family_id=family_id, decided_by_id=actor.worker_id, decided_at=clock.now(), agree_by=agree_by, **said
    )
    db.add(row)
    db.flush()
    db.add_all(OverridePart(override_id=row.id, person_id=who, kind=kind) for who, kind in sorted(decision.parts))
    record(db, actor, family_id, "override_decided", row.id, reason=decision.why, is_change=False, is_locked=True)
    notice.tell_managers(db, actor, family_id, NoticeKind.OVERRIDE_WAITS)
    if telling:
        tell(db, actor, row, telling)
    return row


def answer(db: Session, actor: Actor, row: Override, *, agrees: bool, why: str, version: int) -> None:
    """Agree or refuse, as a manager who did not decide it. What was shared on a refused one ends.

    After its `agree_by` an urgent one covers nothing: a link on it has ended, and a late yes is for new ones.

    Raises:
        OverrideSettled: a manager said something before, or it ended before anything was shared.
        ValueError: it is refused, and nothing says why.
    """
    require(actor, Permission.AGREE_WITHOUT, row)
    if row.manager_said_at is not None or (row.ended_on is not None and not row.is_urgent):
        raise OverrideSettled(row.id)
    begun_on(row, version)
    if not (agrees or why.strip()):
        raise ValueError("refused without a reason")
    end_fallen(db, row.family_id)
    row.manager_id, row.manager_said_at, row.manager_agrees = actor.worker_id, clock.now(), agrees
    row.manager_why = why.strip()
    record(
        db,
        actor,
        row.family_id,
        "override_agreed" if agrees else "override_refused",
        row.id,
        reason=why,
        is_change=False,
        is_locked=True,
    )
    end_fallen(db, row.family_id)


def tell(db: Session, actor: Actor, row: Override, telling: Telling) -> None:
    """Write down who of the family was told: from now on these people, and nobody else, read of it in Nod.

    Raises:
        ValueError: nobody is named, or not how, or a day that has not come.
    """
    require(actor, Permission.SHARE_WITHOUT, keyworker.of_today(db, actor, row.family_id))
    if not (telling.people and telling.how.strip()) or telling.on > clock.today():
        raise ValueError("whom, when and how")
    _know_people(db, row.family_id, telling.people)
    hold(db, row.family_id)
    before = set(db.scalars(select(OverrideTold.person_id).where(OverrideTold.override_id == row.id)))
    said = {"told_on": telling.on, "how": telling.how.strip(), "by_id": actor.worker_id}
    for person_id in sorted(telling.people - before):
        db.add(OverrideTold(family_id=row.family_id, override_id=row.id, person_id=person_id, **said))
    row.told_on = min(row.told_on or telling.on, telling.on)
    record(db, actor, row.family_id, "override_told", row.id, is_change=False, is_locked=True)


def review(
    db: Session, actor: Actor, row: Override, *, review_on: date | None, why: str, why_not_told: str, version: int
) -> None:
    """Look at it again: it goes on until another day, or ends now. No old link lives again because it goes on.

    Args:
        review_on: when it is looked at next; none: nothing more is shared on it.
        why_not_told: why the family, or some of it, is still not told.

    Raises:
        OverrideSettled: it was ended or refused before.
    """
    require(actor, Permission.SHARE_WITHOUT, keyworker.of_today(db, actor, row.family_id))
    if row.ended_on is not None or row.manager_agrees is False:
        raise OverrideSettled(row.id)
    begun_on(row, version)
    end_fallen(db, row.family_id)
    row.review_on, row.ended_on = (review_on, None) if review_on else (row.review_on, clock.today())
    row.why_not_told = why_not_told.strip()
    record(
        db,
        actor,
        row.family_id,
        "override_reviewed" if review_on else "override_ended",
        row.id,
        reason=why,
        is_change=False,
        is_locked=True,
    )
    end_fallen(db, row.family_id)


def note_read(db: Session, actor: Actor, family_id: uuid.UUID) -> None:
    """Note that a worker read of it: the council's audit tells of that, and no page of the family."""
    require(actor, Permission.KEEP_NOTES, family_id)
    record(db, actor, family_id, "override_read", family_id, is_change=False, is_locked=True)


def _know_agency(db: Session, actor: Actor, agency_id: uuid.UUID) -> None:
    own = select(Agency.id).where(Agency.id == agency_id, Agency.authority_id == actor.authority_id)
    if db.scalar(own) is None:
        raise NotFound("agency", agency_id)


def _know_people(db: Session, family_id: uuid.UUID, people: Collection[uuid.UUID]) -> None:
    found = set(db.scalars(select(Person.id).where(Person.family_id == family_id, Person.id.in_(people))))
    if found != set(people):
        raise NotFound("person")
