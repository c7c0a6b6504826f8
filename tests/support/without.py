"""Makes what is shared without agreement: `make.override(parent)`, `make.agreed(override)`."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal import clock
from portal.actor import Actor
from portal.commands import override
from portal.commands.override import Decision, Telling
from portal.models import Override
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind
from portal.security.keys import learn_key
from tests.support.people import keyworker_of
from tests.support.records import AgencyMade, PersonMade, Thing, WorkerMade
from tests.support.said import MakeSaid


class MakeWithout(MakeSaid):
    """Whoever is not named is the family's own keyworker, or a manager of its area."""

    def override(
        self,
        *about: PersonMade,
        agency: AgencyMade | None = None,
        kinds: Iterable[InfoKind] = (InfoKind.HEALTH,),
        what: str = "That she was seen with a burn",
        ground: LegalGround = LegalGround.CHILD_AT_RISK,
        is_urgent: bool = False,
        told: tuple[PersonMade, ...] = (),
        review_on: date | None = None,
        by: Actor | None = None,
    ) -> Thing:
        """Decide to share without agreement."""
        one, told_how = about[0].family, "I rang her"
        service = agency or self.own_agency(is_partner=True)
        with self.writing() as db:
            learn_key(db, one.id)
            decision = Decision(
                agency_id=service.id,
                to_whom="Mari Edwards, health visitor",
                what=what,
                why="The nursery saw it and rang",
                ground=ground,
                language="en",
                is_urgent=is_urgent,
                review_on=review_on or clock.today() + timedelta(days=28),
                parts=frozenset((person.id, kind) for person in about for kind in kinds),
                why_not_told="" if told else "He would know who rang",
            )
            telling = Telling(people=frozenset(one.id for one in told), on=clock.today(), how=told_how)
            made = override.decide(db, by or keyworker_of(one), one.id, decision, telling if told else None)
            return Thing(made.id, one)

    def agreed(self, thing: Thing, *, agrees: bool = True, why: str = "", by: WorkerMade | None = None) -> None:
        """Let a manager agree, or refuse."""
        manager = by or self.manager()
        with self.writing() as db:
            learn_key(db, thing.family.id)
            row = db.get_one(Override, thing.id)
            said = {"agrees": agrees, "why": why or ("" if agrees else "Ask her first")}
            override.answer(db, manager.actor, row, **said, version=row.version)

    def told(self, thing: Thing, *people: PersonMade, by: Actor | None = None) -> None:
        """Write down that somebody of the family was told today."""
        with self.writing() as db:
            learn_key(db, thing.family.id)
            telling = Telling(people=frozenset(one.id for one in people), on=clock.today(), how="We sat down together")
            override.tell(db, by or keyworker_of(thing.family), db.get_one(Override, thing.id), telling)
