"""Makes goals and what becomes of them: `make.goal(parent)`, `make.score(aim, parent, 0)` …"""

from collections.abc import Callable
from typing import Any

from portal.actor import Actor
from portal.commands import first_step, goal, goal_change, slip
from portal.models import Circle, Goal, Person, Score
from portal.models.answer import Rag, Ten, kept
from portal.models.words import Colour, Scale, ScoreKind
from portal.security.keys import learn_key
from tests.support.people import MakePeople, keyworker_of
from tests.support.records import FamilyMade, PersonMade, Thing, WorkerMade


class MakeGoals(MakePeople):
    """Whoever is not named is the person whose goal or score it is, else the family's own keyworker."""

    def goal(
        self,
        whose: PersonMade | FamilyMade,
        words: str = "We eat together without a row",
        *,
        circle_id: Any = None,
        scale: Scale = Scale.TEN,
        by: Actor | None = None,
        language: str = "en",
    ) -> Thing:
        """Set a goal of one person, or of a family; seen by the whole family unless a circle is named."""
        one, owner = (whose.family, whose) if isinstance(whose, PersonMade) else (whose, None)
        actor = by or (owner.actor if owner and owner.actor else keyworker_of(one))
        with self.writing() as db:
            learn_key(db, one.id)
            around = db.get_one(Circle, circle_id or one.circle_id)
            person = db.get_one(Person, owner.id) if owner else None
            made = goal.begin(db, actor, around, owner=person, words=words, language=language, scale=scale)
            return Thing(made.id, one)

    def score(
        self,
        aim: Thing,
        by: PersonMade,
        value: int | None = 5,
        *,
        kind: ScoreKind = ScoreKind.SCORED,
        beside: WorkerMade | None = None,
        **details: Any,
    ) -> Thing:
        """Score a goal; `beside` is the worker who writes it down; `details`: colour, why, language, point."""
        actor = beside.actor if beside else (by.actor or keyworker_of(aim.family))
        colour = details.pop("colour", None)
        given = kept(kind, None if colour else value, Colour(colour) if colour else None)
        with self.writing() as db:
            learn_key(db, aim.family.id)
            row, person = db.get_one(Goal, aim.id), db.get_one(Person, by.id)
            return Thing(goal.score(db, actor, row, by=person, answer=given, **details).id, aim.family)

    def put_right(self, aim: Thing, wrong: Thing, value: int | Colour, *, by: Actor, **details: Any) -> Thing:
        """Put another score in the place of a slip."""
        instead = Rag(value) if isinstance(value, Colour) else Ten(value)
        with self.writing() as db:
            learn_key(db, aim.family.id)
            row, was = db.get_one(Goal, aim.id), db.get_one(Score, wrong.id)
            return Thing(slip.put_right(db, by, row, was, answer=instead, **details).id, aim.family)

    def goal_changed(self, change: Callable[..., Any], aim: Thing, *, by: Actor | None = None, **details: Any) -> None:
        """Change a goal: `make.goal_changed(goal_change.pause, aim, reason="Too much now")`."""
        with self.writing() as db:
            learn_key(db, aim.family.id)
            row = db.get_one(Goal, aim.id)
            said = {"language": "en", **details} if change is not goal_change.take_up else details
            change(db, by or keyworker_of(aim.family), row, version=row.version, **said)

    def first_step(self, aim: Thing, words: str = "Put the phones away", *, by: Actor | None = None) -> Thing:
        """Write down a first step towards a goal."""
        with self.writing() as db:
            learn_key(db, aim.family.id)
            row = db.get_one(Goal, aim.id)
            made = first_step.add(db, by or keyworker_of(aim.family), row, words=words, language="en")
            return Thing(made.id, aim.family)

    def ended(self, aim: Thing, *, reached: bool = True) -> None:
        """End a goal."""
        with self.writing() as db:
            learn_key(db, aim.family.id)
            row = db.get_one(Goal, aim.id)
            goal.end(db, keyworker_of(aim.family), row, reached=reached, version=row.version)
