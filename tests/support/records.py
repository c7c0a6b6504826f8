"""What the factories hand to a test: plain records of what they put into the database."""

import uuid
from dataclasses import dataclass
from datetime import date

from portal.actor import Actor
from portal.models.sharing_words import Purpose
from portal.models.words import InfoKind, Relationship

PASSWORD = "tri-chath-bach-2026"
"""Everyone's, hashed once a run."""


@dataclass(frozen=True)
class AgencyMade:
    """An agency."""

    id: uuid.UUID
    name: str
    is_partner: bool


@dataclass(frozen=True)
class WorkerMade:
    """A worker; `name` is what they sign in as."""

    id: uuid.UUID
    ref: str
    first_name: str
    name: str
    agency: AgencyMade
    area_id: uuid.UUID | None
    actor: Actor

    @property
    def account_id(self) -> uuid.UUID:
        """The account."""
        return self.actor.own_account


@dataclass(frozen=True)
class FamilyMade:
    """A family; `circle_id` is the whole family's."""

    id: uuid.UUID
    ref: str
    name: str
    circle_id: uuid.UUID
    keyworker: WorkerMade | None


@dataclass(frozen=True)
class HouseholdMade:
    """A home and its circle."""

    id: uuid.UUID
    family: FamilyMade
    label: str
    circle_id: uuid.UUID


@dataclass(frozen=True)
class PersonMade:
    """Someone of a family; without a sign-in `actor` is none and `name` empty."""

    id: uuid.UUID
    family: FamilyMade
    first_name: str
    name: str
    relationship: Relationship
    born_on: date | None
    private_circle_id: uuid.UUID | None
    actor: Actor | None

    @property
    def account_id(self) -> uuid.UUID:
        """The account; raises `LookupError` for someone without."""
        if self.actor is None:
            raise LookupError("this person does not sign in")
        return self.actor.own_account


@dataclass(frozen=True)
class Thing:
    """A step, goal, score, place on the team, note or decision."""

    id: uuid.UUID
    family: FamilyMade


@dataclass(frozen=True)
class QuestionMade:
    """A question on sharing; `id` is its address on the decider's pages."""

    id: uuid.UUID
    family: FamilyMade
    decider: PersonMade
    about: PersonMade
    agency: AgencyMade
    kind: InfoKind
    is_named: bool = True
    """Whether the decider may read the agency's name."""
    for_what: Purpose | None = None
    purpose: str = ""
