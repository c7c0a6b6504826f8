"""Tells in the audit of workers who asked for a family that they may not see."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.entry import record
from portal.models import Family, Knock
from portal.queries.account import actor_of
from portal.security.keys import keyring


def note(db: Session, actor: Actor, ref: str) -> None:
    """Write down that a worker asked for a family by its reference and was not let in.

    The same row is written whether or not there is such a family, so that neither the answer nor its time tells.
    """
    lookup = keyring(db).master.lookup("family.ref", ref)
    db.add(Knock(account_id=actor.account_id, ref_lookup=lookup, at=clock.now()))
    db.flush()


def told(db: Session) -> int:
    """Put what was written down into the audit of the families that it was about, and return how many it was.

    What was asked for and never was is forgotten.
    """
    entries = 0
    for asked in db.scalars(select(Knock).order_by(Knock.at, Knock.id)).all():
        worker = actor_of(db, asked.account_id)
        forms = (asked.ref_lookup, keyring(db).master.lifted(asked.ref_lookup))  # the master key may be changing
        family_id = db.scalar(
            select(Family.id).where(Family.authority_id == worker.authority_id, Family.ref_lookup.in_(forms))
        )
        if family_id:
            with clock.at(asked.at):
                record(db, worker, family_id, "family_refused", family_id, is_change=False)
            entries += 1
        db.delete(asked)
    db.flush()
    return entries
