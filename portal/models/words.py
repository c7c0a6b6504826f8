"""The closed lists of the field: each member is stored as its text."""

from enum import StrEnum


class Side(StrEnum):
    """Which side of Nod an account is for; `system` is the import and the command line."""

    FAMILY = "family"
    WORKER = "worker"
    SYSTEM = "system"


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
    TEAM_MANAGER = "team_manager"
    ADMINISTRATOR = "administrator"


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
    REACHED = "reached"
    CLOSED = "closed"


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
    WITHDRAWN = "withdrawn"


DECISIONS = (
    ConsentStatus.GIVEN,
    ConsentStatus.PART,
    ConsentStatus.REFUSED,
    ConsentStatus.TALK,
    ConsentStatus.WITHDRAWN,
)


class ConsentHow(StrEnum):
    """How a decision on sharing was given."""

    SELF = "self"
    BESIDE_WORKER = "beside_worker"
    PHONE = "phone"
    PAPER = "paper"


class Ground(StrEnum):
    """What let a worker look at a family."""

    TEAM = "team"
    COVER = "cover"
    AREA = "area"
    OPENING = "opening"


class OpeningPurpose(StrEnum):
    """What a worker who is not on the team opens a family for. The family reads this, and not the worker's words."""

    DANGER = "danger"
    UNREACHABLE = "unreachable"
    LAW = "law"
    CHECK = "check"


class Deed(StrEnum):
    """What a family is told that a worker did."""

    LOOKED = "looked"
    SEEN_AS = "seen_as"
    OPENED = "opened"
    FAMILY = "changed_family"
    STEPS = "changed_steps"
    GOALS = "changed_goals"
    TEAM = "changed_team"
    DETAILS = "changed_details"
    HOME = "changed_home"
    INVITED = "invited"
    ASKED = "asked_sharing"
    WROTE_ANSWER = "wrote_answer"


class NoticeKind(StrEnum):
    """What sort of thing a notice says changed. Never what it says."""

    STEP_ADDED = "step_added"
    STEP_MOVED = "step_moved"
    STEP_DROPPED = "step_dropped"
    TEAM_CHANGED = "team_changed"
    SHARING_ASKED = "sharing_asked"
    SHARING_WRITTEN = "sharing_written"
    FAMILY_OPENED = "family_opened"
    """To a keyworker: someone who is not on the team opened one of their families."""


class NoticeState(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NOWHERE = "nowhere"
    """The person gave no address to send it to; they see the change in Nod."""
