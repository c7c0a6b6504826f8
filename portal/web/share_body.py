"""Writes what is shared word for word as the receiver reads it, in the receiver's language."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal import clock, i18n
from portal.i18n import gettext, lazy_pgettext
from portal.models.answer import Rag, Ten
from portal.models.domains import Domain
from portal.models.gauges import OfTen, Worry
from portal.models.sharing_words import Purpose
from portal.models.words import ADULTS, Colour, InfoKind
from portal.queries.coverage import Matter
from portal.queries.share_lines import Line, Sort
from portal.queries.shareable import Gathered, PersonOf, needs
from portal.web import domain_words
from portal.web.share_picks import NO_PICKS, Picks
from portal.web.words import spell_words, word

VERSION = 1
"""Of the shape of what is kept: a letter is read for as long as it is kept."""

LABELS: Mapping[Sort, str] = {
    Sort.NAME: lazy_pgettext("letter", "Name"),
    Sort.PHONE: lazy_pgettext("letter", "Phone"),
    Sort.MAIL: lazy_pgettext("letter", "Email"),
    Sort.ADDRESS: lazy_pgettext("letter", "Address"),
    Sort.SAID: lazy_pgettext("letter", "In their own words"),
    Sort.GOAL: lazy_pgettext("letter", "Goal"),
    Sort.SCORE: lazy_pgettext("letter", "Score"),
    Sort.STEP: lazy_pgettext("letter", "What happens next"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a worker writes above what is shared."""

    service: str
    to_name: str
    for_what: Purpose
    purpose: str
    sender: str
    council: str
    language: str
    ends_on: date
    asks: tuple[str, ...] = ()
    """What the receiver is asked to do."""
    asked_by: date | None = None
    """By which day."""
    what: str = ""
    """What the decision without agreement says is shared, about all that it covers."""
    what_language: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter, and all that has to stand for it to be read."""

    body: Mapping[str, Any]
    needs: frozenset[Matter]

    @property
    def is_empty(self) -> bool:
        """Say whether it tells nothing."""
        return not self.needs


def write(heading: Heading, gathered: Gathered, picks: Picks = NO_PICKS) -> Written:
    """Write what may go, as far as a worker picked it, into a letter."""
    lines: list[Line] = []
    with i18n.written_in(heading.language):
        by_law = gathered.coverage.by_law
        people = [one for one in (_person(one, picks, lines, by_law) for one in gathered.people) if one["kinds"]]
        together = _together(gathered, picks, lines)
        body = {"version": VERSION, **_heading(heading), "people": people, "together": together}
        body["without"] = _without(heading.what or needs(lines) & by_law)
    named = {(uuid.UUID(one["person"]), InfoKind.CONTACT) for one in people if one["is_named"]}
    return Written(body, needs(lines) | named | (by_law if heading.what else frozenset()))


def told(gathered: Gathered) -> Mapping[str, Any]:
    """Return what may go, as the reader of the page reads it: whole kinds alone, for nobody chose of a part."""
    lines: list[Line] = []
    people = [_person(one, NO_PICKS, lines, frozenset()) for one in gathered.people]
    kept = [one for one in people if one["kinds"]]
    return {"language": i18n.language(), "people": kept, "together": _together(gathered, NO_PICKS, lines)}


def preview(line: Line) -> dict[str, Any]:
    """Return one line in words, to pick it."""
    return _line(line)


def _heading(heading: Heading) -> dict[str, Any]:
    return {
        "language": heading.language,
        "service": heading.service,
        "to": heading.to_name,
        "from": heading.sender,
        "council": heading.council,
        "for_what": word(heading.for_what),
        "purpose": heading.purpose,
        "made_on": i18n.day_year(clock.today()),
        "ends_on": i18n.day_year(heading.ends_on),
        "what": heading.what,
        "what_language": heading.what_language,
        "asks": list(heading.asks),
        "asked_by": i18n.day_year(heading.asked_by) if heading.asked_by else "",
    }


def _without(told: object) -> str:
    """Return what the receiver has to know where something goes without agreement."""
    words = gettext("The law lets us share this without agreement. Ask us before you talk about it with the family.")
    return words if told else ""


def _person(one: PersonOf, picks: Picks, lines: list[Line], by_law: frozenset[Matter]) -> dict[str, Any]:
    taken = {
        kind.kind: [line for line in kind.lines if picks.takes(line, of_part=kind.is_chosen)] for kind in one.kinds
    }
    told_of = [line for some in taken.values() for line in some]
    if picks.leaves(one) and all(line.sort is Sort.NAME for line in told_of):
        return {"person": str(one.id), "name": "", "is_named": False, "kinds": []}
    lines.extend(told_of)
    kinds = [_kind(kind, some, by_law) for kind, some in taken.items() if some]
    shown = replace(one, is_named=one.is_named and not picks.leaves_name(one))
    return {"person": str(one.id), "name": called(shown), "is_named": shown.is_named, "kinds": kinds}


def called(one: PersonOf) -> str:
    """Return what the receiver reads someone by: without a yes to the name, who they are in the family."""
    if one.is_named:
        return one.name
    return gettext("A grown-up in the family") if one.relationship in ADULTS else gettext("A child in the family")


def _together(gathered: Gathered, picks: Picks, lines: list[Line]) -> list[dict[str, Any]]:
    found = []
    for kind in InfoKind:
        told_of = [line for line in gathered.together if line.kind is kind and picks.takes(line)]
        if told_of:
            lines.extend(told_of)
            found.append(_kind(kind, told_of, gathered.coverage.by_law))
    return found


def _kind(kind: InfoKind, lines: Collection[Line], by_law: frozenset[Matter]) -> dict[str, Any]:
    """Return one kind with its lines; each says whether any of it goes without agreement."""
    told_of = [{**_line(line), "by_law": bool(line.every_need & by_law)} for line in lines]
    without = gettext("Without agreement") if any(line["by_law"] for line in told_of) else ""
    return {"kind": kind.value, "title": word(kind), "without": without, "lines": told_of}


def _line(line: Line) -> dict[str, Any]:
    return {
        "label": _label(line),
        "text": _text(line),
        "said": line.text if _is_quote(line) else "",
        "language": line.language or "",
        "small": " · ".join(_small(line)),
        "circle": str(line.circle_id) if line.circle_id else "",
        "under": [_line(one) for one in line.under],
    }


def _label(line: Line) -> str:
    return word(line.sort) if isinstance(line.sort, Domain) else str(LABELS[line.sort])


def _is_quote(line: Line) -> bool:
    """Say whether the text is somebody's own words, drawn as such."""
    return isinstance(line.sort, Domain) or line.sort in {Sort.SAID, Sort.GOAL, Sort.SCORE, Sort.STEP}


def _text(line: Line) -> str:
    if line.answer is not None:
        return _answer(line.answer)
    return "" if _is_quote(line) else line.text


def _answer(answer: object) -> str:
    """Return an answer with which way its numbers run."""
    match answer:
        case Worry(number=number):
            said, runs = f"{number}: {domain_words.worry(number)}", gettext("0 is the best, 4 is the hardest.")
        case OfTen(number=number):
            said, runs = _out_of_ten(number), gettext("10 is the best, 0 is the hardest.")
        case Ten(value=value):
            said, runs = _out_of_ten(value), gettext("0 is no progress yet, 10 is got there.")
        case Rag(colour=colour):
            return word(colour)
        case Colour():
            return word(answer)
        case _:
            raise TypeError(type(answer))
    return f"{said}. {runs}"


def _out_of_ten(number: int) -> str:
    return gettext("%(score)s out of 10", score=number)


def _small(line: Line) -> Iterable[str]:
    """Yield whose it is, when, where and how, as far as that is told."""
    if line.by:
        yield line.by
    if line.on:
        yield i18n.day_year(line.on)
    if line.is_about:
        yield gettext("About this day")
    if line.at:
        yield i18n.hour(line.at)
    yield from (part for part in (line.where, line.who) if part)
    yield from (word(way) for way in line.ways)
    yield from (spell_words(spell) for spell in line.spells)
