"""Samples of questions on sharing for the gallery page: one in every state."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from portal.models.consent import NOTICE_VERSION
from portal.models.sharing_words import ConsentLasts, Purpose, Standing
from portal.models.words import AgencySort, ConsentHow, ConsentStatus, InfoKind
from portal.queries.asking import Question
from portal.queries.consent import DecisionRow
from portal.queries.face import Face


def questions(people: Sequence[Face], today: date) -> Sequence[Question]:
    """Return a question in every state, about one person after the other; the first decides them all."""
    return [
        _question(status, number, (people[number % len(people)], people[0]), today)
        for number, status in enumerate(ConsentStatus)
    ]


def _question(status: ConsentStatus, number: int, who: tuple[Face, Face], today: date) -> Question:
    about, decider = who
    row = _decision(status, decider, today)
    return Question(
        id=uuid.UUID(int=80 + number),
        about=about,
        about_id=about.id,
        decider=decider,
        decider_id=decider.id,
        agency=row.agency,
        agency_id=row.agency_id,
        agency_sort=row.agency_sort,
        is_named=True,
        for_what=row.for_what,
        kind=tuple(InfoKind)[number % len(InfoKind)],
        purpose=row.purpose,
        history=() if status is ConsentStatus.NOT_ASKED else (row,),
    )


def _decision(status: ConsentStatus, decider: Face, today: date) -> DecisionRow:
    is_over = status is ConsentStatus.LAPSED
    return DecisionRow(
        person_id=decider.id,
        decider_id=decider.id,
        agency_id=uuid.UUID(int=43),
        agency="Ysgol y Dderwen",
        agency_sort=AgencySort.SCHOOL,
        is_named=True,
        kind=InfoKind.LEARNING,
        status=ConsentStatus.GIVEN if is_over else status,
        for_what=Purpose.LEARNING,
        lasts=ConsentLasts.YEAR,
        until_on=today - timedelta(days=1) if is_over else today + timedelta(days=300),
        standing=Standing.ADULT,
        witness="",
        part="Only about reading" if status is ConsentStatus.PART else "",
        purpose="So that the school can help with reading.",
        how=ConsentHow.SELF,
        written_by=None,
        notice_version=NOTICE_VERSION,
        notice_language="en",
        at=datetime.combine(today, time(14, 5), UTC),
    )
