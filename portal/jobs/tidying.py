"""Throws away what has done its work: answers of forms, old drafts, counts of wrong tries, what passkeys were asked."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Challenge, Draft, SignInLimit, Submission

KEPT_FOR = timedelta(days=2)
"""Longer than a phone can wait to send the same form again."""


def tidy_up(db: Session) -> int:
    """Delete what is older than two days and return how many rows went; call inside a unit of work."""
    before = clock.now() - KEPT_FOR
    gone = 0
    for model, when in (
        (Submission, Submission.sent_at),
        (Draft, Draft.kept_at),
        (SignInLimit, SignInLimit.last_failed_at),
        (Challenge, Challenge.made_at),
    ):
        gone += db.execute(delete(model).where(when < before)).rowcount  # type: ignore[attr-defined]  # of a DELETE
    return gone
