"""The questions on sharing that somebody may decide, and where each stands: computed, never stored."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal import clock
from portal.errors import NotFound
from portal.models.sharing_words import Purpose
from portal.models.words import DECISIONS, YES, AgencySort, ConsentStatus, InfoKind
from portal.queries.consent import DecisionRow
from portal.queries.face import Face
from portal.queries.member import TeamMember
from portal.queries.person import PersonView
from portal.standing import may_decide_about

PUT_OFF = (ConsentStatus.TALK, ConsentStatus.NOT_NOW)


@dataclass(frozen=True, slots=True)
class Question:
    """May this kind of information about this person be shared with this agency? One decider's answer."""

    id: uuid.UUID
    about: Face
    about_id: uuid.UUID
    decider: Face
    decider_id: uuid.UUID
    agency: str
    """Its name; empty where the decider may not learn it: `agency_sort` is all they read."""
    agency_id: uuid.UUID
    agency_sort: AgencySort
    is_named: bool
    """Whether the decider reads its name."""
    kind: InfoKind
    purpose: str
    for_what: Purpose | None
    history: tuple[DecisionRow, ...]
    """Newest first."""

    @property
    def is_about_self(self) -> bool:
        """Say whether someone decides about themself."""
        return self.about_id == self.decider_id

    @property
    def decision(self) -> DecisionRow | None:
        """Return the newest decision; a question is not one."""
        return next((row for row in self.history if row.status in DECISIONS), None)

    @property
    def status(self) -> ConsentStatus:
        """Return where it stands; `asked` when a newer question waits for an answer, `lapsed` when a yes is over."""
        if not self.history:
            return ConsentStatus.NOT_ASKED
        return self.history[0].stands_as

    @property
    def stands(self) -> bool:
        """Say whether a yes, or part of one, counts now: a newer question does not end it."""
        said = self.decision
        return said is not None and said.status in YES and not said.is_over

    @property
    def is_open(self) -> bool:
        """Say whether an answer is still wanted: nobody gave one, it was put off, or its time is over."""
        said = self.decision
        return self.waits or said is None or said.is_over or said.status in PUT_OFF

    @property
    def waits(self) -> bool:
        """Say whether someone asked and no answer came yet."""
        return _waits(self.history)


def questions(
    decider: PersonView,
    people: Iterable[PersonView],
    team: Iterable[TeamMember],
    decisions: Sequence[DecisionRow],
    own_age: int,
    *,
    only_waiting: bool = False,
) -> Sequence[Question]:
    """Return every question one person may decide: by agency, then by whom it is about, then by kind.

    The agencies are the partners on the team that this person can see, and any they were asked about before.

    Args:
        only_waiting: leave out, before they are put together, those that nobody asked or that were answered.
    """
    mine = [row for row in decisions if row.decider_id == decider.id]
    services = _services(decider, team, mine)
    abouts = [person for person in people if decides_about(decider, person, own_age)]
    said: dict[tuple[uuid.UUID, uuid.UUID, InfoKind], list[DecisionRow]] = {}
    for row in mine:
        said.setdefault((row.person_id, row.agency_id, row.kind), []).append(row)
    return [
        _question(decider, about, service, kind, said.get((about.id, service.id, kind), ()))
        for service in sorted(services, key=lambda one: (one.name, one.id))
        for about in sorted(abouts, key=lambda person: person.id != decider.id)
        for kind in InfoKind
        if not only_waiting or _waits(said.get((about.id, service.id, kind), ()))
    ]


@dataclass(frozen=True, slots=True)
class Service:
    """An agency, as somebody who decides knows of it."""

    id: uuid.UUID
    name: str
    sort: AgencySort
    is_named: bool


def _services(decider: PersonView, team: Iterable[TeamMember], said: Iterable[DecisionRow]) -> Iterable[Service]:
    """Return the partners that the decider sees on the team, and any that they were asked about."""
    found: dict[uuid.UUID, Service] = {}
    for row in said:
        is_named = row.is_named or (row.agency_id in found and found[row.agency_id].is_named)
        name = row.agency or (found[row.agency_id].name if row.agency_id in found else "")
        found[row.agency_id] = Service(row.agency_id, name, row.agency_sort, is_named)
    for one in team:
        if one.agency_is_partner and not one.is_hidden and decider.id in one.circle.person_ids:
            found[one.agency_id] = Service(one.agency_id, one.agency, one.agency_sort, is_named=True)
    return found.values()


def _waits(history: Sequence[DecisionRow]) -> bool:
    """Say whether the newest line of a question is no answer."""
    return bool(history) and history[0].status is ConsentStatus.ASKED


def _question(
    decider: PersonView,
    about: PersonView,
    service: Service,
    kind: InfoKind,
    history: Sequence[DecisionRow],
) -> Question:
    lines = (row for row in history if row.status is ConsentStatus.ASKED)
    put = next(lines, history[0] if history else None)  # what it is for is what was asked last, none of it older
    return Question(
        id=question_id(decider.id, about.id, service.id, kind),
        about=about.face,
        about_id=about.id,
        decider=decider.face,
        decider_id=decider.id,
        agency=service.name,
        agency_id=service.id,
        agency_sort=service.sort,
        is_named=service.is_named,
        kind=kind,
        for_what=put.for_what if put else None,
        purpose=put.purpose if put else "",
        history=tuple(history),
    )


def question_id(decider_id: uuid.UUID, about_id: uuid.UUID, agency_id: uuid.UUID, kind: InfoKind) -> uuid.UUID:
    """Return the address of a question, the same whether or not anything was said yet."""
    return uuid.uuid5(decider_id, f"{about_id}/{agency_id}/{kind}")


def decides_about(decider: PersonView, about: PersonView, own_age: int) -> bool:
    """Say whether one person's decision about another's information stands today."""
    return may_decide_about(decider, about, clock.today(), own_age)


def find(asked: Iterable[Question], id_: uuid.UUID) -> Question:
    """Return one of the questions by its address; raises `NotFound`."""
    for question in asked:
        if question.id == id_:
            return question
    raise NotFound("question", id_)


def by_decider(
    people: Sequence[PersonView],
    team: Sequence[TeamMember],
    decisions: Sequence[DecisionRow],
    own_age: int,
    *,
    only_waiting: bool = False,
) -> Iterator[tuple[PersonView, Sequence[Question]]]:
    """Yield everyone who decides anything, with their questions."""
    for decider in people:
        theirs = questions(decider, people, team, decisions, own_age, only_waiting=only_waiting)
        if theirs:
            yield decider, theirs
