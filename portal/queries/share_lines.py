"""The single lines that may be read by another agency, each with all that has to stand for it to be read."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from portal import clock
from portal.models.answer import Answer as GoalAnswer
from portal.models.domains import NUMBER, Domain, RatingKind
from portal.models.gauges import Answer as LookAnswer
from portal.models.words import CircleKind, ContactWay, InfoKind
from portal.queries import safe_contact as contacts
from portal.queries.circle import CircleName
from portal.queries.coverage import Matter
from portal.queries.goal import GoalView
from portal.queries.occasion import OccasionView, RatingView
from portal.queries.share_stock import DOMAINS, Known, Stock
from portal.queries.step import StepView
from portal.safe_hours import Spell


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
    for (domain, _looker), (look, rating) in sorted(newest.items(), key=lambda one: NUMBER[one[0][0]]):
        if domain in DOMAINS and rating.answer is not None:
            yield _answer(stock, look, rating, one.id)


def _of_all(stock: Stock, look: OccasionView) -> Iterator[Line]:
    """Yield the answers of a look at the whole family, which is about everyone in its circle."""
    is_newest = not any(later.is_of(look) and later.begun_at > look.begun_at for later in stock.looks)
    for domain, rating in sorted(look.ratings.items(), key=lambda one: NUMBER[one[0]]):
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
    """Yield someone's goals, each where everyone in its circle agreed: so their pages show it to an account, too."""
    for aim in stock.goals:
        agreed = stock.agreed_beside(aim.circle, one.id, InfoKind.PLAN)
        if aim.owner and aim.owner.id == one.id and agreed is not None:
            yield _goal(stock, aim, one.id, agreed)


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
