"""Tells what was shared of a family, with whom, and what came back."""

from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial

from portal import clock
from portal.commands import share as commands
from portal.commands.share import Letter
from portal.demo.days import workday
from portal.demo.story import Story
from portal.models.sharing_words import Purpose
from portal.queries import override, share, worker
from portal.queries.override import standing_parts
from portal.queries.override_view import OverrideView
from portal.queries.shareable import gather
from portal.web.share_body import Heading, write

AT = time(14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Something was shared with one person of one service."""

    on: int
    agency: str
    to_name: str
    for_what: Purpose
    purpose: str
    asks: tuple[str, ...]
    language: str
    weeks: int = 4
    by: str = "beth"
    reply: str = ""
    is_without: bool = False
    """Whether it goes on a decision without agreement that stands, and on that alone."""


def shared(story: Story, *told: Shared) -> None:
    """Tell what was shared."""
    for one in told:
        story.then(one.on, AT, partial(_share, story, one))


def _share(story: Story, told: Shared) -> None:
    db, by, agency = story.db, story.actor(told.by), story.council.agencies[told.agency]
    decision = _decision(story, told) if told.is_without else None
    parts = standing_parts(db, by, story.family_id, agency.id, decision.id) if decision else ()
    may_go = gather(db, by, story.family_id, agency.id, parts, is_alone=told.is_without, for_what=told.for_what)
    written = write(_heading(story, told, decision), may_go)
    letter = Letter(
        agency_id=agency.id,
        to_name=told.to_name,
        for_what=told.for_what,
        purpose=told.purpose,
        body=written.body,
        language=told.language,
        grounds={need: may_go.coverage.grounds[need] for need in written.needs},
        weeks=told.weeks,
        code_hash=story.council.password_hash,
        override_id=decision.id if decision else None,
    )
    made, _key = commands.make(db, by, story.family_id, letter)
    db.flush()
    view = share.one(db, by, story.family_id, made.id)
    commands.try_code(db, view, fits=True)
    if told.reply:
        commands.reply(db, view, told.reply)


def _decision(story: Story, told: Shared) -> OverrideView:
    """Return the decision without agreement about this service that stands."""
    agency = story.council.agencies[told.agency]
    found = override.of_family(story.db, story.actor(told.by), story.family_id)
    return next(one for one in found if one.covers and one.agency_id == agency.id)


def _heading(story: Story, told: Shared, decision: OverrideView | None) -> Heading:
    authority = story.council.authority
    return Heading(
        service=story.council.agencies[told.agency].name,
        to_name=told.to_name,
        for_what=told.for_what,
        purpose=told.purpose,
        sender=worker.own_name(story.db, story.actor(told.by)),
        council=authority.name_cy if told.language == "cy" else authority.name_en,
        language=told.language,
        ends_on=clock.today() + timedelta(weeks=told.weeks),
        asks=told.asks,
        what=decision.what if decision else "",
        what_language=decision.language if decision else "",
        asked_by=workday(clock.today(), 5),
    )
