"""Whom a worker knows of: the people of the family that is written about, and those of their other families."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from portal import names
from portal.actor import Actor
from portal.models import Family, FamilyKey, Person
from portal.models.words import InfoKind
from portal.names import Words
from portal.policy import agreed_people, visible_families
from portal.queries.prepared import Sort, any_of, run
from portal.security.encryption import Keyring, MasterKey
from portal.security.keys import keyring


@dataclass(slots=True)
class Known:
    """Names and references: of one family, and of all others that this worker sees."""

    master: MasterKey
    own: set[Words] = field(default_factory=set)
    others: set[Words] = field(default_factory=set)
    refs: set[str] = field(default_factory=set)
    """References of other families, in small letters."""
    lookups: set[bytes] = field(default_factory=set)
    """References of their people, as keyed hashes."""

    def named_in(self, text: str) -> Sequence[str]:
        """Return what in a text names somebody of another family, as it was typed."""
        return [*names.named(text, self.own, self.others), *filter(self._is_of_others, names.references(text))]

    def _is_of_others(self, ref: str) -> bool:
        if ref.casefold() in self.refs:
            return True
        written = {ref, ref.upper(), ref.lower()} if self.lookups else ()
        hashes = [self.master.lookup("person.ref", one) for one in written]
        return any(form in self.lookups for made in hashes for form in (made, *made.older))


def known_to(db: Session, actor: Actor, family_id: uuid.UUID | None) -> Known:
    """Return whom the actor knows of, in one SELECT; nothing of a family that they may not see is read.

    Args:
        family_id: the family that is written about; none for one that the actor does not see yet.
    """
    ring = keyring(db)
    known = Known(ring.master)
    for row in run(db, _everyone(actor.sort), actor):
        ring.add(row.family_id, row.wrapped)
        if row.family_id == family_id:
            known.own |= _names(ring, row)
            continue
        known.others |= _names(ring, row)
        known.refs.add(ring.open_if(row.family_id, "family.ref", row.family_id, row.ref).casefold())
        if row.ref_lookup:
            known.lookups.add(row.ref_lookup)
    return known


def _names(ring: Keyring, row: Row[Any]) -> set[Words]:
    if row.id is None:
        return set()
    columns = ("first_name", "known_as", "last_name")
    return names.full_names(
        *(ring.open_if(row.family_id, f"person.{name}", row.id, row._mapping[name]) for name in columns)
    )


@cache
def _everyone(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    of_family = Person.family_id == Family.id
    if actor.is_partner:
        of_family = and_(of_family, Person.id.in_(agreed_people(actor, InfoKind.CONTACT)))
    return (
        select(
            Family.id.label("family_id"),
            Family.ref.label("ref"),
            FamilyKey.wrapped,
            Person.id,
            Person.first_name.label("first_name"),
            Person.known_as.label("known_as"),
            Person.last_name.label("last_name"),
            Person.ref_lookup,
        )
        .join(FamilyKey, FamilyKey.id == Family.id)
        .outerjoin(Person, of_family)
        .where(Family.id.in_(visible_families(actor)))
    )
