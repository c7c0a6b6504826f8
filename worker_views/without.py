"""Sharing without agreement: the narrow door, which a manager looks through too.

A look at these pages is in the audit under a name of its own, which no page of the family tells: a manager who opens
the record of a family that they never open would say by it that something is being done.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal import clock, i18n
from portal.commands import override as commands
from portal.database import session, unit_of_work
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.permission import Permission
from portal.policy import allows, require
from portal.queries import keyworker, managers, override, person, reason, share
from portal.queries.family import FamilyView
from portal.queries.override_view import OverrideView
from portal.queries.person import PersonView
from portal.web.forms import writing
from portal.web.pages import say, see, settings
from portal.web.signed_in import actor
from worker_views.controls import people_as_choices
from worker_views.family import PATH, case_page, found
from worker_views.refusals import told_on
from worker_views.without_forms import AnswerForm, DecideForm, ReviewForm, TellForm

place = Blueprint("without", __name__, url_prefix=f"{PATH}/sharing/without")

STORY = ("override_told", "override_reviewed", "override_ended")


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show everything that was decided about this family without agreement."""
    family = _read(ref)
    return _page("index", family, overrides=override.of_family(session(), actor(), family.id))


@place.route("/new", methods=["GET", "POST"])
def new(ref: str) -> ResponseReturnValue:
    """Decide to share something without agreement."""
    family = _read(ref)
    require(actor(), Permission.SHARE_WITHOUT, keyworker.of_today(session(), actor(), family.id))
    form = DecideForm(language=i18n.language(), told_on=clock.today())
    form.offer(person.of_family(session(), actor(), family.id), settings().grounds)
    written = (form.what.data or "", form.to_whom.data or "")
    if form.validate_on_submit() and not form.gives_away(family.id, written):
        with writing(form) as db:
            commands.decide(db, actor(), family.id, form.decision(), form.telling())
        say(gettext("Written down. A manager gets a message."))
        return see(".index", ref=ref)
    return _page("new", family, form.status, form=form)


@place.get("/<uuid:override_id>")
def show(ref: str, override_id: uuid.UUID) -> ResponseReturnValue:
    """Show one decision with all that became of it."""
    family, one = _one(ref, override_id)
    row = override.get(session(), actor(), family.id, override_id)
    return _page(
        "show",
        family,
        one=one,
        history=reason.of_thing(session(), actor(), family.id, STORY, override_id),
        may_agree=one.waits and allows(actor(), Permission.AGREE_WITHOUT, row),
        untold=_untold(family, one),
        **_shared_on(family, one),
        managers=managers.beside(session(), actor(), family.id, row.decided_by_id) if one.waits else None,
    )


@place.route("/<uuid:override_id>/agree", methods=["GET", "POST"])
def agree(ref: str, override_id: uuid.UUID) -> ResponseReturnValue:
    """Agree or refuse, as a manager who did not decide it."""
    family, one = _one(ref, override_id)
    require(actor(), Permission.AGREE_WITHOUT, override.get(session(), actor(), family.id, override_id))
    form = AnswerForm(version=one.version)
    if form.validate_on_submit() and _answered(family, one, form):
        say(gettext("Saved. It counts from now on."))
        return see(".show", ref=ref, override_id=override_id)
    return _page("agree", family, form.status, form=form, one=_one_of(family, override_id))


def _answered(family: FamilyView, one: OverrideView, form: AnswerForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            row = override.get(db, actor(), family.id, one.id)
            said = {"agrees": form.answer.data == "yes", "why": form.why.data or ""}
            commands.answer(db, actor(), row, **said, version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(_one_of(family, one.id).version)
    return not (form.errors or form.is_clash)


@place.route("/<uuid:override_id>/tell", methods=["GET", "POST"])
def tell(ref: str, override_id: uuid.UUID) -> ResponseReturnValue:
    """Write down who of the family was told, when and how."""
    family, one = _one(ref, override_id)
    require(actor(), Permission.SHARE_WITHOUT, keyworker.of_today(session(), actor(), family.id))
    form = TellForm(told_on=clock.today())
    form.whom.choices = people_as_choices(view.face for view in _untold(family, one))
    if form.validate_on_submit() and not form.gives_away(family.id, _told_of(family, one)):
        if telling := form.telling():
            with writing(form) as db:
                commands.tell(db, actor(), override.get(db, actor(), family.id, one.id), telling)
        say(gettext("Saved. Whoever was told can read it in Nod from now on."))
        return see(".show", ref=ref, override_id=override_id)
    return _page("tell", family, form.status, form=form, one=one)


@place.route("/<uuid:override_id>/review", methods=["GET", "POST"])
def review(ref: str, override_id: uuid.UUID) -> ResponseReturnValue:
    """Look at it again: it goes on until another day, or ends."""
    family, one = _one(ref, override_id)
    require(actor(), Permission.SHARE_WITHOUT, keyworker.of_today(session(), actor(), family.id))
    form = ReviewForm(version=one.version, why_not_told=one.why_not_told)
    form.asks_why_not_told = bool(_untold(family, one))
    if form.validate_on_submit() and _reviewed(family, one, form):
        say(gettext("Saved. It counts from now on."))
        return see(".show", ref=ref, override_id=override_id)
    return _page("review", family, form.status, form=form, one=_one_of(family, override_id))


def _reviewed(family: FamilyView, one: OverrideView, form: ReviewForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            row = override.get(db, actor(), family.id, one.id)
            review_on = form.review_on.data if form.goes_on.data == "yes" else None
            said = {"why": form.why.data or "", "why_not_told": form.why_not_told.data or ""}
            commands.review(db, actor(), row, review_on=review_on, **said, version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(_one_of(family, one.id).version)
    return not (form.errors or form.is_clash)


def _read(ref: str) -> FamilyView:
    family = found(ref)
    with unit_of_work() as db:
        commands.note_read(db, actor(), family.id)
    return family


def _one(ref: str, override_id: uuid.UUID) -> tuple[FamilyView, OverrideView]:
    family = _read(ref)
    return family, _one_of(family, override_id)


def _one_of(family: FamilyView, override_id: uuid.UUID) -> OverrideView:
    return override.find(override.of_family(session(), actor(), family.id), override_id)


def _shared_on(family: FamilyView, one: OverrideView) -> dict[str, Any]:
    """Return what was shared on a decision, and whether more may be."""
    if not allows(actor(), Permission.SHARE, family):
        return {}
    shares = [view for view in share.of_family(session(), actor(), family.id) if view.override_id == one.id]
    return {"shares": shares, "may_share": one.covers}


def _told_of(family: FamilyView, one: OverrideView) -> Sequence[str]:
    """Return the words that who is told of a decision may read from then on, also those over what was shared on it."""
    shares = [view for view in share.of_family(session(), actor(), family.id) if view.override_id == one.id]
    over = [(view.to_name, view.purpose, *view.body.get("asks", ())) for view in shares]
    return [one.what, one.to_whom, *(words for each in over for words in each)]


def _untold(family: FamilyView, one: OverrideView) -> list[PersonView]:
    """Return whom it concerns and who was not told yet."""
    people = person.of_family(session(), actor(), family.id)
    about, told = {part.person.id for part in one.about}, {who.person.id for who in one.told}
    concerned = override.to_be_told(people, about, actor().own_decision_age)
    return [view for view in concerned if view.id not in told]


def _page(name: str, family: FamilyView, status: int = 200, **context: Any) -> Response:
    in_charge = keyworker.of_today(session(), actor(), family.id)
    may_decide = allows(actor(), Permission.SHARE_WITHOUT, in_charge)
    return case_page(f"worker/without/{name}.html", family, status, place="sharing", may_decide=may_decide, **context)
