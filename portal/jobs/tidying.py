"""Throws away what has done its work: answers of forms, old drafts, counts of wrong tries, what passkeys were asked.

It ends what was shared, too, where a part of it fell by a date or a birthday, when nobody did anything.
"""

from datetime import timedelta

from sqlalchemy import and_, delete, or_
from sqlalchemy.orm import Session

from portal import clock
from portal.commands import share
from portal.models import Challenge, Draft, SignInLimit, Submission
from portal.models.account import HALF_WAY, HALF_WAY_FOR

KEPT_FOR = timedelta(days=2)
"""Longer than a phone can wait to send the same form again."""


def tidy_up(db: Session) -> int:
    """Delete what is older than two days, or a week where begun; end what fell; return how many. In a unit of work."""
    before = clock.now() - KEPT_FOR
    is_done_with = or_(Draft.kept_at < clock.now() - HALF_WAY_FOR, Draft.path.not_like(f"{HALF_WAY}%"))
    gone = share.end_all_fallen(db)
    for model, is_old in (
        (Submission, Submission.sent_at < before),
        (Draft, and_(Draft.kept_at < before, is_done_with)),
        (SignInLimit, SignInLimit.last_failed_at < before),
        (Challenge, Challenge.made_at < before),
    ):
        gone += db.execute(delete(model).where(is_old)).rowcount  # type: ignore[attr-defined]  # of a DELETE
    return gone
