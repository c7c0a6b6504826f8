"""Asks again before a yes ends: once, two weeks ahead, by the job runner. A yes that nobody renews stops at once."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor, the_system
from portal.commands import consent
from portal.commands.consent import Matter
from portal.commands.edit import hold
from portal.errors import NotAllowed
from portal.models import Authority, Consent, Family, Person
from portal.models.sharing_words import ASK_AGAIN_BEFORE
from portal.models.words import YES, ConsentStatus, FamilyStatus
from portal.security.keys import keyring, learn_key
from portal.standing import is_newest


def due(db: Session) -> Sequence[uuid.UUID]:
    """Return every yes that ends within two weeks, and that nobody was asked about since it was said."""
    return db.scalars(_ending().order_by(Consent.until_on, Consent.id)).all()


def ask_again(db: Session, yes_id: uuid.UUID) -> bool:
    """Ask anew about one of them, unless another run has by now, or who said it may not decide any more."""
    yes = db.get_one(Consent, yes_id)
    learn_key(db, yes.family_id)
    if not keyring(db).knows(yes.family_id):
        return False
    hold(db, yes.family_id)
    if db.scalar(_ending().where(Consent.id == yes_id)) is None:
        return False
    matter = Matter(
        about=db.get_one(Person, yes.person_id),
        decider=db.get_one(Person, yes.decider_id),
        agency_id=yes.agency_id,
        kind=yes.kind,
        purpose=yes.purpose,
        for_what=yes.for_what,
        is_named=yes.is_named,
    )
    try:
        consent.ask_before_it_ends(db, _system_of(db, yes.family_id), matter)
    except NotAllowed:
        return False
    return True


def _ending() -> Select[uuid.UUID]:
    later, today = aliased(Consent), clock.today()
    asked_since = exists().where(
        later.person_id == Consent.person_id,
        later.decider_id == Consent.decider_id,
        later.agency_id == Consent.agency_id,
        later.kind == Consent.kind,
        later.status == ConsentStatus.ASKED,
        later.decided_at > Consent.decided_at,
    )
    return (
        select(Consent.id)
        .join(Family, Family.id == Consent.family_id)
        .where(
            Consent.status.in_(YES),
            Consent.until_on >= today,
            Consent.until_on <= today + ASK_AGAIN_BEFORE,
            is_newest(Consent),
            ~asked_since,
            Family.status == FamilyStatus.OPEN,
        )
    )


def _system_of(db: Session, family_id: uuid.UUID) -> Actor:
    """Return the system, with the council's rule of the age from which people decide."""
    authority = db.get_one(Authority, db.get_one(Family, family_id).authority_id)
    return replace(the_system(authority.id), own_decision_age=authority.own_decision_age)
