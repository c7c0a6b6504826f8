"""How hard the families' English is to read."""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable

import polib

from tests.architecture.catalogue.entries import places
from tests.architecture.catalogue.faults import PLACEHOLDER, TAG

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # textstat 0.7.4 still asks setuptools for its own files
    from textstat import textstat

FAMILY = ("family_views/", "templates/family/", "templates/public/")
"""Where words for families stand."""
HARDEST_GRADE = 5.0
FEWEST_WORDS = 30
LONGEST_SENTENCE = 20
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


def plain(text: str) -> str:
    """A message as a reader hears it: no tags, a short word for each placeholder."""
    return TAG.sub("", PLACEHOLDER.sub("Sam", text)).replace("%%", "%").strip()


def groups(entries: Iterable[polib.POEntry]) -> dict[str, list[str]]:
    """The messages for families by the file they stand in."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for place in places(entry):
            if place.startswith(FAMILY):
                found[place].append(plain(entry.msgid_plural or entry.msgid))
    return dict(found)


def grade(messages: Iterable[str]) -> float:
    """Flesch-Kincaid grade of messages read one after the other; add five for the age in years."""
    ended = (text if text.endswith((".", "!", "?")) else f"{text}." for text in messages if text)
    return float(textstat.flesch_kincaid_grade(" ".join(ended)))


def too_hard(entries: Iterable[polib.POEntry]) -> list[str]:
    """Files whose words, thirty or more, need more schooling than a nine-year-old has."""
    return [
        f"{place} reads at grade {found:.1f}, over {HARDEST_GRADE}"
        for place, messages in sorted(groups(entries).items())
        if sum(len(text.split()) for text in messages) >= FEWEST_WORDS and (found := grade(messages)) > HARDEST_GRADE
    ]


def too_long(entries: Iterable[polib.POEntry]) -> list[str]:
    """Sentences for families with more than twenty words."""
    sentences = {part for texts in groups(entries).values() for text in texts for part in SENTENCE_END.split(text)}
    return sorted(f"more than 20 words: “{one}”" for one in sentences if len(one.split()) > LONGEST_SENTENCE)
