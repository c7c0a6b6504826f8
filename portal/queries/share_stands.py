"""Whether a share still stands: each of its parts is asked for anew, in SQL, at every request."""

import uuid
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.actor import Actor, the_system
from portal.models import Consent, Family, Override, Person, Share, SharePart
from portal.models.sharing_words import Purpose
from portal.models.words import YES, ConsentStatus, FamilyStatus
from portal.policy import NOW
from portal.queries.override import covers_now
from portal.standing import SAID, counts, is_newest, stands, years_before

BESIDE = aliased(SharePart)
FIRST = aliased(Consent)


def by_rules_of(authority_id: uuid.UUID, own_decision_age: int) -> Actor:
    """Return an actor by whose council's rules a share is weighed when nobody is signed in."""
    born_by = years_before(clock.today(), own_decision_age)
    return replace(the_system(authority_id), own_decision_age=own_decision_age, own_say_born_by=born_by)


def is_live(actor: Actor) -> ColumnElement[bool]:
    """Hold for shares that answer now: not ended, their day not gone by, and every part of them still standing."""
    return and_(Share.ended_at.is_(None), Share.ends_at > NOW, ~has_fallen(actor))


def has_fallen(actor: Actor) -> ColumnElement[bool]:
    """Hold for shares with a part that nothing lets be there any more, and for those of a family whose help ended."""
    by_rules = by_rules_of(actor.authority_id, actor.own_decision_age)
    no_part = and_(SharePart.consent_id.is_not(None), or_(~_still_said(by_rules), _someone_objects(by_rules)))
    no_law = and_(SharePart.override_id.is_not(None), ~_override_stands())
    fallen = exists().where(SharePart.share_id == Share.id, or_(no_part, no_law)).correlate(Share)
    has_none = ~exists().where(SharePart.share_id == Share.id).correlate(Share)
    ended = exists().where(Family.id == Share.family_id, Family.status == FamilyStatus.CLOSED).correlate(Share)
    return or_(fallen, has_none, ended)


def _still_said(actor: Actor) -> ColumnElement[bool]:
    """Hold for parts whose decision is still its decider's newest, is not over, and is by someone who may decide.

    A newer yes to all of it, of the same decider and for the same, covers as much; one to a part may cover less.
    """
    is_same = and_(
        SAID.person_id == FIRST.person_id,
        SAID.decider_id == FIRST.decider_id,
        SAID.agency_id == FIRST.agency_id,
        SAID.kind == FIRST.kind,
    )
    for_the_same = or_(SAID.for_what.is_not_distinct_from(FIRST.for_what), SAID.for_what == Purpose.HELP_TOGETHER)
    covers = or_(
        and_(SAID.status == ConsentStatus.GIVEN, for_the_same), and_(SAID.id == FIRST.id, SAID.status.in_(YES))
    )
    return (
        exists()
        .where(FIRST.id == SharePart.consent_id, is_same, covers, counts(SAID))
        .where(Person.id == SAID.person_id, stands(actor), is_newest(SAID))
        .correlate(SharePart)
    )


def _someone_objects(actor: Actor) -> ColumnElement[bool]:
    """Hold for parts about which somebody else who may decide says anything but yes: the careful answer holds."""
    known = select(BESIDE.consent_id).where(BESIDE.share_id == SharePart.share_id, BESIDE.consent_id.is_not(None))
    return (
        exists()
        .where(SAID.person_id == SharePart.person_id, SAID.kind == SharePart.kind, SAID.agency_id == Share.agency_id)
        .where(SAID.status.not_in((ConsentStatus.GIVEN, ConsentStatus.ASKED)))
        .where(SAID.id.not_in(known.correlate(SharePart)))
        .where(Person.id == SAID.person_id, stands(actor), is_newest(SAID))
        .correlate(SharePart, Share)
    )


def _override_stands() -> ColumnElement[bool]:
    """Hold for parts whose decision to share without agreement covers something now."""
    return exists().where(Override.id == SharePart.override_id, covers_now()).correlate(SharePart)
