"""Makes families, their homes and the people in them, with or without a sign-in."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import circle, entry, family, member, person, safe_contact
from portal.models import Account, Circle, Family, Household, Person, Worker
from portal.models.words import (
    ContactHow,
    ContactWay,
    FamilyStatus,
    LevelOfHelp,
    MemberFunction,
    Relationship,
    Responsibility,
    WorkerRole,
)
from portal.queries.safe_contact import of_person as as_it_stands
from portal.security.keys import learn_key
from tests.support.council import MakeCouncil
from tests.support.records import AgencyMade, FamilyMade, HouseholdMade, PersonMade, Thing, WorkerMade


class MakePeople(MakeCouncil):
    """Makes families and who is around them."""

    def family(
        self, name: str = "Llwyd", *, keyworker: WorkerMade | None = None, bare: bool = False, **details: Any
    ) -> FamilyMade:
        """Make a family in the managers' area, with a keyworker of its own unless it is bare.

        Args:
            details: keywords of `commands.family.begin`, such as `opened_on`, `level`, `area_team_id`.
        """
        helper = None if bare else (keyworker or self.worker())
        ref, area, system = f"F{next(self.numbers)}", self.own_area(), self.system
        kept = {"level": LevelOfHelp.SUPPORT, "opened_on": clock.today(), "area_team_id": area} | details
        with self.writing() as db:
            begun = family.begin(db, system, ref=ref, name=name, **kept)
            whole = circle.fill_whole_family(db, begun.id)
            made = FamilyMade(begun.id, ref, name, whole.id, helper)
            if helper:
                self._join(db, made, helper, MemberFunction.KEYWORKER)
        return made

    def _join(
        self, db: Session, one: FamilyMade, helper: WorkerMade, function: MemberFunction, **details: Any
    ) -> Thing:
        learn_key(db, one.id)
        around = db.get_one(Circle, details.pop("circle_id", None) or one.circle_id)
        kept = {"purpose": f"{helper.first_name} listens to each of us.", "language": "en"} | details
        joining = db.get_one(Worker, helper.id)
        return Thing(member.add(db, self.system, around, joining, function=function, **kept).id, one)

    def member(
        self,
        one: FamilyMade,
        helper: WorkerMade,
        *,
        function: MemberFunction = MemberFunction.TEAM_MEMBER,
        **details: Any,
    ) -> Thing:
        """Give a worker a place on a team; `details`: purpose, language, circle_id, chosen_by_family, from_on."""
        with self.writing() as db:
            return self._join(db, one, helper, function, **details)

    def keyworker(self, *families: FamilyMade, **details: Any) -> WorkerMade:
        """Make a keyworker of the council; they take over in the families given."""
        made = self.worker(**details)
        for one in families:
            self.member(one, made, function=MemberFunction.KEYWORKER)
        return made

    def partner(self, *families: FamilyMade, agency: AgencyMade | None = None, **details: Any) -> WorkerMade:
        """Make a worker of a partner agency, on the team of the families given."""
        employer = agency or self.own_agency(is_partner=True)
        kept = {"role": WorkerRole.SCHOOL_LEAD, "first_name": "Asha", "last_name": "Khan"} | details
        made = self.worker(agency=employer, **kept)
        for one in families:
            self.member(one, made)
        return made

    def household(self, one: FamilyMade, label: str = "A", *, name: str = "", address: str = "") -> HouseholdMade:
        """Make a home; its circle fills as people are made to live there."""
        with self.writing() as db:
            learn_key(db, one.id)
            home = person.add_household(db, self.system, one.id, label=label, name=name, address=address)
            around = db.scalars(select(Circle).where(Circle.household_id == home.id)).one()
            return HouseholdMade(home.id, one, label, around.id)

    def person(
        self,
        one: FamilyMade | None = None,
        relationship: Relationship = Relationship.PARENT,
        *,
        first_name: str = "Siân",
        age: int | None = 38,
        homes: tuple[HouseholdMade, ...] = (),
        signs_in: bool = True,
        sign_in_name: str = "",
        language: str = "en",
        **details: Any,
    ) -> PersonMade:
        """Make someone in a family, by default in one of their own; `details` are keywords of `commands.person.add`."""
        home_family = one or self.family()
        born_on = None if age is None else birthday(age)
        kept = {"last_name": "Llwyd", "born_on": born_on, "language": language} | details
        with self.writing() as db:
            learn_key(db, home_family.id)
            lived_in = [db.get_one(Household, home.id) for home in homes]
            made = person.add(
                db,
                self.system,
                home_family.id,
                first_name=first_name,
                relationship=relationship,
                homes=lived_in,
                **kept,
            )
            name, actor = (sign_in_name or f"{first_name}{next(self.numbers)}") if signs_in else "", None
            private = None
            if signs_in:
                actor, private = self._let_in(db, made, home_family, name, language)
        return PersonMade(
            made.id, home_family, first_name, name, relationship, kept["born_on"], private and private.id, actor
        )

    def _let_in(
        self, db: Session, made: Person, one: FamilyMade, name: str, language: str
    ) -> tuple[Actor, Circle | None]:
        """Do what accepting an invitation does, with the hash that was made before."""
        actor = self.account(db, name, language, person_id=made.id)
        private = circle.give_private(db, made, one.keyworker.id) if one.keyworker else None
        entry.record(db, actor, one.id, "invitation_used", made.id)
        return actor, private

    def parent(self, one: FamilyMade | None = None, **details: Any) -> PersonMade:
        """Make a parent with parental responsibility who signs in."""
        return self.person(one, Relationship.PARENT, **{"responsibility": Responsibility.YES} | details)

    def young_person(self, one: FamilyMade | None = None, **details: Any) -> PersonMade:
        """Make a fifteen-year-old with an own account; a worker has recorded no judgement about them."""
        kept = {"first_name": "Elin", "age": 15, "responsibility": Responsibility.NO} | details
        return self.person(one, Relationship.CHILD, **kept)

    def child(self, one: FamilyMade, **details: Any) -> PersonMade:
        """Make an eight-year-old without an account."""
        kept = {"first_name": "Macsen", "age": 8, "signs_in": False, "responsibility": Responsibility.NO} | details
        return self.person(one, Relationship.CHILD, **kept)

    def understands(self, one: PersonMade, *, is_so: bool = True) -> None:
        """Let the keyworker record that a younger person understands decisions on sharing, or does not."""
        by = one.family.keyworker.actor if one.family.keyworker else self.system
        with self.writing() as db:
            learn_key(db, one.family.id)
            row = db.get_one(Person, one.id)
            person.judge_understanding(db, by, row, understands=is_so, version=row.version, why="They said so")

    def safe(self, one: PersonMade, *ways: ContactWay, by: Actor | None = None, **said: Any) -> None:
        """Say how someone may be contacted, by themself unless another is named; by mail at any time unless said.

        Args:
            said: `how`, `spells`, `words`, `code_word`.
        """
        with self.writing() as db:
            learn_key(db, one.family.id)
            row = db.get_one(Person, one.id)
            actor = by or one.actor or keyworker_of(one.family)
            now = as_it_stands(db, actor, row)
            kept = {"how": ContactHow.WAYS, "ways": ways or (ContactWay.EMAIL,)} | said
            safe_contact.say(db, actor, row, **kept, version=now.version, looked_at=now.shown)

    def reachable(
        self, one: FamilyMade | None = None, *, email: str = "sian@demo.example", **details: Any
    ) -> PersonMade:
        """Make a parent whose mail is safe at any time."""
        made = self.parent(one, email=email, **details)
        self.safe(made)
        return made

    def changed(self, one: PersonMade, **details: Any) -> None:
        """Let the import change what the council knows of someone, such as `email`."""
        with self.writing() as db:
            learn_key(db, one.family.id)
            row = db.get_one(Person, one.id)
            person.change(db, self.system, row, version=row.version, **details)

    def closed(self, one: FamilyMade, *, is_so: bool = True) -> None:
        """Let the import say that the help of a family has ended, or goes on."""
        status, closed_on = (FamilyStatus.CLOSED, clock.today()) if is_so else (FamilyStatus.OPEN, None)
        with self.writing() as db:
            learn_key(db, one.id)
            row = db.get_one(Family, one.id)
            family.change(db, self.system, row, version=row.version, status=status, closed_on=closed_on)

    def changed_family(self, one: FamilyMade, **details: Any) -> None:
        """Let the import change what the council knows of a family, such as `status`."""
        with self.writing() as db:
            learn_key(db, one.id)
            row = db.get_one(Family, one.id)
            family.change(db, self.system, row, version=row.version, **details)

    def speak(self, account: Actor, language: str | None) -> None:
        """Set the language someone reads in."""
        with self.writing() as db:
            db.get_one(Account, account.account_id).language = language


def keyworker_of(one: FamilyMade) -> Actor:
    """Return who acts for a family when nobody is named."""
    if one.keyworker is None:
        raise LookupError("a bare family has nobody to act for it: name who does")
    return one.keyworker.actor


def birthday(age: int) -> date:
    """The day someone was born who turned this old a hundred days ago."""
    return clock.today() - timedelta(days=round(age * 365.25) + 100)
