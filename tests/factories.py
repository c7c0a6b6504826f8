"""`make.parent()`, `make.step(family)` …: small functions over the portal's own commands, each in its own session."""

from datetime import date, time, timedelta
from typing import Any

from portal import clock
from portal.actor import Actor
from portal.commands import child_view, consent, invitation, note, step
from portal.commands.consent import Answer, Matter
from portal.models import Circle, Person, Step
from portal.models.sharing_words import ChildSays, ConsentLasts, Purpose
from portal.models.words import ConsentHow, ConsentStatus, InfoKind
from portal.queries.asking import question_id
from portal.security.codes import spaced
from portal.security.keys import learn_key
from tests.support.people import keyworker_of
from tests.support.records import (
    PASSWORD,
    AgencyMade,
    FamilyMade,
    HouseholdMade,
    PersonMade,
    QuestionMade,
    Thing,
    WorkerMade,
)
from tests.support.without import MakeWithout

__all__ = [
    "PASSWORD",
    "AgencyMade",
    "FamilyMade",
    "HouseholdMade",
    "Make",
    "PersonMade",
    "QuestionMade",
    "Thing",
    "WorkerMade",
]


class Make(MakeWithout):
    """Makes what happens in a family. Whoever is not named is the family's own keyworker."""

    def step(
        self,
        one: FamilyMade,
        what: str = "Beth visits",
        *,
        on: date | None = None,
        in_days: int = 3,
        at: time | None = None,
        circle_id: Any = None,
        by: Actor | None = None,
        **details: Any,
    ) -> Thing:
        """Add a step, three days from now unless said otherwise; `details`: who, where, is_about, language."""
        kept = {"who": "Siân and Beth", "where": "At home", "is_about": False, "language": "en"} | details
        day = on or clock.today() + timedelta(days=in_days)
        with self.writing() as db:
            learn_key(db, one.id)
            around = db.get_one(Circle, circle_id or one.circle_id)
            made = step.add(db, by or keyworker_of(one), around, what=what, happens_on=day, happens_at=at, **kept)
            return Thing(made.id, one)

    def moved(self, stone: Thing, to_on: date, why: str = "Beth is ill", *, by: Actor | None = None) -> None:
        """Move a step to another day."""
        with self.writing() as db:
            learn_key(db, stone.family.id)
            row = db.get_one(Step, stone.id)
            actor = by or keyworker_of(stone.family)
            step.move(db, actor, row, to_on=to_on, to_at=None, is_about=False, why=why, version=row.version)

    def happened(self, stone: Thing, *, by: Actor | None = None) -> None:
        """Say that a step happened."""
        with self.writing() as db:
            learn_key(db, stone.family.id)
            row = db.get_one(Step, stone.id)
            step.finish(db, by or keyworker_of(stone.family), row, version=row.version)

    def dropped(self, stone: Thing, why: str = "The hall is shut", *, by: Actor | None = None) -> None:
        """Say that a step will not happen."""
        with self.writing() as db:
            learn_key(db, stone.family.id)
            row = db.get_one(Step, stone.id)
            step.drop(db, by or keyworker_of(stone.family), row, why=why, version=row.version)

    def note(self, one: FamilyMade, words: str = "Ring before noon", *, by: Actor | None = None) -> Thing:
        """Write a note that only workers see."""
        with self.writing() as db:
            learn_key(db, one.id)
            return Thing(note.add(db, by or keyworker_of(one), one.id, words=words).id, one)

    def question(
        self,
        decider: PersonMade,
        agency: AgencyMade | None = None,
        *,
        about: PersonMade | None = None,
        kind: InfoKind = InfoKind.PLAN,
        purpose: str = "So that the school can help.",
        for_what: Purpose | None = None,
        is_asked: bool = True,
        is_named: bool = True,
    ) -> QuestionMade:
        """Put a question on sharing to someone, about themself unless another is named."""
        one, subject, school = decider.family, about or decider, agency or self.own_agency(is_partner=True)
        if is_asked:
            with self.writing() as db:
                learn_key(db, one.id)
                consent.ask(
                    db,
                    keyworker_of(one),
                    Matter(
                        about=db.get_one(Person, subject.id),
                        decider=db.get_one(Person, decider.id),
                        agency_id=school.id,
                        kind=kind,
                        purpose=purpose,
                        for_what=for_what,
                        is_named=is_named,
                    ),
                )
        address = question_id(decider.id, subject.id, school.id, kind)
        return QuestionMade(
            address, one, decider, subject, school, kind, is_named, for_what, purpose if is_asked else ""
        )

    def decision(
        self,
        asked: QuestionMade,
        status: ConsentStatus = ConsentStatus.GIVEN,
        *,
        part: str = "",
        lasts: ConsentLasts = ConsentLasts.UNTIL_END,
        beside: WorkerMade | None = None,
    ) -> Thing:
        """Answer a question, by the decider themself or written down by a worker beside them."""
        one, how = asked.family, ConsentHow.BESIDE_WORKER if beside else ConsentHow.SELF
        act = consent.write_down if beside else consent.decide
        with self.writing() as db:
            learn_key(db, one.id)
            made = act(
                db,
                beside.actor if beside else asked.decider.actor,
                Matter(
                    about=db.get_one(Person, asked.about.id),
                    decider=db.get_one(Person, asked.decider.id),
                    agency_id=asked.agency.id,
                    kind=asked.kind,
                    is_named=asked.is_named,
                    for_what=asked.for_what,
                    purpose=asked.purpose,
                ),
                Answer(status=status, part=part, lasts=lasts, how=how),
            )
            return Thing(made.id, one)

    def child_view(
        self,
        asked: QuestionMade,
        says: ChildSays = ChildSays.NOT_FINE,
        words: str = "",
        *,
        beside: WorkerMade | None = None,
    ) -> Thing:
        """Let the child whom a question is about say what they think: by themself, or beside a worker."""
        one, child = asked.family, asked.about
        actor = beside.actor if beside else (child.actor or keyworker_of(one))
        with self.writing() as db:
            learn_key(db, one.id)
            matter = {"agency_id": asked.agency.id, "kind": asked.kind}
            person = db.get_one(Person, child.id)
            made = child_view.say(db, actor, person, says=says, words=words, language="en", **matter)
            return Thing(made.id, one)

    def invitation(self, whom: PersonMade, *, by: Actor | None = None) -> str:
        """Invite someone and return the code as it is printed."""
        with self.writing() as db:
            learn_key(db, whom.family.id)
            return spaced(invitation.make(db, by or keyworker_of(whom.family), db.get_one(Person, whom.id)))
