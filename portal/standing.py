"""Who may decide on sharing, and whose word stands today. The same in SQL, for sight, and of loaded people, for pages.

Source: Social Services and Well-being (Wales) Act 2014, ss.22-23, whose principle early help borrows. Below the own age
of the council, no age is taken as understanding: a recorded judgement of a worker is.
"""

import uuid
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Date, Exists, and_, bindparam, exists, not_, or_
from sqlalchemy.orm import aliased

from portal import clock
from portal.actor import Actor
from portal.models import Consent, Family, Person
from portal.models.sharing_words import Standing
from portal.models.words import ADULTS, YES, ConsentStatus, InfoKind, Responsibility

TODAY = bindparam("today", callable_=clock.today, type_=Date())
"""The day a statement is run on, not the day it was put together."""


class Someone(Protocol):
    """What a decision on sharing asks of a person, whether loaded to be shown or to be changed."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def is_adult(self) -> bool: ...
    @property
    def born_on(self) -> date | None: ...
    @property
    def understands_since(self) -> date | None: ...
    @property
    def responsibility(self) -> Responsibility: ...


class Timed(Protocol):
    """What was said on sharing, and when help last ended, though it may have begun anew since."""

    @property
    def status(self) -> ConsentStatus: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def help_turned_at(self) -> datetime | None: ...


SAID, DECIDER, HELPED = aliased(Consent), aliased(Person), aliased(Family)


def is_yes(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    """Hold for people about whom a decider's newest word to the actor's agency is a yes, and has not lapsed."""
    return _said(actor, kind).where(says_yes(SAID))


def is_not_yes(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    """Hold for people of whom any decider's newest word is not a yes: the careful answer holds."""
    return _said(actor, kind).where(holds_back(SAID))


def says_yes(row: type[Consent]) -> ColumnElement[bool]:
    """Hold for a yes whose time is not over."""
    return and_(row.status == ConsentStatus.GIVEN, counts(row))


def holds_back(row: type[Consent]) -> ColumnElement[bool]:
    """Hold for every answer short of a yes. Neither a question nor a yes that is over is one: both are silence."""
    return row.status.not_in((ConsentStatus.GIVEN, ConsentStatus.ASKED))


def _said(actor: Actor, kind: InfoKind) -> Exists:
    """Look for newest decisions about `Person` by whoever may decide today."""
    return (
        exists()
        .where(SAID.person_id == Person.id, SAID.agency_id == actor.agency_id, SAID.kind == kind)
        .where(stands(actor), is_newest(SAID))
        .correlate(Person)
    )


def stands(actor: Actor, row: type[Consent] = SAID) -> ColumnElement[bool]:
    """Hold for decisions whose decider may decide about `Person` today; `may_decide_about` says the same of objects."""
    own_say = or_(
        Person.relationship.in_(ADULTS),
        Person.understands_since.is_not(None),
        and_(Person.born_on.is_not(None), Person.born_on <= actor.own_say_born_by),
    )
    responsible = exists().where(
        DECIDER.id == row.decider_id,
        DECIDER.relationship.in_(ADULTS),
        DECIDER.responsibility == Responsibility.YES,
    )
    own_word = row.decider_id == row.person_id
    return or_(and_(own_say, own_word), and_(not_(own_say), responsible))


def is_newest(row: type[Consent]) -> ColumnElement[bool]:
    """Hold for each decider's newest decision about one person, agency and kind; a question is not a decision."""
    later = aliased(Consent)
    return ~exists().where(
        later.person_id == row.person_id,
        later.decider_id == row.decider_id,
        later.agency_id == row.agency_id,
        later.kind == row.kind,
        later.status != ConsentStatus.ASKED,
        later.decided_at > row.decided_at,
    )


def counts(row: type[Consent]) -> ColumnElement[bool]:
    """Hold for decisions whose time is not over; `is_over` says the same of objects. A no lapses into nothing.

    A yes without a last day was said until the help ends. When that ended it is over, and help begun anew revives none;
    one that was said since it ended counts.
    """
    has_turned = exists().where(HELPED.id == row.family_id, HELPED.help_turned_at >= row.decided_at).correlate(row)
    return or_(row.until_on >= TODAY, and_(row.until_on.is_(None), or_(row.status.not_in(YES), ~has_turned)))


def is_over(said: Timed) -> bool:
    """Say whether the time that something was said for is over."""
    last = last_day(said)
    return last is not None and (said.until_on is None or last < clock.today())


def last_day(said: Timed) -> date | None:
    """Return the last day of a yes: the one it was said with, or that on which the help ended; none: it goes on."""
    if said.until_on is not None or said.status not in YES or said.help_turned_at is None:
        return said.until_on
    return clock.local(said.help_turned_at).date() if said.at <= said.help_turned_at else None


def may_decide_about(decider: Someone, about: Someone, today: date, own_age: int) -> bool:
    """Say whether one person's decision about another's information stands.

    Source: Social Services and Well-being (Wales) Act 2014, ss.22-23, whose principle early help borrows.
    """
    if has_own_say(about, today, own_age):
        return decider.id == about.id
    return decider.is_adult and decider.responsibility is Responsibility.YES


def has_own_say(person: Someone, today: date, own_age: int) -> bool:
    """Say whether someone decides on sharing for themself. No age is taken as understanding below `own_age`."""
    if person.is_adult or person.understands_since is not None:
        return True
    return person.born_on is not None and years_between(person.born_on, today) >= own_age


def standing_of(decider: Someone, about: Someone, today: date, own_age: int) -> Standing | None:
    """Return why one person's decision about another counts; none where it does not."""
    if not may_decide_about(decider, about, today, own_age):
        return None
    if decider.id != about.id:
        return Standing.RESPONSIBLE
    if about.is_adult:
        return Standing.ADULT
    is_of_age = about.born_on is not None and years_between(about.born_on, today) >= own_age
    return Standing.AGE if is_of_age else Standing.JUDGED


def years_between(born_on: date, today: date) -> int:
    """Return the age in whole years; below 0 for someone not yet born."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier; 28 February for the 29th: who was born on 1 March is a day too young."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
