"""How often one address, and one account, may fail to get in; and that nobody is shut out by another."""

import pytest

from portal.app import create_app
from portal.models.domains import Domain
from portal.models.words import InfoKind
from tests.factories import PASSWORD
from tests.support.handed_over import hand_over
from tests.support.visitors import HOST, Visit

WRONG = {"password": "not-the-right-words"}


@pytest.fixture
def limited(settings_for, database):
    """Put the application together with a limit: `limited(address_tries=3)`."""
    opened = []

    def over(**said):
        url = database.engine.url.render_as_string(hide_password=False)
        opened.append(create_app(settings_for(url, **said)))
        return Visit(opened[-1])

    yield over
    for app in opened:
        app.extensions["nod.database"].close()


def fails(browser, number=1):
    """Try a code that is none, which is refused sooner than a password is."""
    return [browser.post("/join", {"code": "2222-3333-4444"}).status for _ in range(number)]


def test_an_address_that_fails_too_often_has_to_wait(limited, later):
    visit = limited(address_tries=3)

    assert fails(visit(), 3) == [422, 422, 422]
    page = visit().post("/join", {"code": "2222-3333-4444"})
    later(minutes=16)

    assert page.status == 429
    assert page.heading == "Too many tries"
    assert fails(visit()) == [422]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_who_has_to_wait_is_told_whom_to_ring(limited, language):
    visit = limited(address_tries=1)
    fails(visit())

    page = visit(None, language).post("/sign-in", {"name": "someone", **WRONG})

    assert page.status == 429
    assert page.html.html["lang"] == language
    assert "/help-now" in page.hrefs


@pytest.mark.parametrize("path", ["/sign-in", "/worker/sign-in", "/join"])
def test_every_way_in_counts_towards_the_same_limit(limited, path):
    visit = limited(address_tries=2)
    fails(visit(), 2)

    assert visit().post(path, {"name": "someone", "code": "2222-3333-4444", **WRONG}).status == 429


def test_codes_cannot_be_guessed_in_the_address(limited):
    visit = limited(address_tries=3)
    seen = [visit().get(f"/join/ZZZZ-ZZZZ-ZZZ{sign}").status for sign in "23456"]

    assert seen == [404, 404, 404, 429, 429]


@pytest.mark.parametrize(("is_sent", "end"), [(False, ""), (True, ""), (False, "/pdf"), (True, "/reply")])
def test_a_link_to_what_was_shared_cannot_be_guessed(limited, is_sent, end):
    browser = limited(address_tries=3)()
    form = browser.get("/join").form()
    paths = [f"/shared/{sign * 43}{end}" for sign in "abcde"]
    seen = [(browser.send(form, to=one) if is_sent else browser.get(one)).status for one in paths]

    assert seen == [404, 404, 404, 429, 429]


def test_the_code_of_what_was_shared_cannot_be_guessed(limited, make):
    visit = limited(address_tries=2)
    mother, school = make.parent(), make.agency()
    macsen = make.child(mother.family)
    make.look(mother, {Domain.PROGRESS: 3}, why="It is hard", about=macsen, circle_id=mother.family.circle_id)
    for kind in (InfoKind.LEARNING, InfoKind.CONTACT):
        make.decision(make.question(mother, school, about=macsen, kind=kind))
    path, _code = hand_over(visit, mother, school)
    seen = [visit().post(path, {"code": "2222-3333-4444"}).status for _ in range(3)]

    assert seen == [422, 422, 429]


def test_a_refuge_behind_one_address_signs_in_as_often_as_it_likes(limited, make):
    """Only failures count: right sign-ins, however many, are no reason to wait."""
    visit = limited(address_tries=3)
    parent = make.parent()

    statuses = {visit().post("/sign-in", {"name": parent.name, "password": PASSWORD}).status for _ in range(5)}

    assert statuses == {200}
    assert fails(visit()) == [422]


def test_who_is_signed_in_is_never_stopped(limited, make):
    visit = limited(address_tries=2)
    parent = make.parent()
    inside = visit(parent)
    fails(visit(), 4)

    assert inside.get("/family/").status == 200
    assert inside.get("/join/ZZZZ-ZZZZ-ZZZZ").status == 404
    assert inside.post("family.account.password", {"current": "wrong", "password": "x"}).status == 422
    assert inside.post("family.account.language", {"code": "en"}).status == 200


@pytest.mark.parametrize("path", ["/", "/help-now", "/sign-in", "/privacy", "/health"])
def test_who_has_to_wait_still_reads_every_open_page(limited, path):
    visit = limited(address_tries=1)
    fails(visit(), 3)

    assert visit().fetch("GET", path).status_code == 200


def test_leaving_fast_is_never_stopped(limited):
    visit = limited(address_tries=1)
    fails(visit(), 3)

    assert visit().fetch("POST", "/exit").status_code == 204


def halfway(visit, who):
    """A worker's browser in which only the password was given."""
    browser = visit()
    browser.post("/worker/sign-in", {"name": who.name, "password": PASSWORD})
    return browser


def test_codes_of_the_second_step_count_whosever_password_was_given(limited, make):
    visit = limited(address_tries=3)
    tried = [
        halfway(visit, who).post("/worker/second-step", {"code": "000000"}).status
        for who in (make.worker(), make.worker(), make.worker())
    ]
    beth = make.worker()
    inside = visit(beth)

    assert tried == [422, 422, 422]
    assert visit().post("/worker/sign-in", {"name": beth.name, "password": PASSWORD}).status == 429
    assert inside.get("/worker/").status == 200
    assert inside.post("worker.account.password", {"current": "wrong", "password": "x"}).status == 422


def test_a_password_alone_does_not_free_a_worker_from_the_limit(limited, make):
    visit = limited(address_tries=3)
    browser = halfway(visit, make.worker())
    statuses = [browser.post("/worker/second-step", {"code": "000000"}).status for _ in range(4)]

    assert statuses == [422, 422, 422, 429]
    assert browser.fetch("GET", "/worker/second-step").status_code == 200
    assert browser.get("/join/ZZZZ-ZZZZ-ZZZZ").status == 429


# --- Whose address it is


def guess(visit, forwarded="", remote="10.0.0.1"):
    """Fail once from an address, perhaps by way of a proxy; return the status."""
    browser = visit()
    form = browser.open_form("/join")
    fields = {"csrf_token": form.value("csrf_token"), "code": "2222-3333-4444"}
    headers = {**browser.headers, **({"X-Forwarded-For": forwarded} if forwarded else {})}
    answer = browser.client.post(
        "/join", base_url=HOST, data=fields, headers=headers, environ_base={"REMOTE_ADDR": remote}
    )
    return answer.status_code


def test_one_address_does_not_use_up_anothers_tries(limited):
    visit = limited(address_tries=1)

    assert [guess(visit, remote="10.0.0.1"), guess(visit, remote="10.0.0.1")] == [422, 429]
    assert guess(visit, remote="10.0.0.2") == 422


def test_without_a_trusted_proxy_nobody_chooses_an_address_for_themself(limited):
    visit = limited(address_tries=1)

    assert [guess(visit, "1.2.3.4"), guess(visit, "5.6.7.8")] == [422, 429]


def test_behind_a_trusted_proxy_the_address_is_the_one_that_the_proxy_saw(limited):
    visit = limited(address_tries=1, proxies=1)

    assert [guess(visit, "9.9.9.9, 1.2.3.4"), guess(visit, "8.8.8.8, 1.2.3.4")] == [422, 429]
    assert guess(visit, "9.9.9.9, 1.2.3.5") == 422


def test_behind_https_without_a_word_on_proxies_no_address_is_held_to_be_somebodys(limited):
    """Nod itself speaks no https: the one address it sees is the proxy's, and so everybody's."""
    visit = limited(address_tries=1, public_url=HOST)

    assert [guess(visit) for _ in range(4)] == [422] * 4


# --- By account


def test_tries_at_one_account_are_summed_over_all_processes(limited, make):
    parent = make.parent()
    one, other = limited(), limited()
    for visit in (one, one, one, other, other):
        visit().post("/sign-in", {"name": parent.name, **WRONG})

    assert one().post("/sign-in", {"name": parent.name, "password": PASSWORD}).status == 422
    assert other().post("/sign-in", {"name": parent.name, "password": PASSWORD}).status == 422


def test_the_tests_run_without_a_limit_by_address(visit):
    assert set(fails(visit(), 6)) == {422}
