"""Who sees what (two SELECTs), and who may do what (one table)."""

import uuid

from sqlalchemy import ColumnElement, Exists, Select, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.actor import Actor, Kind
from portal.errors import NotAllowed
from portal.models import Absence, Circle, CirclePerson, Consent, Family, Member, Opening, Person
from portal.models.base import UtcDateTime
from portal.models.words import CircleKind, FamilyStatus, InfoKind, Relationship
from portal.permission import Permission
from portal.rules import (
    Rule,
    another_manager,
    council_worker,
    either,
    family_member,
    guest,
    keyworker_or_manager,
    manager,
    one_who_gave_or_wrote,
    oneself,
    oneself_or_own_child,
    owner_of_goal,
    the_council,
    worker,
)
from portal.standing import SAID, TODAY, holds_back, is_newest, is_not_yes, is_yes, says_yes, stands

NOW = bindparam("now", callable_=clock.now, type_=UtcDateTime())
"""The moment a statement is run at."""
COVERED, LESS = aliased(Member), aliased(Consent)

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
            return families.where(or_(_in_the_area(actor), _on_the_team(actor)))
        case Kind.PRACTITIONER:
            return families.where(_on_the_team(actor))
        case Kind.PARTNER:
            help_goes_on = Family.status != FamilyStatus.CLOSED
            return families.where(help_goes_on, _on_the_team(actor), _someone_agreed(actor))
        case Kind.ADMINISTRATOR:
            return families.where(false())


def opened_alone(actor: Actor) -> Select[uuid.UUID]:
    """Return the SELECT of the families that a worker has opened for now, and would not see otherwise."""
    opened = select(Opening.family_id).where(Opening.worker_id == actor.worker_id, Opening.ends_at > NOW)
    otherwise: ColumnElement[bool] = Family.id.in_(_held(actor).union_all(_covered(actor)))
    if actor.kind is Kind.MANAGER:
        otherwise = or_(otherwise, _in_the_area(actor))
    return opened.where(Opening.family_id.not_in(select(Family.id).where(otherwise))).distinct()


def visible_circles(actor: Actor, kind: InfoKind = InfoKind.PLAN) -> Select[uuid.UUID]:
    """Return the SELECT of the circles whose things the actor may see.

    Args:
        kind: the kind of information that is about to be read. A partner agency sees a circle's things only when
            there is a yes to that kind for that agency about everyone in it, from whoever decides about them; where
            nobody is in it any more, nobody says yes.
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
    return circles.where(Circle.kind != CircleKind.PRIVATE, _someone_is_in_it(), ~_someone_is_not_covered(actor, kind))


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
    if actor.is_partner:
        return Family.id.in_(_held(actor))
    opened = select(Opening.family_id).where(Opening.worker_id == actor.worker_id, Opening.ends_at > NOW)
    return Family.id.in_(_held(actor).union_all(_covered(actor), opened))


def _in_the_area(actor: Actor) -> ColumnElement[bool]:
    return and_(Family.area_team_id.is_not(None), Family.area_team_id == actor.area_team_id)


def _held(actor: Actor) -> Select[uuid.UUID]:
    return select(Member.family_id).where(Member.worker_id == actor.worker_id, is_current(Member))


def _covered(actor: Actor) -> Select[uuid.UUID]:
    return (
        select(COVERED.family_id)
        .join(Absence, Absence.worker_id == COVERED.worker_id)
        .where(is_current(COVERED), Absence.cover_id == actor.worker_id)
        .where(Absence.from_on <= TODAY, Absence.until_on >= TODAY)
    )


def is_current(place: type[Member]) -> ColumnElement[bool]:
    """Hold for places on a team that have begun and not ended."""
    return and_(place.from_on <= TODAY, or_(place.until_on.is_(None), place.until_on >= TODAY))


def _someone_agreed(actor: Actor) -> ColumnElement[bool]:
    """Hold for families in which a yes covers something: one that nobody else who decides holds back."""
    return exists().where(
        SAID.family_id == Family.id,
        SAID.agency_id == actor.agency_id,
        says_yes(SAID),
        Person.id == SAID.person_id,
        stands(actor),
        is_newest(SAID),
        ~_somebody_holds_it_back(actor),
    )


def _somebody_holds_it_back(actor: Actor) -> ColumnElement[bool]:
    """Hold for a yes beside which another who decides says less about the same person and kind."""
    return exists().where(
        LESS.person_id == SAID.person_id,
        LESS.agency_id == SAID.agency_id,
        LESS.kind == SAID.kind,
        holds_back(LESS),
        stands(actor, LESS),
        is_newest(LESS),
    )


def _someone_is_in_it() -> Exists:
    """Hold for circles with somebody who is born."""
    return exists().where(
        CirclePerson.circle_id == Circle.id,
        Person.id == CirclePerson.person_id,
        Person.relationship != Relationship.UNBORN,
    )


def _someone_is_not_covered(actor: Actor, kind: InfoKind) -> ColumnElement[bool]:
    """Hold for circles with someone, grown-up or child, about whom nobody said yes, or somebody said no."""
    return _someone_is_in_it().where(or_(~is_yes(actor, kind), is_not_yes(actor, kind)))


# --- Actions: one line a permission -----------------------------------------------------------------------------


RULES: dict[Permission, Rule] = {
    Permission.SEE_DETAILS: either(oneself, council_worker),
    Permission.CHANGE_FAMILY: either(council_worker, the_council),
    Permission.CHANGE_TEAM: either(council_worker, the_council),
    Permission.INVITE: council_worker,
    Permission.SEE_AS: council_worker,
    Permission.CHANGE_STEP: council_worker,
    Permission.SET_GOAL: either(family_member, council_worker),
    Permission.SCORE_GOAL: either(family_member, council_worker),
    Permission.END_GOAL: either(owner_of_goal, council_worker),
    Permission.CHANGE_GOAL: either(owner_of_goal, council_worker),
    Permission.DECLINE_GOAL: council_worker,
    Permission.COPY_SCORES: council_worker,
    Permission.PUT_RIGHT: one_who_gave_or_wrote,
    Permission.GIVE_PRAISE: either(family_member, council_worker),
    Permission.SAY: either(family_member, council_worker),
    Permission.ANSWER_VOICE: council_worker,
    Permission.LOOK: either(family_member, council_worker),
    Permission.LEAVE_OUT_LOOK: council_worker,
    Permission.DECIDE_SHARING: oneself_or_own_child,
    Permission.ASK_SHARING: council_worker,
    Permission.RECORD_SHARING: council_worker,
    Permission.DECIDE_HELP: oneself_or_own_child,
    Permission.RECORD_HELP: council_worker,
    Permission.SHARE_WITHOUT: keyworker_or_manager,
    Permission.AGREE_WITHOUT: another_manager,
    Permission.SHARE: council_worker,
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


BY_AN_OPENING = frozenset(
    {Permission.SEE_DETAILS, Permission.SEE_AS, Permission.KEEP_NOTES, Permission.OPEN_FAMILY, Permission.SHOW_FACE}
)
"""All that is allowed to who is in by an opening: to read, and to write a note. What is not here is refused."""


def allows(actor: Actor, permission: Permission, thing: object = None) -> bool:
    """Say whether the actor may do this to the thing; templates ask only to leave a button out."""
    if permission not in BY_AN_OPENING and guest(actor, thing):
        return False
    return RULES[permission](actor, thing)


def require(actor: Actor, permission: Permission, thing: object = None) -> None:
    """Raise `NotAllowed` unless the rule for this permission holds."""
    if not allows(actor, permission, thing):
        raise NotAllowed(permission)
