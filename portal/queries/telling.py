"""Whether a family is at risk, and which lines of addresses and schools must not be told by slip of the pen."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.giveaways import lines_of
from portal.models import Family
from portal.policy import visible_families
from portal.queries import person


def is_at_risk(db: Session, actor: Actor, family_id: uuid.UUID) -> bool:
    """Say whether special care is to be taken; asked by forms, and never drawn on a page of the family."""
    risk = select(Family.at_risk).where(Family.id == family_id, Family.id.in_(visible_families(actor)))
    return bool(db.scalar(risk))


def known_lines(db: Session, actor: Actor, family_id: uuid.UUID, readers: Collection[uuid.UUID]) -> Sequence[str]:
    """Return what tells a home or a school to a reader who does not live there.

    Only what the actor may know is looked for. Were someone of the family held back for a street of the other home,
    they could find it by guessing.
    """
    people = person.of_family(db, actor, family_id)
    homes = person.households(db, actor, family_id)
    living = {home.id: {one.id for one in people if home.id in one.household_ids} for home in homes}
    common = {line for home in homes if set(readers) <= living[home.id] for line in lines_of(home.address)}
    others = [line for home in homes if not set(readers) <= living[home.id] for line in lines_of(home.address)]
    schools = [one.contact.school for one in people if one.contact.school]
    return [line for line in dict.fromkeys([*others, *schools]) if line not in common]
