"""Sessions live in the database: how long they last, and that ending one acts on the next request."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal import clock
from portal.database import session_of
from portal.models import AccountSession, Worker
from portal.security.sessions import device_name
from tests.factories import PASSWORD
from tests.support.visitors import HOST

NEW = "pedwar-ci-du-2026"
RAN_OUT = "You were signed out because nothing happened for a while. Sign in to go on where you were."


@pytest.fixture
def stored(database):
    """The session rows of an account, oldest first."""

    def read(account_id):
        with session_of(database) as db:
            mine = select(AccountSession).where(AccountSession.account_id == account_id)
            return db.scalars(mine.order_by(AccountSession.began_at)).all()

    return read


def is_in(browser, path="/family/"):
    return browser.get(path, follow=False).status == 200


@pytest.mark.parametrize(("side", "minutes"), [("family", 30), ("worker", 20)])
def test_someone_who_does_nothing_for_a_while_is_signed_out(make, visit, later, side, minutes):
    browser = visit(make.parent() if side == "family" else make.worker())
    path = f"/{side}/account"

    later(minutes=minutes - 1)
    assert is_in(browser, path)
    later(minutes=minutes + 1)
    page = browser.get(path)
    assert page.redirected_to.endswith("sign-in")
    assert page.says(RAN_OUT)


def test_someone_at_work_all_day_signs_in_again_after_twelve_hours(make, visit, later):
    browser = visit(make.parent())
    for _ in range(35):
        later(minutes=20)
        assert is_in(browser)

    later(minutes=21)
    assert not is_in(browser)


def test_saying_that_one_is_still_here_keeps_the_session(make, visit, later):
    browser = visit(make.parent())
    for _ in range(3):
        later(minutes=25)
        browser.post("public.still_here", on="/family/", follow=False)

    assert is_in(browser)


def test_the_last_use_is_written_down_at_most_once_a_minute(make, visit, later, stored, statements):
    parent = make.parent()
    browser = visit(parent)
    later(seconds=30)
    with statements() as seen:
        browser.get("family.team.show")
    assert seen.about("UPDATE session") == []

    later(seconds=40)
    before = stored(parent.account_id)[0].seen_at
    browser.get("family.team.show")
    assert stored(parent.account_id)[0].seen_at > before


def test_the_cookie_is_out_of_scripts_reach_and_for_this_host_alone(make, visit):
    parent = make.parent()
    answer = visit().post("public.sign_in", {"name": parent.name, "password": PASSWORD}, follow=False)

    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-nod="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "Expires" not in cookie


def test_the_table_does_not_hold_the_key_that_is_in_the_cookie(make, visit, stored):
    parent = make.parent()
    browser = visit(parent)
    with browser.client.session_transaction(base_url=HOST) as cookie:
        key = cookie["_user_id"]

    assert key.encode() not in stored(parent.account_id)[0].key_hash


@pytest.mark.parametrize("key", ["", "x", "../../etc", "0" * 500, "\N{FAMILY}"])
def test_a_key_that_was_never_given_out_opens_nothing(make, visit, key):
    make.parent()
    browser = visit()
    with browser.client.session_transaction(base_url=HOST) as cookie:
        cookie["_user_id"] = key

    assert browser.get("family.home.show").path == "/sign-in"


def test_a_cookie_of_another_key_is_no_session(make, visit):
    parent = make.parent()
    visit(parent)
    browser = visit()
    browser.client.set_cookie("__Host-nod", "eyJfdXNlcl9pZCI6IngifQ.aaaa.bbbb", domain="nod.example", secure=True)

    assert browser.get("family.home.show").path == "/sign-in"


def test_signing_out_ends_the_session_in_the_table(make, visit, stored):
    parent = make.parent()
    browser = visit(parent)
    page = browser.post("public.sign_out", on="/family/more")

    assert page.first_status == 303
    assert page.said == "You are signed out."
    assert stored(parent.account_id)[0].ended_at is not None
    assert not is_in(browser)


def test_signing_out_empties_what_the_browser_kept(make, visit):
    answer = visit(make.parent()).post("public.sign_out", on="/family/more", follow=False)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_link_elsewhere_signs_nobody_out(make, visit):
    browser = visit(make.parent())

    assert browser.get("/sign-out", follow=False).status == 405
    assert browser.fetch("POST", "/sign-out").status_code == 400
    assert is_in(browser)


def test_a_cookie_copied_before_signing_out_is_worth_nothing_after(make, visit):
    browser, thief = visit(make.parent()), visit()
    copied = browser.client.get_cookie("__Host-nod", domain="nod.example")
    thief.client.set_cookie("__Host-nod", copied.value, domain="nod.example", secure=True)
    assert is_in(thief)

    browser.post("public.sign_out", on="/family/more")
    assert not is_in(thief)


def test_a_session_ended_in_the_table_is_refused_at_the_next_request(make, visit, database):

    browser = visit(make.parent())
    assert is_in(browser)
    with database.engine.begin() as connection:
        connection.execute(update(AccountSession).values(ended_at=clock.now()))

    assert not is_in(browser)


@pytest.mark.parametrize("side", ["family", "worker"])
def test_signing_out_everywhere_ends_every_device_this_one_too(make, visit, side):
    who = make.parent() if side == "family" else make.worker()
    devices, path = [visit(who) for _ in range(3)], f"/{side}/account"
    devices[0].post(f"{side}.account.sign_out_everywhere", on=path)

    assert [is_in(device, path) for device in devices] == [False, False, False]


@pytest.mark.parametrize("side", ["family", "worker"])
def test_one_device_is_signed_out_and_the_others_stay(make, visit, stored, side):
    who = make.parent() if side == "family" else make.worker()
    here, lost, path = visit(who), visit(who, agent="Firefox/130 (Windows)"), f"/{side}/account"
    page = here.get(path)
    assert page.says("Firefox, Windows")
    lost_id = stored(who.account_id)[-1].id

    page = here.post(f"{side}.account.sign_out_device", session_id=lost_id)
    assert page.said == "That device is signed out."
    assert (is_in(here, path), is_in(lost, path)) == (True, False)


def test_nobody_signs_out_another_persons_device(make, visit, stored):
    victim, other = make.parent(), make.parent()
    theirs = visit(victim)
    visit(other).post("family.account.sign_out_device", session_id=stored(victim.account_id)[0].id)

    assert is_in(theirs)


@pytest.mark.parametrize("side", ["family", "worker"])
def test_a_new_password_signs_out_every_other_device(make, visit, side):
    who = make.parent() if side == "family" else make.worker()
    here, elsewhere, path = visit(who), visit(who), f"/{side}/account"
    page = here.post(f"{side}.account.password", {"current": PASSWORD, "password": NEW})

    assert page.said == "Your password is changed. Other devices are signed out."
    assert (is_in(here, path), is_in(elsewhere, path)) == (True, False)


def test_one_person_signed_in_twice_is_two_sessions(make, visit, stored):
    parent = make.parent()
    visit(parent), visit(parent)

    assert len(stored(parent.account_id)) == 2


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26.0 Chrome/122.0 Safari/537.36",
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Windows"),
        ("", ""),
        ("curl/8.1 <script>alert(1)</script>", ""),
    ],
)
def test_a_device_is_called_what_people_call_it(agent, name):
    assert device_name(agent) == name


def test_a_device_nobody_knows_is_named_so(make, visit):
    assert visit(make.parent(), agent="x").get("family.account.show").says("A device we do not know")


def test_what_a_worker_who_left_had_open_is_shut(make, visit):

    worker = make.worker()
    browser = visit(worker)
    assert is_in(browser, "/worker/")
    with make.writing() as db:
        db.get_one(Worker, worker.id).left_on = clock.today() - timedelta(days=1)

    assert not is_in(browser, "/worker/")
