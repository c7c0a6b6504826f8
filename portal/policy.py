"""Who sees what (two SELECTs), and who may do what (one table)."""

import uuid
from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.actor import Actor, Kind
from portal.errors import NotAllowed
from portal.models import Absence, Circle, CirclePerson, Family, Goal, Member, Opening, Person
from portal.models.base import UtcDateTime
from portal.models.words import CircleKind, ConsentStatus, InfoKind, Relationship
from portal.standing import SAID, is_newest, is_not_yes, is_yes, may_decide_about, stands

TODAY = bindparam("today", callable_=clock.today, type_=Date())
"""The day a statement is run on, not the day it was put together."""
NOW = bindparam("now", callable_=clock.now, type_=UtcDateTime())
"""The moment a statement is run at."""
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
            in_area = and_(Family.area_team_id.is_not(None), Family.area_team_id == actor.area_team_id)
            return families.where(or_(in_area, _on_the_team(actor)))
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
        return own.join(Circle).where(_named_or_shared(actor.watcher_id))
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
    return people.where(is_yes(actor, kind), ~is_not_yes(actor, kind))


def _named_or_shared(worker_id: uuid.UUID) -> ColumnElement[bool]:
    """Hold for circles that are not private, and for private ones that name this worker."""
    return or_(Circle.kind != CircleKind.PRIVATE, Circle.worker_id == worker_id)


def _on_the_team(actor: Actor) -> ColumnElement[bool]:
    """Hold for families that the worker has a place with today, covers for someone who has, or has opened for now.

    Put together from the worker's few places, so that it costs the same however many families there are.
    """
    placed = select(Member.family_id).where(Member.worker_id == actor.worker_id, is_current(Member))
    if actor.is_partner:
        return Family.id.in_(placed)
    covered = (
        select(COVERED.family_id)
        .join(Absence, Absence.worker_id == COVERED.worker_id)
        .where(is_current(COVERED), Absence.cover_id == actor.worker_id)
        .where(Absence.from_on <= TODAY, Absence.until_on >= TODAY)
    )
    opened = select(Opening.family_id).where(Opening.worker_id == actor.worker_id, Opening.ends_at > NOW)
    return Family.id.in_(placed.union_all(covered, opened))


def is_current(place: type[Member]) -> ColumnElement[bool]:
    """Hold for places on a team that have begun and not ended."""
    return and_(place.from_on <= TODAY, or_(place.until_on.is_(None), place.until_on >= TODAY))


def _someone_agreed(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        SAID.family_id == Family.id,
        SAID.agency_id == actor.agency_id,
        SAID.status == ConsentStatus.GIVEN,
        Person.id == SAID.person_id,
        stands(actor),
        is_newest(SAID),
    )


def _someone_is_not_covered(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    """Hold for circles with someone, grown-up or child, about whom nobody said yes, or somebody said no."""
    return exists().where(
        CirclePerson.circle_id == Circle.id,
        Person.id == CirclePerson.person_id,
        Person.relationship != Relationship.UNBORN,
        or_(~is_yes(actor, kind), is_not_yes(actor, kind)),
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
    LOOK = "occasion:begin"
    """Say how things are for oneself, or write it down beside the person."""
    LEAVE_OUT_LOOK = "occasion:leave-out"
    """Write down why a look at how things are is left out."""
    DECIDE_SHARING = "consent:decide"
    """Say yes or no about oneself, or about a child one is responsible for."""
    ASK_SHARING = "consent:ask"
    """Put a question on sharing to someone."""
    RECORD_SHARING = "consent:record"
    """Write down a decision that was made on paper or aloud."""
    OPEN_FAMILY = "family:open"
    """Open a family for a few hours without being on its team: the council's workers, never a partner's."""
    LIFT_LOCK = "opening:tell"
    """Let the family be told of an opening that was kept from them."""
    SET_CONTACT = "contact:set"
    """See and say how someone may be contacted: oneself, and the council's workers on the team. Nobody else at home."""
    KEEP_NOTES = "note:keep"
    """Read and write what only workers see."""
    FREEZE = "access:freeze"
    """Shut one person's access at once, or open it again: the keyworker, who covers, and managers."""
    MARK_AT_RISK = "family:mark-at-risk"
    """Say, for workers alone, that special care is to be taken where a family is."""
    PART_HOMES = "family:part-homes"
    """Part the homes of a family: the same as for freezing."""
    SHOW_FACE = "photo:show"
    """Put up one's own photograph, and take it down."""
    RUN_COUNCIL = "council:run"
    """Import caseloads and add workers."""


Rule = Callable[[Actor, object], bool]


def council_worker(actor: Actor, _thing: object) -> bool:
    """A worker of the council; sight has already held them to their own families."""
    return actor.kind in (Kind.PRACTITIONER, Kind.MANAGER)


def manager(actor: Actor, _thing: object) -> bool:
    """A manager; sight has already held them to their own area and families."""
    return actor.kind is Kind.MANAGER


def keyworker_or_manager(actor: Actor, thing: object) -> bool:
    """A manager, or who is keyworker or covers today. `thing` is the set of these workers' ids."""
    if actor.kind is Kind.MANAGER:
        return True
    return actor.kind is Kind.PRACTITIONER and isinstance(thing, frozenset) and actor.worker_id in thing


def the_council(actor: Actor, _thing: object) -> bool:
    """The import, the command line, an administrator."""
    return actor.kind in (Kind.SYSTEM, Kind.ADMINISTRATOR)


def worker(actor: Actor, _thing: object) -> bool:
    """Anyone whose work is helping families, or running Nod."""
    return actor.is_worker


def either(*rules: Rule) -> Rule:
    """Hold where any of the rules does."""
    return lambda actor, thing: any(rule(actor, thing) for rule in rules)


def family_member(actor: Actor, _thing: object) -> bool:
    """Someone of the family; sight has already held them to their own circles."""
    return actor.is_family


def owner_of_goal(actor: Actor, thing: object) -> bool:
    """The goal is one's own, or the family's."""
    return actor.is_family and isinstance(thing, Goal) and thing.owner_id in (None, actor.person_id)


def oneself(actor: Actor, thing: object) -> bool:
    """The person is the actor themself."""
    return actor.is_family and isinstance(thing, Person) and thing.id == actor.person_id


def oneself_or_own_child(actor: Actor, thing: object) -> bool:
    """Oneself, or a child one has parental responsibility for who does not decide for themself.

    `thing` is the pair of the person whom the information is about and the person who decides.
    """
    if not (actor.is_family and isinstance(thing, tuple)):
        return False
    about, decider = thing
    return decider.id == actor.person_id and may_decide_about(decider, about, clock.today(), actor.own_decision_age)


RULES: dict[Permission, Rule] = {
    Permission.CHANGE_FAMILY: either(council_worker, the_council),
    Permission.CHANGE_TEAM: either(council_worker, the_council),
    Permission.INVITE: council_worker,
    Permission.SEE_AS: council_worker,
    Permission.CHANGE_STEP: council_worker,
    Permission.SET_GOAL: either(family_member, council_worker),
    Permission.SCORE_GOAL: either(family_member, council_worker),
    Permission.END_GOAL: either(owner_of_goal, council_worker),
    Permission.LOOK: either(family_member, council_worker),
    Permission.LEAVE_OUT_LOOK: council_worker,
    Permission.DECIDE_SHARING: oneself_or_own_child,
    Permission.ASK_SHARING: council_worker,
    Permission.RECORD_SHARING: council_worker,
    Permission.OPEN_FAMILY: council_worker,
    Permission.LIFT_LOCK: manager,
    Permission.SET_CONTACT: either(oneself, council_worker),
    Permission.KEEP_NOTES: council_worker,
    Permission.FREEZE: keyworker_or_manager,
    Permission.MARK_AT_RISK: council_worker,
    Permission.PART_HOMES: keyworker_or_manager,
    Permission.SHOW_FACE: worker,
    Permission.RUN_COUNCIL: the_council,
}


def allows(actor: Actor, permission: Permission, thing: object = None) -> bool:
    """Say whether the actor may do this to the thing; templates ask only to leave a button out."""
    return RULES[permission](actor, thing)


def require(actor: Actor, permission: Permission, thing: object = None) -> None:
    """Raise `NotAllowed` unless the rule for this permission holds."""
    if not allows(actor, permission, thing):
        raise NotAllowed(permission)
