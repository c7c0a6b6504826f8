"""Who is asking: one signed-in person or worker, or the system."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.models.words import Access, Side


class Kind(StrEnum):
    """The kinds of actor that pages are open or shut to."""

    ADULT = "adult"
    YOUNG = "young"
    PRACTITIONER = "practitioner"
    PARTNER = "partner"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Loaded once a request, in one statement; handed to every query and command.

    A family actor has `person_id` and `family_id`, a worker `worker_id` and `agency_id`; the system has neither.
    """

    side: Side
    kind: Kind
    authority_id: uuid.UUID
    account_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    family_id: uuid.UUID | None = None
    worker_id: uuid.UUID | None = None
    agency_id: uuid.UUID | None = None
    area_team_id: uuid.UUID | None = None
    is_proved: bool = False
    """The second step was passed on this device. A worker sees nothing before."""
    name: str = ""
    """First name, or the name they go by."""
    language: str | None = None
    own_decision_age: int = 16
    """The council's rule: from which age in years people decide on sharing for themselves."""
    own_say_born_by: date | None = None
    """Who was born on or before this day has reached that age today."""
    guest_of: frozenset[uuid.UUID] = frozenset()
    """The families that the worker sees by an opening alone: they read, and change nothing."""
    watcher_id: uuid.UUID | None = None
    """The worker who looks on while seeing it as this person does: two people's private circle stays theirs."""

    @property
    def sort(self) -> tuple[Kind, bool]:
        """Return what the shape of a statement depends on; the rest are its parameters."""
        return self.kind, self.watcher_id is not None

    @property
    def own_account(self) -> uuid.UUID:
        """Return the account; raises `LookupError` for the system."""
        return _known(self.account_id)

    @property
    def own_session(self) -> uuid.UUID:
        """Return the session; raises `LookupError` for whoever has none."""
        return _known(self.session_id)

    @property
    def own_family(self) -> uuid.UUID:
        """Return the family; raises `LookupError` for a worker."""
        return _known(self.family_id)

    @property
    def own_person(self) -> uuid.UUID:
        """Return the person; raises `LookupError` for a worker."""
        return _known(self.person_id)

    @property
    def own_worker(self) -> uuid.UUID:
        """Return the worker; raises `LookupError` for a family member."""
        return _known(self.worker_id)

    @property
    def own_agency(self) -> uuid.UUID:
        """Return the agency; raises `LookupError` for a family member."""
        return _known(self.agency_id)

    @property
    def is_young(self) -> bool:
        """Say whether this is a young person with an own account: Welsh says *ti* to them."""
        return self.kind is Kind.YOUNG

    @property
    def is_family(self) -> bool:
        """Say whether this is someone of a family."""
        return self.side is Side.FAMILY

    @property
    def is_worker(self) -> bool:
        """Say whether this is a worker."""
        return self.side is Side.WORKER

    @property
    def is_partner(self) -> bool:
        """Say whether this worker is held to what consent covers."""
        return self.kind is Kind.PARTNER


def _known(key: uuid.UUID | None) -> uuid.UUID:
    if key is None:
        raise LookupError("this actor has none")
    return key


def worker_kind(access: Access, *, is_partner: bool) -> Kind:
    """Return the kind of actor a worker is."""
    if access is Access.ADMINISTRATOR:
        return Kind.ADMINISTRATOR
    if access is Access.MANAGER:
        return Kind.MANAGER
    return Kind.PARTNER if is_partner else Kind.PRACTITIONER


def the_system(authority_id: uuid.UUID) -> Actor:
    """Return the actor of imports and commands run at the council's own keyboard."""
    return Actor(side=Side.SYSTEM, kind=Kind.SYSTEM, authority_id=authority_id)
