"""Tells how someone said things were, over the nineteen domains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from portal.commands import occasion
from portal.commands.occasion import Given
from portal.demo.days import AFTERNOON, EVENING
from portal.demo.story import Story
from portal.models.domains import Domain, Moment, RatingKind, Tool
from portal.models.gauges import Answer, Worry
from portal.models.words import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look. Its answers stand in the order of the domains: a number, a colour's first letter, or `-`, `?`, `x`."""

    on: int
    by: str
    answers: str
    """`0` to `4`, or `g`, `a`, `r`; `-` does not apply, `?` does not know, `x` does not want to say."""
    tool: Tool = Tool.DISTANCE
    moment: Moment = Moment.START
    beside: str | None = None
    language: str = "en"
    whys: Mapping[Domain, str] = field(default_factory=dict)
    helped: Mapping[Domain, int] = field(default_factory=dict)
    about: str | None = None
    """Whom it is about, where that is another than who looks."""
    circle: str | None = None
    """Who can see it, where that is more than who looks and their keyworker."""

    @property
    def is_whole(self) -> bool:
        """Say whether every domain was answered; a half-done look is gone on with another day."""
        return len(self.answers) == len(Domain)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Why someone's look is left out."""

    on: int
    by: str
    whose: str
    why: str
    moment: Moment = Moment.START


def looks(story: Story, told: Iterable[Look]) -> None:
    """Tell looks, each begun, and finished if it is whole, on its day, in the private circle of who looks."""
    for look in told:
        story.then(look.on, AFTERNOON, partial(_look, story, look))


def left_out(story: Story, told: Iterable[LeftOut]) -> None:
    """Tell why looks are left out."""
    for one in told:
        story.then(one.on, EVENING, partial(_leave_out, story, one))


def _look(story: Story, told: Look) -> None:
    actor, person = story.actor(told.beside or told.by), story.people[told.by]
    made = occasion.begin(
        story.db,
        actor,
        story.circle(told.circle or told.by),
        person=person,
        about=story.people[told.about] if told.about else (None if person.is_adult else person),
        tool=told.tool,
        moment=told.moment,
    )
    given = {
        domain: _given(sign, told.whys.get(domain, ""), told.language)
        for domain, sign in zip(Domain, told.answers, strict=told.is_whole)
    }
    occasion.keep(story.db, actor, made, given, version=made.version)
    if told.helped:
        occasion.keep_help(story.db, actor, made, told.helped, version=made.version)
    if told.is_whole:
        occasion.finish(story.db, actor, made, version=made.version)


def _given(sign: str, why: str, language: str) -> Given:
    kinds = {"-": RatingKind.NOT_APPLICABLE, "?": RatingKind.UNSURE, "x": RatingKind.SKIPPED}
    if sign in kinds:
        return Given(kinds[sign], None, why, language)
    answer: Answer = Worry(int(sign)) if sign.isdecimal() else {one[0]: one for one in Colour}[sign]
    return Given(RatingKind.SCORED, answer, why, language)


def _leave_out(story: Story, told: LeftOut) -> None:
    occasion.leave_out(
        story.db,
        story.actor(told.by),
        story.circle(told.whose),
        person=story.people[told.whose],
        tool=Tool.DISTANCE,
        moment=told.moment,
        why=told.why,
        language="en",
    )
