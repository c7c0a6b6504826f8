"""Someone at a browser without JavaScript, or with htmx where asked: opens pages, fills in forms, is led on."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from portal.actor import Actor
from portal.database import Database, session_of, unit_of_work
from portal.models import Account
from portal.security import sessions
from portal.security.sign_in import name_lookup
from tests.pages import Form, Page, path_of
from tests.support.records import PersonMade, WorkerMade

HOST = "https://nod.example"
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
)
HTMX = {"HX-Request": "true"}
MOST_REDIRECTS = 4

Who = PersonMade | WorkerMade | Actor | str
Fields = Mapping[str, Any]


class Visitor:
    """One browser profile. Its cookies are its own."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.headers = {"User-Agent": PHONE, "Accept-Language": language, "Accept": "text/html,*/*;q=0.8"}
        self.page: Page | None = None
        """The page that is open."""

    def address(self, endpoint_or_path: str, **values: Any) -> str:
        """The path of an endpoint; a path stays as it is, `?lang=cy` is on the open page."""
        if endpoint_or_path.startswith("/"):
            asked = f"{'&' if '?' in endpoint_or_path else '?'}{urlencode(values)}" if values else ""
            return endpoint_or_path + asked
        if endpoint_or_path.startswith("?"):
            return urljoin(self._open_page.path, endpoint_or_path)
        return self.app.url_map.bind("nod.example").build(endpoint_or_path, values)

    # --- Opening

    def get(
        self,
        endpoint_or_path: str,
        *,
        htmx: bool = False,
        follow: bool = True,
        headers: Fields | None = None,
        **values: Any,
    ) -> Page:
        """Open a page; redirects are followed unless told otherwise."""
        path = self.address(endpoint_or_path, **values)
        return self._read(self.fetch("GET", path, htmx=htmx, headers=headers), path, follow=follow, htmx=htmx)

    def follow(self, words: str) -> Page:
        """Press the link with these words on the open page."""
        return self.get(self._open_page.links[words])

    def fetch(
        self, method: str, path: str, *, body: str = "", htmx: bool = False, headers: Fields | None = None
    ) -> TestResponse:
        """Send one request and return the bare answer, unread and unchecked."""
        asked = self.headers | (HTMX if htmx else {}) | dict(headers or {})
        kind = "application/x-www-form-urlencoded" if method == "POST" else None
        return self.client.open(
            path, method=method, base_url=HOST, headers=asked, data=body or None, content_type=kind, buffered=True
        )

    # --- Sending

    def post(
        self,
        endpoint_or_path: str,
        fields: Fields | None = None,
        *,
        htmx: bool = False,
        follow: bool = True,
        on: str = "",
        headers: Fields | None = None,
        **values: Any,
    ) -> Page:
        """Fill in a form and send it, as a browser does.

        The form's page is opened first where it has one, and everything that stands in the form already goes along
        (token, `once`, `version`, what is chosen). A form that lives on another page is looked for on the page
        `on`, else on the open page; where nothing has it, a token is taken from the reader's first page.

        Args:
            fields: what is typed: text, a list of texts, `None` to leave a field out.
        """
        path = self.address(endpoint_or_path, **values)
        form = self._form_for(path, on)
        return self.send(form, fields, to=path, htmx=htmx, follow=follow, headers=headers)

    def send(
        self,
        form: Form,
        fields: Fields | None = None,
        *,
        to: str = "",
        htmx: bool = False,
        follow: bool = True,
        headers: Fields | None = None,
    ) -> Page:
        """Send a form that was opened before; twice is a double tap."""
        path = to or form.action
        body = as_sent(form, fields or {})
        answer = self.fetch("POST", path, body=body, htmx=htmx, headers=headers)
        return self._read(answer, path, follow=follow, htmx=htmx)

    def open_form(self, endpoint_or_path: str, **values: Any) -> Form:
        """Open a page and return its form, to be sent later."""
        return self.get(endpoint_or_path, **values).form()

    def token(self) -> str:
        """A token against forgery for this browser."""
        page = self.get(self._home())
        found = page.html.select_one("input[name=csrf_token]")
        return str(found["value"]) if found else ""

    def _form_for(self, path: str, on: str) -> Form:
        if on:
            return self.get(on).form(path_of(path))
        if self.page is not None and not self.has_get(path):
            try:
                return self.page.form(path_of(path))
            except LookupError:
                pass
        if self.has_get(path):
            page = self.get(path)
            if page.html.select("form[method=post]"):
                return page.form()
        once = str(uuid.uuid4())
        return Form(path, {"csrf_token": [self.token()], "once": [once]}, {}, self._open_page.html)

    def has_get(self, path: str) -> bool:
        """Say whether a path can be opened as well as sent to."""
        try:
            self.app.url_map.bind("nod.example").match(path_of(path), method="GET")
        except HTTPException:
            return False
        return True

    def _home(self) -> str:
        for path in ("/family/more", "/worker/account", "/sign-in"):
            if self.fetch("GET", path).status_code == 200:
                return path
        return "/sign-in"

    # --- Reading

    def _read(self, answer: TestResponse, path: str, *, follow: bool, htmx: bool) -> Page:
        first_status, led_to = answer.status_code, ""
        for _ in range(MOST_REDIRECTS):
            where = answer.headers.get("HX-Redirect") or answer.headers.get("Location")
            if not where:
                break
            led_to = where
            if not follow or not where.startswith("/"):
                break
            path, answer = where, self.fetch("GET", where, htmx=htmx and "HX-Redirect" not in answer.headers)
        self.page = Page(answer, path, led_to, first_status)
        return self.page

    @property
    def _open_page(self) -> Page:
        if self.page is None:
            raise LookupError("no page is open")
        return self.page


def as_sent(form: Form, fields: Fields) -> str:
    """The body of a form; halves of surrogate pairs go out as an attacker's client would send them."""
    merged: dict[str, Any] = {**form.fields, **fields}
    pairs = [
        (name, str(one))
        for name, said in merged.items()
        if said is not None
        for one in (said if isinstance(said, list | tuple) else [said])
    ]
    return urlencode(pairs, errors="surrogatepass")


class Visit:
    """`visit(parent)` opens a browser in which they are signed in; `visit()` one in which nobody is."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(
        self, who: Who | None = None, language: str | None = None, *, agent: str = PHONE, proved: bool = True
    ) -> Visitor:
        """Open a browser.

        Args:
            who: a record of the factories, an actor, or the name someone signs in as; nobody when left out.
            language: `en` or `cy`; becomes the account's. Left out, the account stays as it is.
            proved: they have passed the second step; otherwise a worker has only given a password.
        """
        visitor = Visitor(self.app, language or "en")
        visitor.headers["User-Agent"] = agent
        if who is not None:
            self._let_in(visitor, who, language, proved=proved)
        return visitor

    def _let_in(self, visitor: Visitor, who: Who, language: str | None, *, proved: bool) -> None:
        data: Database = self.app.extensions["nod.database"]
        with session_of(data) as db:
            if isinstance(who, str):
                known = db.scalars(select(Account).where(Account.name_lookup == name_lookup(db, who))).one()
                account_id = known.id
            else:
                account_id = who.own_account if isinstance(who, Actor) else who.account_id
            with unit_of_work():
                key = sessions.begin(db, account_id, visitor.headers["User-Agent"], is_proved=proved)
                if language:
                    db.get_one(Account, account_id).language = language
        with visitor.client.session_transaction(base_url=HOST) as cookie:
            cookie["_user_id"], cookie["_fresh"] = key, True
