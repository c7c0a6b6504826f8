"""Every page of Nod as the demo people come to it: by following links, and checked against the map of addresses."""

import re
from collections import Counter
from collections.abc import Iterator

from flask import Flask
from werkzeug.exceptions import HTTPException

from portal.actor import Actor
from portal.database import session_of
from portal.models import Account
from portal.queries import account
from portal.security.sign_in import name_lookup
from portal.web import access
from tests.pages import path_of
from tests.support.visitors import Visit, Visitor

PEOPLE = (
    "sian@demo.example",
    "elin",
    "grace@demo.example",
    "beth@demo.example",
    "asha@demo.example",
    "rhian@demo.example",
)
PEOPLE_WITH_LITTLE = ("admin@demo.example",)
HALFWAY = ("beth@demo.example before the second step", "tom@demo.example before the second step")
"""Workers who have given their password, and so far nothing else: one has a second step, the other sets one up."""
NOT_PAGES = {
    "static", "public.health", "public.ready", "public.manifest", "public.service_worker", "public.exit",
    "family.think.show", "public.photo", "public.shared_pdf", "worker.share.paper", "worker.scores_csv.download",
    "family.receipt.download",
    "worker.child_screen.now", "worker.child_screen.leave",
}  # fmt: skip
"""No pages, files to save among them; what a young person thinks for whom another decides, whom the demo has none
of (tests/family/test_think.py); and those of a device that is locked to a child, which
tests/journeys/test_child.py looks at."""
LED_TO_ELSEWHERE = {"worker.next.finish"}
OFTEN = {
    "family.goals.show": 2,
    "family.goals.score": 2,
    "family.sharing.show": 2,
    "worker.goals.show": 4,
    "worker.goals.score": 2,
    "worker.sharing.show": 6,
}
"""How many are looked at of the pages that look different for another goal or question."""
NOT_LINKED = {"beth@demo.example": ("/worker/openings/asked",)}
"""Pages that only a form leads to."""
BEHIND = {r"/freeze$": "/unfreeze", r"(/distance/[^/]+)/\d+$": r"\1/finish"}
"""Pages that only a form leads to which is not sent here: the form's address, and theirs."""
BROKEN = (400, 403, 404, 405, 409, 413, 429, 500)
MOST_PAGES = 400


def of_nobody(app: Flask) -> list[str]:
    """The addresses that need no sign-in: what is open, an invitation, one that is spent, every error."""
    open_to_all = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if access.ROUTES.get(rule.endpoint) is access.ANYONE
        and rule.endpoint not in NOT_PAGES
        and "GET" in (rule.methods or set())
        and not rule.arguments
    ]
    broken = [f"/broken/{status}" for status in BROKEN]
    return [*sorted(open_to_all), invitation(app), "/join/ZZZZ-ZZZZ-ZZZZ", "/shared/nothing", *broken]


def of_someone(app: Flask, name: str) -> list[str]:
    """The addresses that one of the demo people comes to by links; one of each kind, two where it matters."""
    name, _, is_halfway = name.partition(" ")
    visitor = Visit(app)(name, proved=not is_halfway)
    home = "/worker/" if actor_of(app, name).is_worker else "/family/"
    if home == "/family/":
        begin_an_answer(visitor)
    found, seen, waiting = [], Counter[str](), [home, *NOT_LINKED.get(name, ())]
    known = {home}
    while waiting and len(known) < MOST_PAGES:
        path = waiting.pop(0)
        kind = kind_of(app, path)
        if not kind or kind in NOT_PAGES or kind.startswith("public.") or seen[kind] >= OFTEN.get(kind, 1):
            continue
        seen[kind] += 1
        found.append(path)
        page = visitor.get(path)
        if kind_of(app, page.path) != kind:  # led elsewhere
            found.remove(path)
            seen[kind] -= 1
            waiting.append(path_of(page.path))
            continue
        for address in map(path_of, page.hrefs):
            if address.startswith("/") and address not in known:
                known.add(address)
                waiting.append(address)
    behind = [re.sub(form, then, path) for path in found for form, then in BEHIND.items() if re.search(form, path)]
    return [*found, *behind]


def begin_an_answer(visitor: Visitor) -> None:
    """Begin to answer the first question on sharing that waits, so that links lead to the pages on the way."""
    waiting = [path for path in visitor.get("/family/").hrefs if path.startswith("/family/sharing/")]
    if waiting:
        first = visitor.post(waiting[0], {"answer": "part"})
        visitor.send(first.form(), {"part": "Dim ond amser chwarae", "lasts": "year"})


def kind_of(app: Flask, path: str) -> str:
    """The endpoint of an address, with the place that a look through another's eyes is at; empty for no page."""
    try:
        endpoint, values = app.url_map.bind("nod.example").match(path, method="GET")
    except HTTPException:
        return ""
    return ":".join([endpoint, *(str(values[name]) for name in ("where",) if name in values)])


def new_to(app: Flask, found: dict[str, list[str]], name: str) -> list[str]:
    """Those addresses of someone whose kind nobody comes to who stands before them in `found`."""
    before = [path for earlier in list(found)[: list(found).index(name)] for path in found[earlier]]
    known = {kind_of(app, path) for path in before}
    return [path for path in found[name] if kind_of(app, path) not in known or not kind_of(app, path)]


def never_come_to(app: Flask, found: dict[str, list[str]]) -> Iterator[str]:
    """Pages that are open to somebody, and that nobody was led to."""
    reached = {kind_of(app, path).partition(":")[0] for paths in found.values() for path in paths}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint not in reached | NOT_PAGES:
            yield rule.endpoint


def actor_of(app: Flask, name: str) -> Actor:
    """One of the demo people, as the portal knows them."""
    with session_of(app.extensions["nod.database"]) as db:
        mine = db.query(Account).filter_by(name_lookup=name_lookup(db, name)).one()
        return account.actor_of(db, mine.id)


def invitation(app: Flask) -> str:
    """The address on an invitation that Beth makes for Samuel, who has no sign-in."""
    beth = Visit(app)("beth@demo.example")
    people = beth.get("worker.invite.index", ref="M1002").links
    address = next(path for words, path in people.items() if "Samuel" in words)
    sheet = beth.post(address)
    return f"/join/{sheet.html.select_one('.code').get_text()}"
