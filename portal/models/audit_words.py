"""The words of the audit: on what ground a worker looked, what an opening was for, and what a family is told."""

from enum import StrEnum


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
    COPIED = "copied_scores"
    FAMILY = "changed_family"
    STEPS = "changed_steps"
    GOALS = "changed_goals"
    VOICES = "voices"
    LOOKS = "changed_looks"
    TEAM = "changed_team"
    DETAILS = "changed_details"
    HOME = "changed_home"
    CONTACT = "contact"
    INVITED = "invited"
    ASKED = "asked_sharing"
    WROTE_ANSWER = "wrote_answer"
    WROTE_HELP = "wrote_help"
    PRAISED = "praised"
