"""A worker passes a second step before anything of a family is shown: codes, recovery codes, setting one up."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import session_of
from portal.errors import CannotBeRead
from portal.models import Account, AccountSession, KnownDevice, RecoveryCode, Worker
from portal.models.words import Access
from portal.queries import second_step as queries
from portal.queries.account import actor_of
from portal.security import time_codes
from portal.web.access import BEFORE_SECOND_STEP, ROUTES
from tests.architecture.places import places
from tests.factories import PASSWORD
from tests.support.visitors import HOST

ASK = "/worker/second-step/passkey/ask"
NOT_IT = "This code does not work. Please try again. After five tries, wait 15 minutes."


@pytest.fixture
def sign_in(visit):
    """Give name and password in a clean browser, and be where that leads."""

    def press(who, browser=None):
        here = browser or visit()
        here.post("public.worker_sign_in", {"name": who.name, "password": PASSWORD})
        return here

    return press


def key_of(browser):
    with browser.client.session_transaction(base_url=HOST) as cookie:
        return cookie["_user_id"]


def is_in(browser):
    return browser.get("worker.caseload.index", follow=False).status == 200


# --- Passing it


def test_a_password_alone_shows_a_worker_nothing(make, sign_in):
    family = make.family("Llwyd")
    browser = sign_in(family.keyworker)

    assert browser.page.heading == "One more step"
    page = browser.get("worker.caseload.index")
    assert page.path == "/worker/second-step"
    assert not page.says("Llwyd")
    assert "Caseload" not in page.links


@pytest.mark.parametrize("spaced", [False, True])
def test_the_code_of_the_app_opens_the_caseload(make, sign_in, spaced):
    beth = make.worker()
    browser, code = sign_in(beth), make.time_code(beth)
    page = browser.post("worker.second_step.show", {"code": f"{code[:3]} {code[3:]}" if spaced else code})

    assert page.redirected_to == "/worker/"
    assert is_in(browser)


def test_a_worker_arrives_where_they_were_going(make, visit, sign_in):
    family = make.family()
    browser = visit()
    browser.get("worker.case.show", ref=family.ref)
    sign_in(family.keyworker, browser)

    page = browser.post("worker.second_step.show", {"code": make.time_code(family.keyworker)})
    assert page.path == f"/worker/families/{family.ref}/"


def test_a_code_that_was_taken_is_not_taken_again(make, sign_in):
    beth = make.worker()
    code = make.time_code(beth)
    sign_in(beth).post("worker.second_step.show", {"code": code})
    page = sign_in(beth).post("worker.second_step.show", {"code": code})

    assert (page.status, page.error_beside("code")) == (422, NOT_IT)


@pytest.mark.parametrize(("late", "works"), [(0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(make, sign_in, later, late, works):
    beth = make.worker()
    code, browser = make.time_code(beth), sign_in(beth)
    later(seconds=30 * late)
    browser.post("worker.second_step.show", {"code": code})

    assert is_in(browser) is works


def test_a_code_from_a_minute_ahead_is_refused():
    secret = time_codes.new_secret()

    assert time_codes.step_of(secret, time_codes.code_at(secret, time_codes.step_now() + 1), None)
    assert time_codes.step_of(secret, time_codes.code_at(secret, time_codes.step_now() + 2), None) is None


@pytest.mark.parametrize(
    "code", ["", "000000", "12345", "1234567", "\u0661\u0662\u0663\u0664\u0665\u0666", "x" * 41, "\ud800"]
)
def test_a_wrong_code_opens_nothing(make, sign_in, code):
    browser = sign_in(make.worker())
    page = browser.post("worker.second_step.show", {"code": code})

    assert page.status == 422
    assert page.error_beside("code")
    assert not is_in(browser)


def test_after_five_wrong_codes_the_right_one_must_wait_too(make, sign_in, later):
    beth = make.worker()
    browser = sign_in(beth)
    for _ in range(5):
        browser.post("worker.second_step.show", {"code": "ABCD-2345-EFGH"})

    page = browser.post("worker.second_step.show", {"code": make.time_code(beth)})
    assert (page.status, page.error_beside("code")) == (422, NOT_IT)
    later(minutes=16)
    browser.post("worker.second_step.show", {"code": make.time_code(beth)})
    assert is_in(browser)


def test_wrong_codes_on_a_new_device_do_not_hold_up_one_the_worker_knows(make, sign_in, visit):
    beth = make.worker()
    own = sign_in(beth)
    own.post("worker.second_step.show", {"code": make.time_code(beth)})
    own.post("public.sign_out", on="/worker/")
    for _ in range(3):
        guess(sign_in(beth, visit()))
    sign_in(beth, own)

    assert own.post("worker.second_step.show", {"code": make.time_code(beth)}).redirected_to == "/worker/"


def guess(browser, times=6):
    for number in range(times):
        browser.post("worker.second_step.show", {"code": "ABCD-2345-EFGH" if number % 2 else "000000"})


@pytest.mark.parametrize("how", ["time-code", "recovery code"])
def test_who_has_the_password_gets_no_more_tries_by_taking_another_browser(make, sign_in, visit, codes, later, how):
    beth = make.worker()
    spare = codes(beth)[0] if how == "recovery code" else ""
    for _ in range(3):
        guess(sign_in(beth, visit()))
    fresh = sign_in(beth, visit())

    page = fresh.post("worker.second_step.show", {"code": spare or make.time_code(beth)})
    assert (page.status, page.error_beside("code")) == (422, NOT_IT)
    later(minutes=16)
    fresh = sign_in(beth, visit())
    fresh.post("worker.second_step.show", {"code": spare or make.time_code(beth)})
    assert is_in(fresh)


def test_signing_in_twice_without_the_second_step_makes_no_browser_known(make, sign_in, database):
    beth = make.worker()
    browser = sign_in(beth)
    browser.post("public.sign_out", on="/worker/second-step")
    sign_in(beth, browser)
    with session_of(database) as db:
        known_before = db.scalars(select(KnownDevice)).all()
    browser.post("worker.second_step.show", {"code": make.time_code(beth)})
    with session_of(database) as db:
        known = db.scalars(select(KnownDevice.account_id)).all()

    assert (known_before, known) == ([], [beth.account_id])


def test_passwords_to_confirm_a_new_way_in_are_counted_over_every_device_and_page(make, visit):
    beth = make.worker()
    for number in range(5):
        browser = visit(beth)
        if number % 2:
            form = browser.get("worker.second_step.passkey").form()
            assert browser.send(form, {"current": "wrong"}, to=ASK).status == 422
        else:
            browser.post("worker.account.password", {"current": "wrong", "password": "pedwar-ci-du-2026"})
    browser = visit(beth)
    form = browser.get("worker.second_step.passkey").form()

    assert browser.send(form, {"current": PASSWORD}, to=ASK).status == 422


def test_the_code_of_another_worker_is_no_code(make, sign_in):
    beth, dai = make.worker(), make.worker(first_name="Dai")
    browser = sign_in(beth)
    browser.post("worker.second_step.show", {"code": make.time_code(dai)})

    assert not is_in(browser)


def test_the_key_in_the_cookie_is_another_after_the_second_step(make, sign_in, visit):
    beth = make.worker()
    browser, thief = sign_in(beth), visit()
    copied = browser.client.get_cookie("__Host-nod", domain="nod.example")
    thief.client.set_cookie("__Host-nod", copied.value, domain="nod.example", secure=True)
    before = key_of(browser)
    browser.post("worker.second_step.show", {"code": make.time_code(beth)})

    assert key_of(browser) != before
    assert thief.get("worker.second_step.show").path == "/worker/sign-in"


def test_the_secret_is_sealed_and_opens_for_no_other_account(make, database):
    beth = make.worker()
    with session_of(database) as db:
        mine = db.get_one(Account, beth.account_id)
        secret = db.info["keyring"].master.open("account.totp", mine.id, mine.totp)
        other = make.worker().account_id
    assert secret.encode() not in mine.totp
    with session_of(database) as db, pytest.raises(CannotBeRead):
        db.info["keyring"].master.open("account.totp", other, mine.totp)


# --- Before it

SOMEONE = re.compile("Llwyd|Okafor|Siân|Sian|Gareth|Elin|Macsen|Grace|Samuel|Pritchard|Haddad|Wójcik|M1001|M1002")


def test_a_worker_without_a_second_step_cannot_see_one_name(demo_visit, demo_app):
    """Every route of Nod, as workers who gave only the password: led away, refused, or with nobody's name in it."""
    seen = []
    for name in ("beth", "dai", "tom", "asha", "rhian", "admin"):
        browser = demo_visit(f"{name}@demo.example", proved=False)
        for place in places(demo_app):
            if place.endpoint in {"public.demo", "public.gallery", "public.exit", "public.sign_out", "static"}:
                continue  # made-up names that anyone may read; the ways out
            answer = browser.fetch(place.method, place.path)
            is_open = not ROUTES[place.endpoint] or place.endpoint in BEFORE_SECOND_STEP
            if SOMEONE.search(answer.get_data(as_text=True) + str(answer.headers).replace(place.path, "")):
                seen.append(("a name", name, str(place)))
            if not is_open and answer.status_code not in {303, 400, 404}:
                seen.append((answer.status_code, name, str(place)))
            if not is_open and answer.status_code == 303 and answer.location != "/worker/second-step":
                seen.append((answer.location, name, str(place)))
    assert seen == []


def test_what_is_open_before_the_second_step_is_a_short_list_of_the_workers_own_routes():
    assert set(ROUTES) >= BEFORE_SECOND_STEP
    assert {name for name in BEFORE_SECOND_STEP if not name.startswith("worker.second_step.")} == {"public.still_here"}


def test_a_form_sent_before_the_second_step_changes_nothing(make, sign_in):
    family = make.family()
    browser = sign_in(family.keyworker)
    form = browser.page.form()
    answer = browser.send(form, {"words": "x", "code": ""}, to=f"/worker/families/{family.ref}/notes", follow=False)

    assert (answer.status, answer.redirected_to) == (303, "/worker/second-step")


def test_htmx_is_led_to_the_second_step_as_well(make, sign_in):
    browser = sign_in(make.worker())
    answer = browser.fetch("GET", "/worker/?q=a", htmx=True)

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/worker/second-step")


# --- Setting one up


def confirmed(browser, **more):
    page = browser.get("worker.second_step.time_code")
    secret = page.html.select_one("b.code").get_text().replace(" ", "")
    code = time_codes.code_at(secret, time_codes.step_now())
    return secret, browser.send(page.form(), {"code": code, **more}, to="/worker/second-step/time-code")


def test_a_worker_sets_a_time_code_up_at_the_first_sign_in(make, sign_in):
    beth = make.worker(second_step=False)
    browser = sign_in(beth)
    assert browser.page.heading == "Set up a second step"
    before = key_of(browser)
    _, page = confirmed(browser)

    assert page.heading == "Recovery codes"
    assert page.said == "Your time-code is set up."
    assert key_of(browser) != before
    assert is_in(browser)
    assert sign_in(beth).page.heading == "One more step"


def test_the_picture_has_no_style_of_its_own_and_the_secret_stays_while_one_types(make, sign_in):
    browser = sign_in(make.worker(second_step=False))
    page = browser.get("worker.second_step.time_code")
    first = page.html.select_one("b.code").get_text()
    assert page.html.select_one("svg.qr")
    assert "style=" not in str(page.html.select_one("svg.qr"))
    assert page.html.select_one("svg.qr")["viewbox"], "it is drawn whole, whatever its size"

    page = browser.post("worker.second_step.time_code", {"code": "000000"})
    assert page.status == 422
    assert page.html.select_one("b.code").get_text() == first
    assert not is_in(browser)


def test_one_device_cannot_confirm_what_another_was_offered(make, sign_in, visit):
    beth = make.worker(second_step=False)
    one, other = sign_in(beth), sign_in(beth, visit())
    secret = one.get("worker.second_step.time_code").html.select_one("b.code").get_text().replace(" ", "")
    page = other.post("worker.second_step.time_code", {"code": time_codes.code_at(secret, time_codes.step_now())})

    assert page.status == 422


def test_the_second_to_set_one_up_is_refused(make, sign_in, visit):
    beth = make.worker(second_step=False)
    thief, own = sign_in(beth), sign_in(beth, visit())
    thief_page = thief.get("worker.second_step.time_code")
    confirmed(own)
    secret = thief_page.html.select_one("b.code").get_text().replace(" ", "")
    code = time_codes.code_at(secret, time_codes.step_now())
    thief.send(thief_page.form(), {"code": code}, to="/worker/second-step/time-code")

    assert not is_in(thief)


def test_after_fourteen_days_it_takes_a_code_of_the_command_line(make, sign_in, later):
    beth = make.worker(second_step=False)
    later(days=15)
    browser = sign_in(beth)

    assert browser.page.says("The time for setting up a second step is over.")
    assert browser.get("worker.second_step.time_code").heading == "Set up a second step"
    assert browser.get("worker.second_step.passkey").heading == "Set up a second step"
    assert browser.send(browser.page.form("/sign-out"), to=ASK).status == 403


@pytest.mark.parametrize("name", ["account", "account_id", "worker_id", "id", "user", "email", "name"])
def test_setting_one_up_cannot_be_aimed_at_another_account(make, sign_in, database, name):
    beth, victim = make.worker(second_step=False), make.worker(second_step=False)
    browser = sign_in(beth)
    aimed = [str(victim.account_id), str(victim.id), victim.name]
    confirmed(browser, **{name: aimed})
    browser.post("worker.own_steps.recovery_codes", {name: aimed})
    with session_of(database) as db:
        assert db.get_one(Account, victim.account_id).totp is None
        assert db.scalars(select(RecoveryCode).where(RecoveryCode.account_id == victim.account_id)).all() == []
        assert db.get_one(Account, beth.account_id).totp is not None


def test_no_address_of_second_steps_names_an_account(app):
    named = ("own_step", "second_step", "passkey")
    of_steps = [rule for rule in app.url_map.iter_rules() if any(name in rule.endpoint for name in named)]

    assert {name for rule in of_steps for name in rule.arguments} == {"passkey_id"}


# --- Recovery codes


@pytest.fixture
def codes(visit):
    """The ten recovery codes of a worker."""

    def read(who):
        page = visit(who).post("worker.own_steps.recovery_codes")
        return [item.get_text() for item in page.html.select("li.code")]

    return read


def test_a_recovery_code_stands_in_once(make, sign_in, codes):
    beth = make.worker()
    ten = codes(beth)
    assert len(set(ten)) == 10

    assert sign_in(beth).post("worker.second_step.show", {"code": ten[3].lower()}).redirected_to == "/worker/"
    page = sign_in(beth).post("worker.second_step.show", {"code": ten[3]})
    assert page.status == 422
    assert sign_in(beth).post("worker.second_step.show", {"code": ten[4]}).redirected_to == "/worker/"


def test_recovery_codes_are_shown_once_and_new_ones_end_the_old(make, visit, sign_in, codes):
    beth = make.worker()
    old = codes(beth)
    page = visit(beth).get("worker.own_steps.recovery_codes")
    assert page.says("10 codes left")
    assert old[0] not in page.text
    codes(beth)

    assert sign_in(beth).post("worker.second_step.show", {"code": old[0]}).status == 422


def test_another_workers_recovery_code_is_no_code(make, sign_in, codes):
    beth, dai = make.worker(), make.worker()

    assert sign_in(beth).post("worker.second_step.show", {"code": codes(dai)[0]}).status == 422


def test_only_hashes_of_recovery_codes_are_kept(make, database, codes):
    ten = codes(make.worker())
    with session_of(database) as db:
        kept = b"".join(db.scalars(select(RecoveryCode.code_lookup)))

    assert not any(code.encode() in kept or code.replace("-", "").encode() in kept for code in ten)


# --- In the account


def test_the_last_second_step_stays(make, visit, database):
    beth = make.worker()
    browser = visit(beth)
    page = browser.get("worker.own_steps.index")
    assert page.says("This is your only second step, so it stays.")
    assert "Take it away" not in page.buttons

    page = browser.post("worker.own_steps.remove_time_code")
    assert page.said == "This is your only second step, so it stays. Set up another one first."
    with session_of(database) as db:
        assert queries.own(db, actor_of(db, beth.account_id)).has_time_code


def test_adding_one_to_a_desk_left_open_asks_for_the_password(make, visit):
    beth = make.worker()
    browser = visit(beth)
    form = browser.get("worker.second_step.passkey").form()

    assert browser.send(form, {"current": ""}, to=ASK).status == 422
    assert browser.send(form, {"current": "wrong"}, to=ASK).status == 422
    answer = browser.send(form, {"current": PASSWORD}, to=ASK)
    assert answer.status == 200
    assert '"userVerification": "required"' in answer.text


# --- Rights


def test_a_worker_whose_rights_change_gets_another_key_at_the_next_request(make, sign_in, visit):
    beth = make.worker()
    browser, thief = sign_in(beth), visit()
    browser.post("worker.second_step.show", {"code": make.time_code(beth)})
    copied = browser.client.get_cookie("__Host-nod", domain="nod.example")
    thief.client.set_cookie("__Host-nod", copied.value, domain="nod.example", secure=True)
    before = key_of(browser)
    assert is_in(browser)
    assert key_of(browser) == before

    with make.writing() as db:
        db.get_one(Worker, beth.id).access = Access.MANAGER
    assert is_in(browser)
    assert key_of(browser) != before
    assert not is_in(thief)


def test_a_worker_who_leaves_is_out_at_the_next_request_and_gets_no_code_taken(make, sign_in):
    beth = make.worker()
    halfway, inside = sign_in(beth), sign_in(beth)
    inside.post("worker.second_step.show", {"code": make.time_code(beth)})
    with make.writing() as db:
        db.get_one(Worker, beth.id).left_on = clock.today() - timedelta(days=1)
    page = halfway.post("worker.second_step.show", {"code": make.time_code(beth)})

    assert page.path == "/worker/sign-in"
    assert not is_in(inside)


def test_the_list_of_devices_says_how_one_got_in(make, sign_in):
    beth = make.worker()
    browser = sign_in(beth)
    browser.post("worker.second_step.show", {"code": make.time_code(beth)})

    assert browser.get("worker.account.show").says("With a password")
    with make.writing() as db:
        assert db.scalars(select(AccountSession.keyed_for)).all() == ["practitioner"]
