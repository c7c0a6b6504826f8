"""The words of sharing: for how long, on what standing, what for, and why without agreement."""

from datetime import date, timedelta
from enum import StrEnum

REVIEW_AFTER = timedelta(weeks=6)
"""When a yes "until we look at this again" is asked about anew. Source: plan reviews every three to six weeks."""
ASK_AGAIN_BEFORE = timedelta(days=14)
"""How long before a decision ends its decider is asked again."""
DAYS_TO_END = {"six_months": 183, "year": 365}


class ConsentLasts(StrEnum):
    """For how long a yes is said."""

    REVIEW = "review"
    SIX_MONTHS = "six_months"
    YEAR = "year"
    UNTIL_END = "until_end"

    def until(self, said_on: date) -> date | None:
        """Return the last day that something said on this day counts; none: as long as the family is helped."""
        match self:
            case ConsentLasts.REVIEW:
                return said_on + REVIEW_AFTER
            case ConsentLasts.UNTIL_END:
                return None
            case _:
                return said_on + timedelta(days=DAYS_TO_END[self])


class Standing(StrEnum):
    """Why somebody's word counts, as it was when they said it."""

    ADULT = "adult"
    AGE = "age"
    """They have reached the age from which the council lets people decide for themselves."""
    JUDGED = "judged"
    """A worker recorded that this younger person understands decisions on sharing."""
    RESPONSIBLE = "responsible"
    """They have parental responsibility for the child."""


class Purpose(StrEnum):
    """What something is shared for; a worker may add plain words of their own."""

    HELP_TOGETHER = "help_together"
    LEARNING = "learning"
    HEALTH = "health"
    HOUSING = "housing"
    MEETING = "meeting"
    OTHER = "other"


class ChildSays(StrEnum):
    """What a child thinks of sharing, on a scale of three pictures."""

    FINE = "fine"
    UNSURE = "unsure"
    NOT_FINE = "not_fine"


class AgreementStatus(StrEnum):
    """Whether somebody agreed to get help. No row at all: nobody asked."""

    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class LegalGround(StrEnum):
    """On what ground something may be shared without agreement.

    Source: DfE, Information sharing advice (2024); Social Services and Well-being (Wales) Act 2014.
    """

    CHILD_AT_RISK = "child_at_risk"
    ADULT_AT_RISK = "adult_at_risk"
    CRIME = "crime"
    COURT = "court"
    DUTY = "duty"
    """A law says that the council has to."""


class ShareEnd(StrEnum):
    """Why a share ended before its day."""

    TAKEN_BACK = "taken_back"
    BY_WORKER = "by_worker"
    TOO_MANY_TRIES = "too_many_tries"
