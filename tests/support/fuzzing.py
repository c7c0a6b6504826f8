"""Requests made up by hypothesis: any address, method, parameters, fields and headers, as every kind of person."""

import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse, encode_multipart

from tests.architecture.places import every_id, of_llwyds, places
from tests.support.visitors import HOST, Visit, Visitor

PEOPLE = (
    "",
    "sian@demo.example",
    "gareth@demo.example",
    "elin",
    "beth@demo.example",
    "dai@demo.example",
    "asha@demo.example",
    "rhian@demo.example",
    "admin@demo.example",
)
READ_FIRST = ("sian@demo.example", "beth@demo.example")
"""Whose forms are read, so that fields are called what the pages call them."""
METHODS = (*["GET"] * 5, *["POST"] * 10, "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
ENDS_A_SESSION = ("sign_out", "exit", "demo_sign_in", "password", "public.sign_in", "worker_sign_in", "public.join")
MARK = """zq<i>zq"x zq'x"""
UNESCAPED = (b"zq<", b'zq"', b"zq'")
ODD = (
    MARK, "", " ", "0", "-1", "1", "9" * 40, "2026-02-31", "29", "02", "2026", "25:61", "14:05", "true", "on", "None",
    "\x00", "\ufffd", "\u202e" + MARK, "é" * 300, "x" * 2500, "../../etc/passwd", "' OR 1=1 --", "{{7*7}}", "${7*7}",
    "%s%n", "=1+1", "<script>alert(1)</script>", "\r\nX: y", "cy", "en", "\ud800", "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
)  # fmt: skip
NAMES = ("lang", "next", "q", "page", "_language", "once", "version", "words", "name", "code", MARK, "", "a[]", "\x00")
HEADERS = {
    "HX-Request": ("true", "x"),
    "HX-Target": ("main", MARK),
    "HX-Boosted": ("true",),
    "HX-History-Restore-Request": ("true",),
    "Accept-Language": ("cy", "x" * 300, "en;q=z", MARK),
    "Accept": ("application/json", MARK),
    "Referer": ("https://evil.example/" + MARK,),
    "User-Agent": (MARK, "", "x" * 3000),
    "X-Forwarded-For": (MARK, "1.2.3.4"),
    "Range": ("bytes=0-1",),
    "If-None-Match": ("*",),
    "Sec-Fetch-Site": ("cross-site", "same-origin"),
}


@dataclass(frozen=True)
class Asked:
    """One made-up request."""

    who: str
    endpoint: str
    path: str
    method: str
    fields: list[tuple[str, str]]
    headers: dict[str, str]
    has_token: bool
    is_multipart: bool


@dataclass
class Fuzz:
    """An application that made-up requests are sent to; what is in it changes as they come."""

    app: Flask
    browsers: dict[str, tuple[Visitor, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Learn what addresses hold and what forms ask for."""
        data = self.app.extensions["nod.database"]
        self.values, self.ids = of_llwyds(data), [str(one) for one in every_id(data)]
        self.rules = sorted(self.app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))
        self.urls = self.app.url_map.bind("nod.example")
        self.forms = self._forms()

    def _forms(self) -> dict[str, dict[str, list[str]]]:
        """Return the names of fields, and the values they offer, by the path that a form is sent to."""
        found: dict[str, dict[str, list[str]]] = {}
        for name in READ_FIRST:
            browser = Visit(self.app)(name or None)
            for place in places(self.app):
                if place.method == "GET" and not any(word in place.endpoint for word in ENDS_A_SESSION[:3]):
                    for form in BeautifulSoup(browser.fetch("GET", place.path).data, "html.parser").select("form"):
                        asked = found.setdefault(str(form.get("action") or place.path), {})
                        for control in form.select("[name]"):
                            offered = [str(one.get("value", "")) for one in (control.select("option") or [control])]
                            asked.setdefault(str(control["name"]), []).extend(offered)
        return found

    # --- Making requests up

    @property
    def requests(self) -> st.SearchStrategy[Asked]:
        """Draw one request."""
        return st.builds(self._ask, st.sampled_from(PEOPLE), st.sampled_from(self.rules), st.data())

    def _ask(self, who: str, rule: Rule, data: st.DataObject) -> Asked:
        path = self._path(rule, data)
        method = data.draw(st.sampled_from(METHODS))
        query = data.draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ODD)), max_size=2))
        return Asked(
            who=who,
            endpoint=rule.endpoint,
            path=path + ("?" + urlencode(query, errors="surrogatepass") if query else ""),
            method=method,
            fields=self._fields(path, data) if method in {"POST", "PUT", "PATCH"} else [],
            headers={name: data.draw(st.sampled_from(HEADERS[name])) for name in data.draw(some_of(HEADERS))},
            has_token=data.draw(st.integers(0, 9)) > 0,
            is_multipart=data.draw(st.integers(0, 9)) == 0,
        )

    def _path(self, rule: Rule, data: st.DataObject) -> str:
        values: dict[str, Any] = {}
        for name in rule.arguments - set(rule.defaults or {}):
            mine = self.values.get((rule.endpoint, name), self.values.get(name))
            odd = data.draw(st.integers(0, 4)) == 0
            other = uuid.UUID(data.draw(st.sampled_from(self.ids)))
            is_id = isinstance(mine, uuid.UUID)
            if isinstance(mine, int):
                values[name] = data.draw(st.integers(0, 99)) if odd else mine
                continue
            values[name] = mine if not odd else other if is_id else data.draw(st.sampled_from(ODD[:12])) or "x"
        return str(self.urls.build(rule.endpoint, values))

    def _fields(self, path: str, data: st.DataObject) -> list[tuple[str, str]]:
        known = self.forms.get(path, {})
        filled = []
        for name, offered in known.items():
            if name == "csrf_token" or data.draw(st.integers(0, 9)) == 0:
                continue
            right = [*offered, "Some words", MARK]
            filled.append((name, data.draw(st.sampled_from(right if data.draw(st.booleans()) else list(ODD)))))
        more = data.draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ODD)), max_size=2))
        return [(name, said) for name, said in [*filled, *more] if name != "_language" or data.draw(st.booleans())]

    # --- Sending them

    def send(self, asked: Asked) -> TestResponse:
        """Send one request as whoever it is from."""
        browser, token = self._browser(asked.who)
        pairs = [*asked.fields, *([("csrf_token", token)] if asked.has_token else [])]
        answer = browser.client.open(
            asked.path,
            method=asked.method,
            base_url=HOST,
            headers={**browser.headers, **asked.headers},
            buffered=True,
            **body(pairs, is_multipart=asked.is_multipart),
        )
        if any(word in asked.endpoint for word in ENDS_A_SESSION):
            del self.browsers[asked.who]
        return answer

    def _browser(self, who: str) -> tuple[Visitor, str]:
        if who not in self.browsers:
            browser = Visit(self.app)(who or None)
            self.browsers[who] = browser, browser.token()
        return self.browsers[who]


def some_of(names: Any) -> st.SearchStrategy[list[str]]:
    """Draw a few of many names, mostly none."""
    return st.one_of(st.just([]), st.lists(st.sampled_from(sorted(names)), max_size=3, unique=True))


def body(pairs: list[tuple[str, str]], *, is_multipart: bool) -> dict[str, Any]:
    """Return fields as a client sends them; halves of characters go out as they are."""
    if is_multipart:
        plain = {name or "x": said.encode("utf-8", "replace").decode() for name, said in pairs}
        boundary, content = encode_multipart(plain, boundary="edge")
        return {"data": content, "content_type": f"multipart/form-data; boundary={boundary}"}
    return {
        "data": urlencode(pairs, errors="surrogatepass"),
        "content_type": "application/x-www-form-urlencoded",
    }


def faults(asked: Asked, answer: TestResponse) -> list[str]:
    """Say what is wrong with an answer: a fault of ours, or a mark that came back as it was sent."""
    found = [f"{answer.status_code}"] if answer.status_code >= 500 and asked.endpoint != "public.ready" else []
    if answer.mimetype == "text/html":
        found += [f"unescaped {sign!r}" for sign in UNESCAPED if sign in answer.data]
    where = answer.headers.get("Location", "/")
    if asked.endpoint != "public.exit" and (not where.startswith("/") or where.startswith("//")):
        found.append(f"leads to {where}")
    return [f"{what}: {asked}" for what in found]
