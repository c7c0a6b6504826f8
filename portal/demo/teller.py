"""Tells an invented family's life by chance, between two working days."""

import random
from collections.abc import Iterator
from datetime import time

from portal.demo.consent import Asked, Said
from portal.demo.goal import Answer, Wish
from portal.demo.names import GOALS, HEALTH_PURPOSES, PURPOSES, STEPS, WHYS
from portal.demo.step import Dropped, Moved, Stone
from portal.demo.story import Someone
from portal.demo.team import Place
from portal.models.words import Colour, ConsentHow, ConsentStatus, InfoKind, MemberFunction, Scale

COMING = {"today": (0, 0), "overdue": (-4, -1), "soon": (1, 6), "later": (7, 20)}
"""Between which working days the next step is."""
TOLD_AT_MOST = -12
"""How long before today a step that is still coming was told."""
ANSWERS = (
    ConsentStatus.GIVEN, ConsentStatus.GIVEN, ConsentStatus.REFUSED, ConsentStatus.TALK, ConsentStatus.WITHDRAWN
)  # fmt: skip


class Teller:
    """Draws one family's steps, goals and decisions."""

    def __init__(
        self,
        chance: random.Random,
        keyworker: str,
        language: str,
        first: int,
        latest: int,
        people: tuple[Someone, ...],
    ) -> None:
        """Take the family's keyworker, its language and the working days between which things were told."""
        self.chance, self.keyworker, self.language = chance, keyworker, language
        self.first, self.latest, self.people = first, latest, people
        self.has_visitor = self._one_in(3)

    def _one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0

    def _day(self) -> int:
        return self.chance.randint(self.first, self.latest)

    def places(self, on: int) -> Iterator[Place]:
        """Draw the team: the keyworker, sometimes the health visitor."""
        yield Place(
            worker=self.keyworker,
            on=on,
            function=MemberFunction.KEYWORKER,
            purpose=PURPOSES[self.language],
            language=self.language,
        )
        if self.has_visitor:
            yield Place(
                worker="mari",
                on=on + 1,
                function=MemberFunction.TEAM_MEMBER,
                purpose=HEALTH_PURPOSES[self.language],
                language=self.language,
            )

    def stones(self, due: str) -> Iterator[Stone]:
        """Draw up to three steps that ended, and the one that is due."""
        for _ in range(self.chance.randint(0, 3)):
            yield self._ended()
        if due in COMING:
            on = self.chance.randint(*COMING[due])
            told = self.chance.randint(max(self.first, TOLD_AT_MOST), min(self.latest, on - 1))
            yield self._stone(told, on, is_about=due == "later", is_overdue=due == "overdue")

    def _ended(self) -> Stone:
        told, on = sorted(self.chance.sample(range(self.first, self.latest + 1), 2))
        why = self.chance.choice(WHYS[self.language])
        if self._one_in(8):
            return self._stone(told, on, dropped=Dropped(told=on, why=why))
        if self._one_in(6):
            return self._stone(told, on, moved=Moved(told=told, first_on=on - 1, why=why))
        return self._stone(told, on)

    def _stone(
        self,
        told: int,
        on: int,
        *,
        is_about: bool = False,
        is_overdue: bool = False,
        moved: Moved | None = None,
        dropped: Dropped | None = None,
    ) -> Stone:
        what, where = self.chance.choice(STEPS[self.language])
        return Stone(
            by=self.keyworker,
            told=told,
            on=on,
            at=None if is_about else time(self.chance.randint(9, 16), self.chance.choice((0, 15, 30, 45))),
            is_about=is_about,
            what=what,
            who=", ".join(one.first_name for one in self.people[:2]),
            where=where,
            language=self.language,
            moved=moved,
            dropped=dropped,
            is_overdue=is_overdue,
        )

    def wishes(self) -> Iterator[Wish]:
        """Draw up to two goals, one of them perhaps a child's with colours."""
        if not self._one_in(4):
            yield self._goal_in_numbers()
        if self._one_in(4):
            yield self._goal_in_colours()

    def _goal_in_numbers(self) -> Wish:
        days = self._score_days()
        value = self.chance.randint(0, 4)
        scores = list[Answer]()
        for on in days[1:]:
            scores.append(Answer(on=on, by="grown-up-0", value=value, beside=self.keyworker))
            value = min(10, max(0, value + self.chance.randint(-1, 3)))
        return self._wish(days[0], None, tuple(scores), Scale.TEN)

    def _goal_in_colours(self) -> Wish:
        days, colours = self._score_days(), (*Colour, None)
        scores = (
            Answer(on=on, by="child-0", colour=self.chance.choice(colours), beside=self.keyworker) for on in days[1:]
        )
        return self._wish(days[0], "child-0", tuple(scores), Scale.RAG)

    def _score_days(self) -> list[int]:
        """Return when a goal was set, and when it was scored after that: not at all, or up to four times."""
        return sorted(self._day() for _ in range(self.chance.randint(1, 5)))

    def _wish(self, on: int, owner: str | None, scores: tuple[Answer, ...], scale: Scale) -> Wish:
        return Wish(
            by=self.keyworker,
            on=on,
            owner=owner,
            words=self.chance.choice(GOALS[self.language]),
            language=self.language,
            scale=scale,
            scores=scores,
        )

    def words(self) -> Iterator[Asked | Said]:
        """Draw what became of the question whether the health board may know: not asked, asked, or answered."""
        if not self.has_visitor or self._one_in(3):
            return
        on = self._day()
        yield Asked(
            on=on,
            decider="grown-up-0",
            about="grown-up-0",
            agency="health",
            kind=InfoKind.HEALTH,
            purpose=HEALTH_PURPOSES[self.language],
            by=self.keyworker,
        )
        if not self._one_in(4):
            yield Said(
                on=on,
                decider="grown-up-0",
                about="grown-up-0",
                agency="health",
                kind=InfoKind.HEALTH,
                status=self.chance.choice(ANSWERS),
                how=ConsentHow.PHONE,
                beside=self.keyworker,
            )
