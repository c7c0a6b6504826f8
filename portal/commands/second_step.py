"""A worker's second step: set up, passed, replaced, taken away. Always of the actor's own account."""

import structlog
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.account import FIRST_DAYS
from portal.errors import CodeRefused, LastSecondStep, NotAllowed
from portal.models import Account, AccountSession, Passkey, RecoveryCode
from portal.permission import Permission
from portal.policy import require
from portal.queries import second_step
from portal.security import known_devices, limits, sessions, time_codes
from portal.security.codes import new_code, tidy
from portal.security.keys import keyring
from portal.security.look_ups import Lookup

log = structlog.get_logger()
CODES = 10
DIGITS = 6


def allow_adding(db: Session, actor: Actor) -> None:
    """Hold the actor's account; raise `NotAllowed` when no way in may be added to it on this device."""
    db.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update())
    if actor.is_worker and not actor.is_proved and not second_step.own(db, actor).may_begin:
        raise NotAllowed(actor.account_id)


def refuse_last(db: Session, actor: Actor) -> None:
    """Hold the actor's account; raise `LastSecondStep` when only one second step is left."""
    db.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update())
    if second_step.own(db, actor).are_one:
        raise LastSecondStep(actor.account_id)


# --- Time-codes


def offer_time_code(db: Session, actor: Actor) -> str:
    """Return the secret that is being set up on this device, the same until a code confirms it."""
    allow_adding(db, actor)
    here = db.get_one(AccountSession, actor.session_id)
    master = keyring(db).master
    if here.totp_offered is None:
        here.totp_offered = master.seal("session.totp_offered", here.id, time_codes.new_secret())
        db.flush()
    return master.open("session.totp_offered", here.id, here.totp_offered)


def confirm_time_code(db: Session, actor: Actor, code: str) -> None:
    """Set up the time-code whose secret was offered here; raises `CodeRefused` when the code is not its."""
    secret = offer_time_code(db, actor)
    step = time_codes.step_of(secret, tidy_digits(code), None)
    if step is None:
        raise CodeRefused(actor.account_id)
    sealed = keyring(db).master.seal("account.totp", actor.own_account, secret)
    _set(db, actor, totp=sealed, totp_used_step=step)
    here = AccountSession.id == actor.session_id
    db.execute(update(AccountSession).where(here).values(totp_offered=None))
    log.info("time_code_set_up", account=str(actor.account_id))


def remove_time_code(db: Session, actor: Actor) -> None:
    """Take the actor's time-code away; raises `LastSecondStep`."""
    refuse_last(db, actor)
    _set(db, actor, totp=None, totp_used_step=None)
    log.info("time_code_removed", account=str(actor.account_id))


def tidy_digits(typed: str) -> str:
    """Return what was typed as a time-code, without the spaces people put in."""
    return "".join(typed.split())


# --- Passing it


def prove_by_code(db: Session, actor: Actor, code: str, *, device_key: str = "") -> None:
    """Take a time-code or a recovery code as the second step.

    A browser in which the second step was passed before has a count of its own, all others share the account's.

    Raises:
        CodeRefused: it is wrong, was taken before, or too many were tried. The caller commits all the same: the try is
            counted.
    """
    device = known_devices.find(db, actor.account_id, device_key)
    limit = limits.held(db, limits.guesses_at(db, "second step", f"{actor.account_id} {device.id if device else ''}"))
    if limits.must_wait(limit) or not _takes(db, actor, code):
        limits.count(db, limit)
        raise CodeRefused(actor.account_id)
    limits.forget(db, limit)


def _takes(db: Session, actor: Actor, code: str) -> bool:
    digits = tidy_digits(code)
    if len(digits) == DIGITS and digits.isascii() and digits.isdecimal():
        return _takes_time_code(db, actor, digits)
    return _takes_recovery_code(db, actor, tidy(code))


def _takes_time_code(db: Session, actor: Actor, digits: str) -> bool:
    own = db.execute(select(Account.totp, Account.totp_used_step).where(Account.id == actor.account_id)).one()
    if own.totp is None:
        return False
    secret = keyring(db).master.open("account.totp", actor.own_account, own.totp)
    step = time_codes.step_of(secret, digits, own.totp_used_step)
    if step is None:
        return False
    unused = or_(Account.totp_used_step.is_(None), Account.totp_used_step < step)
    taken = db.execute(update(Account).where(Account.id == actor.account_id, unused).values(totp_used_step=step))
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # an UPDATE answers with a cursor


def _takes_recovery_code(db: Session, actor: Actor, code: str) -> bool:
    mine = (RecoveryCode.account_id == actor.account_id, RecoveryCode.used_at.is_(None))
    sent = RecoveryCode.code_lookup == _lookup(db, "recovery.code", code)
    taken = db.execute(update(RecoveryCode).where(*mine, sent).values(used_at=clock.now()))
    if not taken.rowcount:  # type: ignore[attr-defined]  # an UPDATE answers with a cursor
        return False
    log.info("recovery_code_used", account=str(actor.account_id))
    return True


# --- Recovery codes


def make_recovery_codes(db: Session, actor: Actor) -> list[str]:
    """Return ten new recovery codes, which are shown once; older ones stop working."""
    if not actor.is_proved:
        raise NotAllowed(actor.account_id)
    db.execute(delete(RecoveryCode).where(RecoveryCode.account_id == actor.account_id))
    codes, now = [new_code() for _ in range(CODES)], clock.now()
    for code in codes:
        lookup = _lookup(db, "recovery.code", code)
        db.add(RecoveryCode(account_id=actor.own_account, code_lookup=lookup, made_at=now))
    db.flush()
    log.info("recovery_codes_made", account=str(actor.account_id))
    return codes


# --- By the command line


def permit(db: Session, actor: Actor, account: Account) -> str:
    """Take every second step of a worker's account away and return the code with which they set up a new one.

    They are signed out everywhere.
    """
    require(actor, Permission.RUN_COUNCIL)
    code = new_code()
    account.totp = account.totp_used_step = None
    account.permit_lookup, account.second_step_by = _lookup(db, "permit.code", code), clock.now() + FIRST_DAYS
    db.flush()
    db.execute(delete(Passkey).where(Passkey.account_id == account.id))
    db.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    known_devices.forget(db, account.id)
    sessions.end_all(db, account.id)
    log.info("second_step_permitted", account=str(account.id))
    return code


def use_permit(db: Session, actor: Actor, code: str) -> None:
    """Take the code of the command line: a second step may now be set up on this device, and on no other.

    Raises:
        CodeRefused: it is wrong or too old, or too many were tried. The caller commits all the same.
    """
    limit = limits.held(db, limits.guesses_at(db, "permit", actor.account_id))
    known = db.scalar(select(Account.permit_lookup).where(Account.id == actor.account_id).with_for_update())
    right = known is not None and _lookup(db, "permit.code", tidy(code)).fits(known)
    if limits.must_wait(limit) or not right or not second_step.own(db, actor).wants_permit:
        limits.count(db, limit)
        raise CodeRefused(actor.account_id)
    limits.forget(db, limit)
    _set(db, actor, permit_lookup=None, second_step_by=None)
    here = AccountSession.id == actor.session_id
    db.execute(update(AccountSession).where(here).values(permitted_at=clock.now()))


def _lookup(db: Session, kind: str, code: str) -> Lookup:
    return keyring(db).master.lookup(kind, code)


def _set(db: Session, actor: Actor, **values: object) -> None:
    db.execute(update(Account).where(Account.id == actor.account_id).values(**values))
