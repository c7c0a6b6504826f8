"""The closed lists of what children and young people say."""

from enum import StrEnum


class VoiceKind(StrEnum):
    """What sort of thing somebody says."""

    MEETING = "meeting"
    """For the people who meet about the family."""
    WISH = "wish"
    WORRY = "worry"
    GOOD_NEWS = "good_news"
    FEELING = "feeling"


class Feeling(StrEnum):
    """The faces that somebody may point at. None is better than another, and none is a number."""

    HAPPY = "happy"
    OKAY = "okay"
    SAD = "sad"
    ANGRY = "angry"
    SCARED = "scared"
