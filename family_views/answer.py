"""An answer on sharing on its way: which part and for how long, then a look at all of it before it is saved."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from family_views.forms_sharing import CheckForm, MoreForm
from family_views.sharing import decide
from portal import clock
from portal.commands.consent import Answer
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.models.sharing_words import ConsentLasts
from portal.models.words import YES
from portal.queries import pages
from portal.queries.asking import Question
from portal.web import half_way
from portal.web.half_way import HalfWay
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = Blueprint("answer", __name__, url_prefix="/sharing/<uuid:question_id>")


@place.route("/answer", methods=["GET", "POST"])
def more(question_id: uuid.UUID) -> ResponseReturnValue:
    """Ask a yes for how long it is said, and part of one which part it is."""
    shown = pages.one_question(session(), actor(), question_id)
    half = begun(shown["question"])
    if half is None or not half.is_yes:
        return see("family.sharing.show", question_id=question_id)
    form = MoreForm.of(half)
    if form.validate_on_submit():
        part = (form.part.data or "") if half.is_part else half.part
        half_way.keep(actor(), shown["question"], replace(half, part=part, lasts=ConsentLasts(form.lasts.data)))
        return see(".check", question_id=question_id)
    ends = {one.value: one.until(clock.today()) for one in ConsentLasts}
    return page("family/answer/more.html", form.status, form=form, half=half, ends=ends, place="sharing", **shown)


@place.route("/check", methods=["GET", "POST"])
def check(question_id: uuid.UUID) -> ResponseReturnValue:
    """Show an answer as it is going to be saved, and save it."""
    shown = pages.one_question(session(), actor(), question_id)
    question, kept = shown["question"], half_way.of(actor(), shown["question"])
    form = CheckForm.of(kept, len(question.history))
    half = form.half
    if half is None:
        return see(".more" if kept and kept.is_yes else "family.sharing.show", question_id=question_id)
    if form.validate_on_submit():
        if saved(form, question, half):
            say(gettext("Saved. Your answer counts from now on."))
            return see("family.sharing.show", question_id=question_id)
        shown = read_again(form, question_id)
    is_changed = form.is_clash or (kept is not None and kept.read != len(question.history))
    return page(
        "family/answer/check.html",
        form.status,
        form=form,
        half=half,
        is_changed=is_changed,
        until_on=half.lasts.until(clock.today()) if half.lasts else None,
        place="sharing",
        **shown,
    )


def begun(question: Question) -> HalfWay | None:
    """Return what was begun; what the page says goes first, for it may have been begun anew on another page."""
    half, named = half_way.of(actor(), question), request.form.get("answer")
    for yes in YES:
        if named == yes and (half is None or half.status is not yes):
            return HalfWay(status=yes, read=len(question.history))
    return half


def saved(form: CheckForm, question: Question, half: HalfWay) -> bool:
    """Save an answer, unless something else was said on the question since the page was drawn."""
    answer = Answer(status=half.status, part=half.part, lasts=half.lasts or ConsentLasts.UNTIL_END)
    try:
        decide(form, question, answer, read=form.version.data)
    except EditedMeanwhile:
        return False
    return True


def read_again(form: CheckForm, question_id: uuid.UUID) -> Mapping[str, Any]:
    """Return the question as it stands now; from here on the form is about that."""
    shown = pages.one_question(session(), actor(), question_id)
    form.clash(len(shown["question"].history))
    return shown
