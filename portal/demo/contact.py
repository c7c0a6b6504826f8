"""Tells how someone of a family said that they may be contacted."""

from dataclasses import dataclass
from functools import partial

from portal.commands import safe_contact
from portal.demo.days import EVENING
from portal.demo.story import Story
from portal.models.notice_kinds import NoticeWords
from portal.models.words import ContactHow, ContactWay
from portal.queries.safe_contact import shown
from portal.safe_hours import Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """What one person said in Nod."""

    key: str
    on: int
    ways: tuple[ContactWay, ...]
    spells: tuple[Spell, ...] = ()
    words: NoticeWords = NoticeWords.PLAIN
    code_word: str = ""


def safely(story: Story, said: Safe) -> None:
    """Tell when someone said it, after they had come in."""
    story.then(said.on, EVENING, partial(_say, story, said))


def _say(story: Story, said: Safe) -> None:
    who = story.people[said.key]
    safe_contact.say(
        story.db,
        story.actor(said.key),
        who,
        how=ContactHow.WAYS,
        ways=said.ways,
        spells=said.spells,
        words=said.words,
        code_word=said.code_word,
        version=0,
        looked_at=shown(who.email, who.mobile),
    )
