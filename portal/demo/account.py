"""Tells what a keyworker does first: checks papers, judges understanding, hands out the ways in."""

from functools import partial

from sqlalchemy import update

from portal import clock
from portal.commands import circle, entry, invitation, person
from portal.demo.days import AFTERNOON, MORNING, NOON
from portal.demo.people import NAMES
from portal.demo.story import Story
from portal.models import Account, Invitation
from portal.models.words import Responsibility, Side
from portal.queries.account import actor_of
from portal.security.sign_in import name_lookup


def responsible(story: Story, by: str, on: int, *parents: str) -> None:
    """Tell when a worker saw who has parental responsibility."""
    for key in parents:
        story.then(on, NOON, partial(_responsible, story, by, key))


def _responsible(story: Story, by: str, key: str) -> None:
    who = story.people[key]
    person.change(story.db, story.actor(by), who, version=who.version, responsibility=Responsibility.YES)


def understands(story: Story, by: str, on: int, key: str, why: str) -> None:
    """Tell when and why a worker judged that a young person understands decisions on sharing."""
    story.then(on, NOON, partial(_understands, story, by, key, why))


def _understands(story: Story, by: str, key: str, why: str) -> None:
    who = story.people[key]
    person.judge_understanding(story.db, story.actor(by), who, understands=True, version=who.version, why=why)


def came_in(story: Story, by: str, on: int, key: str, *, language: str) -> None:
    """Tell when a worker invited someone and they took it up the same day."""
    story.then(on, MORNING, lambda: invitation.make(story.db, story.actor(by), story.people[key]))
    story.then(on, AFTERNOON, partial(_accept, story, by, key, language))


def _accept(story: Story, by: str, key: str, language: str) -> None:
    """Do what `invitation.accept` does, with the one password hash that was made before."""
    db, now, who = story.db, clock.now(), story.people[key]
    db.execute(update(Invitation).where(Invitation.person_id == who.id).values(used_at=now))
    account = Account(
        authority_id=story.council.authority.id,
        side=Side.FAMILY,
        person_id=who.id,
        name_lookup=name_lookup(db, NAMES[key]),
        password_hash=story.council.password_hash,
        password_changed_at=now,
        language=language,
        created_at=now,
    )
    db.add(account)
    db.flush()
    circle.give_private(db, who, story.council.workers[by].id)
    story.let_in(key, actor_of(db, account.id))
    entry.record(db, story.actor(key), story.family_id, "invitation_used", who.id)
