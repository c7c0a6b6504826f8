"""A child beside the worker: what they said so far, and the start of another round."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField, ValidationError

from portal import i18n
from portal.commands import child_round as commands
from portal.database import session
from portal.errors import NotFound
from portal.i18n import lazy_gettext as _
from portal.models.child_round import BESIDE_UNTIL
from portal.models.voice_words import VoiceKind
from portal.models.words import Relationship
from portal.queries import child_round, circle, goal, person, voice
from portal.queries.child_round import RoundView
from portal.queries.family import FamilyView
from portal.queries.goal import GoalView, ScoreView
from portal.queries.person import PersonView
from portal.queries.voice import VoiceView
from portal.web import beside
from portal.web.forms import PortalForm, at_most, printable, tidy, writing
from portal.web.signed_in import actor, lock_here
from worker_views.controls import WHY, language_field
from worker_views.family import PATH, case_page, opened

place = Blueprint("child", __name__, url_prefix=f"{PATH}/child/<uuid:person_id>")


class BeginForm(PortalForm):
    """How a round begins."""

    language = language_field(_("Which language would the child like?"))
    present = TextAreaField(_("Who is in the room?"), filters=[tidy], validators=[at_most(WHY), printable], default="")

    def __init__(self, *args: Any, is_needed: bool = False, **kwargs: Any) -> None:
        """Ask who is in the room; a younger child's first round does not begin before it is said."""
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed

    def validate_present(self, field: Any) -> None:
        """Refuse nothing where something is needed."""
        if self.is_needed and not field.data:
            raise ValidationError(_("Write who is in the room with the child"))


ASKED = (VoiceKind.FEELING, VoiceKind.WISH, VoiceKind.GOOD_NEWS, VoiceKind.WORRY, VoiceKind.MEETING)
"""The order in which a page tells what was said in one round."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round with all that the child said in it."""

    sitting: RoundView
    voices: Sequence[VoiceView]
    scores: Sequence[tuple[GoalView, ScoreView]]


@place.get("")
def show(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Show what a child said beside workers, round by round."""
    family = opened(ref)
    one = _child(family, person_id)
    return case_page("worker/child/show.html", family, child=one, rounds=_rounds(family, one))


@place.route("/start", methods=["GET", "POST"])
def begin(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a round, and lock this device to the child."""
    family = opened(ref)
    one = _child(family, person_id)
    form = BeginForm(
        language=one.language if one.language in i18n.LANGUAGES else "en", is_needed=_is_needed(family, one)
    )
    if form.validate_on_submit():
        with writing(form) as db:
            child = person.get(db, actor(), family.id, one.id)
            words = form.present.data or ""
            lock_here(commands.begin(db, actor(), child, language=form.language.data, present=words).id)
        return beside.handed_over()
    return case_page("worker/child/begin.html", family, form.status, form=form, child=one)


def _child(family: FamilyView, person_id: uuid.UUID) -> PersonView:
    """Return a child of the family; raises `NotFound` for everyone else."""
    one = person.find(person.of_family(session(), actor(), family.id), person_id)
    if one.relationship is not Relationship.CHILD:
        raise NotFound("child", person_id)
    return one


def _is_needed(family: FamilyView, one: PersonView) -> bool:
    """Say whether a younger child sits down for the first time: then it is written down who is in the room."""
    is_younger = one.age is None or one.age < BESIDE_UNTIL
    return is_younger and not any(sat.present for sat in child_round.of_person(session(), actor(), family.id, one.id))


def _rounds(family: FamilyView, one: PersonView) -> list[Round]:
    circles = circle.seen_by(session(), actor(), family.id)
    said: dict[uuid.UUID | None, list[VoiceView]] = {}
    for view in reversed(voice.of_person(session(), actor(), family.id, circles, one.id)):
        said.setdefault(view.child_round_id, []).append(view)
    for views in said.values():
        views.sort(key=lambda view: ASKED.index(view.kind))
    goals = goal.of_family(session(), actor(), family.id, circles)
    sittings = child_round.of_person(session(), actor(), family.id, one.id)
    return [Round(sat, said.get(sat.id, []), _scores(goals, one, sat.began_at, sat.until)) for sat in sittings]


def _scores(
    goals: Sequence[GoalView], one: PersonView, since: datetime, until: datetime
) -> list[tuple[GoalView, ScoreView]]:
    """Return the newest answer to each goal that the child gave between two moments."""
    given: Mapping[uuid.UUID, tuple[GoalView, ScoreView]] = {
        view.id: (view, score)
        for view in goals
        for score in view.scores
        if score.by.id == one.id and score.written_by and not score.is_slip and since <= score.at <= until
    }
    return list(given.values())
