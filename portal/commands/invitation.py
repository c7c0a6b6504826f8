"""One-use ways in: a short code, the same in the link, the QR picture and on paper. Stored as a keyed hash."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.circle import give_private
from portal.commands.entry import record
from portal.errors import AccountExists, InvitationSpent, NameTaken
from portal.models import Account, Family, Invitation, Member, Person
from portal.models.words import MemberFunction, Side
from portal.policy import Permission, is_current, require
from portal.queries.account import actor_of
from portal.security.codes import new_code, tidy
from portal.security.keys import keyring, learn_key
from portal.security.sign_in import name_lookup

LASTS = timedelta(days=7)


def make(db: Session, actor: Actor, person: Person) -> str:
    """Make a person's way in and return its code, which is shown once; an older one stops working.

    Raises:
        AccountExists: the person signs in already.
    """
    require(actor, Permission.INVITE, person)
    if db.scalar(select(Account.id).where(Account.person_id == person.id)):
        raise AccountExists(person.id)
    now = clock.now()
    db.execute(
        update(Invitation)
        .where(Invitation.person_id == person.id, Invitation.used_at.is_(None), Invitation.ended_at.is_(None))
        .values(ended_at=now)
    )
    code = new_code()
    invitation = Invitation(
        person_id=person.id,
        code_lookup=_lookup(db, code),
        made_by_id=actor.worker_id,
        made_at=now,
        ends_at=now + LASTS,
    )
    db.add(invitation)
    record(db, actor, person.family_id, "invitation_made", person.id)
    return code


def person_of(db: Session, code: str) -> Person:
    """Return whom a live code is for.

    Raises:
        InvitationSpent: used, replaced, older than seven days, or no code of ours. One answer for all.
    """
    return _person(db, _live(db, code))


def accept(db: Session, code: str, *, name: str, password_hash: str, language: str) -> Account:
    """Use a code: the person gets an account under the name and password they chose.

    Raises:
        InvitationSpent: as `person_of`.
        NameTaken: someone else signs in with this name.
    """
    invitation = _live(db, code)
    person = _person(db, invitation)
    lookup = name_lookup(db, name)
    if db.scalar(select(Account.id).where(Account.name_lookup == lookup)):
        raise NameTaken(person.id)
    now = clock.now()
    account = Account(
        authority_id=db.scalar(select(Family.authority_id).where(Family.id == person.family_id)),
        side=Side.FAMILY,
        person_id=person.id,
        name_lookup=lookup,
        password_hash=password_hash,
        password_changed_at=now,
        language=language,
        created_at=now,
    )
    db.add(account)
    invitation.used_at = now
    db.flush()
    keyworker = db.scalar(
        select(Member.worker_id).where(
            Member.family_id == person.family_id,
            Member.function == MemberFunction.KEYWORKER,
            is_current(Member),
        )
    )
    give_private(db, person, keyworker or invitation.made_by_id)
    record(db, actor_of(db, account.id), person.family_id, "invitation_used", person.id)
    return account


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
    person = db.get(Person, invitation.person_id)
    if person is None or db.scalar(select(Account.id).where(Account.person_id == person.id)):
        raise InvitationSpent
    learn_key(db, person.family_id)
    return person
