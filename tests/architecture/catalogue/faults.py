"""What can be wrong with one message, found without knowing Welsh."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

import polib

from tests.architecture.catalogue.entries import COUNTS, PLURALS, Key, Pair, key, pairs, places, texts

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%(?!\()[sd]|\{\w+\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
LETTER = re.compile(r"[^\W\d_]")
STUB = re.compile(r"-welsh\b|\((?:in )?welsh\)|\[cy\]|\btodo\b|\bfixme\b|\bxxx+\b|\btbc\b|lorem ipsum", re.IGNORECASE)
MUTATING = (
    "i|o|am|ar|at|gan|heb|dros|tros|drwy|trwy|wrth|dan|tan|hyd|yn|a|â|gyda|tua|ei|eu|ein|eich|fy|dy|un|dau|dwy|tri|"
    "tair|chwe|neu|pan|dyma|dyna"
)
MUTATION = re.compile(rf"(?<![\w’'])(?:{MUTATING})\s+(?:<\w+>)?%\((\w+)\)", re.IGNORECASE)
DIGITS = frozenset({"num", "count", "clock", "time", "first", "last", "pages"})
"""Placeholders that are always written in digits, which show no mutation."""

Check = Callable[[polib.POEntry], str | None]


def missing(entry: polib.POEntry) -> str | None:
    """A text is empty, or a plural has not its six forms."""
    if entry.msgid_plural and sorted(map(int, entry.msgstr_plural)) != list(range(6)):
        return f"has {len(entry.msgstr_plural)} plural forms, not 6"
    return "is not translated" if not all(texts(entry)) else None


def fuzzy(entry: polib.POEntry) -> str | None:
    """Marked as a guess."""
    return "is marked fuzzy" if entry.fuzzy else None


def placeholders(entry: polib.POEntry) -> str | None:
    """A form for exactly one number may leave the number out; nothing else may go or come."""
    return _first(entry, _placeholders)


def tags(entry: polib.POEntry) -> str | None:
    """The same tags as in English, and none with an attribute."""
    return _first(entry, _tags)


def outer_space(entry: polib.POEntry) -> str | None:
    """Begins and ends with the same white space as the English."""
    return _first(entry, lambda pair: _margins(pair.welsh) != _margins(pair.english[-1]) and "differs in outer space")


def numbers(entry: polib.POEntry) -> str | None:
    """The same figures as in English; a plural form may write out the one it stands for."""
    return _first(entry, _numbers)


def mutation(entry: polib.POEntry) -> str | None:
    """A placeholder straight after a word that would change its first letter."""
    for text in texts(entry):
        for found in MUTATION.finditer(text):
            if found[1] not in DIGITS:
                return f"has a placeholder after a mutating word: {found[0]}"
    return None


def stub(entry: polib.POEntry) -> str | None:
    """Something put there until the Welsh comes."""
    return next((f"holds a stub: {found[0]}" for text in texts(entry) if (found := STUB.search(text))), None)


EVERY_MESSAGE: tuple[Check, ...] = (missing, fuzzy, placeholders, tags, outer_space, numbers, mutation, stub)


def faults(entries: Iterable[polib.POEntry], checks: Iterable[Check] = EVERY_MESSAGE) -> list[str]:
    """A line for each message and what is wrong with it."""
    checks = tuple(checks)
    return [f"“{entry.msgid}” {said}" for entry in entries for check in checks if (said := check(entry))]


def header(metadata: Mapping[str, str]) -> str | None:
    """Six plural forms in CLDR's order, to the letter."""
    found = metadata.get("Plural-Forms", "")
    return None if found == PLURALS else f"Plural-Forms is “{found}”, not “{PLURALS}”"


def unchanged(entries: Iterable[polib.POEntry], allowed: AbstractSet[str]) -> list[str]:
    """Messages that are the same in both languages and are not on the list of those that may be."""
    return [
        f"“{entry.msgid}” is left in English"
        for entry in entries
        if entry.msgid not in allowed
        and LETTER.search(PLACEHOLDER.sub("", entry.msgid))
        and any(pair.welsh in pair.english for pair in pairs(entry))
    ]


def stale(sources: Iterable[polib.POEntry], template: Iterable[polib.POEntry]) -> list[str]:
    """What only the sources or only the template says; order and lines do not count."""
    now, then = _where(sources), _where(template)
    return [
        *(f"“{one[1]}” is new" for one in now.keys() - then.keys()),
        *(f"“{one[1]}” is gone" for one in then.keys() - now.keys()),
        *(f"“{one[1]}” has moved" for one in now.keys() & then.keys() if now[one] != then[one]),
    ]


def other_messages(entries: Iterable[polib.POEntry], template: Iterable[polib.POEntry]) -> list[str]:
    """Messages that the template does not have, and messages of the template that are not here."""
    here, there = {key(entry) for entry in entries}, {key(entry) for entry in template}
    return [f"“{one[1]}” is not in the template" for one in here - there] + [
        f"“{one[1]}” is not in the catalogue" for one in there - here
    ]


def overlay(young: Iterable[polib.POEntry], adults: Iterable[polib.POEntry]) -> list[str]:
    """The young person's catalogue holds only messages of the other one, and only those that differ."""
    known = {key(entry): texts(entry) for entry in adults}
    found = []
    for entry in young:
        if key(entry) not in known:
            found.append(f"“{entry.msgid}” is not in the catalogue")
        elif known[key(entry)] == texts(entry):
            found.append(f"“{entry.msgid}” does not differ from the adults' Welsh")
    return found


def _first(entry: polib.POEntry, check: Callable[[Pair], str | bool | None]) -> str | None:
    said: Iterator[str | bool | None] = (check(pair) for pair in pairs(entry) if pair.welsh)
    return next((str(one) for one in said if one), None)


def _placeholders(pair: Pair) -> str | None:
    wanted, found = (sorted(one[0] for one in PLACEHOLDER.finditer(text)) for text in (pair.english[-1], pair.welsh))
    without_number = [one for one in wanted if one != "%(num)s"]
    if found == wanted or (pair.form in COUNTS and found == without_number):
        return None
    return f"has the placeholders {found}, not {wanted}"


def _tags(pair: Pair) -> str | None:
    wanted, found = sorted(TAG.findall(pair.english[-1])), sorted(TAG.findall(pair.welsh))
    if any(re.search(r"\s", tag) for tag in found + wanted):
        return "has a tag with an attribute"
    return None if found == wanted else f"has the tags {found}, not {wanted}"


def _numbers(pair: Pair) -> str | None:
    found = sorted(NUMBER.findall(PLACEHOLDER.sub("", pair.welsh)))
    wanted = [sorted(NUMBER.findall(PLACEHOLDER.sub("", english))) for english in pair.english]
    if pair.form in COUNTS:
        wanted += [sorted([*one, COUNTS[pair.form]]) for one in wanted]
    return None if found in wanted else f"has the numbers {found}, not {wanted[0]}"


def _margins(text: str) -> tuple[str, str]:
    inner = text.strip()
    return (text[: text.find(inner)], text[text.find(inner) + len(inner) :])


def _where(entries: Iterable[polib.POEntry]) -> dict[Key, list[str]]:
    return {key(entry): places(entry) for entry in entries}
