"""A table of everything that a family answered, for a spreadsheet: goals and looks, an answer a row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, make_response
from flask.wrappers import Response

from portal import clock
from portal.commands import family as commands
from portal.database import session, unit_of_work
from portal.exchange.sheets import Cell, as_csv
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.answer import Rag, Ten
from portal.models.domains import NUMBER, Gauge
from portal.models.gauges import OfTen, Worry
from portal.models.words import Colour, Scale
from portal.queries import circle, goal, occasion
from portal.queries.family import FamilyView
from portal.queries.goal import GoalView
from portal.queries.occasion import OccasionView, RatingView
from portal.queries.score import ScoreView
from portal.web.signed_in import actor
from portal.web.words import word
from worker_views.family import PATH, found

place = Blueprint("scores_csv", __name__, url_prefix=PATH)

Cells = dict[str, Cell]
COLUMNS: Mapping[str, str] = {
    "on": _("Date"),
    "person": _("Whose answer"),
    "about": _("Whose goal, or about whom"),
    "what": _("Goal, or part of life"),
    "tool": _("Asked with"),
    "scale": _("Scale"),
    "goal_ten": _("Goal: 0 to 10 (10 is the best)"),
    "goal_colour": _("Goal: red, amber, green (green is the best)"),
    "worry": _("How things are: 0 to 4 (0 is the best)"),
    "helped": _("How much the help helped: 0 to 4 (4 is the best)"),
    "cards_ten": _("Family cards: 0 to 10 (10 is the best)"),
    "cards_colour": _("Family cards: red, amber, green (green is the best)"),
    "no_score": _("Answer that is no score"),
    "point": _("When in the help"),
    "written_by": _("Worker who wrote it down"),
    "why": _("Why"),
    "slip": _("Slip"),
}
"""What stands above each column. Each scale has one of its own, and says there which end is the best."""
SCALES: Mapping[Scale | Gauge, str] = {
    Scale.TEN: _("0 to 10"),
    Scale.RAG: _("Red, amber, green"),
    Gauge.TEN: _("0 to 10"),
    Gauge.COLOUR: _("Red, amber, green"),
    Gauge.WORRY: _("0 to 4"),
}


@place.get("/scores.csv")
def download(ref: str) -> Response:
    """Give out every score and every finished look that this worker sees, the oldest first."""
    family = found(ref)
    with unit_of_work() as db:
        commands.scores_copied(db, actor(), family)
    rows = [[row.get(name) for name in COLUMNS] for row in _rows(family)]
    answer = make_response(as_csv([str(said) for said in COLUMNS.values()], rows).encode("utf-8-sig"))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="scores-{clock.today():%Y-%m-%d}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _rows(family: FamilyView) -> Sequence[Cells]:
    db, who = session(), actor()
    circles = circle.seen_by(db, who, family.id)
    goals = goal.of_family(db, who, family.id, circles)
    looks = [look for look in occasion.of_family(db, who, family.id, circles) if look.is_finished]
    found_rows = [*_of_goals(goals), *_of_looks(looks)]
    return [cells for _at, cells in sorted(found_rows, key=lambda row: row[0])]


def _of_goals(goals: Sequence[GoalView]) -> Iterator[tuple[datetime, Cells]]:
    for view in goals:
        for score in view.scores:
            yield score.at, _of_score(view, score)


def _of_score(view: GoalView, score: ScoreView) -> Cells:
    return {
        "on": clock.local(score.at).date(),
        "person": score.by.first_name,
        "about": view.owner.first_name if view.owner else gettext("The whole family"),
        "what": view.words,
        "tool": gettext("Goals"),
        "scale": str(SCALES[view.scale]),
        **_answered(score.answer),
        "point": word(score.point),
        "written_by": score.written_by,
        "why": score.why,
        "slip": _slip(score),
    }


def _slip(score: ScoreView) -> str | None:
    if score.is_slip:
        return gettext("A slip, put right")
    return gettext("In the place of a slip") if score.corrects_id else None


def _of_looks(looks: Sequence[OccasionView]) -> Iterator[tuple[datetime, Cells]]:
    for look in looks:
        for rating in sorted(look.ratings.values(), key=lambda one: NUMBER[one.domain]):
            yield look.finished_at or look.begun_at, _of_rating(look, rating)


def _of_rating(look: OccasionView, rating: RatingView) -> Cells:
    return {
        "on": look.on,
        "person": look.person.first_name,
        "about": look.about.first_name if look.about else gettext("The whole family"),
        "what": word(rating.domain),
        "tool": word(look.tool),
        "scale": str(SCALES[look.gauge]),
        **_answered(rating.kind if rating.answer is None else rating.answer),
        "helped": rating.helped,
        "point": word(look.moment),
        "written_by": rating.written_by,
        "why": rating.why,
    }


def _answered(answer: Any) -> Cells:
    """Put an answer into the one column of its type: a colour is never a number, and no two scales share one."""
    match answer:
        case Ten(value=number):
            return {"goal_ten": number}
        case Rag(colour=colour):
            return {"goal_colour": word(colour)}
        case Worry(number=number):
            return {"worry": number}
        case OfTen(number=number):
            return {"cards_ten": number}
        case Colour():
            return {"cards_colour": word(answer)}
        case _:
            return {"no_score": word(answer)}
