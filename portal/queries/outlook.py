"""What holds where several people answered one question, whether they agree, and whether the child sees it so too."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from portal import clock
from portal.models.sharing_words import ASK_AGAIN_BEFORE, ChildSays
from portal.models.words import YES, ConsentStatus
from portal.queries.asking import Question
from portal.queries.child_view import Matter, ViewRow

CAREFUL = (
    ConsentStatus.WITHDRAWN,
    ConsentStatus.REFUSED,
    ConsentStatus.TALK,
    ConsentStatus.NOT_NOW,
    ConsentStatus.PART,
    ConsentStatus.GIVEN,
)
"""Decisions, the most careful first."""
NO = (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN)


class Decision(Protocol):
    """One person's newest decision on one question."""

    @property
    def status(self) -> ConsentStatus: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def is_over(self) -> bool: ...


def holding(decisions: Iterable[Decision]) -> ConsentStatus:
    """Return what holds of the newest decisions of everyone who decides: the most careful. A yes that is over is none.

    What a partner agency sees follows the same rule, written in SQL: `portal.standing.is_yes` and `is_not_yes`.
    """
    said = sorted(decisions, key=lambda one: (one.status is ConsentStatus.GIVEN and one.is_over, _place(one)))
    if not said:
        return ConsentStatus.NOT_ASKED
    return ConsentStatus.LAPSED if said[0].is_over else said[0].status


def _place(decision: Decision) -> int:
    return CAREFUL.index(decision.status)


def disagree(decisions: Iterable[Decision]) -> bool:
    """Say whether people who decide about one thing do not say the same: yes, only part, or none of it."""
    said = {one.status if one.status in YES else ConsentStatus.REFUSED for one in decisions if not one.is_over}
    return len(said) > 1


def sees_differently(says: ChildSays, holds: ConsentStatus) -> bool:
    """Say whether a child thinks otherwise than the grown-ups decided; unsure of a yes counts as otherwise."""
    if holds in YES:
        return says is not ChildSays.FINE
    return holds in NO and says is ChildSays.FINE


def ends_soon(decision: Decision) -> bool:
    """Say whether a yes counts still, and ends within two weeks."""
    if decision.status not in YES or decision.until_on is None or decision.is_over:
        return False
    return decision.until_on <= clock.today() + ASK_AGAIN_BEFORE


class Weighed(Protocol):
    """When a worker looked at how a child sees it, and what held then."""

    @property
    def weighed_at(self) -> datetime | None: ...
    @property
    def held_then(self) -> ConsentStatus | None: ...


def is_unweighed(view: Weighed, holds: ConsentStatus, decided: Iterable[datetime]) -> bool:
    """Say whether no worker looked at a difference since the newest decision that it differs from, or held till now."""
    at = view.weighed_at
    return at is None or view.held_then is not holds or any(later > at for later in decided)


@dataclass(frozen=True, slots=True)
class Outlook:
    """One kind of information about one person, for one agency, as everyone who decides and the child see it."""

    questions: tuple[Question, ...]
    """Of each who decides today."""
    view: ViewRow | None
    """The newest that the child said who does not decide."""
    earlier: tuple[ViewRow, ...]

    @property
    def first(self) -> Question:
        """Return one of the questions, for what they have in common: one that was answered, where there is one."""
        return next((asked for asked in self.questions if asked.decision), self.questions[0])

    @property
    def holds(self) -> ConsentStatus:
        """Return what holds for all of them."""
        return holding(self._decisions)

    @property
    def is_disagreed(self) -> bool:
        """Say whether they do not say the same."""
        return disagree(self._decisions)

    @property
    def differs(self) -> bool:
        """Say whether the child sees it differently."""
        return self.view is not None and sees_differently(self.view.says, self.holds)

    @property
    def to_weigh(self) -> bool:
        """Say whether a worker has yet to look at how the child sees it."""
        return self.view is not None and self.differs and is_unweighed(self.view, self.holds, self._times)

    @property
    def length(self) -> int:
        """Return how much was said and weighed in all: who weighs it, weighs all of that."""
        views = (self.view, *self.earlier) if self.view else ()
        return sum(len(asked.history) for asked in self.questions) + sum(view.version for view in views)

    @property
    def _decisions(self) -> Sequence[Decision]:
        return [asked.decision for asked in self.questions if asked.decision]

    @property
    def _times(self) -> Iterable[datetime]:
        return [asked.decision.at for asked in self.questions if asked.decision]


def outlooks(asked: Iterable[Question], views: Sequence[ViewRow]) -> Mapping[Matter, Outlook]:
    """Return everyone's questions put together by what they are about, with what the child said.

    Args:
        views: what children said, newest first; who decides for themself by now says it as a decision.
    """
    together: dict[Matter, list[Question]] = {}
    for question in asked:
        together.setdefault(matter_of(question), []).append(question)
    return {matter: _outlook(questions, views, matter) for matter, questions in together.items()}


def _outlook(questions: Sequence[Question], views: Sequence[ViewRow], matter: Matter) -> Outlook:
    said = [] if questions[0].is_about_self else [row for row in views if row.matter == matter]
    return Outlook(tuple(questions), said[0] if said else None, tuple(said[1:]))


def matter_of(question: Question) -> Matter:
    """Return what a question is about."""
    return question.about_id, question.agency_id, question.kind


def notable(found: Mapping[Matter, Outlook]) -> Sequence[Outlook]:
    """Return what a worker should look at first: differences that nobody weighed, then disagreements."""
    some = [one for one in found.values() if one.to_weigh or one.is_disagreed]
    return sorted(some, key=lambda one: not one.to_weigh)


def ending(asked: Iterable[Question]) -> Sequence[tuple[Question, uuid.UUID]]:
    """Return the questions whose yes ends soon or is over, with their addresses."""
    return [
        (question, question.id)
        for question in asked
        if question.decision and (ends_soon(question.decision) or question.decision.is_over)
    ]
