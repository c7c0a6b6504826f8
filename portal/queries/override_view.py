"""One decision to share without agreement, as the council's workers read it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from portal import clock
from portal.models.sharing_words import LegalGround
from portal.models.words import AgencySort, InfoKind
from portal.queries.face import Face


@dataclass(frozen=True, slots=True)
class About:
    """Someone of the family, and the kinds of information about them."""

    person: Face
    kinds: tuple[InfoKind, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Someone of the family who was told."""

    person: Face
    on: date
    how: str
    by: str


@dataclass(frozen=True, slots=True)
class OverrideView:
    """One decision to share without agreement."""

    id: uuid.UUID
    family_id: uuid.UUID
    ref: str
    family: str
    agency_id: uuid.UUID
    agency: str
    agency_sort: AgencySort
    to_whom: str
    what: str
    why: str
    ground: LegalGround
    language: str
    decided_by: Face
    decided_at: datetime
    is_urgent: bool
    agree_by: date
    manager: Face | None
    manager_said_at: datetime | None
    manager_agrees: bool | None
    manager_why: str
    told_on: date | None
    why_not_told: str
    review_on: date
    ended_on: date | None
    version: int
    about: tuple[About, ...]
    told: tuple[Told, ...]

    @property
    def waits(self) -> bool:
        """Say whether a manager has yet to agree or refuse; where it is urgent, also after it has ended."""
        return self.manager_said_at is None and (self.is_urgent or self.ended_on is None)

    @property
    def is_overdue(self) -> bool:
        """Say whether it was urgent, and a manager has let the working day go by."""
        return self.waits and self.is_urgent and clock.today() > self.agree_by

    @property
    def is_over(self) -> bool:
        """Say whether a manager refused, or it was ended."""
        return self.manager_agrees is False or self.ended_on is not None

    @property
    def is_to_review(self) -> bool:
        """Say whether the day on which it is looked at again has come."""
        return not self.is_over and self.review_on <= clock.today()

    @property
    def covers(self) -> bool:
        """Say whether something may be shared on it now; `covers_now` says the same in SQL."""
        is_agreed = self.manager_agrees or (self.waits and self.is_urgent and not self.is_overdue)
        return bool(is_agreed) and not self.is_over and self.review_on >= clock.today()

    @property
    def was_shared(self) -> bool:
        """Say whether something may have been shared on it at some time, so that the family is to hear of it."""
        return self.is_urgent or bool(self.manager_agrees)

    @property
    def days_untold(self) -> int:
        """Return for how many days the family has not been told."""
        return (clock.today() - clock.local(self.decided_at).date()).days

    @property
    def order(self) -> tuple[bool, bool, bool, datetime]:
        """Sort by what is most pressing: late, waiting, to be looked at again; the oldest first."""
        return not self.is_overdue, not self.waits, not self.is_to_review, self.decided_at
