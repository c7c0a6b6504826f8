"""The team around a family: who is on it, what for in plain words, and who in the family sees them."""

import uuid
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import BooleanField, TextAreaField

from portal.commands import member as commands
from portal.database import session
from portal.errors import AlreadyOnTeam, EditedMeanwhile, NotFound
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import MemberFunction, Shown
from portal.queries import circle, member, worker
from portal.queries import family as families
from portal.queries.family import FamilyView
from portal.queries.member import TeamMember
from portal.web.forms import EditForm, Said, at_most, printable, tidy, writing
from portal.web.pages import employer, say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from portal.web.words import word
from worker_views.controls import circle_field, language_field, offer_circles, one_of, one_of_many, option
from worker_views.family import PATH, case_page, opened

place = Blueprint("team", __name__, url_prefix=f"{PATH}/team")

PURPOSE = 300
FUNCTIONS = {
    MemberFunction.KEYWORKER: _("Keyworker: takes over from the keyworker now"),
    MemberFunction.LEAD_ADULTS: _("Leads the help for the grown-ups"),
    MemberFunction.LEAD_CHILDREN: _("Leads the help for the children"),
    MemberFunction.TEAM_MEMBER: _("On the team"),
}


class PlaceForm(TellingForm, EditForm):
    """What someone is on the team for, and who in the family sees it."""

    TOLD = ("purpose",)

    purpose = TextAreaField(
        _("What are they here for, in plain words?"),
        filters=[tidy],
        validators=[Said(_("Write what they are here for")), at_most(PURPOSE), printable],
    )
    language = language_field()
    circle = circle_field(_("Who in the family can see them on the team?"))
    shown = one_of(_("How does the family read their role?"), _("Choose how the family reads their role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every way to show a role."""
        super().__init__(*args, **kwargs)
        self.shown.choices = [option(way.value, _shown(way)) for way in Shown]


def _shown(way: Shown) -> str:
    return gettext("As “%(role)s”", role=word(way.instead)) if way.instead else word(way)


class PartForm(PlaceForm):
    """What part someone has on the team, besides."""

    function = one_of(_("What is their part?"), _("Choose their part"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every part there is."""
        super().__init__(*args, **kwargs)
        self.function.choices = [option(part.value, str(said)) for part, said in FUNCTIONS.items()]


class MemberForm(PartForm):
    """A worker's place on the team."""

    worker = one_of_many(_("Who joins the team?"), _("Choose who joins"))
    chosen = BooleanField(_("The family chose this person"))


class EndForm(EditForm):
    """Someone leaves the team."""


@place.get("")
def show(ref: str) -> ResponseReturnValue:
    """Show today's team."""
    family = opened(ref)
    circles = circle.seen_by(session(), actor(), family.id)
    team = member.of_family(session(), actor(), family.id, circles)
    return case_page("worker/team/show.html", family, team=team)


@place.route("/add", methods=["GET", "POST"])
def add(ref: str) -> ResponseReturnValue:
    """Give a worker a place on the team."""
    family, form = opened(ref), MemberForm(shown=Shown.USUAL.value)
    offer_circles(form.circle, circle.seen_by(session(), actor(), family.id), closed=True)
    form.worker.choices = _workers()
    if form.validate_on_submit() and not _held_back(family, form) and _added(family, form):
        say(gettext("Saved. The family sees the new person on their team."))
        return _see_team(ref)
    return case_page("worker/team/add.html", family, form.status, form=form)


def _held_back(family: FamilyView, form: PlaceForm) -> bool:
    circles = circle.seen_by(session(), actor(), family.id)
    return form.is_held_back(family.id, circles[uuid.UUID(form.circle.data)])


def _workers() -> list[Any]:
    empty = option("", gettext("Choose a person"))
    return [empty] + [
        option(str(one.id), Markup("{} · {} · {}").format(one.name, word(one.role), employer(one.agency)))
        for one in worker.colleagues(session(), actor())
    ]


def _added(family: FamilyView, form: MemberForm) -> bool:
    try:
        with writing(form) as db:
            _add(db, family, form)
    except AlreadyOnTeam:
        form.worker.errors = [gettext("This person is on the team already. Go back to the team to change their part.")]
    return not form.errors


def _add(db: Session, family: FamilyView, form: MemberForm) -> None:
    commands.add(
        db,
        actor(),
        circle.get(db, actor(), family.id, uuid.UUID(form.circle.data)),
        worker.get(db, actor(), uuid.UUID(form.worker.data)),
        function=MemberFunction(form.function.data),
        purpose=form.purpose.data or "",
        language=form.language.data,
        chosen_by_family=form.chosen.data,
        shown=Shown(form.shown.data),
    )


@place.route("/<uuid:member_id>/change", methods=["GET", "POST"])
def change(ref: str, member_id: uuid.UUID) -> ResponseReturnValue:
    """Change what someone is on the team for."""
    family = opened(ref)
    one = _view(family, member_id)
    form = (PlaceForm if one.is_keyworker else PartForm)(
        version=one.version,
        function=one.function.value,
        purpose=one.purpose,
        language=one.purpose_language,
        circle=str(one.circle.id),
        shown=_as_shown(one),
    )
    offer_circles(form.circle, circle.seen_by(session(), actor(), family.id), closed=True)
    if form.validate_on_submit() and not _held_back(family, form) and _changed(family, member_id, form):
        say(gettext("Saved. The family sees it now."))
        return _see_team(ref)
    now = _view(family, member_id)
    return case_page("worker/team/change.html", family, form.status, form=form, member=now)


def _as_shown(one: TeamMember) -> str:
    """Return how the family reads someone's role now."""
    if one.is_quiet:
        return Shown.NONE.value
    return one.shown_role.value if one.shown_role else Shown.AS_IT_IS.value


def _changed(family: FamilyView, member_id: uuid.UUID, form: PlaceForm) -> bool:
    try:
        with writing(form) as db:
            commands.change(
                db,
                actor(),
                member.get(db, actor(), family.id, member_id),
                circle=circle.get(db, actor(), family.id, uuid.UUID(form.circle.data)),
                purpose=form.purpose.data or "",
                language=form.language.data,
                version=form.version.data or 0,
                function=MemberFunction(form["function"].data) if "function" in form else None,
                shown=Shown(form.shown.data),
            )
    except EditedMeanwhile:
        form.clash(member.get(session(), actor(), family.id, member_id).version)
    return not form.is_clash


@place.route("/<uuid:member_id>/end", methods=["GET", "POST"])
def end(ref: str, member_id: uuid.UUID) -> ResponseReturnValue:
    """Ask once more, then end someone's place on the team."""
    family = opened(ref)
    form = EndForm(version=member.get(session(), actor(), family.id, member_id).version)
    if form.validate_on_submit() and _ended(family, member_id, form):
        say(gettext("Saved. They are no longer on the team, and no longer see this family."))
        return _see_team(ref)
    now = _view(family, member_id)
    return case_page("worker/team/end.html", family, form.status, form=form, member=now)


def _ended(family: FamilyView, member_id: uuid.UUID, form: EndForm) -> bool:
    try:
        with writing(form) as db:
            one = member.get(db, actor(), family.id, member_id)
            commands.end(db, actor(), one, version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(member.get(session(), actor(), family.id, member_id).version)
    return not form.is_clash


def _see_team(ref: str) -> ResponseReturnValue:
    """Go to the team; whoever gave their own place away no longer sees it, and goes to the caseload."""
    try:
        families.by_ref(session(), actor(), ref)
    except NotFound:
        return see("worker.caseload.index")
    return see(".show", ref=ref)


def _view(family: FamilyView, member_id: uuid.UUID) -> TeamMember:
    circles = circle.seen_by(session(), actor(), family.id)
    return member.find(member.of_family(session(), actor(), family.id, circles), member_id)
