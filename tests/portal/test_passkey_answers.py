"""What a browser answers is taken once, within five minutes, for this site, this account and this purpose alone."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import session_of
from portal.models import AccountSession, Challenge, Passkey, Worker
from tests.factories import PASSWORD
from tests.support.authenticator import Authenticator

ADD, HERS = "/family/account/passkeys/add", "/family/account/passkeys"
OTHERWISE = [
    {"origin": "http://127.0.0.1:8001"},
    {"origin": "https://nod.example"},
    {"site": "evil.example"},
    {"knows_holder": False},
]


class Keys:
    """What passkeys.js does, for a browser without a script."""

    def __init__(self, browser):
        self.browser = browser

    def send(self, on, to, **fields):
        form = (
            self.browser.get(on).form("/sign-out")
            if on != HERS and "sign-in" not in on
            else self.browser.get(on).form()
        )
        return self.browser.send(form, fields, to=to, follow=False)

    def asked(self, on, to, **fields):
        return json.loads(self.send(on, to, **fields).body)

    def adds(self, key):
        answer = key.makes(self.asked(HERS, f"{HERS}/ask", current=PASSWORD))
        return self.send(HERS, ADD, credential=answer)

    def signs_in(self, key, page="/sign-in"):
        answer = key.signs(self.asked(page, "/sign-in/passkey/ask"))
        return self.send(page, "/sign-in/passkey", credential=answer)


@pytest.fixture
def keys(visit):
    return lambda *who, **wishes: Keys(visit(*who, **wishes))


@pytest.fixture
def stored(database):
    def read():
        with session_of(database) as db:
            return db.scalars(select(Passkey)).all()

    return read


def is_in(browser, path="/family/"):
    return browser.get(path, follow=False).status == 200


def test_a_passkey_is_made_and_opens_the_account(make, keys, stored):
    parent, key = make.parent(), Authenticator()
    assert keys(parent).adds(key).status == 200
    assert [row.account_id for row in stored()] == [parent.account_id]
    stranger = keys()

    assert json.loads(stranger.signs_in(key).body) == {"to": "/family/"}
    assert is_in(stranger.browser)
    assert stored()[0].sign_count == 1
    assert stored()[0].used_at


@pytest.mark.parametrize("wrong", OTHERWISE, ids=str)
def test_a_passkey_for_elsewhere_or_that_asks_nobody_is_not_taken(make, keys, stored, wrong):
    answer = keys(make.parent()).adds(Authenticator(**wrong))

    assert (answer.status, json.loads(answer.body)) == (
        422,
        {"error": "The passkey did not work. Please try again, or use another way."},
    )
    assert stored() == []


@pytest.mark.parametrize("wrong", OTHERWISE, ids=str)
def test_a_signature_for_elsewhere_or_by_nobody_known_opens_nothing(make, keys, wrong):
    key = Authenticator()
    keys(make.parent()).adds(key)
    for name, value in wrong.items():
        setattr(key, name, value)
    stranger = keys()

    assert stranger.signs_in(key).status == 422
    assert not is_in(stranger.browser)


def test_an_answer_is_taken_once(make, keys):
    key = Authenticator()
    keys(make.parent()).adds(key)
    stranger = keys()
    answer = key.signs(stranger.asked("/sign-in", "/sign-in/passkey/ask"))
    assert stranger.send("/sign-in", "/sign-in/passkey", credential=answer).status == 200
    again = keys()

    assert again.send("/sign-in", "/sign-in/passkey", credential=answer).status == 422
    again.asked("/sign-in", "/sign-in/passkey/ask")
    assert again.send("/sign-in", "/sign-in/passkey", credential=answer).status == 422


def spoilt(answer):
    """The same answer with a signature, or a made key, that does not fit; it can be mended by whoever spoilt it."""
    said = json.loads(answer)
    part = "signature" if "signature" in said["response"] else "attestationObject"
    said["response"][part] = said["response"][part][:-8] + "AAAAAAAA"
    return json.dumps(said)


def test_an_answer_that_was_refused_uses_up_the_question_as_well(make, keys, stored, database):
    parent, key = make.parent(), Authenticator()
    own = keys(parent)
    own.adds(key)
    another = Authenticator()
    made = another.makes(own.asked(HERS, f"{HERS}/ask", current=PASSWORD))
    assert own.send(HERS, ADD, credential="{}").status == 422
    assert own.send(HERS, ADD, credential=made).status == 422
    assert len(stored()) == 1

    stranger = keys()
    signed = key.signs(stranger.asked("/sign-in", "/sign-in/passkey/ask"))
    cookie = stranger.browser.client.get_cookie("__Host-nod", domain="nod.example").value
    assert stranger.send("/sign-in", "/sign-in/passkey", credential=spoilt(signed)).status == 422
    stranger.browser.client.set_cookie("__Host-nod", cookie, domain="nod.example", secure=True)
    assert stranger.send("/sign-in", "/sign-in/passkey", credential=signed).status == 422
    assert not is_in(stranger.browser)
    with session_of(database) as db:
        assert db.scalars(select(Challenge)).all() == []


def test_an_answer_after_five_minutes_is_too_late(make, keys, later, visit, stored):
    parent, key = make.parent(), Authenticator()
    own = keys(parent)
    answer = key.makes(own.asked(HERS, f"{HERS}/ask", current=PASSWORD))
    later(minutes=5, seconds=1)

    assert own.send(HERS, ADD, credential=answer).status == 422
    assert stored() == []
    assert visit(parent)


def test_what_one_browser_was_asked_another_cannot_answer(make, keys, stored):
    parent, key = make.parent(), Authenticator()
    answer = key.makes(keys(parent).asked(HERS, f"{HERS}/ask", current=PASSWORD))

    assert keys(parent).send(HERS, ADD, credential=answer).status == 422
    assert stored() == []


@pytest.mark.parametrize("name", ["account", "account_id", "person_id", "user", "userHandle"])
def test_adding_a_passkey_cannot_be_aimed_at_another_account(make, keys, stored, name):
    thief, victim, key = make.parent(), make.parent(), Authenticator()
    own, aimed = keys(thief), {name: str(victim.account_id)}
    answer = key.makes(own.asked(HERS, f"{HERS}/ask", current=PASSWORD, **aimed))
    own.send(HERS, ADD, credential=answer, **aimed)

    assert [row.account_id for row in stored()] == [thief.account_id]


def test_nobody_takes_another_persons_passkey_away(make, keys, visit, stored):
    victim = make.parent()
    keys(victim).adds(Authenticator())
    page = visit(make.parent()).post(f"{HERS}/{stored()[0].id}/remove")

    assert page.status == 404
    assert len(stored()) == 1


def test_the_same_passkey_is_not_taken_for_a_second_account(make, keys, stored):
    key = Authenticator()
    keys(make.parent()).adds(key)

    assert keys(make.parent()).adds(key).status == 422
    assert len(stored()) == 1


def test_a_passkey_whose_count_goes_back_is_a_copy(make, keys):
    key = Authenticator(count=5)
    keys(make.parent()).adds(key)
    assert keys().signs_in(key).status == 200
    key.count = 3

    assert keys().signs_in(key).status == 422


@pytest.mark.parametrize("answer", ["", "{}", "[]", "x", "null", '{"id": 5}', '{"id": "\\u0000"}', "{" * 3000])
def test_an_answer_that_is_none_is_refused(make, keys, answer):
    stranger = keys()
    stranger.asked("/sign-in", "/sign-in/passkey/ask")

    assert stranger.send("/sign-in", "/sign-in/passkey", credential=answer).status == 422
    own = keys(make.parent())
    own.asked(HERS, f"{HERS}/ask", current=PASSWORD)
    assert own.send(HERS, ADD, credential=answer).status == 422


# --- Workers


@pytest.fixture
def worker_key(make, keys):
    """A worker with a passkey beside the time-code."""

    def make_key(who=None):
        who, key = who or make.worker(), Authenticator()
        own, page = keys(who), "/worker/second-step/passkey"
        answer = key.makes(own.asked(page, f"{page}/ask", current=PASSWORD))
        assert own.send(page, f"{page}/add", credential=answer).status == 200
        return who, key

    return make_key


def prove(half, key):
    page = "/worker/second-step"
    return half.send(page, f"{page}/prove", credential=key.signs(half.asked(page, f"{page}/ask")))


def test_a_password_alone_skips_nothing_for_a_worker_with_a_passkey(worker_key, visit):
    beth, _ = worker_key()
    browser = visit()
    page = browser.post("public.worker_sign_in", {"name": beth.name, "password": PASSWORD})

    assert page.redirected_to == "/worker/second-step"
    assert not is_in(browser, "/worker/")


def test_a_workers_own_passkey_passes_the_second_step_and_another_workers_does_not(worker_key, keys):
    beth, key = worker_key()
    _, another = worker_key()
    half = keys(beth, proved=False)
    assert prove(half, another).status == 422
    assert not is_in(half.browser, "/worker/")

    assert prove(half, key).status == 200
    assert is_in(half.browser, "/worker/")


def test_a_second_step_that_was_refused_uses_up_the_question_as_well(worker_key, keys):
    beth, key = worker_key()
    half, page = keys(beth, proved=False), "/worker/second-step"
    signed = key.signs(half.asked(page, f"{page}/ask"))
    assert half.send(page, f"{page}/prove", credential=spoilt(signed)).status == 422

    assert half.send(page, f"{page}/prove", credential=signed).status == 422
    assert not is_in(half.browser, "/worker/")


def test_a_passkey_is_both_steps_at_once_and_wrong_tries_elsewhere_do_not_stop_it(worker_key, keys, visit, database):
    beth, key = worker_key()
    for _ in range(6):
        visit().post("public.worker_sign_in", {"name": beth.name, "password": "nid-hwn-yw-e"})
    stranger = keys()

    assert json.loads(stranger.signs_in(key, "/worker/sign-in").body) == {"to": "/worker/"}
    assert is_in(stranger.browser, "/worker/")
    with session_of(database) as db:
        assert "passkey" in set(db.scalars(select(AccountSession.way)))


def test_the_passkey_of_a_worker_who_left_opens_nothing(worker_key, keys, make):
    beth, key = worker_key()
    with make.writing() as db:
        db.get_one(Worker, beth.id).left_on = clock.today() - timedelta(days=1)
    stranger = keys()

    assert stranger.signs_in(key, "/worker/sign-in").status == 422
    assert not is_in(stranger.browser, "/worker/")


def test_one_of_two_second_steps_may_go_and_the_other_stays(worker_key, visit, stored):
    beth, _ = worker_key()
    browser = visit(beth)
    assert (
        browser.post("worker.own_steps.remove_time_code", on="/worker/account/second-steps").said == "It is taken away."
    )
    page = browser.post("worker.own_steps.remove_passkey", passkey_id=stored()[0].id)

    assert page.said == "This is your only second step, so it stays. Set up another one first."
    assert len(stored()) == 1
