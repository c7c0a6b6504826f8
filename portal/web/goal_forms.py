"""What both sides' forms about goals share: a tick, a move up or down, and where a goal begins."""

from flask import request
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.i18n import gettext
from portal.models.domains import Domain
from portal.web.forms import PortalForm
from portal.web.words import word


class TickForm(PortalForm):
    """Whether a first step is done."""

    done = RadioField(choices=[SelectChoice("yes"), SelectChoice("no")])


class MoveForm(PortalForm):
    """Whether a goal matters more, or less, than the one beside it."""

    way = RadioField(choices=[SelectChoice("up"), SelectChoice("down")])


def beginning() -> Domain | None:
    """Return the part of life that a goal may begin from, where someone came from saying how things are."""
    named = request.args.get("domain", "")
    return Domain(named) if named in set(Domain) else None


def begun_words(domain: Domain | None) -> str | None:
    """Return what stands in the box already: a domain's plain words, to go on from or to write over."""
    return f"{word(domain)}:" if domain else None


def says_more(words: Field, domain: Domain | None) -> bool:
    """Say whether someone wrote more than stood there already, and say beside the box when they did not."""
    if domain is None or words.data != begun_words(domain):
        return True
    words.errors = [gettext("Go on from here in your own words: what would be a bit better?")]
    return False
