"""Two languages: words, plurals, dates and lists. The only importer of Babel.

A *rendering* is what a page is written in: `en`, `cy` (to adults, *chi*) or `cy-ti` (to children and young people,
*ti*). `cy-ti` is a second catalogue, `young.po`, that holds only what differs and falls back to the first.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, NullTranslations, Translations
from flask import Flask
from flask_babel import Babel

from portal import clock

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"
LANGUAGES = ("en", "cy")
RENDERINGS = ("en", "cy", "cy-ti")
_LOCALES = {"en": Locale("en", "GB"), "cy": Locale("cy"), "cy-ti": Locale("cy")}

_rendering: ContextVar[str] = ContextVar("rendering", default="en")


def init_app(app: Flask) -> None:
    """Let WTForms say its own words in the reader's language; it asks Flask-Babel which that is."""
    Babel(app, locale_selector=language)


def rendering() -> str:
    """Return what is being written in: `en`, `cy` or `cy-ti`."""
    return _rendering.get()


def language() -> str:
    """Return the language that is being written in: `en` or `cy`."""
    return rendering()[:2]


def locale() -> Locale:
    """Return Babel's locale of the rendering."""
    return _LOCALES[rendering()]


def write_in(language_code: str, *, young: bool = False) -> None:
    """Choose the rendering from here on."""
    _rendering.set("cy-ti" if language_code == "cy" and young else language_code)


@contextmanager
def written_in(language_code: str, *, young: bool = False) -> Iterator[None]:
    """Choose the rendering for a block."""
    before = rendering()
    write_in(language_code, young=young)
    try:
        yield
    finally:
        _rendering.set(before)


@cache
def catalogue(name: str) -> NullTranslations:
    """Return the catalogue of a rendering."""
    if name == "en":
        return NullTranslations()
    chi = _compiled("messages")
    if name == "cy":
        return chi
    young = _compiled("young")
    young.add_fallback(chi)
    return young


def _compiled(domain: str) -> Translations:
    """Return a catalogue: the compiled one, or when that is missing or older than the text, the text itself."""
    text = CATALOGUES / "cy" / "LC_MESSAGES" / f"{domain}.po"
    compiled = text.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime:
        with compiled.open("rb") as ready:
            return Translations(ready, domain)
    made = BytesIO()
    with text.open("rb") as source:
        write_mo(made, read_po(source, locale="cy", domain=domain))
    made.seek(0)
    return Translations(made, domain)


def gettext(message: str, **values: Any) -> str:
    """Return a message in the reader's language, its named placeholders filled."""
    said: str = catalogue(rendering()).ugettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Return the form of a message that fits a number; `%(num)s` is the number."""
    said: str = catalogue(rendering()).ungettext(one, many, num)
    return said % {"num": num, **values}


def pgettext(context: str, message: str, **values: Any) -> str:
    """Return a message whose Welsh depends on where it stands."""
    said: str = catalogue(rendering()).upgettext(context, message)
    return said % values if values else said


def _later(function: Callable[..., str]) -> Callable[..., str]:
    def lazy(*words: Any, **values: Any) -> str:
        return LazyProxy(function, *words, enable_cache=False, **values)  # type: ignore[return-value]  # acts as text

    return lazy


lazy_gettext = _later(gettext)
lazy_pgettext = _later(pgettext)


def day(value: date) -> str:
    """Return `Monday 23 November`, with the year when it is not this year."""
    pattern = "EEEE d MMMM" if value.year == clock.today().year else "EEEE d MMMM y"
    return _dated(value, pattern, rendering())


@lru_cache(maxsize=2000)
def _dated(value: date, pattern: str, name: str) -> str:
    """Write a day; each is worked out once for many pages, since Babel takes as long as a statement for a few."""
    return str(format_date(value, pattern, locale=_LOCALES[name]))


def day_year(value: date) -> str:
    """Return `23 November 2026`."""
    return _dated(value, "d MMMM y", rendering())


def short_day(value: date) -> str:
    """Return `23 Nov`, with the year when it is not this year; of a moment, the day by the clock in London."""
    here = _here(value)
    return _dated(here, "d MMM" if here.year == clock.today().year else "d MMM y", rendering())


def since(value: date) -> str:
    """Return what fits after `since`: `March`, `March 2025`, a day of this month; nothing when it is today."""
    here, today = _here(value), clock.today()
    if here == today:
        return ""
    if (here.year, here.month) == (today.year, today.month):
        return _dated(here, "d MMMM", rendering())
    pattern = "MMMM" if here.year == today.year else "MMMM y"
    return pgettext("since", "%(month)s", month=_dated(here, pattern, rendering()))


def _here(value: date) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def weekday(number: int) -> str:
    """Return the name of a day of the week, 0 = Monday."""
    return str(locale().days["stand-alone"]["wide"][number])


def weekday_letter(number: int) -> str:
    """Return the first letters of a day of the week, 0 = Monday."""
    return str(locale().days["stand-alone"]["narrow"][number])


def hour(value: time) -> str:
    """Return `14:05`."""
    return f"{value:%H:%M}"


def moment(value: datetime) -> str:
    """Return `23 November at 14:05`, as a clock in London shows it."""
    here = clock.local(value)
    pattern = "d MMMM" if here.year == clock.today().year else "d MMMM y"
    the_day = _dated(here.date(), pattern, rendering())
    return gettext("%(day)s at %(time)s", day=the_day, time=hour(here.time()))


def nearness(value: date) -> str:
    """Return `today`, `tomorrow`, `in 3 days`, `2 weeks ago`."""
    days = (value - clock.today()).days
    near = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if days in near:
        return near[days]
    return str(format_timedelta(timedelta(days=days), granularity="day", add_direction=True, locale=locale()))


def joined(words: Sequence[str]) -> str:
    """Return `a, b and c`; in Welsh `a` becomes `ac` before a vowel."""
    if len(words) < 2:
        return "".join(words)
    *first, last = words
    if language() == "en":
        return f"{', '.join(first)} and {last}"
    return f"{', '.join(first)} {'ac' if last[:1].casefold() in _VOWELS else 'a'} {last}"


_VOWELS = frozenset("aeiouwyâêîôûŵŷáéíóúẃýàèìòùïëöüÿ")


def language_name(code: str) -> str:
    """Return the name of a language in the reader's own."""
    return str(locale().languages.get(code, code))
