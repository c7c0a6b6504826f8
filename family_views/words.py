"""A young person's own words: said at any time, answered by a worker, and what came of them."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, RadioField, TextAreaField

from family_views.goals import circle_words
from portal import i18n
from portal.actor import Actor
from portal.commands import voice as commands
from portal.database import session
from portal.errors import CircleClosed
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.voice_words import VoiceKind
from portal.models.words import CircleKind
from portal.queries import circle, pages, person, voice
from portal.queries.circle import Circles
from portal.web.forms import LONG, Said, at_most, printable, tidy, writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from portal.web.words import word

place = Blueprint("words", __name__, url_prefix="/words")

KINDS = (VoiceKind.WORRY, VoiceKind.WISH, VoiceKind.GOOD_NEWS, VoiceKind.MEETING)
"""What may be said here; faces for feelings are for the child's screen."""


class SayForm(TellingForm):
    """Something to say, and who may read it."""

    TOLD = ("words",)

    kind = RadioField(_("What is it?"), validators=[Said(_("Choose what it is"))])
    words = TextAreaField(
        _("Say it your way"), filters=[tidy], validators=[Said(_("Write a word or two")), at_most(LONG), printable]
    )
    circle = RadioField(_("Who can read it?"), validators=[Said(_("Choose who can read it"))])
    for_others = BooleanField(_("Say this for me"))


@place.get("")
def index() -> ResponseReturnValue:
    """Show what I said, and what came of it."""
    return page("family/words/index.html", kinds=KINDS, **pages.words(session(), actor()))


@place.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Say something, after being told straight who reads it."""
    who = actor()
    circles = circle.seen_by(session(), who, who.own_family)
    reader = pages.reader(session(), who, circles)
    form = SayForm(data=_begun(circles, who))
    _offer(form, circles, who)
    if form.validate_on_submit() and not form.is_held_back(who.own_family, circles[uuid.UUID(form.circle.data)]):
        try:
            _keep(form, who)
        except CircleClosed:
            form.circle.errors = [gettext("Nothing new is put there now. Choose again.")]
        else:
            say(_sent(reader["read_on"]))
            return see(".index")
    return page("family/words/new.html", form.status, form=form, **reader)


def _begun(circles: Circles, who: Actor) -> dict[str, Any]:
    """Return what is filled in already: what somebody says again that nobody reads any more, in their own words."""
    said = voice.of_person(session(), who, who.own_family, circles, who.own_person) if "again" in request.args else []
    again = next((one for one in said if str(one.id) == request.args["again"]), None)
    if again is None or again.circle.is_read:
        return {"kind": request.args.get("kind")}
    return {"kind": again.kind.value, "words": again.words}


def _offer(form: SayForm, circles: Circles, who: Actor) -> None:
    """Offer the circles that I am in, my own with my keyworker first and chosen."""
    mine = [one for one in circles.values() if who.person_id in one.person_ids and one.is_read and not one.is_closed]
    mine.sort(key=lambda one: one.kind is not CircleKind.PRIVATE)
    form.kind.choices = [(kind.value, word(kind)) for kind in KINDS]
    form.circle.choices = [(str(one.id), circle_words(one)) for one in mine]
    if form.circle.raw_data is None and form.circle.data is None and mine and mine[0].kind is CircleKind.PRIVATE:
        form.circle.data = str(mine[0].id)


def _keep(form: SayForm, who: Actor) -> None:
    with writing(form) as db:
        commands.say(
            db,
            who,
            circle.get(db, who, who.own_family, uuid.UUID(form.circle.data)),
            by=person.get(db, who, who.own_family, who.own_person),
            kind=VoiceKind(form.kind.data),
            words=form.words.data or "",
            language=i18n.language(),
            is_for_others=bool(form.for_others.data),
        )


def _sent(read_on: date | None) -> str:
    if read_on is None:
        return gettext("Sent. Your words are safe here.")
    return gettext("Sent. Your keyworker reads it next on: %(day)s", day=i18n.day(read_on))
