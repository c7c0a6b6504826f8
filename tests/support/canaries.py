"""A mark of its own in every sensitive place of the county's database, and who may read each of them."""

import dataclasses
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.database import session_of, unit_of_work
from portal.models import Agency, Base, Family, Goal, Occasion, Person, SafeContact, Step, Worker
from portal.models.base import Sealed
from portal.queries.safe_contact import mark
from portal.security.keys import keyring, learn_key
from tests.support.county import ELSEWHERE, OURS, County
from tests.support.house import HERS, HIS, IN, House
from tests.support.sight import AT_HOME, COUNCIL, sees_circle, sees_family

MARK = re.compile(rb"qz[0-9a-f]{6}qz")
OPEN_TEXT = frozenset({"agency.name", "worker.first_name", "worker.last_name", "worker.email", "worker.phone"})
"""Columns that are not sealed, and yet tell something: a school or its teacher says where a home is."""


@dataclasses.dataclass(frozen=True)
class Mark:
    """Where a mark was put."""

    column: str
    """`table.column`."""
    family: str
    whose: str
    """A circle, or someone of the family; empty where it is the family's."""


Rule = Callable[[Mark, str, str], bool]
"""Takes a mark, an actor and what was said on sharing."""


def of_circle(mark: Mark, actor: str, state: str) -> bool:
    """Whoever sees the circle."""
    return sees_circle(actor, mark.family, mark.whose, state)


def of_circle_but_no_partner(mark: Mark, actor: str, state: str) -> bool:
    """Whoever of the family sees the circle, and the council's workers."""
    return actor != "partner" and of_circle(mark, actor, state)


def of_workers(mark: Mark, actor: str, state: str) -> bool:
    """The council's workers of the family, and no partner."""
    return actor in COUNCIL and sees_family(actor, mark.family, state)


def of_look(mark: Mark, actor: str, state: str) -> bool:
    """Whoever sees the circle, and no partner."""
    return actor != "partner" and of_circle(mark, actor, state)


def of_answer(mark: Mark, actor: str, state: str) -> bool:
    """As of a look; a partner reads an answer on health where everyone in the circle let it go: the mother does not."""
    if actor == "partner" and mark.whose in IN:
        return "mother" not in IN[mark.whose] and of_circle(mark, actor, state)
    return of_look(mark, actor, state)


def of_goal(mark: Mark, actor: str, state: str) -> bool:
    """Whoever sees the circle; a partner also a goal of the mother's own, who said yes, in a home where one did not."""
    is_hers = mark.family == OURS and mark.whose == HERS
    return of_circle(mark, actor, state) or (actor == "partner" and state == "lapsed" and is_hers)


def of_all_workers(mark: Mark, actor: str, state: str) -> bool:
    """Workers who may know of the family, a partner's too; nobody of the family."""
    return actor not in AT_HOME and sees_family(actor, mark.family, state)


def of_beside(mark: Mark, actor: str, state: str) -> bool:
    """Whoever shares a circle with the person; a partner when a yes about that person stands."""
    if actor in AT_HOME:
        return mark.family == OURS and any({actor, mark.whose} <= people for people in IN.values())
    return of_workers(mark, actor, state) or _partner(mark, actor, state)


def of_oneself(mark: Mark, actor: str, state: str) -> bool:
    """The person and workers: no other member of the family."""
    own = mark.family == OURS and actor == mark.whose
    return own or of_workers(mark, actor, state) or _partner(mark, actor, state)


def of_decider(mark: Mark, actor: str, state: str) -> bool:
    """Who decides, and the council's workers."""
    return (mark.family == OURS and actor == mark.whose) or of_workers(mark, actor, state)


def of_thinker(mark: Mark, actor: str, state: str) -> bool:
    """The child who thinks it, while others decide about them; and the council's workers, no partner."""
    return of_decider(mark, actor, state)


def of_nobody(_mark: Mark, _actor: str, _state: str) -> bool:
    """No page: the command line alone."""
    return False


def of_home(mark: Mark, actor: str, state: str) -> bool:
    """Who lives there, and workers; a partner when a yes about someone who lives there stands."""
    lives = mark.family == OURS and actor in AT_HOME & IN[mark.whose]
    return lives or of_workers(mark, actor, state) or (actor == "partner" and sees_family(actor, mark.family, state))


def of_helper(mark: Mark, actor: str, state: str) -> bool:
    """Who sees the circle that the helper is in; colleagues of the same council; the helper's own agency."""
    council = "stranger" if mark.family == ELSEWHERE else "keyworker cover gone late colleague manager"
    own = actor == "partner" and mark.family == OURS and mark.whose == "whole"
    return actor in council.split() or own or of_circle(mark, actor, state)


def _partner(mark: Mark, actor: str, state: str) -> bool:
    is_lapsed = state == "lapsed" and mark.whose == "young"
    return actor == "partner" and sees_family(actor, mark.family, state) and not is_lapsed and mark.whose != "baby"


AUDIENCE: Mapping[str, Rule] = {
    "family.ref": of_all_workers,
    "family.name": of_all_workers,
    "household.name": of_home,
    "household.address": of_home,
    "person.first_name": of_beside,
    "person.last_name": of_beside,
    "person.known_as": of_beside,
    "person.mobile": of_oneself,
    "person.email": of_oneself,
    "person.school": of_oneself,
    "goal.words": of_goal,
    "goal.reason": of_circle,
    "wording.words": of_circle,
    "first_step.words": of_circle,
    "score.why": of_goal,
    "praise.words": of_circle_but_no_partner,
    "occasion.skipped_why": of_look,
    "rating.why": of_answer,
    "step.what": of_circle,
    "step.who": of_circle,
    "step.where": of_circle,
    "step.why": of_circle,
    "step_move.why": of_circle,
    "member.purpose": of_circle,
    "child_round.present": of_workers,
    "voice.words": of_circle_but_no_partner,
    "voice.answer": of_circle_but_no_partner,
    "voice.what_happened": of_circle_but_no_partner,
    "consent.part": of_decider,
    "consent.purpose": of_decider,
    "consent.witness": of_workers,
    "child_view.words": of_thinker,
    "child_view.weighed": of_workers,
    "judgement.why": of_workers,
    "share.to_name": of_workers,
    "share.purpose": of_workers,
    "share.body": of_workers,
    "share.reply": of_workers,
    "note.words": of_workers,
    "override.to_whom": of_decider,
    "override.what": of_decider,
    "override.why": of_workers,
    "override.manager_why": of_workers,
    "override.why_not_told": of_workers,
    "override_told.how": of_workers,
    "entry.reason": of_workers,
    "opening.reason": of_workers,
    "family.hold_reason": of_nobody,
    "safe_contact.how": of_decider,
    "safe_contact.ways": of_decider,
    "safe_contact.hours": of_decider,
    "safe_contact.words": of_decider,
    "safe_contact.code_word": of_decider,
    "safe_contact.email_mark": of_decider,
    "safe_contact.mobile_mark": of_decider,
    "agency.name": of_helper,
    "worker.first_name": of_helper,
    "worker.last_name": of_helper,
    "worker.email": of_helper,
    "worker.phone": of_helper,
}
"""Who may read each sensitive column. One that is not named here fails the tests until somebody decides."""


CODED = frozenset(f"safe_contact.{name}" for name in ("how", "ways", "hours", "words", "email_mark", "mobile_mark")) | {
    "entry.reason",
    "family.hold_reason",
    "share.body",
}
"""Sealed words of ours and digests, which bear no mark; reasons of entries, which never change, and of holds, which
no page shows; and letters, which are no plain text: tests/portal/test_random_shares.py searches these."""


TELLING = frozenset({"occasion.skipped_why"})
"""Words that tell by being there that others are not: a mark goes only where some stand."""


def sealed_columns() -> dict[type[Any], list[str]]:
    """Return the sealed columns of every table."""
    models = sorted((one.class_ for one in Base.registry.mappers), key=lambda one: one.__name__)
    found = {model: [name for name, value in vars(model).items() if isinstance(value, Sealed)] for model in models}
    return {model: names for model, names in found.items() if names}


def plant(county: County) -> dict[bytes, Mark]:
    """Put a mark into every sensitive column of every row, and return what each stands for."""
    marks: dict[bytes, Mark] = {}

    def new(column: str, family: str, whose: str) -> str:
        text = f"qz{len(marks):06x}qz"
        marks[text.encode()] = Mark(column, family, whose)
        return f"{text}@demo.example" if column.endswith("email") else text

    with session_of(county.database), unit_of_work() as db:
        for house in county.houses.values():
            learn_key(db, house.family.id)
            for model, names in sealed_columns().items():
                for row in db.scalars(select(model).where(_family(model) == house.family.id)):
                    for name, column in bearers(row, names):
                        setattr(row, name, new(column, house.called, whose(db, house, row)))
            for column, row, circle in open_text(db, house):
                setattr(row, column, new(f"{row.__tablename__}.{column}", house.called, circle))
            for safe in db.scalars(select(SafeContact).where(SafeContact.family_id == house.family.id)):
                safe.email_mark = mark(db.get_one(Person, safe.person_id).email)
            family = db.get_one(Family, house.family.id)
            family.ref_lookup = keyring(db).master.lookup("family.ref", family.ref)
            house.family = dataclasses.replace(house.family, ref=family.ref)
    return marks


def bearers(row: Any, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns of a row that bear a mark: their names, and these with the table's."""
    for name in names:
        column = f"{row.__tablename__}.{name}"
        if column not in CODED and (column not in TELLING or getattr(row, name)):
            yield name, column


def _family(model: type[Any]) -> Any:
    return model.id if model is Family else model.family_id


def open_text(db: Session, house: House) -> Iterator[tuple[str, Base, str]]:
    """Yield the unsealed columns that tell something: column, row, and the circle that may know."""
    for circle, helper in house.team.items():
        yield "name", db.get_one(Agency, helper.agency.id), circle
        for column in ("first_name", "last_name", "email", "phone"):
            yield column, db.get_one(Worker, helper.id), circle


BELONGS: Mapping[str, tuple[type[Any], str]] = {
    "score": (Goal, "goal_id"),
    "wording": (Goal, "goal_id"),
    "first_step": (Goal, "goal_id"),
    "step_move": (Step, "step_id"),
    "rating": (Occasion, "occasion_id"),
}
"""What stands in the circle of something else."""


def whose(db: Session, house: House, row: Any) -> str:
    """Return the circle or the person that a row is about."""
    if row.__tablename__ in BELONGS:
        model, key = BELONGS[row.__tablename__]
        row = db.get_one(model, getattr(row, key))
    if row.__tablename__ == "override":
        return "mother" if row.told_on else ""
    names: dict[uuid.UUID, str] = {id_: name for name, id_ in house.circles.items()}
    names |= {one.id: name for name, one in house.people.items()}
    names |= {house.homes[name].id: name for name in (HERS, HIS)}
    for key in ("circle_id", "decider_id", "person_id", "id"):
        if found := names.get(getattr(row, key, uuid.UUID(int=0))):
            return found
    return ""
