"""Goals: mine and ours, in our own words, and the scores we give them."""

import uuid

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal import i18n
from portal.actor import Actor
from portal.commands import goal as commands
from portal.database import session
from portal.errors import EditedMeanwhile, GoalEnded, GoalsFull
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.domains import Domain
from portal.models.words import CircleKind, Colour, Scale, ScoreKind
from portal.queries import circle, goal, pages, person
from portal.queries.circle import Circles
from portal.queries.goal import GoalView
from portal.web.forms import LONG, EditForm, Said, at_most, printable, tidy, writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from portal.web.words import as_typed, word

place = Blueprint("goals", __name__, url_prefix="/goals")

MINE, OURS = "mine", "ours"


class GoalForm(TellingForm):
    """A goal in one's own words."""

    TOLD = ("words",)

    words = TextAreaField(
        _("What do you want to be different?"),
        filters=[tidy],
        validators=[Said(_("Write what you want to be different")), at_most(300), printable],
    )
    whose = RadioField(_("Whose goal is it?"), validators=[Said(_("Choose whose goal it is"))])
    circle = RadioField(_("Who can see this?"), validators=[Said(_("Choose who can see it"))])


class ScoreForm(TellingForm):
    """A score, or one of the answers that are not one, and perhaps why."""

    TOLD = ("why",)

    answer = RadioField(_("Where are you today?"), validators=[Said(_("Choose a number, or “I don’t know”"))])
    why = TextAreaField(_("Why this number?"), filters=[tidy], validators=[at_most(LONG), printable])


class EndForm(EditForm):
    """How a goal ends."""

    how = RadioField(
        _("What happened with this goal?"),
        choices=[
            SelectChoice("reached", _("We got there")),
            SelectChoice("closed", _("It does not matter to us now")),
        ],
        validators=[Said(_("Choose what happened"))],
    )


@place.get("")
def index() -> ResponseReturnValue:
    """Show my goals and ours."""
    return page("family/goals/index.html", **pages.goals(session(), actor()))


@place.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Set a goal."""
    who = actor()
    circles = circle.seen_by(session(), who, who.own_family)
    form = GoalForm()
    form.whose.choices = [(MINE, gettext("It is mine")), (OURS, gettext("It is ours, the whole family’s"))]
    open_to_new = [named for named in circles.values() if named.is_read and not named.is_closed]
    form.circle.choices = [(str(named.id), circle_words(named)) for named in open_to_new]
    if form.validate_on_submit() and _fits(form, circles) and not _held_back(form, circles):
        try:
            with writing(form) as db:
                owner = person.get(db, who, who.own_family, who.own_person) if form.whose.data == MINE else None
                chosen = circle.get(db, who, who.own_family, uuid.UUID(form.circle.data))
                made = commands.begin(
                    db, who, chosen, owner=owner, words=form.words.data or "", language=i18n.language()
                )
        except GoalsFull:
            form.form_errors.append(_full(form))
        else:
            say(gettext("Your goal is saved. You can score it now."))
            return see("family.goals.show", goal_id=made.id)
    return page("family/goals/new.html", form.status, form=form, circles=circles, beginning=_beginning())


def _beginning() -> Domain | None:
    """Return the part of life that a goal may begin from, where someone came from saying how things are."""
    named = request.args.get("domain", "")
    return Domain(named) if named in set(Domain) else None


def _fits(form: GoalForm, circles: Circles) -> bool:
    """Refuse a goal of ours that only one of us can see."""
    if form.whose.data == OURS and circles[uuid.UUID(form.circle.data)].kind is CircleKind.PRIVATE:
        form.circle.errors = [gettext("A goal of ours is seen by more than you. Choose who can see it.")]
        return False
    return True


def _held_back(form: GoalForm, circles: Circles) -> bool:
    return form.is_held_back(actor().own_family, circles[uuid.UUID(form.circle.data)])


def _full(form: GoalForm) -> str:
    if form.whose.data == MINE:
        return gettext("You have three goals open. Finish one, or put one away, before you start another.")
    return gettext("We have three goals open. Finish one, or put one away, before you start another.")


def circle_words(named: circle.CircleName) -> str:
    """Return who is in a circle, in words."""
    if named.kind is CircleKind.PRIVATE:
        return gettext("Only me and my keyworker: %(name)s", name=named.worker)
    called = as_typed(named.name, named.name_language) if named.name else word(named.kind)
    return Markup("{}: {}").format(called, as_typed(i18n.joined(named.people)))


@place.get("/<uuid:goal_id>")
def show(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Show one goal and how it moved."""
    return page("family/goals/show.html", **pages.one_goal(session(), actor(), goal_id))


@place.route("/<uuid:goal_id>/score", methods=["GET", "POST"])
def score(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Score a goal."""
    shown = pages.one_goal(session(), actor(), goal_id)
    form = ScoreForm()
    form.answer.choices = answers(shown["goal"])
    if form.validate_on_submit() and not form.is_held_back(actor().own_family, shown["goal"].circle):
        try:
            save_score(form, actor(), goal_id)
        except GoalEnded:
            form.form_errors.append(gettext("This goal has ended, so it takes no more scores."))
        else:
            say(gettext("Saved. Thank you."))
            return see("family.goals.show", goal_id=goal_id)
    return page("family/goals/score.html", form.status, form=form, **shown)


def save_score(form: ScoreForm, who: Actor, goal_id: uuid.UUID) -> None:
    """Save an answer of the person who gives it."""
    answer = form.answer.data
    with writing(form) as db:
        commands.score(
            db,
            who,
            goal.get(db, who, who.own_family, goal_id),
            by=person.get(db, who, who.own_family, who.own_person),
            value=int(answer) if answer.isdecimal() else None,
            colour=Colour(answer) if answer in set(Colour) else None,
            kind=ScoreKind(answer) if answer in set(ScoreKind) else ScoreKind.SCORED,
            why=form.why.data or "",
            language=i18n.language(),
        )


def answers(view: GoalView) -> list[tuple[str, str]]:
    """Return the answers that fit a goal's scale."""
    if view.scale is Scale.RAG:
        scored = [(colour.value, word(colour)) for colour in (Colour.GREEN, Colour.AMBER, Colour.RED)]
    else:
        scored = [(str(number), str(number)) for number in range(11)]
    return [*scored, (ScoreKind.UNSURE.value, word(ScoreKind.UNSURE))]


@place.route("/<uuid:goal_id>/end", methods=["GET", "POST"])
def end(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a goal was reached, or put it away."""
    shown = pages.one_goal(session(), actor(), goal_id)
    form = EndForm(version=shown["goal"].version)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                found = goal.get(db, actor(), actor().own_family, goal_id)
                commands.end(db, actor(), found, reached=form.how.data == "reached", version=form.version.data or 0)
        except (EditedMeanwhile, GoalEnded):
            shown = pages.one_goal(session(), actor(), goal_id)
            form.clash(shown["goal"].version)
        else:
            say(gettext("Saved. Its words and scores stay here."))
            return see("family.goals.index")
    return page("family/goals/end.html", form.status, form=form, **shown)
