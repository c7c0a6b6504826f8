"""The turns of sharing in which nobody answers: who decides changes, and days go by. What every turn needs.

The other turns stand in tests/portal/test_consent_machine.py.
"""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from portal.commands import consent, person
from portal.commands import family as families
from portal.commands.consent import Answer, Matter
from portal.errors import NotAllowed
from portal.models import Authority, Family, Person
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentHow, ConsentStatus, FamilyStatus, InfoKind, Relationship, Responsibility
from portal.queries.account import actor_of
from tests.support.consent_oracle import Question
from tests.support.consent_town import ConsentTown, Sharing

number = st.integers(0, 99)


class ConsentTurns(RuleBasedStateMachine):
    """One life; each rule is a command of the portal and the same thing said to the oracle."""

    town: ConsentTown
    lives = 0
    disagreed_in = 0
    """The first life in which something stood otherwise than the oracle has it."""

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

    def kin(self, family: Any) -> list[Any]:
        return [id_ for id_, one in self.oracle.people.items() if one.family == family]

    def deciders_of(self, about: Any) -> list[Any]:
        kin = self.kin(self.oracle.people[about].family)
        return [one for one in kin if self.oracle.may_decide(one, about)]

    def question(self, about: int, decider: int, service: int, kind: InfoKind) -> Question:
        whom = self.someone(about)
        by = self.one_of(self.kin(self.oracle.people[whom].family), decider)
        return Question(by, whom, self.one_of(self.town.services, service), kind)

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

    @rule(which=number, ends=st.booleans())
    def the_help_of_a_family_ends_or_goes_on(self, which: int, ends: bool) -> None:
        row = self.db.get_one(Family, self.one_of(self.town.families, which).id)
        status, day = (FamilyStatus.CLOSED, self.oracle.today) if ends else (FamilyStatus.OPEN, None)
        families.change(self.db, self.beth, row, version=row.version, status=status, closed_on=day)
        self.oracle.turn(row.id, ends=ends)
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
