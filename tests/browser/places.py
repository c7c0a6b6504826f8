"""Every page of Nod, from the map of its addresses, with the demo's own people and things in the gaps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from portal import demo
from portal.commands import invitation
from portal.database import session_of, unit_of_work
from portal.models import AccountSession, Circle, Goal, Household, Member, Note, Person, Step, Worker
from portal.models.words import GoalState, StepState
from portal.queries import account, consent, family, pages
from portal.security.codes import spaced
from portal.security.keys import learn_key
from portal.web import access

NOT_PAGES = {
    "static",
    "public.health",
    "public.ready",
    "public.manifest",
    "public.service_worker",
    "public.exit",
}
BROKEN = (400, 403, 404, 405, 409, 413, 429, 500)
PEOPLE = ("", "sian@demo.example", "elin", "grace@demo.example", "beth@demo.example", "asha@demo.example",
          "admin@demo.example")
"""Who looks: nobody, a mother, a young person, someone brand new, a keyworker, a partner, an administrator."""


@dataclass
class Places:
    """The addresses that each of the demo people can open."""

    app: Flask
    values: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        data = self.app.extensions["nod.database"]
        with session_of(data) as db:
            self.kinds = {name: account.actor_by_name(db, name) for name in PEOPLE if name}
