"""A machine that makes up what two families are asked about sharing and say: after each turn against plain sets.

`NOD_SEQUENCES=5000` makes it long; the suite makes it short. Nobody leaves a family in Nod: who moves out of every home
stays one of them, and so that is what this machine does.
"""

import os
import time
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from portal.commands import consent, member, person
from portal.commands.consent import Answer, Matter
from portal.errors import NotAllowed
from portal.models import Authority, Circle, Household, Member, Person, Worker
from portal.models.sharing_words import ConsentLasts
from portal.models.words import (
    DECISIONS,
    ConsentHow,
    ConsentStatus,
    InfoKind,
    MemberFunction,
    Relationship,
    Responsibility,
)
from portal.queries.account import actor_of
from tests.support.consent_oracle import Question
from tests.support.consent_town import KINDS, ConsentTown, Sharing

SEQUENCES = int(os.environ.get("NOD_SEQUENCES", "60"))
FEWER = 8
"""How many times fewer lives there are on PostgreSQL, where each takes longer."""
TURNS = 14
AS_IT_IS: dict[str, Any] = {"database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
GIVEN, REFUSED, WITHDRAWN = ConsentStatus.GIVEN, ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN

number = st.integers(0, 99)
kinds, lengths = st.sampled_from(KINDS), st.sampled_from(ConsentLasts)
answers = st.sampled_from([GIVEN, GIVEN, GIVEN, *DECISIONS])
behind = st.sampled_from([0, 0, 0, 90, 86_400])
"""How many seconds the clock of the server is behind that takes an answer."""


class Machine(RuleBasedStateMachine):
    """One life; each rule is a command of the portal and the same thing said to the oracle."""

    town: ConsentTown
    lives = 0
    disagreed_in = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).lives += 1
        self.life = Sharing(self.town)
        self.db, self.oracle, self.beth = self.life.db, self.life.oracle, self.town.beth.actor

    def teardown(self) -> None:
        self.life.end()

    def so(self) -> None:
        """Ask how things stand, and let a minute go by."""
        self.life.learn_circles()
        try:
            self.life.check()
        except AssertionError:
            type(self).disagreed_in = self.disagreed_in or self.lives
            raise
        self.life.pass_time(timedelta(minutes=1))

    def one_of(self, things: Any, chosen: int) -> Any:
        several = list(things)
        return several[chosen % len(several)]

    def someone(self, chosen: int) -> Any:
        return self.one_of(self.oracle.people, chosen)

    def kin_of(self, about: Any) -> list[Any]:
        return [id_ for id_, one in self.oracle.people.items() if one.family == self.oracle.people[about].family]

    def deciders_of(self, about: Any) -> list[Any]:
        return [one for one in self.kin_of(about) if self.oracle.may_decide(one, about)]

    # --- Asking and answering

    def matter(self, asked: Question) -> Matter:
        about, decider = (self.db.get_one(Person, one) for one in (asked.about, asked.decider))
        return Matter(about=about, decider=decider, agency_id=asked.service, kind=InfoKind(asked.kind))

    def say(self, asked: Question, status: ConsentStatus, lasts: ConsentLasts, seconds: int = 0) -> None:
        """Answer by oneself with a sign-in, else on paper; who may not decide is refused."""
        own = self.town.deciders.get(asked.decider)
        answer = Answer(status=status, part="Only his reading", lasts=lasts, how=ConsentHow.PAPER)
        with self.life.on_a_server_that_is_behind(timedelta(seconds=seconds)):
            act, actor = (consent.decide, actor_of(self.db, own)) if own else (consent.write_down, self.beth)
            try:
                act(self.db, actor, self.matter(asked), answer)
            except NotAllowed:
                assert not self.oracle.may_decide(asked.decider, asked.about)
            else:
                assert self.oracle.may_decide(asked.decider, asked.about)
                self.oracle.answer(asked, status, lasts)

    @rule(about=number, decider=number, service=number, kind=kinds, answer=answers, lasts=lengths, seconds=behind)
    def someone_answers(
        self, about: int, decider: int, service: int, kind: InfoKind, answer: Any, lasts: Any, seconds: int
    ) -> None:
        whom = self.someone(about)
        asked = Question(self.one_of(self.kin_of(whom), decider), whom, self.one_of(self.town.services, service), kind)
        self.say(asked, answer, lasts, seconds)
        self.so()

    @rule(about=number, decider=number, service=number, kind=kinds)
    def someone_is_asked(self, about: int, decider: int, service: int, kind: InfoKind) -> None:
        whom = self.someone(about)
        asked = Question(self.one_of(self.kin_of(whom), decider), whom, self.one_of(self.town.services, service), kind)
        try:
            consent.ask(self.db, self.beth, self.matter(asked))
        except NotAllowed:
            assert not self.oracle.may_decide(asked.decider, asked.about)
        else:
            assert self.oracle.may_decide(asked.decider, asked.about)
            self.oracle.waiting.add(asked)
        self.so()

    @rule(family=number, service=number, kind=kinds, lasts=lengths)
    def everyone_says_yes(self, family: int, service: int, kind: InfoKind, lasts: ConsentLasts) -> None:
        whose, to = self.one_of(self.town.families, family).id, self.one_of(self.town.services, service)
        for about in [id_ for id_, one in self.oracle.people.items() if one.family == whose]:
            for decider in self.deciders_of(about):
                self.say(Question(decider, about, to, kind), GIVEN, lasts)
        self.so()

    @rule(about=number, service=number, kind=kinds, lasts=lengths)
    def two_deciders_disagree(self, about: int, service: int, kind: InfoKind, lasts: ConsentLasts) -> None:
        """Or one alone says yes."""
        whom, to = self.someone(about), self.one_of(self.town.services, service)
        for decider, answer in zip(self.deciders_of(whom), (GIVEN, REFUSED), strict=False):
            self.say(Question(decider, whom, to, kind), answer, lasts)
        self.so()

    @precondition(lambda self: any(self.oracle.stands(asked) for asked in self.oracle.said))
    @rule(which=number, seconds=behind)
    def a_yes_is_taken_back(self, which: int, seconds: int) -> None:
        standing = [asked for asked in self.oracle.said if self.oracle.stands(asked)]
        self.say(self.one_of(standing, which), WITHDRAWN, ConsentLasts.UNTIL_END, seconds)
        self.so()

    # --- Who decides

    @rule(who=number, understands=st.booleans())
    def a_judgement_is_given_or_taken_back(self, who: int, understands: bool) -> None:
        row = self.db.get_one(Person, self.someone(who))
        person.judge_understanding(self.db, self.beth, row, understands=understands, version=row.version)
        self.oracle.people[row.id].understands = understands
        self.so()

    @rule(who=number, answer=st.sampled_from(Responsibility))
    def responsibility_is_gained_or_lost(self, who: int, answer: Responsibility) -> None:
        row = self.db.get_one(Person, self.someone(who))
        person.change(self.db, self.beth, row, version=row.version, responsibility=answer)
        self.oracle.people[row.id].is_responsible = answer is Responsibility.YES
        self.so()

    @rule(age=st.integers(14, 17))
    def the_council_changes_from_which_age_people_decide(self, age: int) -> None:
        self.db.get_one(Authority, self.beth.authority_id).own_decision_age = self.oracle.own_age = age
        self.db.flush()
        self.beth = actor_of(self.db, self.town.beth.account_id)
        self.so()

    @precondition(lambda self: any(not one.is_born for one in self.oracle.people.values()))
    @rule()
    def a_child_is_born(self) -> None:
        row = self.db.get_one(Person, next(id_ for id_, one in self.oracle.people.items() if not one.is_born))
        born: dict[str, Any] = {"relationship": Relationship.CHILD, "born_on": self.oracle.today}
        person.change(self.db, self.beth, row, version=row.version, **born)
        self.oracle.people[row.id].is_born, self.oracle.people[row.id].born_on = True, self.oracle.today
        self.so()

    # --- Who is there

    @rule(who=number, first=st.booleans(), second=st.booleans())
    def someone_moves_in_or_out(self, who: int, first: bool, second: bool) -> None:
        row = self.db.get_one(Person, self.someone(who))
        own = next(homes for homes in self.town.homes if homes[0].family.id == row.family_id)
        homes = [self.db.get_one(Household, home.id) for home, is_in in zip(own, (first, second), strict=True) if is_in]
        person.move_home(self.db, self.beth, row, homes)
        self.so()

    @rule(family=number)
    def the_school_leaves_a_team_or_comes_back(self, family: int) -> None:
        one, asha = self.one_of(self.town.families, family), self.town.asha
        places = select(Member).where(Member.family_id == one.id, Member.worker_id == asha.id)
        place = self.db.scalar(places.where(Member.until_on.is_(None)))
        if place:
            member.end(self.db, self.beth, place, version=place.version)
        else:
            around, joining = self.db.get_one(Circle, one.circle_id), self.db.get_one(Worker, asha.id)
            part: dict[str, Any] = {"function": MemberFunction.TEAM_MEMBER, "purpose": "", "language": "en"}
            member.add(self.db, self.beth, around, joining, **part)
        self.oracle.helps ^= {(asha.agency.id, one.id)}
        self.so()

    # --- Time

    @rule(days=st.integers(1, 60))
    def days_go_by(self, days: int) -> None:
        self.life.pass_time(timedelta(days=days))
        self.so()

    @rule(which=number, seconds=st.sampled_from([-1, 0, 1, 3_600, 7_200]))
    def a_day_comes_on_which_something_ends(self, which: int, seconds: int) -> None:
        """The last second before it, its first, or the hours in which the clocks change."""
        days = sorted(self.life.edges())
        if days:
            self.life.go_to(self.one_of(days, which), timedelta(seconds=seconds))
        self.so()


@pytest.mark.slow
def test_whatever_is_asked_and_said_each_service_sees_what_the_answers_cover(database, engine_name, figure):
    many = SEQUENCES if engine_name == "sqlite" else SEQUENCES // FEWER

    class Lives(Machine):
        town = ConsentTown(database)

    began = time.perf_counter()
    try:
        run_state_machine_as_test(Lives, settings=settings(max_examples=many, stateful_step_count=TURNS, **AS_IT_IS))
    except Exception as wrong:
        wrong.add_note(f"Sharing stood otherwise in life {Lives.disagreed_in} of {many}.")
        raise
    minutes = (time.perf_counter() - began) / 60
    figure(f"lives of sharing, {engine_name}", Lives.lives, many)
    figure(f"lives of sharing in a minute, {engine_name}", round(Lives.lives / minutes), 1)
