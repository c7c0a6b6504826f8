"""A machine that makes up lives of two families, and after each turn asks what somebody sees: against plain sets.

`NOD_SEQUENCES=5000` makes it long; the suite makes it short.
"""

import os
import time
import uuid
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from portal import clock
from portal.commands import circle, consent, goal, member, person, step
from portal.commands.consent import Answer, Matter
from portal.errors import AlreadyOnTeam, CircleClosed, GoalsFull, NotAllowed
from portal.models import Absence, Circle, Member, Person, Worker
from portal.models.sharing_words import ConsentLasts
from portal.models.words import (
    DECISIONS,
    CircleKind,
    ConsentHow,
    ConsentStatus,
    InfoKind,
    MemberFunction,
    Relationship,
    Responsibility,
)
from tests.support.consent_oracle import DAYS
from tests.support.machine import Town, place_of
from tests.support.oracle import Someone
from tests.support.turns import Turns, number

SEQUENCES = int(os.environ.get("NOD_SEQUENCES", "80"))
FEWER = 8
"""How many times fewer lives there are on PostgreSQL, where each takes three times as long."""
TURNS = 12
KINDS = (InfoKind.PLAN, InfoKind.CONTACT, InfoKind.HOME)
YES = ConsentStatus.GIVEN
kinds, lengths = st.sampled_from(KINDS), st.sampled_from(ConsentLasts)
AS_IT_IS: dict[str, Any] = {"database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


class Machine(Turns):
    """One life; each rule is a command of the portal and the same thing said to the oracle."""

    # --- Homes and people

    @rule(who=number, first=st.booleans(), second=st.booleans(), is_export=st.booleans())
    def someone_moves_home(self, who: int, first: bool, second: bool, is_export: bool) -> None:
        """An export may be older than a parting, so after one it moves nobody."""
        row = self.row(Person, who)
        homes = self.homes(row.family_id, first, second)
        person.move_home(self.db, self.system if is_export else self.by, row, homes)
        if not (is_export and row.family_id in self.oracle.apart):
            self.oracle.people[row.id].homes = {home.id for home in homes}
        self.seen()

    @precondition(lambda self: len(self.oracle.people) < 11)
    @rule(which=number, first=st.booleans(), relationship=st.sampled_from([Relationship.CHILD, Relationship.CARER]))
    def someone_joins_a_family(self, which: int, first: bool, relationship: Relationship) -> None:
        family = self.one_of(self.oracle.areas, which)
        homes, born_on = self.homes(family, first, not first), clock.today() - timedelta(days=4_000)
        details: dict[str, Any] = {"relationship": relationship, "born_on": born_on, "homes": homes}
        row = person.add(self.db, self.system, family, first_name="New", last_name="One", **details)
        kept = {home.id for home in homes}
        self.oracle.people[row.id] = Someone(family, row.is_adult, born_on, homes=kept)
        self.seen()

    # --- Goals and steps

    @rule(which=number)
    def a_step_is_added(self, which: int) -> None:
        row = self.row(Circle, which)
        when: dict[str, Any] = {"happens_on": clock.today(), "happens_at": None, "is_about": False}
        try:
            made = step.add(self.db, self.by, row, what="Tea", who="Us", where="Here", language="en", **when)
        except CircleClosed:
            assert self.is_closed(row.id)
        else:
            assert not self.is_closed(row.id)
            self.oracle.steps[made.id] = row.id
        self.seen()

    @rule(which=number)
    def a_goal_is_begun(self, which: int) -> None:
        row = self.row(Circle, which)
        owner = self.oracle.circles[row.id].of if row.kind is CircleKind.PRIVATE else None
        try:
            mine = self.db.get_one(Person, owner) if owner else None
            made = goal.begin(self.db, self.by, row, owner=mine, words="Walk", language="en")
        except CircleClosed:
            assert self.is_closed(row.id)
        except GoalsFull:
            pass
        else:
            assert not self.is_closed(row.id)
            self.oracle.goals[made.id] = row.id
        self.seen()

    def is_closed(self, around: uuid.UUID) -> bool:
        """Nothing new is put where both homes of a parted family read it."""
        return self.oracle.is_whole(around) and self.oracle.circles[around].family in self.oracle.apart

    # --- The team

    @rule(which=number, who=number, days=st.integers(-1, 2), function=st.sampled_from(MemberFunction))
    def a_worker_joins_a_team(self, which: int, who: int, days: int, function: MemberFunction) -> None:
        around, helper = self.row(Circle, which), self.one_of(self.town.workers, who)
        joining, first = self.db.get_one(Worker, helper.id), clock.today() + timedelta(days=days)
        is_there = self.oracle.on_the_team(helper.id, around.family_id)
        words: dict[str, Any] = {"function": function, "purpose": "Helps", "language": "en", "from_on": first}
        try:
            made = member.add(self.db, self.system, around, joining, **words)
        except AlreadyOnTeam:
            assert is_there
        else:
            assert not is_there
            self.takes_over(made)
            self.oracle.places[made.id] = place_of(made)
        self.seen()

    def takes_over(self, made: Member) -> None:
        """A new keyworker takes the old one's place, and the whole family sees them."""
        if made.function is not MemberFunction.KEYWORKER:
            return
        for place in self.oracle.places.values():
            is_now = place.family == made.family_id and place.is_on(self.oracle.today)
            if is_now and place.function is MemberFunction.KEYWORKER:
                place.last = self.oracle.today - timedelta(days=1)
        self.life.learn_circles()
        assert self.oracle.circles[made.circle_id].kind is CircleKind.WHOLE_FAMILY

    @rule(which=number)
    def a_worker_leaves_a_team(self, which: int) -> None:
        row = self.row(Member, which)
        member.end(self.db, self.system, row, version=row.version)
        self.oracle.places[row.id].last = clock.today() - timedelta(days=1)
        self.seen()

    @rule(who=number, cover=number, first=st.integers(-1, 2), days=st.integers(0, 2))
    def a_worker_is_away(self, who: int, cover: int, first: int, days: int) -> None:
        away, covering = self.one_of(self.town.workers, who).id, self.one_of(self.town.workers, cover).id
        begins = clock.today() + timedelta(days=first)
        ends = begins + timedelta(days=days)
        self.db.add(Absence(worker_id=away, cover_id=covering, from_on=begins, until_on=ends))
        self.db.flush()
        self.oracle.leaves.append((away, covering, begins, ends))
        self.seen()

    @rule(who=number, worker=number)
    def someone_gets_a_circle_of_their_own(self, who: int, worker: int) -> None:
        circle.give_private(self.db, self.row(Person, who), self.one_of(self.town.workers, worker).id)
        self.seen()

    # --- Sharing

    @rule(about=number, decider=number, kind=kinds, status=st.sampled_from([YES, YES, *DECISIONS]), lasts=lengths)
    def someone_answers(self, about: int, decider: int, kind: InfoKind, status: ConsentStatus, lasts: Any) -> None:
        whom = self.row(Person, about)
        beside = [id_ for id_, one in self.oracle.people.items() if one.family == whom.family_id]
        by = self.db.get_one(Person, self.one_of(beside, decider))
        self.answer(whom, by, kind, status, lasts)
        self.seen()

    @rule(kind=kinds, which=number, lasts=lengths)
    def everyone_says_yes(self, kind: InfoKind, which: int, lasts: ConsentLasts) -> None:
        family = self.one_of(self.oracle.areas, which)
        for id_ in [id_ for id_, one in self.oracle.people.items() if one.family == family]:
            deciders = [one for one in self.oracle.people if self.oracle.people[one].family == family]
            for by in (one for one in deciders if self.oracle.may_decide(one, id_)):
                self.answer(self.db.get_one(Person, id_), self.db.get_one(Person, by), kind, YES, lasts)
        self.seen()

    def answer(self, about: Person, by: Person, kind: InfoKind, status: ConsentStatus, lasts: ConsentLasts) -> None:
        agency = self.town.school.id
        matter = Matter(about=about, decider=by, agency_id=agency, kind=kind)
        try:
            consent.write_down(self.db, self.by, matter, Answer(status=status, how=ConsentHow.PAPER, lasts=lasts))
        except NotAllowed:
            assert not self.oracle.may_decide(by.id, about.id)
        else:
            assert self.oracle.may_decide(by.id, about.id)
            last = self.oracle.today + timedelta(days=DAYS[lasts]) if DAYS[lasts] else None
            self.oracle.said[about.id, by.id, agency, kind] = status, last
        self.life.pass_time(timedelta(seconds=1))

    @rule(who=number, understands=st.booleans())
    def a_judgement_is_recorded(self, who: int, understands: bool) -> None:
        row = self.row(Person, who)
        person.judge_understanding(self.db, self.by, row, understands=understands, version=row.version)
        self.oracle.people[row.id].understands = understands
        self.seen()

    @rule(who=number, answer=st.sampled_from(Responsibility))
    def responsibility_is_recorded(self, who: int, answer: Responsibility) -> None:
        row = self.row(Person, who)
        person.change(self.db, self.by, row, version=row.version, responsibility=answer)
        self.oracle.people[row.id].is_responsible = answer is Responsibility.YES
        self.seen()

    # --- Time

    @precondition(lambda self: any(self.ends()))
    @rule(which=number, seconds=st.sampled_from([-1, 0]))
    def a_yes_is_about_to_end(self, which: int, seconds: int) -> None:
        """The partner looks at the last second of its last day, or at the very midnight."""
        midnight = datetime.combine(self.one_of(self.ends(), which), clock_time(), clock.LONDON)
        self.life.pass_time(max(midnight + timedelta(seconds=seconds) - self.oracle.now, timedelta()))
        self.look("partner")
        self.seen()

    def ends(self) -> list[date]:
        """Return the days after the last ones of what was said, from today on."""
        days = [last + timedelta(days=1) for _status, last in self.oracle.said.values() if last]
        return [day for day in days if day >= self.oracle.today]

    @rule(days=st.integers(1, 3))
    def days_go_by(self, days: int) -> None:
        self.life.pass_time(timedelta(days=days))
        self.seen()


@pytest.mark.slow
def test_whatever_happens_everyone_sees_what_the_rules_say(database, engine_name, figure):
    many = SEQUENCES if engine_name == "sqlite" else SEQUENCES // FEWER

    class Lives(Machine):
        town = Town(database)

    began = time.perf_counter()
    try:
        run_state_machine_as_test(Lives, settings=settings(max_examples=many, stateful_step_count=TURNS, **AS_IT_IS))
    except Exception as wrong:
        wrong.add_note(f"Somebody saw something else in life {Lives.disagreed_in} of {many}.")
        raise
    minutes = (time.perf_counter() - began) / 60
    figure(f"made-up lives, {engine_name}", Lives.lives, many)
    figure(f"made-up lives in a minute, {engine_name}", round(Lives.lives / minutes), 1)
