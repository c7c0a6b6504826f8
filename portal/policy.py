"""Who sees what (two SELECTs), and who may do what (one table)."""

import uuid
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, false, or_, select
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
from portal.models.words import CircleKind, ConsentStatus, InfoKind, Relationship, Responsibility

TODAY = bindparam("today", callable_=clock.today, type_=Date())
"""The day a statement is run on, not the day it was put together."""
COVERED = aliased(Member)

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
        return select(CirclePerson.circle_id).where(CirclePerson.person_id == actor.person_id)
    circles = select(Circle.id).where(Circle.family_id.in_(visible_families(actor)))
    if actor.kind is Kind.SYSTEM:
        return circles
    named = or_(Circle.kind != CircleKind.PRIVATE, Circle.worker_id == actor.worker_id)
    if not actor.is_partner:
        return circles.where(named)
    return circles.where(Circle.kind != CircleKind.PRIVATE, ~_someone_is_not_covered(actor, kind))


def agreed_people(actor: Actor, kind: InfoKind) -> Select[uuid.UUID]:
    """Return the SELECT of the people whose information of one kind a worker may see."""
    people = select(Person.id).where(Person.family_id.in_(visible_families(actor)))
    if not actor.is_partner:
        return people
    return people.where(_yes(actor, kind), ~_not_yes(actor, kind))


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
        Consent.family_id == Family.id,
        Consent.agency_id == actor.agency_id,
        Consent.status == ConsentStatus.GIVEN,
        is_newest(Consent),
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
    said = aliased(Consent)
    return exists().where(
        said.person_id == Person.id,
        said.agency_id == actor.agency_id,
        said.kind == kind,
        said.status == ConsentStatus.GIVEN,
        is_newest(said),
    )


def _not_yes(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    """Hold for people of whom any decider's newest word is not a yes: the careful answer holds."""
    said = aliased(Consent)
    return exists().where(
        said.person_id == Person.id,
        said.agency_id == actor.agency_id,
        said.kind == kind,
        said.status.not_in((ConsentStatus.GIVEN, ConsentStatus.ASKED)),
        is_newest(said),
    )


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
