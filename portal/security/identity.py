"""Single sign-on: which account an identity opens. It finds accounts and never makes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import SignInRefused
from portal.models import Account, Identity, Worker
from portal.models.words import Side
from portal.security.keys import keyring
from portal.security.sign_in import name_lookup


@dataclass(frozen=True, slots=True)
class Shown:
    """What the provider has shown of someone, its signature checked."""

    issuer: str
    subject: str
    name: str
    """The sign-in name by the council's rule; empty when the provider does not vouch for one."""
    has_second_step: bool
    at: datetime | None = None
    """When they last showed there who they are, and were not merely known from before; none when it is not said."""

    @classmethod
    def of(cls, claims: Mapping[str, Any], *, account_claim: str, second_step: str) -> Self:
        """Read the claims by the council's rules.

        Args:
            account_claim: the claim that holds the sign-in name. An `email` counts only when it was verified.
            second_step: `claim=value`, such as `amr=mfa`; empty when the provider's second step does not count.
        """
        name = claims.get(account_claim)
        vouched = account_claim != "email" or claims.get("email_verified") is True
        claim, _, value = second_step.partition("=")
        said = claims.get(claim) if value else None
        at = claims.get("auth_time")
        return cls(
            issuer=str(claims["iss"]),
            subject=str(claims["sub"]),
            name=name if isinstance(name, str) and vouched else "",
            has_second_step=said == value or (isinstance(said, list) and value in said) if value else False,
            at=datetime.fromtimestamp(at, UTC) if isinstance(at, int) else None,
        )


def account_of(db: Session, shown: Shown) -> Account:
    """Return the worker's account that an identity opens; call inside a unit of work.

    The first time, the sign-in name decides and the subject is remembered; from then on the subject does, so that
    someone who is given a colleague's old address is not given their families.

    Raises:
        SignInRefused: no worker has this name, the account is bound to someone else, or they have left.
    """
    lookup = keyring(db).master.lookup("identity.subject", f"{shown.issuer}\x00{shown.subject}")
    known = db.scalar(select(Identity).where(Identity.issuer == shown.issuer, Identity.subject_lookup == lookup))
    its = Account.id == known.account_id if known else Account.name_lookup == name_lookup(db, shown.name)
    account = db.scalar(
        select(Account)
        .join(Worker, Worker.id == Account.worker_id)
        .where(its, Account.side == Side.WORKER, or_(Worker.left_on.is_(None), Worker.left_on > clock.today()))
    )
    if account is None or not (known or shown.name):
        raise SignInRefused
    if known is None:
        _bind(db, account, shown.issuer, lookup)
    return account


def _bind(db: Session, account: Account, issuer: str, lookup: bytes) -> None:
    taken = select(Identity.id).where(Identity.account_id == account.id, Identity.issuer == issuer)
    if db.scalar(taken):
        raise SignInRefused
    db.add(Identity(account_id=account.id, issuer=issuer, subject_lookup=lookup, began_at=clock.now()))
    db.flush()
