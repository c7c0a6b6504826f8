"""Every address of the application, filled in with what belongs to the first demo family."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from portal.database import Database, session_of
from portal.models import (
    Account,
    ChildView,
    Circle,
    Goal,
    Household,
    Member,
    Note,
    Occasion,
    Override,
    Person,
    Praise,
    Score,
    Share,
    Step,
    Voice,
)
from portal.models.words import CircleKind, Relationship
from portal.queries import account, pages
from portal.security.keys import learn_key
from portal.security.sign_in import name_lookup
from portal.web.access import ROUTES

LLWYD = "M1001"
OF_CHILDREN = tuple(page for page in ROUTES if page.startswith("worker.child"))
"""Pages that there are for a child, and for nobody else."""


@dataclass(frozen=True)
class Place:
    """One address and how it is asked for."""

    endpoint: str
    path: str
    method: str

    def __str__(self) -> str:
        """Name the case in a test's output."""
        return f"{self.method} {self.endpoint}"


def places(app: Flask) -> Iterator[Place]:
    """Yield every route once for each method, with the ids of the Llwyds in it."""
    values = of_llwyds(app.extensions["nod.database"])
    urls = app.url_map.bind("nod.example")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield Place(rule.endpoint, _path(urls, rule, values), method)


def _path(urls: Any, rule: Rule, values: Mapping[str, Any]) -> str:
    given = {name: values[(rule.endpoint, name)] for name in rule.arguments if (rule.endpoint, name) in values}
    rest = {name: values[name] for name in rule.arguments if name not in given and name not in (rule.defaults or {})}
    return str(urls.build(rule.endpoint, {**given, **rest}))


def of_llwyds(database: Database) -> dict[Any, Any]:
    """Return a value for each name in an address; a pair of endpoint and name goes first."""
    with session_of(database) as db:
        sian = actor_called(db, "sian@demo.example")
        learn_key(db, sian.own_family)
        scored = select(Score.goal_id).where(Score.by_id == sian.person_id)
        goal = one(db, Goal, Goal.owner_id == sian.person_id, Goal.id.in_(scored))
        child = one(db, Person, Person.relationship == Relationship.CHILD)
        shared = select(Circle.id).where(Circle.kind == CircleKind.HOME)
        return {
            "ref": LLWYD,
            "person_id": sian.own_person,
            **{(page, "person_id"): child for page in OF_CHILDREN},
            "goal_id": goal,
            "occasion_id": one(db, Occasion, Occasion.person_id == sian.person_id),
            "part": 1,
            "step_id": one(db, Step, Step.state == "coming", Step.circle_id.in_(shared)),
            "member_id": one(db, Member),
            "household_id": one(db, Household),
            "note_id": one(db, Note),
            "praise_id": one(db, Praise, Praise.to_id == sian.person_id),
            "score_id": one(db, Score, Score.goal_id == goal, Score.by_id == sian.person_id),
            "voice_id": one(db, Voice, Voice.circle_id.in_(shared)),
            "question_id": pages.questions(db, sian)[0].id,
            "override_id": one(db, Override),
            **{(page, "question_id"): thought_about(db, sian) for page in OF_CHILDREN},
            "thought_id": uuid.uuid4(),
            "opening_id": uuid.uuid4(),
            "session_id": uuid.uuid4(),
            "passkey_id": uuid.uuid4(),
            "code": "2222-3333-4444",
            "name": "sian@demo.example",
            "which": "law",
            "where": "goals",
            "thing_id": goal,
            "photo_id": uuid.uuid4(),
            "share_id": one(db, Share),
            "key": "never",
        }


def thought_about(db: Session, decider: Any) -> uuid.UUID:
    """Return a question about somebody who said what they think of it, to the one who decides."""
    said = db.scalars(select(ChildView).where(ChildView.family_id == decider.own_family)).one()
    matter = (said.person_id, said.agency_id, said.kind)
    return next(one.id for one in pages.questions(db, decider) if (one.about_id, one.agency_id, one.kind) == matter)


def actor_called(db: Session, name: str) -> Any:
    """Return the demo person who signs in by this name, as an actor."""
    return account.actor_of(
        db, db.scalars(select(Account.id).where(Account.name_lookup == name_lookup(db, name))).one()
    )


def one(db: Session, model: Any, *where: Any) -> uuid.UUID:
    """Return the id of a row of the Llwyds."""
    family_id = actor_called(db, "sian@demo.example").own_family
    found = select(model.id).where(model.family_id == family_id, *where).order_by(model.id)
    return db.scalars(found).first()  # type: ignore[no-any-return]


def every_id(database: Database) -> list[uuid.UUID]:
    """Return the id of every row that an address could name, of every family."""
    with session_of(database) as db:
        return [
            id_
            for model in (Goal, Occasion, Step, Member, Household, Note, Person, Praise, Voice)
            for id_ in db.scalars(select(model.id))
        ]
