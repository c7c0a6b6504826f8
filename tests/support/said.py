"""Makes what people say: `make.praise(parent)`, `make.voice(child)`, `make.look(parent, {Domain.HEALTH: 2})` …"""

from collections.abc import Mapping
from typing import Any

from portal.actor import Actor
from portal.commands import child_round, occasion, praise, voice
from portal.commands.circle import give_private
from portal.models import Circle, Goal, Person, Voice
from portal.models.domains import Domain, Moment, RatingKind, Tool
from portal.models.gauges import Answer, Worry
from portal.models.voice_words import Feeling, VoiceKind
from portal.security.keys import learn_key
from tests.support.goals import MakeGoals
from tests.support.people import keyworker_of
from tests.support.records import FamilyMade, PersonMade, Thing, WorkerMade


class MakeSaid(MakeGoals):
    """Whoever is not named says it themself where they sign in, and else beside the family's own keyworker."""

    def praise(
        self,
        whose: PersonMade | FamilyMade,
        words: str = "You were all ready on time",
        *,
        by: Actor | None = None,
        circle_id: Any = None,
        about: Thing | None = None,
        language: str = "en",
    ) -> Thing:
        """Say something good to one person, or to a family; seen by the whole family, or by whom the goal is."""
        one, to = (whose.family, whose) if isinstance(whose, PersonMade) else (whose, None)
        with self.writing() as db:
            learn_key(db, one.id)
            aim = db.get_one(Goal, about.id) if about else None
            around = db.get_one(Circle, circle_id or (aim.circle_id if aim else one.circle_id))
            person = db.get_one(Person, to.id) if to else None
            actor = by or keyworker_of(one)
            return Thing(praise.say(db, actor, around, to=person, words=words, language=language, goal=aim).id, one)

    def voice(
        self,
        by: PersonMade,
        words: str = "I would like a dog",
        *,
        kind: VoiceKind = VoiceKind.WISH,
        circle_id: Any = None,
        beside: WorkerMade | None = None,
        language: str = "en",
        face: Feeling | None = None,
    ) -> Thing:
        """Let someone say something, to their keyworker alone unless a circle is named."""
        actor = beside.actor if beside else (by.actor or keyworker_of(by.family))
        with self.writing() as db:
            learn_key(db, by.family.id)
            person = db.get_one(Person, by.id)
            around = (
                db.get_one(Circle, circle_id)
                if circle_id
                else give_private(db, person, keyworker_of(by.family).own_worker)
            )
            made = voice.say(db, actor, around, by=person, kind=kind, words=words, language=language, face=face)
            return Thing(made.id, by.family)

    def answered(
        self, said: Thing, words: str = "We will ask.", *, happened: str = "", by: Actor | None = None
    ) -> None:
        """Answer what someone said, and perhaps tell what came of it."""
        with self.writing() as db:
            learn_key(db, said.family.id)
            row, actor = db.get_one(Voice, said.id), by or keyworker_of(said.family)
            told = {"words": words, "language": "en", "version": row.version, "what_happened": happened}
            voice.answer(db, actor, row, **told)

    def child_round(self, child: PersonMade, present: str = "The two of us") -> Thing:
        """Let a child have sat beside their keyworker, and said nothing."""
        actor = keyworker_of(child.family)
        with self.writing() as db:
            learn_key(db, child.family.id)
            made = child_round.begin(db, actor, db.get_one(Person, child.id), language="en", present=present)
            child_round.end(db, actor, made.id)
            return Thing(made.id, child.family)

    def look(
        self,
        by: PersonMade,
        answers: Mapping[Domain, Answer | RatingKind | int],
        *,
        tool: Tool = Tool.DISTANCE,
        moment: Moment = Moment.START,
        beside: WorkerMade | None = None,
        about: PersonMade | None = None,
        circle_id: Any = None,
        why: str = "",
        helped: Mapping[Domain, int] | None = None,
        is_finished: bool = True,
    ) -> Thing:
        """Say how things are; a bare number is from 0 (the best) to 4. Only they and their keyworker read it."""
        actor = beside.actor if beside else (by.actor or keyworker_of(by.family))
        with self.writing() as db:
            learn_key(db, by.family.id)
            around = db.get_one(Circle, circle_id or by.private_circle_id or by.family.circle_id)
            person, child = db.get_one(Person, by.id), db.get_one(Person, about.id) if about else None
            made = occasion.begin(db, actor, around, person=person, about=child, tool=tool, moment=moment)
            given = {domain: _given(said, why) for domain, said in answers.items()}
            occasion.keep(db, actor, made, given, version=made.version)
            if helped:
                occasion.keep_help(db, actor, made, helped, version=made.version)
            if is_finished:
                occasion.finish(db, actor, made, version=made.version)
            return Thing(made.id, by.family)

    def left_out(
        self,
        whose: PersonMade,
        why: str = "Siân was in hospital",
        *,
        tool: Tool = Tool.DISTANCE,
        moment: Moment = Moment.START,
        circle_id: Any = None,
    ) -> Thing:
        """Write down why a look is left out."""
        with self.writing() as db:
            learn_key(db, whose.family.id)
            around = db.get_one(Circle, circle_id or whose.private_circle_id or whose.family.circle_id)
            person, by = db.get_one(Person, whose.id), keyworker_of(whose.family)
            said = {"tool": tool, "moment": moment, "why": why, "language": "en"}
            return Thing(occasion.leave_out(db, by, around, person=person, **said).id, whose.family)


def _given(said: Answer | RatingKind | int, why: str) -> occasion.Given:
    if isinstance(said, RatingKind):
        return occasion.Given(said, None, why, "en")
    return occasion.Given(RatingKind.SCORED, Worry(said) if isinstance(said, int) else said, why, "en")
