"""Finds in what someone typed the full names and the references of people, however they are typed."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from portal.giveaways import plain

Words = tuple[str, ...]
_SIGN = r"[^\W_]|[\u0300-\u036f]"
_APOSTROPHES = "'‘’\u02bc\u0060"
_NO_APOSTROPHES = str.maketrans(dict.fromkeys(_APOSTROPHES))
WORD = re.compile(rf"(?:{_SIGN})+")
WITH_APOSTROPHE = re.compile(rf"(?:{_SIGN}|(?<=\w)[{_APOSTROPHES}](?=\w))+")
"""O'Brien is two words or one, and people write OBrien."""
REFERENCE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
FIGURES = 4
"""The fewest figures of a reference that has no letter: shorter ones are ages, scores and buses."""
STROKES = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
"""Letters whose stroke is no accent that could be taken off; people without the key leave it out."""


def folded(text: str) -> str:
    """Return text without accents, strokes, apostrophes and case."""
    apart = text.casefold()
    if not apart.isascii():
        apart = unicodedata.normalize("NFKD", apart.translate(STROKES))
        apart = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return apart.translate(_NO_APOSTROPHES)


def full_names(first_name: str, known_as: str, last_name: str) -> set[Words]:
    """Return how someone's full name may be written: by either first name, and with the last name first.

    One name alone is no full name. Of several first names the first may stand for all.
    """
    given = {name for said in (first_name, known_as, *first_name.split()[:1]) for name in _written(said)}
    pairs = [(name, last) for name in given for last in _written(last_name)]
    return {name for first, last in pairs for name in (first + last, last + first)}


def named(text: str, own: Collection[Words], others: Collection[Words]) -> Sequence[str]:
    """Return which full names of the others stand in a text, as they were typed; a name of our own is left alone."""
    said = plain(text)
    return list(dict.fromkeys(name for how in _ways(said) for name in _named(said, how, own, others)))


def references(text: str) -> Sequence[str]:
    """Return what may be a reference in a text: something with a figure, and not a short number."""
    found = dict.fromkeys(REFERENCE.findall(plain(text)))
    return [one for one in found if any(map(str.isdigit, one)) and (len(one) >= FIGURES or not one.isdecimal())]


def _written(name: str) -> set[Words]:
    """Return the words of a name, in each way that its apostrophes may be taken; nothing without a letter."""
    said = plain(name)
    return {tuple(map(folded, words)) for how in _ways(said) if (words := how.findall(said))}


def _ways(text: str) -> tuple[re.Pattern[str], ...]:
    return (WORD, WITH_APOSTROPHE) if any(sign in text for sign in _APOSTROPHES) else (WORD,)


def _named(said: str, how: re.Pattern[str], own: Collection[Words], others: Collection[Words]) -> Iterator[str]:
    places = list(how.finditer(said))
    words = tuple(folded(place.group()) for place in places)
    ours = {number for first, last in _found(words, own) for number in range(first, last)}
    for first, last in _found(words, others):
        if ours.isdisjoint(range(first, last)):
            yield said[places[first].start() : places[last - 1].end()]


def _found(words: Words, names: Collection[Words]) -> Iterator[tuple[int, int]]:
    begin, lengths = {name[0] for name in names}, sorted({len(name) for name in names})
    for first in (number for number, word in enumerate(words) if word in begin):
        for last in (first + length for length in lengths if first + length <= len(words)):
            if words[first:last] in names:
                yield first, last
