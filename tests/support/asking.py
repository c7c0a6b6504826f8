"""One actor asking for any address with one unchanging cookie; answers as bytes and headers that can be compared."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from portal.database import session_of, unit_of_work
from portal.models import AccountSession
from portal.security.sessions import key_hash
from tests.support.cells import Cell
from tests.support.county import County
from tests.support.visitors import HOST, Visit, Visitor

STANDS_FOR = {"ended": "mother", "ended worker": "keyworker"}
"""Whose session it was that has ended."""
SIGNS_OUT = frozenset({"public.exit", "public.sign_out"})
IN_ENGLISH = {"_language": "en"}
"""A form sent with this is only drawn again: what is open is tried without changing the county."""
TYPED: dict[str, Any] = {
    "words": "Ours", "whose": "mine", "answer": "5", "how": "reached", "why": "So", "version": "1", "on-day": "1",
    "on-month": "9", "on-year": "2026", "what": "Tea", "who": "Us", "purpose": "Help", "first_name": "Nia",
    "last_name": "Llwyd", "relationship": "child", "responsibility": "no", "language": "en", "name": "Home",
    "address": "1 Street", "understands": "yes", "code": "en", "reason": "Because it has to be done today",
}  # fmt: skip
"""What is shut is tried with a form that is filled in, as someone would who means it."""


@dataclass(frozen=True)
class Answer:
    """What came back, compared byte by byte and header by header."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def location(self) -> str:
        """Where it leads."""
        return dict(self.headers).get("Location", "")

    @property
    def leads_to_sign_in(self) -> bool:
        """Say whether one has to say first who one is."""
        return self.status == 401 or (self.status == 303 and "sign-in" in self.location)

    @property
    def is_shut(self) -> bool:
        """Say whether one has to sign in first, or hears only which methods a page takes."""
        return self.leads_to_sign_in or "Allow" in dict(self.headers)

    @property
    def is_let_in(self) -> bool:
        """Say whether the page was opened, or its form judged."""
        led_away = any(way in self.location for way in ("sign-in", "second-step"))
        return self.status in {200, 204, 303, 409, 422} and not led_away


class Asker:
    """One actor at one browser."""

    def __init__(self, app: Flask, county: County, actor: str) -> None:
        self.app, self.county = app, county
        self.client: FlaskClient = app.test_client(use_cookies=False)
        who = county.actors.get(STANDS_FOR.get(actor, actor))
        visitor = Visit(app)(who) if who else Visitor(app)
        self.token = visitor.token()
        cookie = visitor.client.get_cookie("__Host-nod", domain="nod.example")
        self.headers = {**visitor.headers, "Cookie": f"__Host-nod={cookie.value if cookie else ''}"}
        self.is_signed_in = actor in county.actors
        if actor in STANDS_FOR:
            self._end(is_ended=True)
        self._known: dict[tuple[str, str, bool], Answer] = {}

    def ask(self, method: str, cell: Cell, *, is_open: bool) -> Answer:
        """Ask for what stands there."""
        answer = self.fetch(method, cell.path, is_open=is_open)
        self._come_back(cell)
        return answer

    def never(self, method: str, cell: Cell, *, is_open: bool) -> Answer:
        """Ask for what never was at such an address."""
        answer = self._once(method, cell.never, is_open=is_open)
        self._come_back(cell)
        return answer

    def _come_back(self, cell: Cell) -> None:
        if cell.endpoint in SIGNS_OUT and self.is_signed_in:
            self._end(is_ended=False)

    def nowhere(self, method: str) -> Answer:
        """Ask for an address that no page has."""
        return self._once(method, "/family/nowhere", is_open=False)

    def _once(self, method: str, path: str, *, is_open: bool) -> Answer:
        key = method, path, is_open
        if key not in self._known:
            self._known[key] = self.fetch(method, path, is_open=is_open)
        return self._known[key]

    def fetch(self, method: str, path: str, *, is_open: bool = False, more: Mapping[str, str] | None = None) -> Answer:
        """Send one request; a form goes along with every POST."""
        body = None
        if method not in {"GET", "HEAD", "OPTIONS"}:
            kept = {"csrf_token": self.token, "once": str(uuid.UUID(int=7)), **TYPED, **(IN_ENGLISH if is_open else {})}
            body = "&".join(f"{name}={value}" for name, value in kept.items())
        kind = "application/x-www-form-urlencoded" if body else None
        answer = self.client.open(
            path,
            method=method,
            base_url=HOST,
            headers={**self.headers, **(more or {})},
            data=body,
            content_type=kind,
            buffered=True,
        )
        return Answer(answer.status_code, tuple(self._headers(answer, path)), answer.data)

    def _headers(self, answer: TestResponse, path: str) -> list[tuple[str, str]]:
        return [
            (name, self._cookie(value, path) if name == "Set-Cookie" else value)
            for name, value in answer.headers.items()
        ]

    def _cookie(self, value: str, path: str) -> str:
        """Open our cookie: it keeps where one was going, which is what was asked for; the rest is compared."""
        name, _, rest = value.partition("=")
        sealed, _, ways = rest.partition(";")
        kept = self._opened(sealed)
        return f"{name}={[(key, 'asked' if kept[key] == path else kept[key]) for key in sorted(kept)]};{ways}"

    def _end(self, *, is_ended: bool) -> None:
        """End this browser's session, or let it go on after a way out was tried."""
        kept = self._opened(self.headers["Cookie"].partition("=")[2])
        mine = update(AccountSession).where(AccountSession.key_hash == key_hash(kept["_user_id"]))
        with session_of(self.county.database), unit_of_work() as db:
            db.execute(mine.values(ended_at=AccountSession.began_at if is_ended else None))

    def _opened(self, cookie: str) -> dict[str, Any]:
        sealer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return sealer.loads(cookie) if cookie else {}  # type: ignore[no-any-return]
