"""What an attacker sends, and what Nod answers: never a fault, never a way elsewhere, never another's page."""

import pytest
from sqlalchemy import select

from portal.app import create_app
from portal.database import session_of
from portal.models import AccountSession
from tests.architecture.places import places
from tests.factories import PASSWORD
from tests.support.visitors import HOST, Visit

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "/%2f%2fevil.example",
    "/family/..//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "\thttps://evil.example",
    "https://nod.example@evil.example/",
    "https://evil.example\r\nX: y",
]
NAMES = (
    "next",
    "url",
    "to",
    "return",
    "return_to",
    "redirect",
    "redirect_uri",
    "continue",
    "goto",
    "back",
    "lang",
    "_next",
)


@pytest.fixture
def council(settings_for, database):
    """The application as a council runs it: opened by https, behind one proxy."""
    url = database.engine.url.render_as_string(hide_password=False)
    app = create_app(settings_for(url, public_url=HOST, proxies=1))
    yield app
    app.extensions["nod.database"].close()


# --- Host


@pytest.mark.parametrize(
    "host",
    ["evil.example", "nod.example.evil.example", "evil.example:443", "nod.example@evil.example", "", "a b", "[::1"],
)
@pytest.mark.parametrize("path", ["/", "/sign-in", "/family/", "/nowhere", "/join/ZZZZ-ZZZZ-ZZZZ"])
def test_a_request_for_another_host_is_refused_bare(council, host, path):
    answer = council.test_client().get(path, headers={"Host": host})

    assert (answer.status_code, answer.data, answer.headers.getlist("Set-Cookie")) == (400, b"", [])


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Forwarded-Server"])
def test_no_header_speaks_for_the_host(council, make, name):
    browser = Visit(council)(make.parent().family.keyworker)
    for path in ("/", "/sign-in", "/worker/"):
        answer = browser.fetch("GET", path, headers={name: "host=evil.example"})
        assert b"evil.example" not in answer.data + str(answer.headers).encode()
        assert answer.status_code in {200, 303}


def test_an_invitation_carries_the_councils_own_address(council, make):
    parent = make.parent()
    child = make.person(parent.family, first_name="Gareth", signs_in=False)
    beth = Visit(council)(parent.family.keyworker)
    form = beth.open_form("worker.invite.make", ref=parent.family.ref, person_id=child.id)
    sheet = beth.send(form, headers={"X-Forwarded-Host": "evil.example"})

    assert sheet.says("nod.example/join")
    assert "evil" not in sheet.text


def test_a_made_up_path_prefix_changes_no_link(council):
    answer = council.test_client().get(
        "/", base_url=HOST, headers={"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil"}
    )

    assert b"evil" not in answer.data


# --- Ways elsewhere


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_parameter_leads_elsewhere_after_signing_in(visit, make, elsewhere):
    parent, browser = make.parent(), visit()
    fields = dict.fromkeys(NAMES, elsewhere) | {"name": parent.name, "password": PASSWORD}
    form = browser.open_form("/sign-in", **{name: elsewhere for name in NAMES if name != "lang"})
    page = browser.send(form, fields, follow=False)

    assert (page.first_status, page.redirected_to) == (303, "/family/")


@pytest.mark.parametrize(
    "path", ["/family//evil.example", "//evil.example/family/", "/family/%2e%2e//evil.example", "/family\\evil"]
)
def test_where_someone_was_going_is_a_path_of_their_own_side(visit, make, path):
    parent, browser = make.parent(), visit()
    browser.fetch("GET", path)
    with browser.client.session_transaction(base_url=HOST) as cookie:
        cookie["next"] = path

    page = browser.post("/sign-in", {"name": parent.name, "password": PASSWORD}, follow=False)

    assert page.redirected_to.startswith("/family/")
    assert not page.redirected_to.startswith("//")


def test_every_address_with_every_parameter_leads_only_to_our_own(demo_visit, demo_app):
    """The quick exit is the one way elsewhere, and it goes where the council says."""
    exit_url = demo_app.extensions["nod.settings"].exit_url
    asked = "&".join(f"{name}=https%3A%2F%2Fevil.example" for name in NAMES)
    for name in ("", "sian@demo.example", "beth@demo.example"):
        browser, led = (demo_visit(name) if name else demo_visit()), set()
        for place in places(demo_app):
            if place.endpoint in {"public.exit", "public.sign_out", "public.demo_sign_in"}:
                continue
            answer = browser.fetch(place.method, f"{place.path}?{asked}", headers={"Referer": "https://evil.example/"})
            led.add(answer.headers.get("Location", "/"))
            assert answer.status_code < 500
        assert [where for where in led if not where.startswith("/") or where.startswith("//")] == []
    assert demo_visit().fetch("GET", f"/exit?{asked}").location == exit_url


# --- Caches


def test_no_private_answer_may_be_kept_and_the_language_never_decides_alone(demo_visit, demo_app):
    kept = []
    for name in ("", "sian@demo.example", "beth@demo.example"):
        browser = demo_visit(name) if name else demo_visit()
        for place in places(demo_app):
            if place.method != "GET" or place.endpoint in {"static", "public.exit"}:
                continue
            answer = browser.fetch("GET", place.path)
            said = answer.headers["Cache-Control"]
            is_about_nobody = place.endpoint in {"public.manifest", "public.service_worker"}
            if said != ("no-cache" if is_about_nobody else "no-store") or "public" in said:
                kept.append((str(place), said))
    assert kept == []


def test_what_answers_two_ways_says_so(visit, make):
    browser = visit(make.manager())
    whole, part = browser.fetch("GET", "/worker/"), browser.fetch("GET", "/worker/", htmx=True)

    assert whole.data != part.data
    for answer in (whole, part):
        assert {"HX-Request", "Accept-Encoding", "Cookie"} <= {one.strip() for one in answer.headers["Vary"].split(",")}


@pytest.mark.parametrize(
    "path", ["/family/nod.css", "/family/;/x.js", "/family/goals.css", "/family/%3fx.png", "/sign-in/x.js"]
)
def test_a_private_page_is_not_had_under_the_name_of_a_file(visit, make, path):
    answer = visit(make.parent()).fetch("GET", path)

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


# --- Fixation, and forms sent from elsewhere


def test_a_session_that_someone_else_chose_is_not_taken_over(visit, make, database):
    parent, browser = make.parent(), visit()
    browser.get("/sign-in")
    with browser.client.session_transaction(base_url=HOST) as cookie:
        cookie["_user_id"] = "chosen-by-someone-else"
    browser.post("/sign-in", {"name": parent.name, "password": PASSWORD})

    with browser.client.session_transaction(base_url=HOST) as cookie:
        key = cookie["_user_id"]
    assert key != "chosen-by-someone-else"
    assert len(key) >= 43
    with session_of(database) as db:
        assert len(db.scalars(select(AccountSession).where(AccountSession.account_id == parent.account_id)).all()) == 1


def test_a_session_copied_before_signing_out_opens_nothing_after(visit, make):
    parent, browser, thief = make.parent(), visit(), visit()
    browser.post("/sign-in", {"name": parent.name, "password": PASSWORD})
    stolen = browser.client.get_cookie("__Host-nod", domain="nod.example").value
    browser.post("/sign-out", on="/family/more")
    thief.client.set_cookie("__Host-nod", stolen, domain="nod.example", secure=True)

    assert thief.get("/family/").path == "/sign-in"


@pytest.mark.parametrize("token", [None, "", "wrong", "x" * 5000, "\N{SNOWMAN}", "a.b.c"])
def test_no_form_is_taken_without_our_token_signing_out_least_of_all(visit, make, token):
    browser = visit(make.parent())
    body = "" if token is None else f"csrf_token={token}"

    assert browser.fetch("POST", "/sign-out", body=body).status_code == 400
    assert browser.fetch("POST", "/family/account/sign-out-everywhere", body=body).status_code == 400
    assert browser.get("/family/").status == 200


def test_a_token_of_one_browser_is_nothing_in_another(visit, make):
    mine, theirs = visit(make.parent()), visit(make.parent())

    answer = theirs.fetch("POST", "/sign-out", body=f"csrf_token={mine.token()}")

    assert answer.status_code == 400
    assert theirs.get("/family/").status == 200


def test_every_page_that_changes_something_wants_the_token(demo_visit, demo_app):
    """The quick exit alone does not, because it must work when all else fails; it looks where the request is from."""
    browser, taken = demo_visit("sian@demo.example"), []
    for place in places(demo_app):
        if place.method == "POST" and place.endpoint != "public.exit":
            answer = browser.fetch("POST", place.path, body="name=x")
            if answer.status_code not in {400, 404}:
                taken.append((str(place), answer.status_code))
    assert taken == []


@pytest.mark.parametrize("framed", ["/", "/sign-in", "/family/", "/family/sharing", "/nowhere"])
def test_no_page_can_be_put_in_a_frame(visit, make, framed):
    headers = visit(make.parent()).fetch("GET", framed).headers

    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


# --- Methods


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "PUT", "DELETE", "PATCH", "GE T"])
def test_a_method_that_a_page_has_not_does_nothing_and_echoes_nothing(visit, make, method):
    browser = visit(make.parent())
    for path in ("/", "/family/", "/family/goals/new", "/sign-out", "/health", "/static/", "/photo/x"):
        answer = browser.fetch(method, path, headers={"X-Secret": "echo-me"})
        assert answer.status_code in {400, 404, 405}, (method, path, answer.status_code)
        assert b"echo-me" not in answer.data
    assert browser.get("/family/").status == 200


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"])
def test_no_header_and_no_field_makes_a_look_a_change(visit, make, name):
    browser = visit(make.parent())

    assert browser.fetch("GET", f"/sign-out?{name}=POST", headers={name: "POST"}).status_code == 405
    assert browser.get("/family/").status == 200
