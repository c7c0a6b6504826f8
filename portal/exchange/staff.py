"""Takes the workers of an export, with their agencies and area teams."""

import uuid

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.commands import worker
from portal.exchange.columns import WorkerRow
from portal.models import Agency, AreaTeam, Worker
from portal.models.council import THE_COUNCIL
from portal.models.words import Access, WorkerRole
from portal.queries.council import Council


class Staff:
    """Everyone who works for the council or with it, known before or from this export."""

    def __init__(self, db: Session, actor: Actor, council: Council) -> None:
        """Begin with those that are known."""
        self._db, self._actor = db, actor
        self._agencies = {name.casefold(): agency for name, agency in council.agencies.items()}
        own = [agency for agency in council.agencies.values() if not agency.is_partner]
        if own:
            self._agencies.setdefault(THE_COUNCIL, own[0])
        self._area_teams = {name.casefold(): team for name, team in council.area_teams.items()}
        self._workers = dict(council.workers)
        self._names = {agency.id: agency.name for agency in council.agencies.values()}

    def worker(self, ref: str) -> Worker:
        """Return a worker whom the export named and its check let through."""
        return self._workers[ref]

    def worker_by_id(self, worker_id: uuid.UUID) -> Worker:
        """Return a worker of this council."""
        return next(found for found in self._workers.values() if found.id == worker_id)

    def agency_name(self, of: Worker) -> str:
        """Return where a worker is employed."""
        return self._names[of.agency_id]

    def area_team(self, name: str) -> AreaTeam | None:
        """Return the area team of this name, made if need be; none for an empty name."""
        if name and name.casefold() not in self._area_teams:
            self._area_teams[name.casefold()] = worker.add_area_team(self._db, self._actor, name=name)
        return self._area_teams.get(name.casefold())

    def take(self, row: WorkerRow) -> tuple[bool, bool]:
        """Add a worker, or change what differs; return whether they are new and whether anything changed."""
        agency, team = self._agency(row.agency), self.area_team(row.team)
        known = self._workers.get(row.worker_ref)
        if known is None:
            self._workers[row.worker_ref] = self._add(row, agency, team)
            return True, True
        details = {
            "agency_id": agency.id,
            "area_team_id": team.id if team else None,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "role": row.role,
            "email": row.email,
            "phone": row.phone or None,
            "working_days": row.working_days,
            "languages": row.languages,
            "access": self._access(known, row.role, agency),
        }
        changed = {name: value for name, value in details.items() if getattr(known, name) != value}
        if changed:
            worker.change(self._db, self._actor, known, version=known.version, **changed)
        return False, bool(changed)

    def _add(self, row: WorkerRow, agency: Agency, team: AreaTeam | None) -> Worker:
        return worker.add(
            self._db,
            self._actor,
            agency,
            ref=row.worker_ref,
            area_team=team,
            first_name=row.first_name,
            last_name=row.last_name,
            role=row.role,
            email=row.email,
            phone=row.phone or None,
            working_days=row.working_days,
            languages=row.languages,
        )

    def _agency(self, name: str) -> Agency:
        if name.casefold() not in self._agencies:
            is_partner = name.casefold() != THE_COUNCIL
            made = worker.add_agency(self._db, self._actor, name=name, is_partner=is_partner)
            self._agencies[name.casefold()] = made
            self._names[made.id] = name
        return self._agencies[name.casefold()]

    def _access(self, known: Worker, role: WorkerRole, agency: Agency) -> Access:
        """Let access follow the role, unless someone gave this worker another access by hand."""
        before = next(found for found in self._agencies.values() if found.id == known.agency_id)
        if known.access is not worker.access_of(known.role, before):
            return known.access
        return worker.access_of(role, agency)
