"""The single lines that may be read by another agency, each with all that has to stand for it to be read."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, the_system
from portal.models import Household, HouseholdPerson, Person, SafeContact
from portal.models.answer import Answer as GoalAnswer
from portal.models.domains import Domain, RatingKind
from portal.models.gauges import Answer as LookAnswer
from portal.models.words import CircleKind, ContactWay, InfoKind, Relationship, StepState
from portal.queries import circle, goal, occasion, step, voice
from portal.queries import safe_contact as contacts
from portal.queries.circle import CircleName, Circles
from portal.queries.coverage import Coverage, Matter
from portal.queries.goal import GoalView
from portal.queries.occasion import OccasionView, RatingView
from portal.queries.person import grown_ups_first
from portal.queries.step import StepView
from portal.safe_hours import Spell
from portal.security.keys import learn_key

DOMAINS: Mapping[Domain, InfoKind] = {
    **dict.fromkeys((Domain.HOME_MONEY, Domain.COMMUNITY), InfoKind.HOME),
    **dict.fromkeys((Domain.HEALTH, Domain.GROWING, Domain.TALKING, Domain.SELF_CARE), InfoKind.HEALTH),
    **dict.fromkeys((Domain.REASONING, Domain.PARTICIPATION, Domain.PROGRESS, Domain.ASPIRATIONS), InfoKind.LEARNING),
    **dict.fromkeys((Domain.FEELINGS, Domain.BEHAVIOUR, Domain.IDENTITY, Domain.RELATIONSHIPS), InfoKind.FEELINGS),
}
"""Which kind an answer about a part of life is of. Nobody was asked about care at home and family life by a kind of its
own, so what is said of these goes to nobody."""


class Sort(StrEnum):
    """What a line is, where no part of life says so."""

    NAME = "name"
    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    SAID = "said"
    """Words that the person asked to be said for them."""
    GOAL = "goal"
    SCORE = "score"
    STEP = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that the receiver reads."""

    key: uuid.UUID
    """The row that it is of."""
    kind: InfoKind
    sort: Sort | Domain
    about: uuid.UUID | None = None
    """Whom it is about; none: several people at once."""
    text: str = ""
    language: str | None = None
    answer: LookAnswer | GoalAnswer | RatingKind | None = None
    by: str = ""
    """Whose answer it is, where that is another than whom it is about, and may be told."""
    ways: tuple[ContactWay, ...] = ()
    spells: tuple[Spell, ...] = ()
    on: date | None = None
    at: time | None = None
    is_about: bool = False
    where: str = ""
    who: str = ""
    circle_id: uuid.UUID | None = None
    """Who at home may read what was shared: who is in this circle; none: whom it is about."""
    needs: frozenset[Matter] = frozenset()
    under: tuple["Line", ...] = ()

    @property
    def every_need(self) -> frozenset[Matter]:
        """Return all that has to stand for it, and for what hangs from it."""
        return self.needs.union(*(line.every_need for line in self.under))


@dataclass(frozen=True, slots=True)
class Known:
    """Someone of the family."""

    id: uuid.UUID
    relationship: Relationship
    name: str
    row: Person


@dataclass(frozen=True, slots=True)
class Stock:
    """All that lines are made of. It is read as the council reads it: what may go is decided line by line."""

    covered: Coverage
    people: tuple[Known, ...]
    """Grown-ups first; nobody who is not born yet."""
    circles: Circles
    """Without those of two people alone: what is between two is shared with nobody."""
    homes: tuple[tuple[Household, frozenset[uuid.UUID]], ...]
    safe: Mapping[uuid.UUID, SafeContact]
    looks: tuple[OccasionView, ...]
    goals: tuple[GoalView, ...]
    steps: tuple[StepView, ...]
    said: tuple[voice.VoiceView, ...]

    def name(self, person_id: uuid.UUID) -> str:
        """Return someone's name where the receiver may read it."""
        known = next((one.name for one in self.people if one.id == person_id), "")
        return known if self.covered.whole(person_id, InfoKind.CONTACT) else ""

    def by(self, person_id: uuid.UUID, about: uuid.UUID | None) -> tuple[str, frozenset[Matter]]:
        """Return the name of another than whom a line is about, and what has to stand for it to be told."""
        name = self.name(person_id) if person_id != about else ""
        return name, frozenset({(person_id, InfoKind.CONTACT)}) if name else frozenset()

    def agreed(self, around: CircleName, kind: InfoKind) -> frozenset[Matter] | None:
        """Return what has to stand for something of everyone in a circle; none where it does not stand."""
        born = {one.id for one in self.people} & set(around.person_ids)
        if not born or not all(self.covered.whole(one, kind) for one in born):
            return None
        return frozenset((one, kind) for one in born)

    def may_quote(self, writer: uuid.UUID, about: uuid.UUID, kind: InfoKind) -> frozenset[Matter] | None:
        """Return what has to stand for someone's own words about another; none where they may not be quoted.

        Whoever said yes to this about the person let their own words about it go with that.
        """
        ground = self.covered.grounds.get((about, kind))
        if ground and (writer == about or writer in ground.deciders or ground.override_id):
            return frozenset()
        return frozenset({(writer, kind)}) if self.covered.whole(writer, kind) else None


def stock_of(db: Session, actor: Actor, family_id: uuid.UUID, covered: Coverage) -> Stock:
    """Read what lines are made of; the actor's sight of the family was asked for with the coverage."""
    learn_key(db, family_id)
    wide = the_system(actor.authority_id)
    people = tuple(
        Known(row.id, row.relationship, row.called, row)
        for row in sorted(db.scalars(select(Person).where(Person.family_id == family_id)), key=grown_ups_first)
        if row.relationship is not Relationship.UNBORN
    )
    circles = circle.seen_by(db, wide, family_id)
    told = {id_: one for id_, one in circles.items() if one.kind is not CircleKind.PRIVATE}
    return Stock(
        covered=covered,
        people=people,
        circles=told,
        homes=_homes(db, family_id),
        safe={row.person_id: row for row in db.scalars(select(SafeContact).where(SafeContact.family_id == family_id))},
        looks=tuple(
            look
            for look in occasion.of_family(db, wide, family_id, circles)
            if look.is_finished and look.circle.id in told
        ),
        goals=tuple(
            aim
            for aim in goal.of_family(db, wide, family_id, circles)
            if (aim.is_open or aim.is_paused) and aim.circle.id in told
        ),
        steps=tuple(
            stone
            for stone in step.of_family(db, wide, family_id, circles)
            if stone.state is StepState.COMING and stone.circle.id in told and stone.on >= clock.today()
        ),
        said=tuple(one for one in voice.of_family(db, wide, family_id, circles) if one.is_for_others and one.words),
    )


def _homes(db: Session, family_id: uuid.UUID) -> tuple[tuple[Household, frozenset[uuid.UUID]], ...]:
    rows = db.execute(
        select(Household, HouseholdPerson.person_id)
        .join(HouseholdPerson, HouseholdPerson.household_id == Household.id)
        .where(Household.family_id == family_id)
        .order_by(Household.label, Household.id)
    )
    found: dict[uuid.UUID, tuple[Household, set[uuid.UUID]]] = {}
    for home, person_id in rows:
        found.setdefault(home.id, (home, set()))[1].add(person_id)
    return tuple((home, frozenset(living)) for home, living in found.values())


def own(stock: Stock, one: Known) -> Sequence[Line]:
    """Return every line about one person, of the kinds that are covered."""
    found = (_contact, _address, _answers, _words, _goals)
    return [
        replace(line, needs=line.needs | {(one.id, line.kind)})
        for lines in found
        for line in lines(stock, one)
        if stock.covered.any(one.id, line.kind)
    ]


def together(stock: Stock) -> Iterator[Line]:
    """Yield what belongs to everyone in a circle: it may go where each of them agreed to all of that kind."""
    for look in stock.looks:
        if look.about is None:
            yield from _of_all(stock, look)
    for aim in stock.goals:
        agreed = stock.agreed(aim.circle, InfoKind.PLAN)
        if aim.owner is None and agreed:
            yield _goal(stock, aim, None, agreed)
    for stone in stock.steps:
        agreed = stock.agreed(stone.circle, InfoKind.PLAN)
        if agreed:
            yield _step(stone, agreed)


def _contact(stock: Stock, one: Known) -> Iterator[Line]:
    """Yield the name, and the number and address that the person called safe: no other is told."""
    name = " ".join(part for part in (one.row.called, one.row.last_name) if part)
    base = Line(key=one.id, kind=InfoKind.CONTACT, sort=Sort.NAME, about=one.id, text=name)
    yield base
    safe = contacts.view(one.row, stock.safe.get(one.id), with_code_word=False)
    by_phone = [way for way, may in ((ContactWay.CALL, safe.may_ring), (ContactWay.TEXT, safe.may_text)) if may]
    if by_phone:
        yield replace(base, sort=Sort.PHONE, text=safe.mobile, ways=tuple(by_phone), spells=safe.spells)
    if safe.may_mail:
        yield replace(base, sort=Sort.MAIL, text=safe.email, spells=safe.spells)


def _address(stock: Stock, one: Known) -> Iterator[Line]:
    """Yield where someone lives; nobody gives away the address of another grown-up who did not say yes to that."""
    ground = stock.covered.grounds.get((one.id, InfoKind.HOME))
    for home, living in stock.homes:
        grown_up = {other.id for other in stock.people if other.id in living and other.row.is_adult} - {one.id}
        others = grown_up - (ground.deciders if ground else frozenset())
        if one.id not in living or not home.address:
            continue
        if all(stock.covered.whole(other, InfoKind.HOME) for other in others):
            around = next((name.id for name in stock.circles.values() if _is_home(name, living)), None)
            yield Line(
                key=home.id,
                kind=InfoKind.HOME,
                sort=Sort.ADDRESS,
                about=one.id,
                text=home.address,
                circle_id=around or home.id,
                needs=frozenset((other, InfoKind.HOME) for other in others),
            )


def _is_home(name: CircleName, living: frozenset[uuid.UUID]) -> bool:
    return name.kind is CircleKind.HOME and frozenset(name.person_ids) == living


def _answers(stock: Stock, one: Known) -> Iterator[Line]:
    """Yield the newest answers about one person, part of life by part of life, each of whoever gave it."""
    newest: dict[tuple[Domain, uuid.UUID], tuple[OccasionView, RatingView]] = {}
    for look in stock.looks:
        if look.about and look.about.id == one.id:
            for domain, rating in look.ratings.items():
                newest[domain, look.person.id] = look, rating
    for (domain, _looker), (look, rating) in newest.items():
        if domain in DOMAINS and rating.answer is not None:
            yield _answer(stock, look, rating, one.id)


def _of_all(stock: Stock, look: OccasionView) -> Iterator[Line]:
    """Yield the answers of a look at the whole family, which is about everyone in its circle."""
    is_newest = not any(later.is_of(look) and later.begun_at > look.begun_at for later in stock.looks)
    for domain, rating in look.ratings.items():
        if is_newest and domain in DOMAINS and rating.answer is not None:
            agreed = stock.agreed(look.circle, DOMAINS[domain])
            if agreed and stock.covered.whole(look.person.id, DOMAINS[domain]):
                made = _answer(stock, look, rating, None)
                yield replace(made, needs=made.needs | agreed | {(look.person.id, made.kind)})


def _answer(stock: Stock, look: OccasionView, rating: RatingView, about: uuid.UUID | None) -> Line:
    kind = DOMAINS[rating.domain]
    by, told = stock.by(look.person.id, about)
    quoted = stock.may_quote(look.person.id, about or look.person.id, kind)
    return Line(
        key=look.id,
        kind=kind,
        sort=rating.domain,
        about=about,
        text=rating.why if quoted is not None else "",
        language=rating.why_language,
        answer=rating.answer,
        by=by,
        on=look.on,
        circle_id=look.circle.id,
        needs=told | (quoted if quoted and rating.why else frozenset()),
    )


def _words(stock: Stock, one: Known) -> Iterator[Line]:
    """Yield what the person asked to be said for them, word for word, wherever it was said."""
    for said in stock.said:
        if said.person_id == one.id:
            yield Line(
                key=said.id,
                kind=InfoKind.FEELINGS,
                sort=Sort.SAID,
                about=one.id,
                text=said.words,
                language=said.language,
                on=clock.local(said.said_at).date(),
                circle_id=said.circle.id,
            )


def _goals(stock: Stock, one: Known) -> Iterator[Line]:
    for aim in stock.goals:
        if aim.owner and aim.owner.id == one.id:
            yield _goal(stock, aim, one.id, frozenset())


def _goal(stock: Stock, aim: GoalView, about: uuid.UUID | None, needs: frozenset[Matter]) -> Line:
    """Return a goal with the newest score of each who agreed to that."""
    scores = []
    for line in aim.lines:
        scorer = line.by.id
        if scorer == about or stock.covered.whole(scorer, InfoKind.PLAN):
            by, told = stock.by(scorer, about)
            scores.append(
                Line(
                    key=line.latest.id,
                    kind=InfoKind.PLAN,
                    sort=Sort.SCORE,
                    about=about,
                    text=line.latest.why,
                    language=line.latest.why_language,
                    answer=line.latest.answer,
                    by=by,
                    on=clock.local(line.latest.at).date(),
                    needs=told | {(scorer, InfoKind.PLAN)},
                )
            )
    return Line(
        key=aim.id,
        kind=InfoKind.PLAN,
        sort=Sort.GOAL,
        about=about,
        text=aim.words,
        language=aim.language,
        circle_id=aim.circle.id,
        needs=needs,
        under=tuple(scores),
    )


def _step(stone: StepView, needs: frozenset[Matter]) -> Line:
    return Line(
        key=stone.id,
        kind=InfoKind.PLAN,
        sort=Sort.STEP,
        text=stone.what,
        language=stone.language,
        on=stone.on,
        at=stone.at,
        is_about=stone.is_about,
        where=stone.where,
        who=stone.who,
        circle_id=stone.circle.id,
        needs=needs,
    )
