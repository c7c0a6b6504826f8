"""Samples for the gallery page of the demo: every shape the components draw, in every state."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from portal import clock
from portal.models.answer import Answer, Rag, Ten
from portal.models.words import (
    AgencySort,
    CircleKind,
    Colour,
    GoalState,
    MemberFunction,
    Scale,
    ScoreKind,
    StepState,
    WorkerRole,
)
from portal.queries.circle import CircleName
from portal.queries.face import Face
from portal.queries.goal import GoalView, ScoreView
from portal.queries.member import Away, TeamMember
from portal.queries.praise import PraiseView
from portal.queries.step import Move, StepView
from portal.web.gallery_form import filled_in, with_errors
from portal.web.gallery_sharing import questions

LONG_WELSH = "Mynd i Lanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch bob penwythnos"
"""A family's own words may be this long, in one piece."""
DAY = timedelta(days=1)


def _id(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def _face(number: int, first_name: str, last_name: str) -> Face:
    initials = first_name[0] + last_name[0]
    return Face(_id(number), f"{first_name} {last_name}", first_name, initials, number % 8)


BETH = _face(8, "Beth", "Morris")
RHIAN = _face(14, "Rhian", "Ellis")
SIAN = _face(11, "Siân", "Llwyd")
ELIN = _face(5, "Elin", "Llwyd")
MACSEN = _face(9, "Macsen", "Llwyd")


def _circle(kind: CircleKind, people: tuple[str, ...], name: str = "", worker: str = "") -> CircleName:
    return CircleName(id=_id(30), kind=kind, name=name, people=people, person_ids=(), worker=worker)


EVERYONE = _circle(CircleKind.WHOLE_FAMILY, ("Siân", "Gareth", "Elin", "Macsen"))
ONE_HOME = _circle(CircleKind.HOME, ("Siân", "Elin"), name="Cartref Mam")
PRIVATE = _circle(CircleKind.PRIVATE, ("Elin",), worker="Beth")


def _member(today: date) -> TeamMember:
    return TeamMember(
        id=_id(40),
        worker_id=_id(41),
        face=BETH,
        role=WorkerRole.FAMILY_KEYWORKER,
        function=MemberFunction.KEYWORKER,
        purpose="Here for all of you.",
        purpose_language="en",
        agency="Cyngor Mabinogion",
        agency_id=_id(42),
        agency_is_partner=False,
        agency_sort=AgencySort.OTHER,
        languages=("cy", "en"),
        days=(0, 1, 2, 3),
        phone="01970 555 0142",
        email="beth@demo.example",
        away=None,
        from_on=today - 60 * DAY,
        until_on=None,
        chosen_by_family=True,
        circle=EVERYONE,
        version=1,
    )


def _members(today: date) -> Mapping[str, TeamMember]:
    plain = _member(today)
    soon = Away(today + 8 * DAY, today + 12 * DAY, RHIAN, "01970 555 0190", is_now=False)
    now = Away(today - DAY, today + 4 * DAY, RHIAN, "01970 555 0190", is_now=True)
    asha = replace(plain, face=_face(10, "Asha", "Khan"), role=WorkerRole.SCHOOL_LEAD, phone=None)
    asha = replace(asha, function=MemberFunction.TEAM_MEMBER, purpose=LONG_WELSH, purpose_language="cy")
    return {
        "plain": plain,
        "away_soon": replace(plain, away=soon),
        "away_now": replace(plain, away=now),
        "bare": replace(plain, days=(), phone=None, email=None),
        "leaving": replace(asha, languages=("en", "cy", "ur"), until_on=today + 26 * DAY),
    }


def _step(today: date) -> StepView:
    return StepView(
        id=_id(50),
        what="Beth visits you at home",
        who="Beth, Siân",
        where="Home",
        language="en",
        on=today + DAY,
        at=time(15, 30),
        is_about=False,
        state=StepState.COMING,
        why="",
        ended_on=None,
        circle=EVERYONE,
        version=1,
        is_today=False,
        is_overdue=False,
    )


def _steps(today: date) -> Mapping[str, StepView]:
    plain = _step(today)
    move = Move(today - 3 * DAY, today + DAY, "Beth was ill.")
    dropped = replace(plain, id=_id(56), state=StepState.DROPPED, ended_on=today)
    long = replace(plain, id=_id(53), what=LONG_WELSH, language="cy", at=None)
    return {
        "plain": plain,
        "today": replace(plain, id=_id(51), on=today, is_today=True),
        "overdue": replace(plain, id=_id(52), on=today - 2 * DAY, is_overdue=True),
        "about": replace(long, on=today + 15 * DAY, is_about=True),
        "moved": replace(plain, id=_id(54), moves=(move,)),
        "happened": replace(plain, id=_id(55), state=StepState.HAPPENED, ended_on=today - 9 * DAY),
        "dropped": replace(dropped, why="They rang instead."),
    }


def _answer(answer: int | Colour | None) -> Answer:
    if answer is None:
        return ScoreKind.UNSURE
    return Rag(answer) if isinstance(answer, Colour) else Ten(answer)


def _score(number: int, today: date, answer: int | Colour | None) -> ScoreView:
    return ScoreView(
        id=_id(70 + number),
        answer=_answer(answer),
        why="A hard week." if number == 1 else "",
        why_language="en",
        by=MACSEN if isinstance(answer, Colour) else SIAN,
        written_by="Beth" if isinstance(answer, Colour) else None,
        at=datetime.combine(today, time(16), UTC) - 10 * (5 - number) * DAY,
    )


def _goal(number: int, today: date, answers: Sequence[int | Colour | None], words: str = "") -> GoalView:
    return GoalView(
        id=_id(60 + number),
        words=words or "We all sit down and eat together",
        language="cy" if words else "en",
        owner=None,
        state=GoalState.OPEN,
        scale=Scale.TEN,
        circle=EVERYONE,
        written_by=None,
        version=1,
        scores=tuple(_score(place, today, answer) for place, answer in enumerate(answers)),
    )


def _crowd(today: date) -> GoalView:
    """Return a goal that five people have scored twice: every mark and every dash of the picture."""
    people = [
        _face(20 + number, name, "Llwyd") for number, name in enumerate(("Nain", "Siân", "Gareth", "Elin", "Non"))
    ]
    begun = datetime.combine(today - 20 * DAY, time(16), UTC)
    scores = (
        replace(_score(number, today, (number * 3) % 11), by=people[number % 5], at=begun + 2 * number * DAY)
        for number in range(10)
    )
    return replace(_goal(9, today, ()), scores=tuple(scores))


def _praise(today: date) -> Sequence[PraiseView]:
    said = datetime.combine(today, time(17), UTC)
    words = "You were all in your coats when I came."
    plain = PraiseView(_id(91), words, "en", BETH, True, SIAN, None, EVERYONE, said)
    own = replace(plain, id=_id(92), words=LONG_WELSH, language="cy", by=ELIN, is_by_worker=False, to=ELIN)
    return [plain, own, replace(plain, id=_id(93), by=None, to=None)]


def _goals(today: date) -> Mapping[str, GoalView]:
    together = _goal(8, today, (0, 6, 3, 5))
    numbers = tuple(replace(one, by=SIAN) for one in together.scores[2:])
    child = replace(_goal(6, today, (Colour.RED, Colour.AMBER, None, Colour.GREEN)), scale=Scale.RAG)
    return {
        "empty": _goal(0, today, ()),
        "nought": replace(_goal(1, today, (0,)), owner=ELIN, circle=PRIVATE),
        "moved": _goal(2, today, (3, 2, None, 5)),
        "together": replace(together, scores=tuple(replace(one, by=ELIN) for one in together.scores[:2]) + numbers),
        "still": _goal(3, today, (4, 4), LONG_WELSH),
        "crowd": _crowd(today),
        "reached": replace(_goal(4, today, (1, 10)), state=GoalState.REACHED),
        "closed": replace(_goal(5, today, ()), state=GoalState.CLOSED),
        "colours": replace(child, owner=MACSEN, circle=ONE_HOME),
        "unsure": replace(_goal(7, today, (None,)), owner=MACSEN, scale=Scale.RAG),
    }


def samples() -> dict[str, object]:
    """Return what `public/gallery.html` draws, by name."""
    today = clock.today()
    return {
        "today": today,
        "faces": [_face(number, "Anwen", "Bowen") for number in range(8)],
        "members": _members(today),
        "steps": _steps(today),
        "goals": _goals(today),
        "praise": _praise(today),
        "circles": (EVERYONE, ONE_HOME, PRIVATE),
        "questions": questions((SIAN, MACSEN), today),
        "colours": tuple(Colour),
        "form": filled_in(),
        "wrong": with_errors(),
    }
