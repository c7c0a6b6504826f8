"""What is explained to families, each apart: getting help, sharing, and what the law allows without a yes."""

from collections.abc import Mapping
from enum import StrEnum


class Explained(StrEnum):
    """One of the three things that are never one tick-box."""

    HELP = "help"
    SHARING = "sharing"
    LAW = "law"


VERSIONS: Mapping[Explained, str] = {
    Explained.HELP: "2026-11-23",
    Explained.SHARING: "2026-11-23",
    Explained.LAW: "2026-11-23",
}
"""Which wording stands now, by the day it was written. Other words are another version: a test holds them together."""
