"""What the actor has to get in with beside the password."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Account, AccountSession, Passkey, RecoveryCode
from portal.security import time_codes
from portal.security.keys import keyring


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """A passkey as its owner sees it."""

    id: uuid.UUID
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnSteps:
    """The second steps of one account, and what may be done about them on this device."""

    has_time_code: bool
    passkeys: Sequence[PasskeyView]
    codes_left: int
    may_begin: bool
    """A first second step may be set up here."""
    wants_permit: bool
    """It may, once the code of the command line is typed."""

    @property
    def are_set_up(self) -> bool:
        """Say whether there is a second step at all; recovery codes alone are none."""
        return self.has_time_code or bool(self.passkeys)

    @property
    def are_one(self) -> bool:
        """Say whether only one is left, which stays."""
        return self.has_time_code + len(self.passkeys) == 1


def passkeys(db: Session, actor: Actor) -> Sequence[PasskeyView]:
    """Return the actor's own passkeys, the oldest first."""
    mine = select(Passkey).where(Passkey.account_id == actor.account_id).order_by(Passkey.made_at, Passkey.id)
    return [PasskeyView(row.id, row.name, row.made_at, row.used_at) for row in db.scalars(mine)]


def own(db: Session, actor: Actor) -> OwnSteps:
    """Return the actor's own second steps as they stand now."""
    account = db.execute(
        select(Account.totp, Account.second_step_by, Account.permit_lookup, AccountSession.permitted_at)
        .outerjoin(AccountSession, AccountSession.id == actor.session_id)
        .where(Account.id == actor.account_id)
    ).one_or_none()
    if account is None:
        raise NotFound("account", actor.account_id)
    keys = passkeys(db, actor)
    in_time = account.second_step_by is not None and clock.now() < account.second_step_by
    bare = account.totp is None and not keys
    return OwnSteps(
        has_time_code=account.totp is not None,
        passkeys=keys,
        codes_left=_codes_left(db, actor),
        may_begin=bare and (account.permitted_at is not None or (in_time and account.permit_lookup is None)),
        wants_permit=bare and in_time and account.permit_lookup is not None and account.permitted_at is None,
    )


def _codes_left(db: Session, actor: Actor) -> int:
    mine = (RecoveryCode.account_id == actor.account_id, RecoveryCode.used_at.is_(None))
    return db.scalar(select(func.count()).select_from(RecoveryCode).where(*mine)) or 0


def code_for_demo(db: Session, actor: Actor) -> str:
    """Return the code that the authenticator app of a made-up worker would show; empty when they have none."""
    own = db.execute(select(Account.totp, Account.totp_used_step).where(Account.id == actor.account_id)).one()
    if own.totp is None:
        return ""
    secret = keyring(db).master.open("account.totp", actor.own_account, own.totp)
    return time_codes.next_code(secret, own.totp_used_step)
