"""The child's screen: one thing at a time, on a device that is locked to the child until its worker comes back."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import HiddenField, StringField, TextAreaField

from portal import clock, i18n
from portal.commands import child_round as commands
from portal.commands import passkey as passkey_commands
from portal.database import session, unit_of_work
from portal.errors import NotFound, PasskeyRefused, ReaderChanged
from portal.i18n import gettext
from portal.models import ChildRound
from portal.models.child_round import QUIET
from portal.models.voice_words import Feeling
from portal.models.words import Colour, Relationship, StepState
from portal.queries import child_round, circle, person, second_step, step
from portal.queries.step import StepView
from portal.security.challenges import Purpose
from portal.web import beside, passkeys
from portal.web.forms import LONG, PortalForm, at_most, printable, tidy, writing
from portal.web.own_account import CurrentForm
from portal.web.pages import page, render, say
from portal.web.signed_in import actor, lock_here
from worker_views.child_course import TOLD, Course, ahead, course, is_to_be_read, take, words_wanted
from worker_views.family import PATH, found

place = Blueprint("child_screen", __name__, url_prefix=f"{PATH}/child/<uuid:person_id>/now")


class AnswerForm(PortalForm):
    """What the child presses, and what they or the worker write."""

    question = HiddenField()
    reader = HiddenField()
    answer = StringField()
    words = TextAreaField(filters=[tidy], validators=[at_most(LONG), printable])


@place.route("", methods=["GET", "POST"])
def now(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the child one thing."""
    if beside.child() is None:
        return _not_locked(ref, person_id)
    sitting = child_round.own(session(), actor(), beside.own_child().round_id)
    way, form = course(session(), actor(), sitting), AnswerForm()
    question = way.at(sitting)
    if form.validate_on_submit() and (form.question.data != question or _is_kept(form, sitting, way)):
        return redirect(beside.path(), 303)
    return _drawn(sitting, way, form)


def _is_kept(form: AnswerForm, sitting: ChildRound, way: Course) -> bool:
    """Say whether the answer was kept; where it was not, the form says why."""
    question, answer = way.at(sitting), form.answer.data or ""
    if not _says_something(form, question):
        return False
    try:
        with writing(form) as db:
            if is_to_be_read(question, answer):
                commands.hold_reader(db, actor(), sitting, form.reader.data or "")
            take(db, actor(), sitting, way, answer=answer, words=form.words.data or "")
    except ReaderChanged:
        name = child_round.reader(session(), actor(), sitting.family_id).name
        form.reader.errors = [gettext("Someone else reads it now: %(name)s. Do you still want to tell it?", name=name)]
        return False
    return True


def _says_something(form: AnswerForm, question: str) -> bool:
    """Say whether there are words where words are wanted, and say beside the box when there are none."""
    if words_wanted(question, form.answer.data or "") and not form.words.data:
        form.words.errors = [gettext("Write something first. Or press Skip.")]
        return False
    return True


def _drawn(sitting: ChildRound, way: Course, form: AnswerForm) -> ResponseReturnValue:
    child = person.get(session(), actor(), sitting.family_id, sitting.person_id)
    question = form.question.data = way.at(sitting)
    reader = child_round.reader(session(), actor(), sitting.family_id)
    form.reader.data = str(reader.id)
    return page(
        "worker/child_screen/now.html",
        form.status,
        form=form,
        question=question,
        is_stopped=sitting.stopped_at is not None,
        told=question in TOLD,
        goes_back=way.before(question) != question and sitting.stopped_at is None,
        child=child.called,
        reader=reader.name,
        goal=way.goal(question),
        reply=way.reply(question),
        stones=ahead(way, question),
        feelings=list(Feeling),
        colours=[Colour.GREEN, Colour.AMBER, Colour.RED],
        coming=_coming(sitting),
        **_locked(),
    )


def _locked() -> dict[str, Any]:
    """Return what each page of a locked device needs; nothing that was said to the worker stands on it."""
    here, seconds = beside.path(), int(QUIET.total_seconds())
    return {
        "here": here,
        "leave": beside.path("worker.child_screen.leave"),
        "said": (),
        "idle_dialog": lambda: Markup(render("worker/child_screen/_idle.html", here=here, seconds=seconds)),  # noqa: S704 (our own template)
    }


def _coming(sitting: ChildRound) -> tuple[StepView, int] | None:
    """Return the next step that the child knows of, and in how many sleeps it comes."""
    circles = circle.seen_by(session(), actor(), sitting.family_id)
    for stone in step.of_family(session(), actor(), sitting.family_id, circles):
        sleeps = (stone.on - clock.today()).days
        if stone.state is StepState.COMING and sleeps >= 0 and sitting.person_id in stone.circle.person_ids:
            return stone, sleeps
    return None


def _not_locked(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Lead a worker to what the child said; and give back what was written when the round ended of itself."""
    one, form = person.get(session(), actor(), found(ref).id, person_id), AnswerForm()
    if one.relationship is not Relationship.CHILD:
        raise NotFound("child", person_id)
    if form.was_kept and form.words.data:
        return page("worker/child_screen/left.html", words=form.words.data, back=_page_of(ref, one.id))
    return redirect(_page_of(ref, one.id), 303)


def _page_of(ref: str, person_id: uuid.UUID) -> str:
    return url_for("worker.child.show", ref=ref, person_id=person_id)


# --- Leaving: the worker shows who they are


@place.route("/leave", methods=["GET", "POST"])
def leave(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for the worker's password, and give them their device back."""
    if beside.child() is None:
        return _not_locked(ref, person_id)
    with _for_the_worker():
        form = CurrentForm()
        if form.validate_on_submit() and form.knows_current():
            return redirect(_opened(), 303)
        own = second_step.own(session(), actor())
        return page("worker/child_screen/leave.html", form.status, form=form, own=own, **_locked())


@place.post("/leave/ask")
def ask(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the worker's browser for a passkey of theirs."""
    return _if_locked(ref, person_id, _asked)


def _asked() -> ResponseReturnValue:
    with unit_of_work() as db:
        return passkeys.asked(passkey_commands.ask_to_prove(db, actor(), passkeys.site()))


@place.post("/leave/prove")
def prove(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Take a passkey, and give the worker their device back."""
    return _if_locked(ref, person_id, _proved)


def _proved() -> ResponseReturnValue:
    asked = passkeys.taken(Purpose.PROVE, session_id=actor().own_session)
    try:
        with unit_of_work() as db:
            passkey_commands.prove(db, actor(), passkeys.site(), passkeys.answer(), asked)
    except PasskeyRefused:
        with _for_the_worker():
            return passkeys.refused(passkeys.did_not_work())
    return passkeys.to(_opened())


def _if_locked(ref: str, person_id: uuid.UUID, then: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    return then() if beside.child() else _not_locked(ref, person_id)


def _for_the_worker() -> AbstractContextManager[None]:
    """Write in the worker's own language, not as to a child."""
    return i18n.written_in(actor().language or i18n.language())


def _opened() -> str:
    """End the round, lock this device to nobody any more, and return where the worker reads what was said."""
    locked = beside.own_child()
    ref = child_round.ref(session(), actor(), locked.round_id)
    with unit_of_work() as db:
        commands.end(db, actor(), locked.round_id)
        lock_here(None)
    with _for_the_worker():
        say(gettext("This device is yours again."))
    return _page_of(ref, locked.person_id)
