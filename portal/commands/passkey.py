"""Passkeys of one's own: ask for one, take it, use it, take it away. Never of another account."""

import uuid

import structlog
from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.second_step import allow_adding, refuse_last
from portal.errors import NotFound, PasskeyRefused
from portal.models import Account, Passkey, Worker
from portal.security import challenges, passkeys
from portal.security.challenges import Purpose
from portal.security.passkeys import Site
from portal.security.sessions import device_name

log = structlog.get_logger()


def ask_to_add(db: Session, actor: Actor, site: Site) -> str:
    """Return what to ask the actor's browser, so that it makes a passkey."""
    allow_adding(db, actor)
    asked = challenges.ask(db, Purpose.ADD, account_id=actor.account_id, session_id=actor.session_id).asked
    return passkeys.to_add(site, actor.own_account, actor.name, asked, _own_keys(db, actor))


def add(db: Session, actor: Actor, site: Site, answer: str, asked: bytes | None, *, user_agent: str) -> Passkey:
    """Take the passkey that the actor's browser made.

    Args:
        asked: what `challenges.take` gave for this session, committed already.

    Raises:
        PasskeyRefused: it does not answer what was asked of this browser in the last five minutes.
    """
    allow_adding(db, actor)
    if asked is None:
        raise PasskeyRefused
    made = passkeys.added(site, answer, asked)
    row = Passkey(
        account_id=actor.own_account,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=device_name(user_agent),
        made_at=clock.now(),
    )
    db.add(row)
    try:
        db.flush()
    except IntegrityError as known:
        raise PasskeyRefused from known
    log.info("passkey_added", account=str(actor.account_id))
    return row


def remove(db: Session, actor: Actor, passkey_id: uuid.UUID) -> None:
    """Take one of the actor's own passkeys away.

    Raises:
        NotFound: no such passkey, or another account's.
        LastSecondStep: a worker would be left without a second step.
    """
    mine = select(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == actor.account_id)
    row = db.scalar(mine)
    if row is None:
        raise NotFound("passkey", passkey_id)
    if actor.is_worker:
        refuse_last(db, actor)
    db.execute(delete(Passkey).where(Passkey.id == row.id))
    log.info("passkey_removed", account=str(actor.account_id))


def ask_to_prove(db: Session, actor: Actor, site: Site) -> str:
    """Return what to ask a worker's browser as the second step."""
    asked = challenges.ask(db, Purpose.PROVE, account_id=actor.account_id, session_id=actor.session_id).asked
    return passkeys.to_use(site, asked, _own_keys(db, actor))


def prove(db: Session, actor: Actor, site: Site, answer: str, asked: bytes | None) -> None:
    """Take a worker's passkey as the second step; `asked` is as for `add`. Raises `PasskeyRefused`."""
    owner = _used(db, site, answer, asked)
    if owner != actor.account_id:
        raise PasskeyRefused


def _own_keys(db: Session, actor: Actor) -> list[bytes]:
    mine = select(Passkey.credential_id).where(Passkey.account_id == actor.account_id).order_by(Passkey.id)
    return list(db.scalars(mine))


def _used(db: Session, site: Site, answer: str, asked: bytes | None) -> uuid.UUID:
    """Check a signature, note the use and return whose passkey it is."""
    if asked is None:
        raise PasskeyRefused
    sent = Passkey.credential_id == passkeys.credential_in(answer)
    row = db.scalar(select(Passkey).where(sent).with_for_update())
    if row is None:
        raise PasskeyRefused
    row.sign_count = passkeys.used(site, answer, asked, row.public_key, row.sign_count)
    row.used_at = clock.now()
    db.flush()
    return row.account_id


def ask_to_sign_in(db: Session, site: Site) -> tuple[uuid.UUID, str]:
    """Return the challenge's id, which the browser's cookie keeps, and what to ask a browser in which nobody is in."""
    made = challenges.ask(db, Purpose.SIGN_IN)
    return made.id, passkeys.to_use(site, made.asked)


def sign_in(db: Session, site: Site, answer: str, asked: bytes | None) -> Account:
    """Return the account that a passkey opens; it is both steps at once. Raises `PasskeyRefused`."""
    owner = _used(db, site, answer, asked)
    account = db.scalar(
        select(Account)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .where(Account.id == owner, or_(Worker.left_on.is_(None), Worker.left_on > clock.today()))
    )
    if account is None:
        raise PasskeyRefused
    return account
