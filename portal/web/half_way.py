"""An answer on sharing that was begun and not saved: kept for a week, so that its giver can come back to it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.database import session, unit_of_work
from portal.models.account import HALF_WAY, HALF_WAY_FOR
from portal.models.sharing_words import ConsentLasts
from portal.models.words import YES, ConsentStatus
from portal.queries.asking import Question
from portal.web import drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfWay:
    """What was said so far."""

    status: ConsentStatus
    part: str = ""
    lasts: ConsentLasts | None = None
    read: int
    """How much had been said on the question when this was begun."""

    @property
    def is_yes(self) -> bool:
        """Say whether it is asked for how long."""
        return self.status in YES

    @property
    def is_part(self) -> bool:
        """Say whether it is asked which part."""
        return self.status is ConsentStatus.PART

    @property
    def is_whole(self) -> bool:
        """Say whether nothing more is asked."""
        return not self.is_yes or (self.lasts is not None and (bool(self.part) or not self.is_part))


def of(actor: Actor, question: Question) -> HalfWay | None:
    """Return what somebody began to answer."""
    kept = drafts.read(session(), actor, _place(question), HALF_WAY_FOR)
    if kept is None:
        return None
    fields = {name: values[0] for name, values in kept.items() if values}
    return said(fields, int(fields["read"]))


def begun(db: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """Return the questions that somebody began to answer."""
    places = drafts.places(db, actor, HALF_WAY, HALF_WAY_FOR)
    return frozenset(uuid.UUID(place.removeprefix(HALF_WAY)) for place in places)


def said(fields: Mapping[str, str | None], read: int) -> HalfWay:
    """Return what these fields say; raises `ValueError` where they say what is not offered."""
    lasts = fields.get("lasts")
    return HalfWay(
        status=ConsentStatus(fields.get("answer") or ""),
        part=fields.get("part") or "",
        lasts=ConsentLasts(lasts) if lasts else None,
        read=read,
    )


def keep(actor: Actor, question: Question, half: HalfWay) -> None:
    """Keep what was said so far, in place of what was said before."""
    said_so_far = {"answer": half.status, "part": half.part, "lasts": half.lasts or "", "read": str(half.read)}
    with unit_of_work() as db:
        drafts.put(db, actor, _place(question), {name: [value] for name, value in said_so_far.items()})


def drop(db: Session, actor: Actor, question: Question) -> None:
    """Keep nothing of it any more."""
    drafts.drop(db, actor, _place(question))


def _place(question: Question) -> str:
    return f"{HALF_WAY}{question.id}"
