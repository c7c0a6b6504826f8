"""Workers sign in once for everything: the council's provider says who they are, Nod says which account that opens."""

import re
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import func, select

from portal import clock
from portal.app import create_app
from portal.database import session_of
from portal.models import Account, Identity, Worker
from tests.support.provider import CLIENT_SECRET
from tests.support.visitors import Visit

REFUSED = "Your council’s sign-in did not let you in. Use your password, or ask your administrator."
START = "/worker/sign-in/sso"


@pytest.fixture
def sso_app(app, engine_name, kept, council_sign_in):
    """Put the application together as a council with single sign-on has it, over the same database."""

    def put(**said):
        settings = {
            "public_url": "https://nod.example",
            "sso_issuer": council_sign_in.issuer,
            "sso_client_id": "nod",
            "sso_client_secret": CLIENT_SECRET,
        } | said
        return kept.once(("sso", engine_name, *said.items()), opened(app, settings))

    return put


@contextmanager
def opened(app, settings):
    other = create_app(app.extensions["nod.settings"].model_copy(update=settings))
    yield other
    other.extensions["nod.database"].close()


@pytest.fixture
def come_back(council_sign_in):
    """Press the button, sign in at the council with these claims, and return where Nod then leads."""

    def go(visitor, **claims):
        there = visitor.fetch("GET", START).headers["Location"]
        return visitor.get(path_of(council_sign_in.go(there, **claims)))

    return go


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def verified(worker, **more):
    return {"email": worker.name, "email_verified": "true", "sub": f"number of {worker.name}", **more}


def test_a_worker_signs_in_with_the_councils_account(make, sso_app, come_back):
    beth = make.worker()
    browser = Visit(sso_app())()
    assert "Sign in with your council account" in browser.get("/worker/sign-in").links

    page = come_back(browser, **verified(beth))

    assert page.redirected_to == "/worker/second-step"
    assert browser.get("/worker/", follow=False).redirected_to == "/worker/second-step"


@pytest.mark.parametrize(
    ("steps", "led_to"), [("pwd mfa", "/worker/"), ("pwd", "/worker/second-step"), ("", "/worker/second-step")]
)
def test_a_second_step_there_counts_where_the_council_says_how_it_shows(make, sso_app, come_back, steps, led_to):
    browser = Visit(sso_app(sso_second_step="steps=mfa"))()

    assert come_back(browser, **verified(make.worker(), steps=steps)).redirected_to == led_to


def test_the_way_there_carries_a_challenge_a_state_and_a_nonce(sso_app):
    there = Visit(sso_app())().fetch("GET", START).headers["Location"]
    asked = parse_qs(urlsplit(there).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["https://nod.example/worker/sign-in/sso/back"]
    assert all(len(asked[name][0]) >= 20 for name in ("code_challenge", "state", "nonce"))


def test_a_tablet_that_a_child_held_is_opened_by_signing_in_at_the_council_anew(make, sso_app, council_sign_in):
    """The council still knows the tablet: without this, signing out would be a way out for the child."""
    child = make.child(make.family(keyworker=make.worker()), age=12)
    claims = verified(child.family.keyworker, steps="mfa")
    here = f"/worker/families/{child.family.ref}/child/{child.id}/now"
    tablet, known_there = Visit(sso_app(sso_second_step="steps=mfa"))(), requests.Session()
    assert signs_in(tablet, council_sign_in, known_there, **claims).redirected_to == "/worker/"
    tablet.get("/worker/")
    assert tablet.post(here.replace("/now", "/start"), {"language": "en", "present": ""}).path == here
    tablet.get(f"{here}/leave")
    tablet.post("public.sign_out", on=f"{here}/leave")

    anew = signs_in(tablet, council_sign_in, known_there)
    assert parse_qs(urlsplit(anew.redirected_to or "").query)["prompt"] == ["login"]
    assert tablet.get("/worker/", follow=False).redirected_to == "/worker/sign-in"
    assert council_sign_in.go(anew.redirected_to or "", known_there) == ""

    asked_less = re.sub("&?(prompt|max_age)=[a-z0-9]+", "", anew.redirected_to or "")
    assert REFUSED in tablet.get(path_of(council_sign_in.go(asked_less, known_there))).said

    time.sleep(1)  # the provider names whole seconds
    anew = signs_in(tablet, council_sign_in, known_there)
    back = council_sign_in.go(anew.redirected_to or "", known_there, **claims)
    assert tablet.get(path_of(back), follow=False).redirected_to == "/worker/"
    tablet.post("public.sign_out")
    assert signs_in(tablet, council_sign_in, known_there).redirected_to == "/worker/", "once is enough"


def signs_in(visitor, council_sign_in, known_there, **claims):
    """Press the button in a browser that the council may know from before, and return where Nod leads on to."""
    there = visitor.fetch("GET", START).headers["Location"]
    return visitor.get(path_of(council_sign_in.go(there, known_there, **claims)), follow=False)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@council.example", "email_verified": "true"},
        {"email_verified": "true"},
        {"email": "", "email_verified": "true"},
    ],
)
def test_someone_whom_nod_does_not_know_is_not_let_in_and_gets_no_account(sso_app, come_back, claims, database):
    page = come_back(Visit(sso_app())(), **claims)

    assert REFUSED in page.said
    with session_of(database) as db:
        assert db.scalar(select(func.count(Account.id))) == 0


def test_an_address_that_nobody_verified_opens_nothing(make, sso_app, come_back):
    beth = make.worker()

    assert REFUSED in come_back(Visit(sso_app())(), **verified(beth, email_verified="false")).said


def test_a_parent_cannot_come_in_by_the_workers_door(make, sso_app, come_back):
    mother = make.parent()

    assert REFUSED in come_back(Visit(sso_app())(), email=mother.name, email_verified="true").said


def test_whoever_is_given_a_colleagues_old_address_is_not_given_their_families(make, sso_app, come_back, database):
    beth = make.worker()
    app = sso_app()
    come_back(Visit(app)(), **verified(beth))

    assert REFUSED in come_back(Visit(app)(), **verified(beth, sub="someone else")).said
    with session_of(database) as db:
        assert db.scalar(select(func.count(Identity.id))) == 1


def test_a_worker_whose_address_changes_at_the_council_still_comes_in(make, sso_app, come_back):
    beth = make.worker()
    app = sso_app()
    come_back(Visit(app)(), **verified(beth))

    page = come_back(Visit(app)(), **verified(beth, email="beth.new@council.example"))
    assert page.redirected_to == "/worker/second-step"


def test_a_worker_who_left_is_not_let_in(make, sso_app, come_back):
    beth = make.worker()
    with make.writing() as db:
        db.get_one(Worker, beth.id).left_on = clock.today()

    assert REFUSED in come_back(Visit(sso_app())(), **verified(beth)).said


def test_an_answer_that_nobody_asked_for_is_refused(make, sso_app, council_sign_in):
    beth = make.worker()
    app = sso_app()
    asker, other = Visit(app)(), Visit(app)()
    back = path_of(council_sign_in.go(asker.fetch("GET", START).headers["Location"], **verified(beth)))

    assert REFUSED in other.get(back).said
    assert REFUSED in asker.get(re.sub("state=[^&]+", "state=another", back)).said


def test_an_answer_is_taken_once(make, sso_app, council_sign_in):
    beth = make.worker()
    browser = Visit(sso_app())()
    back = path_of(council_sign_in.go(browser.fetch("GET", START).headers["Location"], **verified(beth)))
    browser.get(back)
    browser.post("public.sign_out")

    assert REFUSED in browser.get(back).said


@pytest.mark.parametrize(
    "sent", ["?error=access_denied&state=x", "", "?code=a", "?code=%00&state=%F0%9F", "?state[]=1"]
)
def test_a_provider_that_says_no_or_nonsense_leads_back_to_the_password(sso_app, sent):
    browser = Visit(sso_app())()
    browser.fetch("GET", START)

    assert REFUSED in browser.get(f"/worker/sign-in/sso/back{sent}").said


def test_a_provider_that_cannot_be_reached_leads_back_to_the_password(sso_app):
    page = Visit(sso_app(sso_issuer="http://127.0.0.1:9"))().get(START)

    assert REFUSED in page.said
    assert page.form().action.startswith("/worker/sign-in")


def test_another_issuer_than_the_councils_is_not_believed(sso_app, council_sign_in):
    assert (
        REFUSED in Visit(sso_app(sso_issuer=council_sign_in.issuer.replace("127.0.0.1", "localhost")))().get(START).said
    )


def test_the_council_chooses_the_claim_that_names_a_worker(make, sso_app, come_back):
    beth = make.worker()
    browser = Visit(sso_app(sso_account_claim="preferred_username"))()

    assert come_back(browser, preferred_username=beth.name, sub="1").redirected_to == "/worker/second-step"


def test_without_the_settings_there_is_no_such_page(visit):
    assert visit().get(START).status == 404
    assert visit().get("/worker/sign-in/sso/back").status == 404
    assert "Sign in with your council account" not in visit().get("/worker/sign-in").links


def test_the_refusal_is_told_in_welsh_too(sso_app):
    browser = Visit(sso_app(sso_issuer="http://127.0.0.1:9"))(None, "cy")

    assert "Methodd mewngofnodi â chyfrif y cyngor." in browser.get(START).said
