"""Browsers that are signed in: a session in the table, a cookie that the application signed, a token for its forms."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select

from bench.council_rows import key
from bench.load import get, post
from portal import clock
from portal.app import create_app
from portal.database import Database, session_of
from portal.models import Account, AccountSession
from portal.queries import circle, goal
from portal.queries.account import actor_of
from portal.security import sessions
from portal.security.sign_in import name_lookup
from portal.settings import Settings

COOKIE = "BENCH_COOKIE"
"""Where the floors find a browser's cookie in their environment."""


@dataclass(frozen=True)
class Visitor:
    """One browser of one person."""

    account_id: uuid.UUID
    key: str
    """Of the session; empty when nobody is signed in."""
    cookie: str
    token: str

    def get(self, path: str, **headers: str) -> bytes:
        """Return the request for a page."""
        return get(path, self.cookie, **headers)

    def post(self, path: str, **fields: str) -> bytes:
        """Return the request that sends a form, which was not sent before."""
        sent = {"csrf_token": self.token, "once": str(uuid.uuid4()), **fields}
        return post(path, urlencode(sent), self.cookie)


class Browsers:
    """Signs people in to one database without their passwords, as the application itself would have."""

    def __init__(self, settings: Settings) -> None:
        self.app: Flask = create_app(settings)
        self.data: Database = self.app.extensions["nod.database"]
        self.settings = settings

    def named(self, name: str) -> Visitor:
        """Return the browser of someone by their sign-in name."""
        with session_of(self.data) as db:
            account = db.scalars(select(Account.id).where(Account.name_lookup == name_lookup(db, name))).one()
        return self.of([account])[0]

    def keyworker(self, number: int) -> Visitor:
        """Return the browser of one of the keyworkers with a caseload of twenty."""
        return self.of([key("account/key", number)])[0]

    def of(self, accounts: Iterable[uuid.UUID]) -> Sequence[Visitor]:
        """Return a browser for each account; its session begins now."""
        visitors = [self._visitor(account, f"bench-{uuid.uuid4()}") for account in accounts]
        self.begin(visitors)
        return visitors

    def begin(self, visitors: Iterable[Visitor]) -> None:
        """Write the sessions of browsers down; so they are signed in here too, if the same people live here."""
        now = clock.now()
        rows = [
            {
                "id": uuid.uuid4(),
                "account_id": visitor.account_id,
                "key_hash": sessions.key_hash(visitor.key),
                "device": "Chrome, Android",
                "began_at": now,
                "seen_at": now,
                "proved_at": now,
            }
            for visitor in visitors
        ]
        with self.data.engine.begin() as connection:
            connection.execute(insert(AccountSession), rows)

    def stranger(self) -> Visitor:
        """Return a browser that nobody signed in with."""
        return self._visitor(uuid.UUID(int=0), "")

    def _visitor(self, account_id: uuid.UUID, session_key: str) -> Visitor:
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert serializer
        with self.app.test_request_context():
            if session_key:
                session.update({"_user_id": session_key, "_fresh": True})
            token = generate_csrf()
            cookie = f"{self.app.config['SESSION_COOKIE_NAME']}={serializer.dumps(dict(session))}"
        return Visitor(account_id, session_key, cookie, token)

    def own_goal(self, visitor: Visitor) -> uuid.UUID:
        """Return a goal that this person of a family may score."""
        with session_of(self.data) as db:
            actor = actor_of(db, visitor.account_id)
            circles = circle.seen_by(db, actor, actor.own_family)
            goals = goal.of_family(db, actor, actor.own_family, circles)
        return next(view.id for view in goals if view.is_open and view.owner and view.owner.id == actor.person_id)

    def close(self) -> None:
        """Let go of the database."""
        self.data.close()
