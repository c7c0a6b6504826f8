"""The pages of a look at how things are, the same on both sides: a group of domains a page, a child's card a page."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from flask import abort, request
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import Optional

from portal.actor import Actor
from portal.commands import occasion as commands
from portal.commands.occasion import Given
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.domains import GROUPS, NO_SCORE, Domain, Gauge, Group, RatingKind
from portal.models.gauges import Answer, OfTen, Worry, is_hard
from portal.models.words import Colour
from portal.queries import occasion
from portal.queries.occasion import OccasionView
from portal.web.forms import EditForm, VersionField, at_most, printable, tidy, writing
from portal.web.telling import TellingForm
from portal.web.words import word

WHY = 500
HELPED = tuple(str(number) for number in range(5))
COLOURS = (Colour.GREEN, Colour.AMBER, Colour.RED)


class PartKind(StrEnum):
    """What a page of a look asks."""

    GROUP = "group"
    CARD = "card"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a look."""

    number: int
    kind: PartKind
    domains: Sequence[Domain]
    group: Group | None = None


def parts_of(view: OccasionView) -> Sequence[Part]:
    """Return the pages of a look: nineteen cards for a child, else five groups, and what the help did where asked."""
    if view.gauge is Gauge.COLOUR:
        return [Part(number, PartKind.CARD, (domain,)) for number, domain in enumerate(Domain, start=1)]
    groups = [
        Part(number, PartKind.GROUP, domains, group) for number, (group, domains) in enumerate(GROUPS.items(), start=1)
    ]
    if not view.asks_help:
        return groups
    scored = [domain for domain in Domain if domain in view.ratings and view.ratings[domain].answer is not None]
    return [*groups, Part(len(groups) + 1, PartKind.HELP, scored)]


def part_of(view: OccasionView, number: int) -> Part:
    """Return one page; a number that has none is an address that never was."""
    parts = parts_of(view)
    if not 1 <= number <= len(parts):
        abort(404)
    return parts[number - 1]


def first_unanswered(view: OccasionView) -> int:
    """Return the page to go on with."""
    parts = parts_of(view)
    open_ = (part.number for part in parts if any(domain not in view.ratings for domain in part.domains))
    return next(open_, parts[-1].number)


class LookForm(TellingForm):
    """The answers of one page. Its questions are the page's own; none of them has to be answered."""

    version = VersionField(default=0)


class FinishForm(EditForm):
    """Says that the answers stand."""


def why_name(domain: Domain) -> str:
    """Return the name of the field in which someone says why."""
    return f"{domain}-why"


def own_words(view: OccasionView, part: Part) -> Sequence[Domain]:
    """Return the domains of a page that the person answered in their own words: no worker changes those."""
    asked = part.domains if part.kind is PartKind.GROUP else ()
    return [domain for domain in asked if domain in view.ratings and view.ratings[domain].is_own_words]


def form_of(view: OccasionView, part: Part, stand: Sequence[Domain] = (), **more: Any) -> LookForm:
    """Return the form of one page, with what was answered before.

    Args:
        stand: the domains that whoever writes here cannot change.
        more: fields of one side.
    """
    fields: dict[str, Any] = dict(more)
    begun: dict[str, Any] = {"version": view.version}
    for domain in part.domains:
        fields[domain.value] = _field(view, part, domain)
        begun[domain.value] = _chosen(view, part, domain)
        if part.kind is PartKind.GROUP:
            fields[why_name(domain)] = TextAreaField(
                _("Say more"), filters=[tidy], validators=[at_most(WHY), printable]
            )
            begun[why_name(domain)] = view.ratings[domain].why if domain in view.ratings else ""
    told = tuple(name for name in fields if name.endswith("-why") and name not in map(why_name, stand))
    form = type("PartForm", (LookForm,), {**fields, "TOLD": told})
    return cast("LookForm", form(data=begun))


def _field(view: OccasionView, part: Part, domain: Domain) -> Any:
    """Return one question. Nothing chosen is an answer left out, not a mistake."""
    if part.kind is PartKind.HELP:
        choices = [(number, number) for number in HELPED]
    else:
        choices = [*_scored(view.gauge), *((kind.value, word(kind)) for kind in NO_SCORE)]
    chosen = _("Choose one of the answers")
    return RadioField(
        word(domain),
        choices=[SelectChoice(value, label) for value, label in choices],
        validators=[Optional()],
        validate_choice=True,
        invalid_choice_message=chosen,  # type: ignore[call-arg]  # newer than its types
    )


def _scored(gauge: Gauge) -> list[tuple[str, str]]:
    if gauge is Gauge.COLOUR:
        return [(colour.value, word(colour)) for colour in COLOURS]
    return [(str(number), str(number)) for number in range(5 if gauge is Gauge.WORRY else 11)]


def _chosen(view: OccasionView, part: Part, domain: Domain) -> str | None:
    stands = view.ratings.get(domain)
    if stands is None:
        return None
    if part.kind is PartKind.HELP:
        return None if stands.helped is None else str(stands.helped)
    if stands.answer is None:
        return stands.kind.value
    return str(stands.answer.value if isinstance(stands.answer, Colour) else stands.answer.number)


def keep(form: LookForm, who: Actor, view: OccasionView, part: Part, family_id: uuid.UUID, language: str) -> None:
    """Keep one page of answers."""
    with writing(form) as db:
        row = occasion.get(db, who, family_id, view.id)
        version = form.version.data or 0
        if part.kind is PartKind.HELP:
            commands.keep_help(db, who, row, _helped(form, part), version=version)
        else:
            commands.keep(db, who, row, _given(form, view, part, language), version=version)


def _helped(form: LookForm, part: Part) -> Mapping[Domain, int]:
    said = {domain: form[domain.value].data for domain in part.domains}
    return {domain: int(number) for domain, number in said.items() if number in HELPED}


def _given(form: LookForm, view: OccasionView, part: Part, language: str) -> Mapping[Domain, Given]:
    return {domain: _one(form, view.gauge, domain, language) for domain in part.domains if form[domain.value].data}


def is_whole(form: LookForm, part: Part) -> bool:
    """Ask for an answer where someone said why and chose none: words alone say no number."""
    for domain in part.domains:
        if _why(form, domain) and not form[domain.value].data:
            form[domain.value].errors = [gettext("Choose an answer too. “I don’t know” is one.")]
    return not form.errors


def _one(form: LookForm, gauge: Gauge, domain: Domain, language: str) -> Given:
    said, why = form[domain.value].data, _why(form, domain)
    if said in set(NO_SCORE):
        return Given(RatingKind(said), None, why, language)
    return Given(RatingKind.SCORED, _answer(gauge, said), why, language)


def _answer(gauge: Gauge, said: str) -> Answer:
    if gauge is Gauge.COLOUR:
        return Colour(said)
    return Worry(int(said)) if gauge is Gauge.WORRY else OfTen(int(said))


def _why(form: LookForm, domain: Domain) -> str:
    name = why_name(domain)
    return (form[name].data or "") if name in form else ""


def wants_to_stop() -> bool:
    """Say whether the reader saves to go on another time."""
    return request.form.get("then") == "stop"


def drawn(view: OccasionView, part: Part, form: LookForm, stand: Sequence[Domain] = ()) -> dict[str, Any]:
    """Return what a page of a look draws, beside the form; what was typed over answers that stand is not lost."""
    parts = parts_of(view)
    hard = [domain for domain in part.domains if _is_hard(view, domain)]
    return {
        "look": view,
        "part": part,
        "form": form,
        "most": len(parts),
        "hard": hard,
        "rest": [domain for domain in part.domains if domain not in hard],
        "stand": {domain: _typed_over(view, form, domain) for domain in stand},
        "left": [one for one in Domain if one not in view.ratings],
    }


def _typed_over(view: OccasionView, form: LookForm, domain: Domain) -> str:
    why = _why(form, domain)
    return "" if why == view.ratings[domain].why else why


def _is_hard(view: OccasionView, domain: Domain) -> bool:
    stands = view.ratings.get(domain)
    return stands is not None and stands.answer is not None and is_hard(stands.answer)
