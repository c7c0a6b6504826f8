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
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from portal.commands import consent, member, person
from portal.errors import NotAllowed
from portal.models import Circle, Household, Member, Person, Worker
from portal.models.sharing_words import ConsentLasts
from portal.models.words import (
    DECISIONS,
    ConsentStatus,
    InfoKind,
    MemberFunction,
)
from tests.support.consent_oracle import DAYS, Question
from tests.support.consent_town import KINDS, ConsentTown
from tests.support.consent_turns import ConsentTurns, number

SEQUENCES = int(os.environ.get("NOD_SEQUENCES", "60"))
FEWER = 8
"""How many times fewer lives there are on PostgreSQL, where each takes longer."""
TURNS = 14
AS_IT_IS: dict[str, Any] = {"database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
GIVEN, WITHDRAWN = ConsentStatus.GIVEN, ConsentStatus.WITHDRAWN

kinds, lengths = st.sampled_from(KINDS), st.sampled_from(ConsentLasts)
answers = st.sampled_from([GIVEN, GIVEN, GIVEN, *DECISIONS])
behind = st.sampled_from([0, 0, 0, 90, 86_400])
"""How many seconds the clock of the server is behind that takes an answer."""


class Machine(ConsentTurns):
    """The turns in which somebody asks, answers, comes or goes."""

    @rule(about=number, decider=number, service=number, kind=kinds, answer=answers, lasts=lengths, seconds=behind)
    def someone_answers(
        self, about: int, decider: int, service: int, kind: InfoKind, answer: Any, lasts: Any, seconds: int
    ) -> None:
        asked = self.question(about, decider, service, kind)
        self.say(asked, answer, lasts, seconds)
        self.so()

    @rule(about=number, decider=number, service=number, kind=kinds)
    def someone_is_asked(self, about: int, decider: int, service: int, kind: InfoKind) -> None:
        asked = self.question(about, decider, service, kind)
        try:
            consent.ask(self.db, self.beth, self.matter(asked))
        except NotAllowed:
            assert not self.oracle.may_decide(asked.decider, asked.about)
        else:
            assert self.oracle.may_decide(asked.decider, asked.about)
            self.oracle.waiting.add(asked)
        self.so()

    @precondition(lambda self: self.oracle.said)
    @rule(which=number)
    def someone_who_answered_is_asked_anew(self, which: int) -> None:
        """As before a yes ends; it counts until then."""
        asked = self.one_of(reversed(self.oracle.said), which)
        if self.oracle.may_decide(asked.decider, asked.about):
            consent.ask(self.db, self.beth, self.matter(asked))
            self.oracle.waiting.add(asked)
        self.so()

    @rule(family=number, service=number, kind=kinds, lasts=lengths, ends=st.booleans())
    def everyone_says_yes(self, family: int, service: int, kind: InfoKind, lasts: ConsentLasts, ends: bool) -> None:
        whose, to = self.one_of(self.town.families, family), self.one_of(self.town.services, service)
        self.all_say_yes(whose.id, to, kind, lasts)
        self.so()
        if ends:
            self.its_time_ends(lasts)

    @rule(
        about=number, decider=number, service=number, kind=kinds, answer=st.sampled_from(DECISIONS), ends=st.booleans()
    )
    def one_who_decides_disagrees(
        self, about: int, decider: int, service: int, kind: InfoKind, answer: ConsentStatus, ends: bool
    ) -> None:
        """Everyone says yes; then one of those who decide about somebody says something else, for six weeks."""
        several = [one for one in self.oracle.people if len(self.deciders_of(one)) > 1]
        whom = self.one_of(several or self.oracle.people, about)
        to = self.one_of(self.town.services, service)
        self.all_say_yes(self.oracle.people[whom].family, to, kind, ConsentLasts.UNTIL_END)
        if self.deciders_of(whom):
            asked = Question(self.one_of(self.deciders_of(whom), decider), whom, to, kind)
            self.say(asked, answer, ConsentLasts.REVIEW)
        self.so()
        if ends:
            self.its_time_ends(ConsentLasts.REVIEW)

    def all_say_yes(self, family: Any, service: Any, kind: InfoKind, lasts: ConsentLasts) -> None:
        for about in self.kin(family):
            for decider in self.deciders_of(about):
                self.say(Question(decider, about, service, kind), GIVEN, lasts)

    def its_time_ends(self, lasts: ConsentLasts) -> None:
        """Let the last second come of what was said today, and the first that it does not count in."""
        days = DAYS[lasts] or 0
        after = self.oracle.today + timedelta(days=days + 1)
        for seconds in (-1, 0) if days else ():
            self.life.go_to(after, timedelta(seconds=seconds))
            self.so()

    @precondition(lambda self: any(self.oracle.stands(asked) for asked in self.oracle.said))
    @rule(which=number, seconds=behind)
    def a_yes_is_taken_back(self, which: int, seconds: int) -> None:
        standing = [asked for asked in self.oracle.said if self.oracle.stands(asked)]
        self.say(self.one_of(standing, which), WITHDRAWN, ConsentLasts.UNTIL_END, seconds)
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
