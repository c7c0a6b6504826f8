"""Every page is in the table of who may open it, and keeps to it."""

import inspect

import pytest

from portal.actor import Kind
from portal.web.access import ANYONE, ROUTES
from tests.architecture.places import places
from tests.support.visitors import Visitor

PEOPLE = {
    "sian@demo.example": Kind.ADULT,
    "elin": Kind.YOUNG,
    "beth@demo.example": Kind.PRACTITIONER,
    "asha@demo.example": Kind.PARTNER,
    "rhian@demo.example": Kind.MANAGER,
    "admin@demo.example": Kind.ADMINISTRATOR,
}
NOWHERE = "/family/nowhere"
OF_ONE_PERSON = {
    "public.join",
    "public.photo",
    "public.shared",
    "public.shared_pdf",
    "worker.seen_as.show",
    "family.distance.show",
    "family.distance.fill",
    "family.distance.finish",
    "worker.distance.show",
    "worker.distance.fill",
    "worker.distance.finish",
    "family.sharing.show",
    "family.sharing.take_back",
    "family.agreement.show",
    "family.answer.more",
    "family.answer.check",
    "family.receipt.show",
    "family.receipt.download",
    "family.think.show",
    "family.slip.put_right",
    "worker.slip.put_right",
}
"""What stands there belongs to one person, and is not there for another of the same kind."""
OF_SOME_COUNCILS = {"public.sso", "public.sso_back"}
"""Not there where a council has no such thing; the tests of single sign-on try them where it has."""
SIGN_OUT = {"public.exit", "public.sign_out", "public.demo_sign_in"}
"""Opening these changes who is signed in; they are tried elsewhere."""


def test_every_route_says_who_may_open_it_and_no_other_is_named(demo_app):
    assert {rule.endpoint for rule in demo_app.url_map.iter_rules()} == set(ROUTES) - {"static"}


def test_an_endpoint_is_named_for_its_side_its_module_and_its_function(demo_app):
    strays = []
    for endpoint, view in demo_app.view_functions.items():
        side, _, rest = endpoint.partition(".")
        place, _, function = rest.rpartition(".")
        module = inspect.getmodule(view).__name__
        homes = {f"{side}_views.{place}", "portal.web.own_account"} if side != "public" else {module}
        if module not in homes or view.__name__ != function or (side == "public" and "portal.web.public" not in module):
            strays.append((endpoint, module))
    assert strays == []


@pytest.mark.parametrize("name", [*PEOPLE, ""], ids=lambda name: name or "nobody")
def test_each_page_opens_to_whom_the_table_says_and_to_nobody_else(demo_visit, demo_app, name):
    """A page that is shut answers as one that never was; without a sign-in it leads to where one signs in."""
    browser = demo_visit(name) if name else demo_visit()
    kind, nowhere = PEOPLE.get(name), browser.fetch("GET", NOWHERE).data
    wrong = []
    for place in places(demo_app):
        if place.endpoint in SIGN_OUT or place.endpoint == "static":
            continue
        answer = browser.fetch(place.method, place.path)
        allowed = ROUTES[place.endpoint]
        if not is_right(answer, place, kind, is_open=allowed is ANYONE or kind in allowed, nowhere=nowhere):
            wrong.append((str(place), answer.status_code, answer.location))
    assert wrong == []


def is_right(answer, place, kind, *, is_open, nowhere) -> bool:
    """Say whether an answer is the one that the table asks for. A POST without a token gets no further than 400."""
    if is_open:
        if place.endpoint in OF_ONE_PERSON | OF_SOME_COUNCILS:
            return answer.status_code in {200, 303, 400, 404}
        return answer.status_code in ({200, 303} if place.method == "GET" else {400, 405})
    if kind is None:
        return answer.status_code == 401 if place.endpoint == "public.still_here" else "sign-in" in answer.location
    return answer.status_code == 404 and answer.data == nowhere


def test_a_keyworker_of_other_families_finds_nothing_of_this_one(demo_visit, demo_app):
    dai: Visitor = demo_visit("dai@demo.example")
    never = dai.fetch("GET", "/worker/families/M9999/")
    seen = []
    for place in places(demo_app):
        if "/families/M1001" not in place.path:
            continue
        if place.method == "GET":
            there, nowhere = dai.fetch("GET", place.path), dai.fetch("GET", place.path.replace("M1001", "M9999"))
            same = there.data == nowhere.data == never.data
            if there.status_code != 404 or not same or headers(there) != headers(nowhere):
                seen.append(str(place))
        else:
            form = dai.open_form("worker.account.language")
            if dai.send(form, to=place.path, follow=False).status != 404:
                seen.append(str(place))
    assert seen == []


def headers(answer) -> list[tuple[str, str]]:
    return [(name, value) for name, value in answer.headers.items() if name not in {"Date", "Set-Cookie"}]
