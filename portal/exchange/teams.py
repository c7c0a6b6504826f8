"""Gives the workers whom an export names their places on the team around each family."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import circle as circle_commands
from portal.commands import member as member_commands
from portal.exchange.columns import PersonRow
from portal.exchange.staff import Staff
from portal.models import Circle, Family, Household, Member, Worker
from portal.models.words import MemberFunction, Relationship, WorkerRole
from portal.queries.council import Council


@dataclass(frozen=True, slots=True)
class Case:
    """One family, its rows in the export, and all its homes by letter."""

    family: Family
    rows: Sequence[PersonRow]
    homes: Mapping[str, Household]
    is_more_homes: bool
    """This export told of a home that was not known."""


class Teams:
    """Adds places, and hands a family over to its new keyworker; no other place is ended.

    Who in the family sees that someone is on the team:

    - one home: the whole family, whoever it is;
    - several homes, the keyworker or a partner: the whole family, for whom they work;
    - several homes, a school: only the home of a child who goes there. A school's name tells where a child
      can be found, which a parent who lives apart may not be meant to know. The keyworker can widen it in Nod.

    A partner whose place ended in Nod is not given one again by an export that still names them: someone,
    perhaps the family, decided that.
    """

    def __init__(self, db: Session, actor: Actor, council: Council, staff: Staff, schools: Collection[str]) -> None:
        """Take the names of all schools that the export knows."""
        self._db, self._actor, self._council, self._staff = db, actor, council, staff
        self._schools = {name.casefold() for name in schools}
        self._today = clock.today()

    def take(self, case: Case) -> bool:
        """Bring one family's team up to the export; return whether anything changed."""
        members = self._council.members.get(case.family.id, ())
        keyworker = self._staff.worker(case.rows[0].keyworker_ref)
        is_changed = self._hand_over(case, keyworker, members)
        is_changed |= case.is_more_homes and self._narrow(case, members)
        served = {keyworker.id}
        served |= {
            member.worker_id
            for member in members
            if self._is_current(member) or member.function is not MemberFunction.KEYWORKER
        }
        for ref in dict.fromkeys(row.partner_ref for row in case.rows if row.partner_ref):
            partner = self._staff.worker(ref)
            if partner.id not in served:
                self._add(self._circle(case, partner), partner, MemberFunction.TEAM_MEMBER)
                is_changed = True
        return is_changed

    def _is_current(self, member: Member) -> bool:
        return member.until_on is None or member.until_on >= self._today

    def _add(self, circle: Circle, worker: Worker, function: MemberFunction) -> None:
        member_commands.add(self._db, self._actor, circle, worker, function=function, purpose="", language=None)

    def _hand_over(self, case: Case, keyworker: Worker, members: Sequence[Member]) -> bool:
        for member in members:
            if member.worker_id == keyworker.id and self._is_current(member):
                if member.function is MemberFunction.KEYWORKER:
                    return False
                member_commands.end(self._db, self._actor, member, version=member.version)
        self._add(self._whole_family(case), keyworker, MemberFunction.KEYWORKER)
        return True

    def _narrow(self, case: Case, members: Sequence[Member]) -> bool:
        """Take schools out of the whole family's sight when another home came to be known."""
        whole, is_changed = self._whole_family(case), False
        for member in members:
            worker = self._staff.worker_by_id(member.worker_id)
            if member.circle_id != whole.id or not (self._is_current(member) and self._is_school(worker)):
                continue
            if member.function is MemberFunction.KEYWORKER:
                continue
            member_commands.change(
                self._db,
                self._actor,
                member,
                circle=self._home_of_school(case, worker),
                purpose=member.purpose,
                language=member.purpose_language,
                version=member.version,
            )
            is_changed = True
        return is_changed

    def _is_school(self, worker: Worker) -> bool:
        name = self._staff.agency_name(worker).casefold()
        return worker.role is WorkerRole.SCHOOL_LEAD or name in self._schools

    def _circle(self, case: Case, partner: Worker) -> Circle:
        if self._whole_family(case).closed_on or (len(case.homes) > 1 and self._is_school(partner)):
            return self._home_of_school(case, partner)
        return self._whole_family(case)

    def _whole_family(self, case: Case) -> Circle:
        return circle_commands.fill_whole_family(self._db, case.family.id)

    def _home_of_school(self, case: Case, worker: Worker) -> Circle:
        """Return the first home, by letter, of a child at this school; else of any child; else of anyone."""
        name = self._staff.agency_name(worker).casefold()
        children = [row for row in case.rows if row.relationship is Relationship.CHILD]
        pupils = [row for row in children if row.school.casefold() == name]
        label = min(row.household[0] for row in pupils or children or case.rows)
        return circle_commands.fill_home(self._db, case.family.id, case.homes[label].id)
