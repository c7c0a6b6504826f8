"""The closed lists of the field: each member is stored as its text."""

from enum import StrEnum


class Side(StrEnum):
    """Which side of Nod an account is for; `system` is the import and the command line."""

    FAMILY = "family"
    WORKER = "worker"
    SYSTEM = "system"


class SignInWay(StrEnum):
    """How someone got in on one device."""

    PASSWORD = "password"  # noqa: S105 (a word for it)
    PASSKEY = "passkey"
    SSO = "sso"
    CODE = "code"
    """The code of an invitation."""
    DEMO = "demo"


class Access(StrEnum):
    """What a worker's account is for."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class WorkerRole(StrEnum):
    """What a worker does for a living."""

    FAMILY_KEYWORKER = "family_keyworker"
    SENIOR_FAMILY_KEYWORKER = "senior_family_keyworker"
    SOCIAL_WORKER = "social_worker"
    HEALTH_VISITOR = "health_visitor"
    SCHOOL_LEAD = "school_lead"
    HOUSING_OFFICER = "housing_officer"
    YOUTH_WORKER = "youth_worker"
    DOMESTIC_ABUSE_WORKER = "domestic_abuse_worker"
    TEAM_MANAGER = "team_manager"
    ADMINISTRATOR = "administrator"


SENSITIVE_ROLES = frozenset({WorkerRole.DOMESTIC_ABUSE_WORKER})
"""Roles that put someone at risk when the wrong person reads them: a family reads neutral words, or none."""


class ShownRole(StrEnum):
    """Other words for a sensitive role, which a family reads in its place."""

    SUPPORT_WORKER = "support_worker"
    FAMILY_WORKER = "family_worker"


class Shown(StrEnum):
    """How a family reads a role: `usual` is as it is, and in other words when it is sensitive."""

    USUAL = "usual"
    AS_IT_IS = "as_it_is"
    SUPPORT_WORKER = "support_worker"
    FAMILY_WORKER = "family_worker"
    NONE = "none"

    @property
    def instead(self) -> ShownRole | None:
        """Return the words that stand in the role's place, if any do."""
        return {"support_worker": ShownRole.SUPPORT_WORKER, "family_worker": ShownRole.FAMILY_WORKER}.get(self.value)


class MemberFunction(StrEnum):
    """A worker's function in the team around one family."""

    KEYWORKER = "keyworker"
    LEAD_ADULTS = "lead_adults"
    LEAD_CHILDREN = "lead_children"
    TEAM_MEMBER = "team_member"


class LevelOfHelp(StrEnum):
    """How much help a family gets, by the words of the council's export."""

    EARLY_HELP = "early_help"
    SUPPORT = "support"
    CHILD_IN_NEED = "child_in_need"


class FamilyStatus(StrEnum):
    """Whether help goes on."""

    OPEN = "open"
    CLOSED = "closed"


class Relationship(StrEnum):
    """Who someone is in the family."""

    PARENT = "parent"
    CARER = "carer"
    OTHER_ADULT = "other_adult"
    CHILD = "child"
    UNBORN = "unborn"


ADULTS = (Relationship.PARENT, Relationship.CARER, Relationship.OTHER_ADULT)


class Responsibility(StrEnum):
    """Whether someone has parental responsibility. Relationship and address do not tell."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class CircleKind(StrEnum):
    """What a circle stands for."""

    WHOLE_FAMILY = "whole_family"
    HOME = "home"
    PRIVATE = "private"
    """Only one person and one named worker."""


class StepState(StrEnum):
    """What became of a step. Moved is not a state: it is still coming, on another day."""

    COMING = "coming"
    HAPPENED = "happened"
    DROPPED = "dropped"


class GoalState(StrEnum):
    """Whether a goal is being worked on."""

    OPEN = "open"
    PAUSED = "paused"
    """Laid aside for now; it may be taken up again."""
    REACHED = "reached"
    CLOSED = "closed"
    DECLINED = "declined"
    """A worker said no to it, because somebody would not be safe."""


GOING_ON = (GoalState.OPEN, GoalState.PAUSED)
"""Goals that have not ended."""


class Scale(StrEnum):
    """How a goal is scored: 0 (no progress yet) to 10 (got there), or a child's red, amber, green. Never mixed."""

    TEN = "ten"
    RAG = "rag"


class ScoreKind(StrEnum):
    """A score, or one of the two answers that are not a score."""

    SCORED = "scored"
    UNSURE = "unsure"
    SKIPPED = "skipped"


class Colour(StrEnum):
    """A child's answer: red (not good), amber (so-so), green (good). Never a number."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class AgencySort(StrEnum):
    """What sort of service an agency is: all that is said of it to somebody who may not learn its name."""

    SCHOOL = "school"
    HEALTH = "health"
    HOUSING = "housing"
    POLICE = "police"
    CHARITY = "charity"
    OTHER = "other"


class InfoKind(StrEnum):
    """The kinds of information about a person that a decision on sharing is about."""

    CONTACT = "contact"
    HOME = "home"
    HEALTH = "health"
    LEARNING = "learning"
    FEELINGS = "feelings"
    PLAN = "plan"


class ConsentStatus(StrEnum):
    """Where a decision on sharing stands. No row at all is `not_asked`, which is not a yes."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    PART = "part"
    REFUSED = "refused"
    TALK = "talk"
    NOT_NOW = "not_now"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """The time that a yes was said for is over. Computed, never stored."""


DECISIONS = (
    ConsentStatus.GIVEN,
    ConsentStatus.PART,
    ConsentStatus.REFUSED,
    ConsentStatus.TALK,
    ConsentStatus.NOT_NOW,
    ConsentStatus.WITHDRAWN,
)
YES = (ConsentStatus.GIVEN, ConsentStatus.PART)
"""What is said for a time; nothing else has an end."""


class ConsentHow(StrEnum):
    """How a decision on sharing was given."""

    SELF = "self"
    BESIDE_WORKER = "beside_worker"
    PHONE = "phone"
    PAPER = "paper"


class ContactHow(StrEnum):
    """How far someone may be contacted outside Nod."""

    NOD = "nod"
    """Only in Nod: nothing is sent, nobody rings."""
    WAYS = "ways"
    """By the ways that they said are safe."""
    NOT = "not"
    """Not at all: they come to us."""


class ContactWay(StrEnum):
    """A way to reach someone outside Nod."""

    EMAIL = "email"
    TEXT = "text"
    """Nothing sends texts yet: a wish that a worker reads."""
    CALL = "call"
