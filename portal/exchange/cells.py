"""Reads one cell of a council's export. Each function returns what the cell means or raises `Fault`."""

import re
import unicodedata
from datetime import date

from portal.exchange.languages import LANGUAGES

EARLIEST = date(1900, 1, 1)
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Invisible, yet part of how some languages are written."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Fault(ValueError):
    """A cell cannot be taken; the text is the reason, for the person who looks after the export."""


def plain(raw: str, most: int) -> str:
    """Return a cell's text in one form: composed letters (NFC), single spaces, nothing invisible."""
    if len(raw) > most + 1000:
        raise Fault(f"longer than {most} characters")
    text = unicodedata.normalize("NFC", raw.strip())
    for sign in text:
        if sign in "\r\n":
            raise Fault("has a line break")
        if not (sign.isprintable() or sign in JOINERS or unicodedata.category(sign) == "Zs"):
            raise Fault(f"has a hidden character (U+{ord(sign):04X})")
    text = " ".join(text.split())
    if len(text) > most:
        raise Fault(f"longer than {most} characters")
    return text


def words(text: str) -> str:
    """Return text as it stands; a formula stays the plain text it is."""
    return text


def reference(text: str) -> str:
    """Return a reference that can stand in an address."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text):
        raise Fault("not a reference: use letters, digits and - . _ only")
    return text


def day(text: str) -> date:
    """Return a day written 2026-07-22 or 22/07/2026."""
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text):
        year, month, number = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        number, month, year = map(int, found.groups())
    else:
        raise Fault("not a date: write 2026-07-22 or 22/07/2026")
    try:
        found_day = date(year, month, number)
    except ValueError:
        raise Fault("no such date") from None
    if found_day < EARLIEST:
        raise Fault("no such date: before 1900")
    return found_day


def telephone(text: str) -> str:
    """Return a telephone number in one form: 07700 900808, 029 2018 0101 or +48601234567."""
    signs = re.sub(r"[\s().\-–/]", "", text)
    number = re.sub(r"^(?:\+|00)440?", "0", signs)
    if re.fullmatch(r"7[0-9]{9}", number):  # a spreadsheet took it for a sum and dropped its 0
        number = f"0{number}"
    if re.fullmatch(r"0[1-9][0-9]{8,9}", number):
        return _grouped(number)
    if abroad := re.fullmatch(r"(?:\+|00)([1-9][0-9]{7,14})", number):
        return f"+{abroad[1]}"
    raise Fault("not a telephone number")


def _grouped(number: str) -> str:
    if number.startswith("02"):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if re.match(r"0(?:11|1.1|[389])", number):
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return f"{number[:5]} {number[5:]}"


def email(text: str) -> str:
    """Return an email address."""
    if not re.fullmatch(r"[^@\s<>\"(),;:]+@[^@\s<>\"(),;:.]+(?:\.[^@\s<>\"(),;:.]+)+", text):
        raise Fault("not an email address")
    return text


def language(text: str) -> str:
    """Return the ISO 639-1 code of a language."""
    if text.lower() not in LANGUAGES:
        raise Fault("unknown language: write a code such as en, cy or pl")
    return text.lower()


def languages(text: str) -> tuple[str, ...]:
    """Return the codes of several languages, in the order given: `en;cy`."""
    codes = [language(part.strip()) for part in re.split(r"[;,]", text) if part.strip()]
    return tuple(dict.fromkeys(codes))


def working_days(text: str) -> tuple[str, ...]:
    """Return days of the week, `0` = Monday: from `Mon-Thu`, `Tue,Wed,Fri` or both together."""
    found: set[int] = set()
    for part in re.split(r"[;,]", text):
        first, dash, last = re.sub(r"\s*[-–]\s*", "-", part.strip()).partition("-")
        begin, end = _weekday(first), _weekday(last if dash else first)
        if end < begin:
            raise Fault("unknown working days: they run backwards")
        found.update(range(begin, end + 1))
    return tuple(str(number) for number in sorted(found))


def _weekday(text: str) -> int:
    name = text.lower()
    if name[:3] not in DAYS or not re.fullmatch(r"[a-z]{3}(?:[a-z]*day)?", name):
        raise Fault("unknown working days: write Mon-Thu or Tue,Wed,Fri")
    return DAYS.index(name[:3])


def homes(text: str) -> tuple[str, ...]:
    """Return the letters of the homes someone lives in: `A`, or `A;B` for both."""
    letters = {part.strip().upper() for part in text.split(";")}
    if not all(re.fullmatch(r"[A-Z]", letter) for letter in letters):
        raise Fault("unknown household: write A, B or A;B")
    return tuple(sorted(letters))
