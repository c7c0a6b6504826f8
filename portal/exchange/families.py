"""Takes the families of an export: their own details, homes and people."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.commands import family as family_commands
from portal.commands import person as person_commands
from portal.exchange.columns import PersonRow
from portal.exchange.report import Report
from portal.exchange.staff import Staff
from portal.exchange.teams import Case, Teams
from portal.models import Family, Household, Person
from portal.models.words import Relationship
from portal.queries.council import Council


class Families:
    """Adds what is new and changes what differs. Nobody is ever removed."""

    def __init__(self, db: Session, actor: Actor, council: Council, staff: Staff, teams: Teams, report: Report) -> None:
        """Begin with what is known."""
        self._db, self._actor, self._council = db, actor, council
        self._staff, self._teams, self._report = staff, teams, report

    def take(self, rows: Sequence[PersonRow]) -> None:
        """Take one family with all of its rows, and count what became of it."""
        known = self._council.family(rows[0].family_ref)
        family, is_changed = self._change(known, rows[0]) if known else (self._begin(rows[0]), True)
        homes, is_more_homes = self._homes(family, rows)
        newcomers = {}
        for row in rows:
            living_in = [homes[label] for label in row.household]
            if person := self._council.person(row.person_ref):
                self._change_person(person, row, living_in)
            else:
                newcomers[self._newcomer(family, row)] = living_in
        self._add_people(family, newcomers)
        is_other_team = self._teams.take(Case(family, rows, homes, is_more_homes))
        self._report.families.add(is_new=known is None, is_changed=is_changed or is_more_homes or is_other_team)

    def _begin(self, row: PersonRow) -> Family:
        team = self._staff.area_team(row.team)
        return family_commands.begin(
            self._db,
            self._actor,
            ref=row.family_ref,
            name=row.family_name,
            level=row.level,
            opened_on=row.opened_on,
            area_team_id=team.id if team else None,
        )

    def _change(self, known: Family, row: PersonRow) -> tuple[Family, bool]:
        team = self._staff.area_team(row.team)
        said = {
            "name": row.family_name,
            "level": row.level,
            "opened_on": row.opened_on,
            "area_team_id": team.id if team else None,
        }
        changed = {name: value for name, value in said.items() if getattr(known, name) != value}
        if changed:
            family_commands.change(self._db, self._actor, known, version=known.version, **changed)
        return known, bool(changed)

    def _homes(self, family: Family, rows: Sequence[PersonRow]) -> tuple[dict[str, Household], bool]:
        """Return every home by its letter, and whether one was added."""
        homes = {home.label: home for home in self._council.households.get(family.id, ())}
        missing = sorted({label for row in rows for label in row.household} - homes.keys())
        for label in missing:
            homes[label] = person_commands.add_household(self._db, self._actor, family.id, label=label)
        return homes, bool(missing)

    def _change_person(self, known: Person, row: PersonRow, homes: Sequence[Household]) -> None:
        details = _details(row, known)
        changed = {name: value for name, value in details.items() if getattr(known, name) != value}
        if changed:
            person_commands.change(self._db, self._actor, known, version=known.version, **changed)
        moves = {home.id for home in homes} != self._council.living_in.get(known.id, frozenset())
        if moves:
            person_commands.move_home(self._db, self._actor, known, homes)
        self._report.people.add(is_new=False, is_changed=bool(changed) or moves)

    def _add_people(self, family: Family, newcomers: Mapping[Person, Sequence[Household]]) -> None:
        if newcomers:
            person_commands.add_several(self._db, self._actor, family.id, newcomers)
        self._report.people.added += len(newcomers)

    def _newcomer(self, family: Family, row: PersonRow) -> Person:
        return Person(
            family_id=family.id,
            ref_lookup=self._council.person_lookup(row.person_ref),
            first_name=row.first_name,
            last_name=row.last_name,
            known_as=row.known_as,
            mobile=row.mobile,
            email=row.email,
            school=row.school,
            born_on=row.date_of_birth,
            relationship=row.relationship,
            responsibility=row.parental_responsibility,
            language=row.language,
        )


def _details(row: PersonRow, known: Person) -> dict[str, object]:
    """Return what the export says of someone who is known.

    The export is the council's truth, empty cells too, save in two things: parental responsibility that a
    worker checked in Nod stands, and someone whose birth was recorded in Nod is not unborn again.
    """
    details: dict[str, object] = {
        "last_name": row.last_name,
        "known_as": row.known_as,
        "language": row.language,
        "mobile": row.mobile,
        "email": row.email,
        "school": row.school,
    }
    if known.responsibility_checked_on is None:
        details["responsibility"] = row.parental_responsibility
    if row.relationship is not Relationship.UNBORN or known.relationship is Relationship.UNBORN:
        details["relationship"] = row.relationship
        details["first_name"] = row.first_name
        details["born_on"] = row.date_of_birth
    return details
