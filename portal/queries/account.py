"""Who is behind a session, an account, an invitation."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, Kind, worker_kind
from portal.errors import NotFound
from portal.models import (
    Account,
    AccountSession,
    Agency,
    Authority,
    ChildRound,
    FamilyKey,
    NewWayIn,
    Opening,
    Person,
    Worker,
)
from portal.models.words import ADULTS, Side, SignInWay
from portal.permission import Permission
from portal.policy import NOW, opened_alone, require
from portal.queries.face import called
from portal.queries.way_in import TOLD_FOR
from portal.security.keys import keyring
from portal.security.sessions import Beside, Visit
from portal.standing import years_before


@dataclass(frozen=True, slots=True)
class Device:
    """A device that is signed in."""

    id: uuid.UUID
    device: str
    began_at: datetime
    seen_at: datetime
    is_this_one: bool
    way: SignInWay


ROUND = ("id", "family_id", "person_id", "language", "last_at")


def visit(db: Session, key_hash: bytes) -> Visit | None:
    """Return the session of a cookie, live or ended; the family's key is learnt on the way."""
    asked = {"key_hash": key_hash, "since": clock.now() - TOLD_FOR}
    row = db.connection().execute(_visits(), asked).one_or_none()  # plain, as `prepared.run`
    if row is None or (row.left_on and row.left_on <= clock.today()) or _is_unreadable(row):
        return None
    who = _actor(db, row, row.session_id, is_proved=row.proved_at is not None)
    kept = (row.began_at, row.seen_at, row.ended_at, row.keyed_for, row.is_untold, row.frozen_at)
    return Visit(who, *kept, beside=_beside(row))


def _beside(row: Row[Any]) -> Beside | None:
    return Beside(*(getattr(row, f"round_{name}") for name in ROUND)) if row.round_id else None


def actor_of(db: Session, account_id: uuid.UUID) -> Actor:
    """Return who an account belongs to, with no session; raises `NotFound`."""
    row = db.connection().execute(_one_owner(), {"account": account_id}).one_or_none()  # plain, as `prepared.run`
    if row is None or _is_unreadable(row):
        raise NotFound("account", account_id)
    return _actor(db, row, None)


def frozen(db: Session, account_id: uuid.UUID) -> Actor | None:
    """Return who an account belongs to whose access is frozen now, with no session."""
    row = db.execute(_owners().where(Account.id == account_id, Account.frozen_at.is_not(None))).one_or_none()
    return _actor(db, row, None) if row else None


def read_in(db: Session, actor: Actor, decider: Person) -> str:
    """Return the language in which somebody read what they decide; without an account it was the worker who read it."""
    if actor.is_worker:
        own = db.execute(select(Account.language).where(Account.person_id == decider.id)).one_or_none()
        if own is not None:
            return own.language or decider.language
    return actor.language or decider.language


def actor_for_person(db: Session, actor: Actor, person: Person) -> Actor:
    """Return someone of a family as an actor, so that a worker may see what they see.

    What is only between the person and another, named worker stays between them. The actor has no account and no
    session, so nothing can be signed in or changed with it.
    """
    require(actor, Permission.SEE_AS, person)
    chosen = db.scalar(select(Account.language).where(Account.person_id == person.id))
    return Actor(
        side=Side.FAMILY,
        kind=Kind.ADULT if person.is_adult else Kind.YOUNG,
        authority_id=actor.authority_id,
        person_id=person.id,
        family_id=person.family_id,
        name=person.called,
        language=chosen or person.language,
        own_decision_age=actor.own_decision_age,
        own_say_born_by=actor.own_say_born_by,
        watcher_id=actor.worker_id,
    )


@cache
def _one_owner() -> Select[Any]:
    return _owners().where(Account.id == bindparam("account"))


@cache
def _visits() -> Select[Any]:
    session = AccountSession
    return (
        _owners(
            session.id.label("session_id"),
            session.began_at,
            session.seen_at,
            session.ended_at,
            session.proved_at,
            session.keyed_for,
            _untold(session).label("is_untold"),
            *(getattr(ChildRound, name).label(f"round_{name}") for name in ROUND),
        )
        .join(session, session.account_id == Account.id)
        .outerjoin(ChildRound, ChildRound.id == session.child_round_id)
        .where(session.key_hash == bindparam("key_hash"))
    )


def _untold(session: type[AccountSession]) -> ColumnElement[bool]:
    """Hold for devices of an account that a new way in was made to, until it is read on them."""
    made = NewWayIn.made_at
    return exists().where(
        NewWayIn.account_id == session.account_id,
        made > bindparam("since"),
        or_(session.told_at.is_(None), made > session.told_at),
    )


def _owners(*columns: Any) -> Select[Any]:
    return (
        select(
            Account.id.label("account_id"),
            Account.side,
            Account.authority_id,
            Account.language,
            Account.frozen_at,
            Authority.own_decision_age,
            Person.id.label("person_id"),
            Person.family_id,
            Person.first_name.label("person_first"),
            Person.known_as.label("person_known"),
            Person.relationship,
            Person.language.label("person_language"),
            FamilyKey.wrapped,
            Worker.id.label("worker_id"),
            Worker.first_name.label("worker_first"),
            Worker.access,
            Worker.left_on,
            Worker.area_team_id,
            Agency.id.label("agency_id"),
            Agency.is_partner,
            exists().where(Opening.worker_id == Worker.id, Opening.ends_at > NOW).label("has_opened"),
            *columns,
        )
        .select_from(Account)
        .join(Authority, Authority.id == Account.authority_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .outerjoin(FamilyKey, FamilyKey.id == Person.family_id)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .outerjoin(Agency, Agency.id == Worker.agency_id)
    )


def _is_unreadable(row: Row[Any]) -> bool:
    """Say whether this is someone of a family whose key was destroyed: nobody can be them any more."""
    return row.side is Side.FAMILY and row.wrapped is None


def _actor(db: Session, row: Row[Any], session_id: uuid.UUID | None, *, is_proved: bool = False) -> Actor:
    if row.side is Side.WORKER:
        who = Actor(
            side=Side.WORKER,
            kind=worker_kind(row.access, is_partner=row.is_partner),
            authority_id=row.authority_id,
            account_id=row.account_id,
            session_id=session_id,
            is_proved=is_proved,
            worker_id=row.worker_id,
            agency_id=row.agency_id,
            area_team_id=row.area_team_id,
            name=row.worker_first,
            language=row.language,
            own_decision_age=row.own_decision_age,
            own_say_born_by=years_before(clock.today(), row.own_decision_age),
        )
        return replace(who, guest_of=frozenset(db.scalars(opened_alone(who)))) if row.has_opened else who
    ring = keyring(db)
    ring.add(row.family_id, row.wrapped)
    name = called(ring, row.family_id, row.person_id, row.person_first, row.person_known)
    return Actor(
        side=Side.FAMILY,
        kind=Kind.ADULT if row.relationship in ADULTS else Kind.YOUNG,
        authority_id=row.authority_id,
        account_id=row.account_id,
        session_id=session_id,
        is_proved=is_proved,
        person_id=row.person_id,
        family_id=row.family_id,
        name=name,
        language=row.language or row.person_language,
        own_decision_age=row.own_decision_age,
        own_say_born_by=years_before(clock.today(), row.own_decision_age),
    )


def devices(db: Session, actor: Actor) -> Sequence[Device]:
    """Return the devices on which the actor is signed in, the last used first."""
    rows = db.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == actor.account_id, AccountSession.ended_at.is_(None))
        .order_by(AccountSession.seen_at.desc(), AccountSession.id)
    )
    return [Device(row.id, row.device, row.began_at, row.seen_at, row.id == actor.session_id, row.way) for row in rows]


def own(db: Session, actor: Actor) -> Account:
    """Return the actor's own account to change it."""
    account = db.get(Account, actor.account_id)
    if account is None:
        raise NotFound("account", actor.account_id)
    return account
