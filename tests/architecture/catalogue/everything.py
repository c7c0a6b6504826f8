"""Every check over the files of this checkout."""

from collections.abc import Callable

import polib

from tests.architecture.catalogue import faults, reading, review, voices, welsh
from tests.architecture.catalogue.entries import TEMPLATE, WELSH, YOUNG, extracted, lines, live


def fresh() -> list[str]:
    """The template holds what the sources hold, the catalogue what the template holds."""
    template = live(TEMPLATE)
    return faults.stale(extracted(), template) + faults.other_messages(live(WELSH), template)


def headers() -> list[str]:
    """Both files count in six forms."""
    return [said for path in (WELSH, YOUNG) if (said := faults.header(polib.pofile(str(path)).metadata))]


def well_formed() -> list[str]:
    """Every message of both files."""
    return faults.faults(live(WELSH)) + faults.faults(live(YOUNG)) + faults.overlay(live(YOUNG), live(WELSH))


def translated() -> list[str]:
    """Nothing left in English."""
    allowed = lines("unchanged-allowed.txt")
    return faults.unchanged(live(WELSH), allowed) + faults.unchanged(live(YOUNG), allowed)


def in_the_right_voice() -> list[str]:
    """Chi to adults, ti to young people."""
    return voices.voices(live(WELSH), live(YOUNG))


def spelt() -> list[str]:
    """Both files, by the dictionary."""
    return welsh.spelling(live(WELSH) + live(YOUNG), lines("spelling-allowed.txt"))


def in_our_words() -> list[str]:
    """The glossary's Welsh for the glossary's English."""
    return welsh.against_glossary(live(WELSH), welsh.glossary())


def easy_to_read() -> list[str]:
    """The families' English."""
    return reading.too_hard(live(WELSH)) + reading.too_long(live(WELSH))


def listed_for_review() -> list[str]:
    """The translator's list is of this catalogue."""
    is_current = review.LIST.exists() and review.LIST.read_text(encoding="utf-8") == review.current()
    return [] if is_current else [f"{review.LIST.name} is stale: run `make strings`"]


CHECKS: tuple[Callable[[], list[str]], ...] = (
    fresh,
    headers,
    well_formed,
    translated,
    in_the_right_voice,
    spelt,
    in_our_words,
    easy_to_read,
    listed_for_review,
)
