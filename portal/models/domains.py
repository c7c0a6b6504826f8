"""The nineteen domains of a family's life, the groups they are asked in, and when and how they are looked at.

Source: the Common Assessment Framework's nineteen elements under three headings. Bristol's Distance Travelled and
Blackpool's family matrix ask about the same ones.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Domain(StrEnum):
    """One part of life, in the order of the standard list: the first is number 1."""

    HEALTH = "health"
    GROWING = "growing"
    TALKING = "talking"
    FEELINGS = "feelings"
    BEHAVIOUR = "behaviour"
    IDENTITY = "identity"
    RELATIONSHIPS = "relationships"
    SELF_CARE = "self_care"
    REASONING = "reasoning"
    PARTICIPATION = "participation"
    PROGRESS = "progress"
    ASPIRATIONS = "aspirations"
    BASIC_CARE = "basic_care"
    WARMTH = "warmth"
    GUIDANCE = "guidance"
    FAMILY_LIFE = "family_life"
    WIDER_FAMILY = "wider_family"
    HOME_MONEY = "home_money"
    COMMUNITY = "community"


class Group(StrEnum):
    """Domains that are asked on one page. The standard list has three headings; its first is three pages here."""

    BODY = "body"
    SELF = "self"
    LEARNING = "learning"
    CARE = "care"
    AROUND = "around"


_ORDER = tuple(Domain)
GROUPS: Mapping[Group, Sequence[Domain]] = {
    Group.BODY: _ORDER[:3],
    Group.SELF: _ORDER[3:8],
    Group.LEARNING: _ORDER[8:12],
    Group.CARE: _ORDER[12:15],
    Group.AROUND: _ORDER[15:],
}
NUMBER: Mapping[Domain, int] = {domain: number for number, domain in enumerate(_ORDER, start=1)}
"""1 to 19."""


class Tool(StrEnum):
    """What a council looks with. Goals are scored with tables of their own."""

    GOALS = "goals"
    DISTANCE = "distance"
    """Distance Travelled: 0 (the best) to 4 (the hardest), and how much the help helped."""
    MATRIX = "matrix"
    """The family matrix: 0 (very hard) to 10 (very good) for grown-ups; red, amber, green for children."""


LOOKED_WITH = (Tool.DISTANCE, Tool.MATRIX)
"""The tools that ask about the nineteen domains."""


class Moment(StrEnum):
    """When in the help someone looks: as it begins, before a review, as it ends."""

    START = "start"
    REVIEW = "review"
    END = "end"


class Gauge(StrEnum):
    """What an answer is given in. They run different ways, so no two are ever put together."""

    WORRY = "worry"
    TEN = "ten"
    COLOUR = "colour"


class RatingKind(StrEnum):
    """An answer on the gauge, or one of the three answers that are not."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    UNSURE = "unsure"
    SKIPPED = "skipped"


NO_SCORE = (RatingKind.NOT_APPLICABLE, RatingKind.UNSURE, RatingKind.SKIPPED)
ALONE_OVER = 8
"""Children over this age fill in the matrix alone; younger ones with a worker. Source: Blackpool's cue cards."""
