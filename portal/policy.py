"""Who sees what (two SELECTs), and who may do what (one table)."""

import uuid
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Date, Exists, Select, and_, bindparam, exists, false, not_, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.actor import Actor, Kind
from portal.errors import NotAllowed
from portal.models import (
    Absence,
    Circle,
    CirclePerson,
    Consent,
    Family,
    Goal,
    Member,
    Person,
)
from portal.models.words import ADULTS, CircleKind, ConsentStatus, InfoKind, Relationship, Responsibility

TODAY = bindparam("today", callable_=clock.today, type_=Date())
"""The day a statement is run on, not the day it was put together."""
COVERED = aliased(Member)
SAID, DECIDER = aliased(Consent), aliased(Person)

# --- Sight: what you may not know of cannot be loaded -----------------------------------------------------------


def visible_families(actor: Actor) -> Select[uuid.UUID]:
    """Return the SELECT of the families that the actor may know of."""
    families = select(Family.id).where(Family.authority_id == actor.authority_id)
    match actor.kind:
        case Kind.SYSTEM:
            return families
        case Kind.ADULT | Kind.YOUNG:
            return families.where(Family.id == actor.family_id)
        case Kind.MANAGER:
            return families.where(or_(Family.area_team_id == actor.area_team_id, _on_the_team(actor)))
        case Kind.PRACTITIONER:
            return families.where(_on_the_team(actor))
        case Kind.PARTNER:
            return families.where(_on_the_team(actor), _someone_agreed(actor))
        case Kind.ADMINISTRATOR:
            return families.where(false())


def visible_circles(actor: Actor, kind: InfoKind = InfoKind.PLAN) -> Select[uuid.UUID]:
    """Return the SELECT of the circles whose things the actor may see.

    Args:
        kind: the kind of information that is about to be read. A partner agency sees a circle's things only when
            there is a yes to that kind for that agency about everyone in it, from whoever decides about them.
    """
    if actor.is_family:
        own = select(CirclePerson.circle_id).where(CirclePerson.person_id == actor.person_id)
        if actor.watcher_id is None:
            return own
        return own.join(Circle, Circle.id == CirclePerson.circle_id).where(_named_or_shared(actor.watcher_id))
    circles = select(Circle.id).where(Circle.family_id.in_(visible_families(actor)))
    if actor.kind is Kind.SYSTEM:
        return circles
    if not actor.is_partner:
        return circles.where(_named_or_shared(actor.own_worker))
    return circles.where(Circle.kind != CircleKind.PRIVATE, ~_someone_is_not_covered(actor, kind))


def agreed_people(actor: Actor, kind: InfoKind) -> Select[uuid.UUID]:
    """Return the SELECT of the people whose information of one kind a worker may see."""
    people = select(Person.id).where(Person.family_id.in_(visible_families(actor)))
    if not actor.is_partner:
        return people
    return people.where(_yes(actor, kind), ~_not_yes(actor, kind))


def _named_or_shared(worker_id: uuid.UUID) -> ColumnElement[bool]:
    """Hold for circles that are not private, and for private ones that name this worker."""
    return or_(Circle.kind != CircleKind.PRIVATE, Circle.worker_id == worker_id)


def _on_the_team(actor: Actor) -> ColumnElement[bool]:
    """Hold for families that the worker has a place with today, or covers for someone who has."""
    has_a_place = exists().where(Member.family_id == Family.id, Member.worker_id == actor.worker_id, is_current(Member))
    covers = exists().where(
        COVERED.family_id == Family.id,
        is_current(COVERED),
        Absence.worker_id == COVERED.worker_id,
        Absence.cover_id == actor.worker_id,
        Absence.from_on <= TODAY,
        Absence.until_on >= TODAY,
    )
    return or_(has_a_place, covers) if not actor.is_partner else has_a_place


def is_current(place: type[Member]) -> ColumnElement[bool]:
    """Hold for places on a team that have begun and not ended."""
    return and_(place.from_on <= TODAY, or_(place.until_on.is_(None), place.until_on >= TODAY))


def _someone_agreed(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        SAID.family_id == Family.id,
        SAID.agency_id == actor.agency_id,
        SAID.status == ConsentStatus.GIVEN,
        Person.id == SAID.person_id,
        _stands(actor),
        is_newest(SAID),
    )


def _someone_is_not_covered(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    """Hold for circles with someone, grown-up or child, about whom nobody said yes, or somebody said no."""
    return exists().where(
        CirclePerson.circle_id == Circle.id,
        Person.id == CirclePerson.person_id,
        Person.relationship != Relationship.UNBORN,
        or_(~_yes(actor, kind), _not_yes(actor, kind)),
    )


def _yes(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    return _said(actor, kind).where(SAID.status == ConsentStatus.GIVEN)


def _not_yes(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    """Hold for people of whom any decider's newest word is not a yes: the careful answer holds."""
    return _said(actor, kind).where(SAID.status.not_in((ConsentStatus.GIVEN, ConsentStatus.ASKED)))


def _said(actor: Actor, kind: InfoKind) -> Exists:
    """Look for newest decisions about `Person` by whoever may decide today."""
    return (
        exists()
        .where(SAID.person_id == Person.id, SAID.agency_id == actor.agency_id, SAID.kind == kind)
        .where(_stands(actor), is_newest(SAID))
        .correlate(Person)
    )


def _stands(actor: Actor) -> ColumnElement[bool]:
    """Hold for decisions whose decider may decide about `Person` today; `may_decide_about` says the same of objects."""
    own_say = or_(
        Person.relationship.in_(ADULTS),
        Person.understands_since.is_not(None),
        and_(Person.born_on.is_not(None), Person.born_on <= actor.own_say_born_by),
    )
    responsible = exists().where(
        DECIDER.id == SAID.decider_id,
        DECIDER.relationship.in_(ADULTS),
        DECIDER.responsibility == Responsibility.YES,
    )
    own_word = SAID.decider_id == SAID.person_id
    return or_(and_(own_word, own_say), and_(not_(own_word), not_(own_say), responsible))


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


# --- Actions: one line a permission -----------------------------------------------------------------------------


class Permission(StrEnum):
    """Everything that someone may be allowed to do."""

    CHANGE_FAMILY = "family:change"
    """People, households and the family's own details: the council's workers on the team."""
    CHANGE_TEAM = "member:change"
    """Who is on the team and what for."""
    INVITE = "invitation:make"
    """Hand someone their way in."""
    SEE_AS = "family:see-as"
    """Look at the pages that one person sees; logged."""
    CHANGE_STEP = "step:change"
    """Add, move, finish and drop what happens next."""
    SET_GOAL = "goal:set"
    """Begin a goal of one's own or of the family, or write one down beside the person."""
    SCORE_GOAL = "goal:score"
    """Score a goal one can see, or write a score down beside the person."""
    END_GOAL = "goal:end"
    """Say that a goal was reached or put away."""
    DECIDE_SHARING = "consent:decide"
    """Say yes or no about oneself, or about a child one is responsible for."""
    ASK_SHARING = "consent:ask"
    """Put a question on sharing to someone."""
    RECORD_SHARING = "consent:record"
    """Write down a decision that was made on paper or aloud."""
    KEEP_NOTES = "note:keep"
    """Read and write what only workers see."""
    RUN_COUNCIL = "council:run"
    """Import caseloads and add workers."""


Rule = Callable[[Actor, object], bool]


def council_worker(actor: Actor, _thing: object) -> bool:
    """A worker of the council; sight has already held them to their own families."""
    return actor.kind in (Kind.PRACTITIONER, Kind.MANAGER)


def the_council(actor: Actor, _thing: object) -> bool:
    """The import, the command line, an administrator."""
    return actor.kind in (Kind.SYSTEM, Kind.ADMINISTRATOR)


def either(*rules: Rule) -> Rule:
    """Hold where any of the rules does."""
    return lambda actor, thing: any(rule(actor, thing) for rule in rules)


def family_member(actor: Actor, _thing: object) -> bool:
    """Someone of the family; sight has already held them to their own circles."""
    return actor.is_family


def owner_of_goal(actor: Actor, thing: object) -> bool:
    """The goal is one's own, or the family's."""
    return actor.is_family and isinstance(thing, Goal) and thing.owner_id in (None, actor.person_id)


def oneself_or_own_child(actor: Actor, thing: object) -> bool:
    """Oneself, or a child one has parental responsibility for who does not decide for themself.

    `thing` is the pair of the person whom the information is about and the person who decides.
    """
    if not (actor.is_family and isinstance(thing, tuple)):
        return False
    about, decider = thing
    return decider.id == actor.person_id and may_decide_about(decider, about, clock.today(), actor.own_decision_age)


def may_decide_about(decider: Person, about: Person, today: date, own_age: int) -> bool:
    """Say whether one person's decision about another's information stands.

    Source: Social Services and Well-being (Wales) Act 2014, ss.22-23, whose principle early help borrows.
    """
    if decider.id == about.id:
        return has_own_say(about, today, own_age)
    return not has_own_say(about, today, own_age) and decider.is_adult and decider.responsibility is Responsibility.YES


def has_own_say(person: Person, today: date, own_age: int) -> bool:
    """Say whether someone decides on sharing for themself. No age is taken as understanding below `own_age`."""
    if person.is_adult or person.understands_since is not None:
        return True
    return person.born_on is not None and years_between(person.born_on, today) >= own_age


def years_between(born_on: date, today: date) -> int:
    """Return the age in whole years; below 0 for someone not yet born."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier; 1 March for 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


RULES: dict[Permission, Rule] = {
    Permission.CHANGE_FAMILY: either(council_worker, the_council),
    Permission.CHANGE_TEAM: either(council_worker, the_council),
    Permission.INVITE: council_worker,
    Permission.SEE_AS: council_worker,
    Permission.CHANGE_STEP: council_worker,
    Permission.SET_GOAL: either(family_member, council_worker),
    Permission.SCORE_GOAL: either(family_member, council_worker),
    Permission.END_GOAL: either(owner_of_goal, council_worker),
    Permission.DECIDE_SHARING: oneself_or_own_child,
    Permission.ASK_SHARING: council_worker,
    Permission.RECORD_SHARING: council_worker,
    Permission.KEEP_NOTES: council_worker,
    Permission.RUN_COUNCIL: the_council,
}


def allows(actor: Actor, permission: Permission, thing: object = None) -> bool:
    """Say whether the actor may do this to the thing; templates ask only to leave a button out."""
    return RULES[permission](actor, thing)


def require(actor: Actor, permission: Permission, thing: object = None) -> None:
    """Raise `NotAllowed` unless the rule for this permission holds."""
    if not allows(actor, permission, thing):
        raise NotAllowed(permission)
