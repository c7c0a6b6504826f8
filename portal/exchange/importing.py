"""Takes a council's caseload export into Nod."""

import uuid
from pathlib import Path

from sqlalchemy.orm import Session

from portal import clock
from portal.exchange import caseload
from portal.exchange.families import Families
from portal.exchange.report import Report
from portal.exchange.staff import Staff
from portal.exchange.teams import Teams
from portal.models import Authority
from portal.queries import council as council_queries
from portal.queries.share_stands import by_rules_of


def import_caseload(db: Session, authority_id: uuid.UUID, directory: Path, *, dry_run: bool) -> Report:
    """Take every row of `workers.csv` and `caseload.csv` that can be taken, and say why the others cannot.

    The caller opens `unit_of_work`, for this alone: everything is taken in its one transaction or, when
    anything breaks, nothing. A dry run does all of the same work, so that its report is true, and then
    rolls the whole transaction back. What is known already is changed only where the export differs, so a
    second run of the same files writes nothing at all.
    """
    actor = by_rules_of(authority_id, db.get_one(Authority, authority_id).own_decision_age)
    council = council_queries.get(db, actor)
    export = caseload.read(directory, council, clock.today())
    report = Report(refusals=export.refusals)
    staff = Staff(db, actor, council)
    for row in export.workers:
        is_new, is_changed = staff.take(row)
        report.workers.add(is_new=is_new, is_changed=is_changed)
    schools = {row.school for rows in export.families.values() for row in rows if row.school}
    teams = Teams(db, actor, council, staff, schools)
    families = Families(db, actor, council, staff, teams, report)
    for rows in export.families.values():
        families.take(rows)
    if dry_run:
        db.rollback()
    return report
