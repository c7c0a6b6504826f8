"""Lets each kind of thing happen around sharing that somebody is told of by a letter."""

from datetime import timedelta

from portal import clock
from portal.commands import share as commands
from portal.commands.share import Letter
from portal.database import session_of
from portal.jobs.endings import ask_again
from portal.models.sharing_words import ConsentLasts, Purpose
from portal.models.words import ConsentStatus, InfoKind
from portal.queries import share
from portal.queries.coverage import coverage
from tests.factories import Make, PersonMade
from tests.support.law import BODY
from tests.support.people import keyworker_of


def sharing_that_is_told(make: Make, parent: PersonMade, word: str) -> None:
    """Let a yes end soon, be asked for anew and answered, and something be shared, by a yes and without.

    Args:
        word: stands in every name and text.
    """
    asked = make.question(parent, make.agency(f"Ysgol {word}"), purpose=word)
    with clock.at(clock.now() - timedelta(days=30)):
        make.decision(asked, lasts=ConsentLasts.REVIEW)
    with session_of(make.database) as db:
        ask_again(db)
    make.decision(asked, ConsentStatus.NOT_NOW)
    make.decision(asked, ConsentStatus.GIVEN, beside=parent.family.keyworker)
    make.manager()
    make.told(make.override(parent, what=word), parent)
    child = make.child(parent.family)
    make.child_view(make.question(parent, about=child, is_asked=False), words=word)
    make.understands(child)
    _shared(make, parent, word)


def _shared(make: Make, parent: PersonMade, word: str) -> None:
    """Let the keyworker share where the parent lives, and the receiver reply."""
    asked = make.question(parent, make.agency(f"Cartrefi {word}"), kind=InfoKind.HOME, is_asked=False)
    make.decision(asked)
    by = keyworker_of(parent.family)
    with make.writing() as db:
        letter = Letter(
            agency_id=asked.agency.id,
            to_name=word,
            for_what=Purpose.OTHER,
            purpose=word,
            body=BODY,
            language="en",
            grounds=coverage(db, by, parent.family.id, asked.agency.id).grounds,
            weeks=1,
            code_hash="-",
        )
        made, _key = commands.make(db, by, parent.family.id, letter)
        db.flush()
        commands.reply(db, share.one(db, by, parent.family.id, made.id), word)
