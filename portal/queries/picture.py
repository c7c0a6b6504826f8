"""Who may know what about each of a family: people down, services across, and why the rest may not go."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Person
from portal.models.words import AgencySort, ConsentStatus, InfoKind
from portal.policy import visible_families
from portal.queries import asking, circle, consent, member, person, unagreed
from portal.queries.asking import Question
from portal.queries.consent import DecisionRow
from portal.queries.coverage import Goes, Why, has_ended, weigh
from portal.queries.face import Face
from portal.queries.member import TeamMember
from portal.queries.person import PersonView, find
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.standing import SAID, counts, is_newest, stands

ORDER = (ConsentStatus.GIVEN, ConsentStatus.PART, ConsentStatus.ASKED, *ConsentStatus)
"""What is told first, after what may go."""
Weighed = Mapping[tuple[uuid.UUID, uuid.UUID, InfoKind], Goes | Why]
"""What those who decide come to, by person, service and kind."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one who decides said, as it stands today."""

    status: ConsentStatus
    who: Face | None = None
    """None on a family's own page, where nobody reads of another's answer."""
    part: str = ""
    until_on: date | None = None
    """The last day that a yes counts."""
    waits: bool = False
    """Whether somebody asked anew since."""
    is_left_open: bool = False
    """Whether what comes of it is not told, because somebody who lives apart decides too."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of information that stand alike."""

    goes: bool
    kinds: tuple[InfoKind, ...]
    said: tuple[Said, ...]
    """Empty where nobody decides, or where the reader does not."""
    is_part: bool = False
    """Whether part of it is let go, and nobody who decides says no to that."""
    differ: bool = False
    """Whether one lets it go and another does not."""

    @property
    def status(self) -> ConsentStatus | None:
        """Return the answer, where everyone who decides gives the same; none where nobody decides or they differ."""
        return self.said[0].status if len({said.status for said in self.said}) == 1 else None

    @property
    def is_left_open(self) -> bool:
        """Say whether what comes of it is not told."""
        return any(said.is_left_open for said in self.said)

    @property
    def until_on(self) -> date | None:
        """Return the last day on which any yes counts; none where one has no end."""
        yes = [said.until_on for said in self.said if said.status is ConsentStatus.GIVEN]
        days = [day for day in yes if day]
        return max(days) if days and len(days) == len(yes) else None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one service may know about one person, and what it may not."""

    agency: str
    """Its name; empty where the reader may not learn it."""
    agency_sort: AgencySort
    groups: tuple[Kinds, ...]
    is_left_open: bool = False
    """Whether nothing that was said shows here, because those who decide live apart from each other."""


@dataclass(frozen=True, slots=True)
class Row:
    """Everything about one person, service by service in the same order for everyone."""

    about: Face
    about_id: uuid.UUID
    is_self: bool
    is_decided_here: bool
    """Whether the reader decides, or on a worker's page anybody does."""
    cells: tuple[Cell, ...]


class Stand(NamedTuple):
    """How one kind of information stands."""

    goes: bool
    said: tuple[Said, ...]
    is_part: bool = False
    differ: bool = False


class Known(NamedTuple):
    """What a picture is drawn from."""

    people: Sequence[PersonView]
    team: Sequence[TeamMember]
    said: Sequence[DecisionRow]
    weighed: Weighed


def own(db: Session, actor: Actor) -> Mapping[str, Any]:
    """Return what is known about those whom the reader decides for; about themself even where others decide."""
    if has_ended(db, actor, actor.own_family):
        return {"rows": (), "has_ended": True}
    known = _known(db, actor, actor.own_family)
    reader = next((view for view in known.people if view.id == actor.person_id), None)
    if reader is None:
        return {"rows": ()}
    asked = asking.questions(reader, known.people, known.team, known.said, actor.own_decision_age)
    left_open = unagreed.left_open(db, actor, asked)
    rows = [_decided(find(known.people, id_), asked, known.weighed, left_open) for id_ in _abouts(asked)]
    if not asking.decides_about(reader, reader, actor.own_decision_age):
        rows.insert(0, _left_to_others(reader, known, is_left_open=unagreed.others_live_apart(db, actor)))
    return {"rows": [row for row in rows if row.cells]}


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[Row]:
    """Return for a council worker what may go to whom about everyone who is born, and what everyone said."""
    if has_ended(db, actor, family_id):
        return ()
    known, age = _known(db, actor, family_id), actor.own_decision_age
    asked = asking.by_decider(known.people, known.team, known.said, age)
    by_key = {(one.decider_id, one.about_id, one.agency_id, one.kind): one for _who, asks in asked for one in asks}
    rows = []
    for about in (view for view in known.people if not view.is_unborn):
        deciders = [view for view in known.people if asking.decides_about(view, about, age)]
        cells = []
        for agency_id, (agency, sort) in _services(known.team, known.said):
            keys = {kind: (about.id, agency_id, kind) for kind in InfoKind}
            said = {
                kind: tuple(_said(by_key.get((view.id, *key)), view.face) for view in deciders)
                for kind, key in keys.items()
            }
            stands = {kind: _of_all(known.weighed.get(keys[kind]), said[kind]) for kind in InfoKind}
            cells.append(Cell(agency, sort, _grouped(stands)))
        rows.append(Row(about.face, about.id, is_self=False, is_decided_here=bool(deciders), cells=tuple(cells)))
    return rows


def _known(db: Session, actor: Actor, family_id: uuid.UUID) -> Known:
    """Load what a picture is drawn from: five statements, however many people, services and answers there are."""
    team = member.of_family(db, actor, family_id, circle.seen_by(db, actor, family_id))
    people, said = person.of_family(db, actor, family_id), consent.rows(db, actor, family_id)
    return Known(people, team, said, weighed(db, actor, family_id))


def weighed(db: Session, actor: Actor, family_id: uuid.UUID) -> Weighed:
    """Return what may go to whom today, and why the rest may not. Whose word it is is not told."""
    found: dict[tuple[uuid.UUID, uuid.UUID, InfoKind], list[Any]] = {}
    for row in run(db, _words(actor.sort), actor, family_id):
        found.setdefault((row.person_id, row.agency_id, row.kind), []).append(row)
    return {key: weigh(rows) for key, rows in found.items()}


@cache
def _words(sort: Sort) -> Select[Any]:
    """Take the newest word of everyone who decides about anyone of a family."""
    actor = any_of(sort)
    columns: tuple[Any, ...] = (SAID.person_id, SAID.agency_id, SAID.kind, SAID.status, counts(SAID).label("is_on"))
    statement = (
        select(*columns)
        .join(Person, Person.id == SAID.person_id)
        .where(SAID.family_id == OF_FAMILY, SAID.family_id.in_(visible_families(actor)))
        .where(SAID.status != ConsentStatus.ASKED, stands(actor), is_newest(SAID))
        .order_by(SAID.decided_at, SAID.id)
    )
    return statement.where(false()) if actor.is_partner else statement


def _abouts(asked: Iterable[Question]) -> Iterable[uuid.UUID]:
    """Return whom questions are about, each once: the reader first."""
    return dict.fromkeys(one.about_id for one in sorted(asked, key=lambda one: not one.is_about_self))


def _decided(about: PersonView, asked: Iterable[Question], may_go: Weighed, left_open: Collection[uuid.UUID]) -> Row:
    """Return what the reader said about somebody. Another's yes shows nowhere; another's no, as a yes that waits.

    Args:
        left_open: the questions of which not even that is told.
    """
    of_service: dict[uuid.UUID, list[Question]] = {}
    for question in asked:
        if question.about_id == about.id:
            of_service.setdefault(question.agency_id, []).append(question)
    cells = [
        Cell(one[0].agency, one[0].agency_sort, _grouped({ask.kind: _stand(ask, may_go, left_open) for ask in one}))
        for one in of_service.values()
    ]
    is_self = any(ask.is_about_self for one in of_service.values() for ask in one)
    return Row(about.face, about.id, is_self=is_self, is_decided_here=True, cells=tuple(cells))


def _stand(asked: Question, may_go: Weighed, left_open: Collection[uuid.UUID]) -> Stand:
    """Return whether it goes, and what the reader said; where it is left open, what they said alone."""
    if asked.id in left_open:
        return Stand(False, (replace(_said(asked), is_left_open=True),))
    is_all = may_go.get((asked.about_id, asked.agency_id, asked.kind)) is Goes.ALL
    is_yes = asked.stands and asked.decision is not None and asked.decision.status is ConsentStatus.GIVEN
    return Stand(is_yes and is_all, (_said(asked),), differ=is_yes and not is_all)


def _of_all(come_to: Goes | Why | None, said: tuple[Said, ...]) -> Stand:
    """Return how it stands by what everyone said who decides."""
    return Stand(come_to is Goes.ALL, said, come_to is Goes.PART, come_to is Why.DISAGREE)


def _left_to_others(reader: PersonView, known: Known, *, is_left_open: bool) -> Row:
    """Return what the services that somebody sees on their team may know about them, where others decide."""
    weighed = {} if is_left_open else known.weighed
    seen = {one.agency_id: one for one in known.team if one.agency_is_partner and reader.id in one.circle.person_ids}
    cells = []
    for id_, one in sorted(seen.items(), key=lambda pair: (pair[1].agency, pair[0])):
        goes = tuple(kind for kind in InfoKind if weighed.get((reader.id, id_, kind)) is Goes.ALL)
        groups = (Kinds(goes=True, kinds=goes, said=()),) if goes else ()
        cells.append(Cell(one.agency, one.agency_sort, groups, is_left_open))
    return Row(reader.face, reader.id, is_self=True, is_decided_here=False, cells=tuple(cells))


def _services(
    team: Iterable[TeamMember], said: Iterable[DecisionRow]
) -> Sequence[tuple[uuid.UUID, tuple[str, AgencySort]]]:
    """Return the partner services on the team, and any that somebody was asked about, by name."""
    found = {one.agency_id: (one.agency, one.agency_sort) for one in team if one.agency_is_partner}
    found |= {row.agency_id: (row.agency, row.agency_sort) for row in said}
    return sorted(found.items(), key=lambda one: (one[1][0], one[0]))


def _said(question: Question | None, who: Face | None = None) -> Said:
    """Return what somebody said: a yes that counts, even where they were asked anew since."""
    if question is None:
        return Said(ConsentStatus.NOT_ASKED, who)
    row = question.decision if question.stands else None
    if row is None:
        return Said(question.status, who)
    return Said(row.status, who, row.part, row.until_on, question.waits)


def _grouped(stands: Mapping[InfoKind, Stand]) -> tuple[Kinds, ...]:
    """Put kinds together that stand alike: what may go first, what nobody was asked about last."""
    alike: dict[Stand, list[InfoKind]] = {}
    for kind, stand in stands.items():
        alike.setdefault(stand, []).append(kind)
    groups = [Kinds(one.goes, tuple(kinds), one.said, one.is_part, one.differ) for one, kinds in alike.items()]
    return tuple(sorted(groups, key=_place))


def _place(group: Kinds) -> tuple[bool, bool, int]:
    is_unasked = group.status is ConsentStatus.NOT_ASKED or not group.said
    return not group.goes, is_unasked, min((ORDER.index(said.status) for said in group.said), default=0)
