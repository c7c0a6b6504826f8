"""What a child thinks of sharing: asked beside a worker, and weighed where it differs from what grown-ups decided."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import i18n
from portal.commands import child_view as commands
from portal.database import session
from portal.errors import EditedMeanwhile, NotFound
from portal.i18n import gettext
from portal.models.sharing_words import ChildSays
from portal.queries import child_view as queries
from portal.queries import person
from portal.queries.asking import Question
from portal.queries.family import FamilyView
from portal.queries.outlook import Outlook
from portal.web.forms import writing
from portal.web.pages import say as tell
from portal.web.pages import see
from portal.web.signed_in import actor
from worker_views.controls import words_of
from worker_views.family import PATH, case_page, opened
from worker_views.forms_sharing import ThinkForm, WeighForm
from worker_views.sharing import found

place = Blueprint("child_view", __name__, url_prefix=f"{PATH}/sharing/<uuid:question_id>/child")


@place.route("", methods=["GET", "POST"])
def say(ref: str, question_id: uuid.UUID) -> ResponseReturnValue:
    """Ask a child, who sits here too, what they think of sharing this."""
    family, form = opened(ref), ThinkForm()
    question, around = found(family, question_id)
    child = person.get(session(), actor(), family.id, question.about_id)
    if not commands.may_think(actor(), child):
        raise NotFound("child_view", question_id)
    form.says.choices = words_of(ChildSays)
    if form.validate_on_submit():
        _keep(family, question, form)
        tell(gettext("Kept, word for word. It is shown beside what the grown-ups decide."))
        return see("worker.sharing.show", ref=ref, question_id=question_id)
    with i18n.written_in(i18n.language(), young=True):  # the child reads it, or is read it
        return case_page("worker/child_view/say.html", family, form.status, form=form, question=question, around=around)


def _keep(family: FamilyView, question: Question, form: ThinkForm) -> None:
    with writing(form) as db:
        commands.say(
            db,
            actor(),
            person.get(db, actor(), family.id, question.about_id),
            agency_id=question.agency_id,
            kind=question.kind,
            says=ChildSays(form.says.data),
            words=form.words.data or "",
            language=form.language.data,
        )


@place.route("/weigh", methods=["GET", "POST"])
def weigh(ref: str, question_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what one made of how a child sees it differently."""
    family = opened(ref)
    question, around = found(family, question_id)
    if around.view is None:
        raise NotFound("child_view", question_id)
    form = WeighForm(words=around.view.weighed, version=around.length)
    if form.is_behind(around.length) or form.validate_on_submit():
        if _weighed(family, around, form):
            tell(gettext("Saved. Only workers see it."))
            return see("worker.sharing.show", ref=ref, question_id=question_id)
        question, around = found(family, question_id)
        form.clash(around.length)
    return case_page("worker/child_view/weigh.html", family, form.status, form=form, question=question, around=around)


def _weighed(family: FamilyView, around: Outlook, form: WeighForm) -> bool:
    """Keep it, unless something was said, decided or weighed since the worker read what they weighed."""
    try:
        with writing(form) as db:
            if around.view is None or form.is_behind(around.length):
                raise EditedMeanwhile(family.id)
            view = queries.get(db, actor(), family.id, around.view.id)
            words = form.words.data or ""
            commands.weigh(db, actor(), view, words=words, holds=around.holds, version=around.view.version)
    except EditedMeanwhile:
        return False
    return True
