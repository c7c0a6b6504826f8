"""One-use ways in: a short code, the same in the link, the QR picture and on paper. Stored as a keyed hash."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, Kind
from portal.commands.circle import give_private
from portal.commands.edit import hold
from portal.commands.entry import record
from portal.errors import InvitationSpent, NameTaken, NotAllowed, NotWhileFrozen
from portal.models import Account, Family, Invitation, Member, NewWayIn, Passkey, Person
from portal.models.words import MemberFunction, Side
from portal.permission import Permission
from portal.policy import is_current, require
from portal.queries.account import actor_of
from portal.security import known_devices, limits, sessions
from portal.security.codes import LENGTH, new_code, tidy
from portal.security.keys import keyring, learn_key
from portal.security.sign_in import name_lookup

LASTS = timedelta(days=7)


def make(db: Session, actor: Actor, person: Person) -> str:
    """Make a person's way in and return its code, which is shown once; an older one stops working.

    Someone who signs in already, and cannot any more, gets in again by a new code, handed over in person. They are told
    of it on every device on which they are signed in.

    Raises:
        NotAllowed: they sign in already, and the actor is neither their keyworker nor a manager.
        NotWhileFrozen: their access is frozen.
    """
    require(actor, Permission.INVITE, person)
    hold(db, person.family_id)
    signs_in = db.scalar(select(Account).where(Account.person_id == person.id))
    if signs_in and signs_in.frozen_at is not None:
        raise NotWhileFrozen(person.id)
    if signs_in and actor.kind is not Kind.MANAGER and _keyworker(db, person) != actor.worker_id:
        raise NotAllowed(Permission.INVITE)
    now = clock.now()
    end(db, person.id)
    code = new_code()
    invitation = Invitation(
        person_id=person.id,
        code_lookup=_lookup(db, code),
        made_by_id=actor.worker_id,
        made_at=now,
        ends_at=now + LASTS,
    )
    db.add(invitation)
    if signs_in:
        db.add(NewWayIn(account_id=signs_in.id, made_by_id=actor.own_worker, made_at=now))
    record(db, actor, person.family_id, "invitation_made", person.id)
    return code


def take_back(db: Session, actor: Actor, person: Person) -> bool:
    """End the code that is out for a person; say whether there was one, for it may have been used meanwhile."""
    require(actor, Permission.INVITE, person)
    hold(db, person.family_id)
    if not end(db, person.id):
        return False
    record(db, actor, person.family_id, "invitation_ended", person.id)
    return True


def end(db: Session, person_id: uuid.UUID) -> bool:
    """Let no code that was made for a person open anything any more; say whether there was one."""
    ended = db.execute(
        update(Invitation)
        .where(Invitation.person_id == person_id, Invitation.used_at.is_(None), Invitation.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]  # an UPDATE answers with a cursor


def person_of(db: Session, code: str) -> Person:
    """Return whom a live code is for.

    Raises:
        InvitationSpent: used, replaced, older than seven days, or no code of ours. One answer for all.
    """
    return _person(db, _live(db, code))


def waits(db: Session, code: str) -> bool:
    """Say whether codes that share a group of four signs with this one were tried too often.

    Someone who saw a part of a code cannot try out the rest, and nobody who saw nothing can make others wait.
    """
    return any(limits.waits(db, what) for what in _groups(db, code))


def count_wrong(db: Session, code: str) -> None:
    """Count a code that opened nothing; call inside a unit of work."""
    for what in _groups(db, code):
        limits.count(db, limits.held(db, what))


def _groups(db: Session, code: str) -> list[bytes]:
    signs = tidy(code)
    starts = range(0, LENGTH, 4)
    return sorted(limits.guesses_at(db, "invitation", f"{start} {signs[start : start + 4]}") for start in starts)


def accept(db: Session, code: str, *, name: str, password_hash: str, language: str) -> Account:
    """Use a code: the person signs in with the name and password they chose, and in no other way any more.

    Raises:
        InvitationSpent: as `person_of`.
        NameTaken: someone else signs in with this name.
    """
    invitation = _live(db, code)
    person = _person(db, invitation)
    now = clock.now()
    account = db.scalar(select(Account).where(Account.person_id == person.id)) or _begun(db, person, now)
    lookup = name_lookup(db, name)
    if db.scalar(select(Account.id).where(Account.name_lookup == lookup, Account.id != account.id)):
        raise NameTaken(person.id)
    account.name_lookup, account.password_hash, account.password_changed_at = lookup, password_hash, now
    account.language = language
    invitation.used_at = now
    db.add(account)
    try:
        db.flush()
    except IntegrityError as taken:
        raise NameTaken(person.id) from taken
    sessions.end_all(db, account.id)
    known_devices.forget(db, account.id)
    db.execute(delete(Passkey).where(Passkey.account_id == account.id))
    give_private(db, person, _keyworker(db, person) or invitation.made_by_id)
    record(db, actor_of(db, account.id), person.family_id, "invitation_used", person.id)
    return account


def _begun(db: Session, person: Person, now: datetime) -> Account:
    authority = select(Family.authority_id).where(Family.id == person.family_id)
    return Account(authority_id=db.scalar(authority), side=Side.FAMILY, person_id=person.id, created_at=now)


def _keyworker(db: Session, person: Person) -> uuid.UUID | None:
    return db.scalar(
        select(Member.worker_id).where(
            Member.family_id == person.family_id, Member.function == MemberFunction.KEYWORKER, is_current(Member)
        )
    )


def _lookup(db: Session, code: str) -> bytes:
    return keyring(db).master.lookup("invitation.code", code)


def _live(db: Session, code: str) -> Invitation:
    invitation = db.scalar(
        select(Invitation)
        .where(
            Invitation.code_lookup == _lookup(db, tidy(code)),
            Invitation.used_at.is_(None),
            Invitation.ended_at.is_(None),
            Invitation.ends_at > clock.now(),
        )
        .with_for_update()
    )
    if invitation is None:
        raise InvitationSpent
    return invitation


def _person(db: Session, invitation: Invitation) -> Person:
    person = db.get_one(Person, invitation.person_id)
    if not learn_key(db, person.family_id).knows(person.family_id):
        raise InvitationSpent
    return person
