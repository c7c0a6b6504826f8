"""Finds in what someone typed the things that tell where a person is: postcodes, telephone numbers, known addresses."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Signs without a width, which a copied address may carry."""
_BETWEEN = r"[\s.,\-–/]{0,3}"
_OUTWARD, _INWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?", r"[0-9][ABD-HJLNP-UW-Z]{2}"
POSTCODE = re.compile(rf"(?<![A-Z0-9]){_OUTWARD}{_BETWEEN}{_INWARD}(?![A-Z0-9])", re.IGNORECASE)
"""A postcode of the United Kingdom, or what looks like one, however it is spaced."""
_GAP = r"[\s().\-–]{0,3}"
TELEPHONE = re.compile(rf"(?<![0-9])(?:\+|00|0){_GAP}[1-9](?:{_GAP}[0-9]){{7,13}}(?![0-9])")
"""Nine to sixteen digits that begin like a number to ring."""
A_MOMENT = re.compile(r"[0-3][0-9]([.-])[01][0-9]\1(?:19|20)[0-9]{2}\s+[0-9]{1,2}[.]?[0-9]{0,2}")
"""A day and a time, which has as many digits."""
NUMBER_OF_HOUSE = re.compile(r"^\s*(flat\s+)?[0-9]+[a-z]?\b", re.IGNORECASE)
LEAST = 5
"""The fewest letters of a line of an address that is looked for: shorter ones stand in other words."""


def plain(text: str) -> str:
    """Write a text with ordinary signs alone, so that what looks the same is the same."""
    return text if text.isascii() else UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def postcodes(text: str) -> Sequence[str]:
    """Return the postcodes in a text, as they were typed."""
    return [match.group() for match in POSTCODE.finditer(plain(text))]


def telephones(text: str) -> Sequence[str]:
    """Return the telephone numbers in a text: those that ring here, and those of other countries."""
    said = plain(text)
    numbers = [match.group() for match in TELEPHONE.finditer(said)]
    return [number for number in numbers if not A_MOMENT.fullmatch(number)] or _abroad(said)


def _abroad(text: str) -> Sequence[str]:
    if sum(sign.isdigit() for sign in text) < 7:
        return []
    import phonenumbers  # noqa: PLC0415 (heavy, and most texts have no digits)

    matcher = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.VALID)
    return [match.raw_string for match in matcher]


def lines(text: str, known: Iterable[str]) -> Sequence[str]:
    """Return the known lines, of an address or a school, that stand in a text; letters alone are compared."""
    said = f" {_letters(text)} "
    return [line for line in known if len(_letters(line)) >= LEAST and f" {_letters(line)} " in said]


def lines_of(address: str) -> Sequence[str]:
    """Return what each part of an address says, without the number of the house."""
    parts = re.split(r"[\n,;]", plain(address))
    bare = (NUMBER_OF_HOUSE.sub("", part).strip() for part in parts)
    return [line for line in bare if line]


def found(text: str, known: Iterable[str] = ()) -> Sequence[str]:
    """Return everything in a text that tells where someone is."""
    return [*postcodes(text), *telephones(text), *lines(text, known)]


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", plain(text).casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", bare))
