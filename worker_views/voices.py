"""What children and young people said: what waits for an answer first, and the form to answer."""

import uuid

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from portal.commands import voice as commands
from portal.database import session, unit_of_work
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.queries import circle, left_voice, voice
from portal.queries.family import FamilyView
from portal.queries.voice import VoiceView
from portal.web.forms import LONG, EditForm, Said, at_most, printable, tidy, words_typed, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from worker_views.controls import language_field
from worker_views.family import PATH, case_page, opened
from worker_views.refusals import told_on

place = Blueprint("voices", __name__, url_prefix=f"{PATH}/voices")


class HappenedForm(TellingForm, EditForm):
    """What came of something that was answered before."""

    TOLD = ("happened",)

    happened = TextAreaField(
        _("What happened?"), filters=[tidy], validators=[Said(_("Write what happened")), at_most(LONG), printable]
    )
    language = language_field()


class AnswerForm(TellingForm, EditForm):
    """An answer, to the one who spoke; and what came of it, where that is known already."""

    TOLD = ("answer", "happened")

    answer = TextAreaField(
        _("Your answer"), filters=[tidy], validators=[Said(_("Write an answer")), at_most(LONG), printable]
    )
    happened = TextAreaField(_("What happened?"), filters=[tidy], validators=[at_most(LONG), printable])
    language = language_field()


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show what was said, what waits first, and keep that it was read."""
    family = opened(ref)
    with unit_of_work() as db:
        commands.read(db, actor(), family.id)
    said = voice.of_family(session(), actor(), family.id, circle.seen_by(session(), actor(), family.id))
    return case_page(
        "worker/voices/index.html",
        family,
        waiting=[one for one in said if one.waits],
        rest=[one for one in said if not one.waits],
        left=left_voice.of_family(session(), actor(), family.id) if family.voices_left else [],
    )


@place.route("/<uuid:voice_id>", methods=["GET", "POST"])
def answer(ref: str, voice_id: uuid.UUID) -> ResponseReturnValue:
    """Answer one thing; once that is done, tell what came of it."""
    family = opened(ref)
    view = _view(family, voice_id)
    is_answer = "answer" in request.form if request.method == "POST" else view.answer is None
    form = (AnswerForm if is_answer else HappenedForm)(version=view.version, language=view.language)
    if view.circle.is_closed:
        typed = words_typed(form)
        return case_page("worker/voices/kept.html", family, form.kept_status, voice=view, typed=typed)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle) and _told(family, view, form):
        say(gettext("Sent. They read it in Nod."))
        return see(".index", ref=ref)
    return case_page("worker/voices/answer.html", family, form.status, form=form, voice=_view(family, voice_id))


def _told(family: FamilyView, view: VoiceView, form: AnswerForm | HappenedForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            said = voice.get(db, actor(), family.id, view.id)
            version, language = form.version.data or 0, form.language.data
            happened = form.happened.data or ""
            if isinstance(form, AnswerForm):
                words = form.answer.data or ""
                commands.answer(
                    db, actor(), said, words=words, language=language, version=version, what_happened=happened
                )
            else:
                commands.happened(db, actor(), said, words=happened, language=language, version=version)
    except EditedMeanwhile:
        form.clash(_view(family, view.id).version)
    return not form.is_clash and not form.errors


def _view(family: FamilyView, voice_id: uuid.UUID) -> VoiceView:
    circles = circle.seen_by(session(), actor(), family.id)
    return voice.one(session(), actor(), family.id, circles, voice_id)
