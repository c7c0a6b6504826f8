"""The two ways in: one answer and one amount of work for a wrong name and a wrong password, counted in the database."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import session_of, unit_of_work
from portal.errors import SignInRefused
from portal.models import Account, SignInLimit, Worker
from portal.models.words import Side
from portal.security.limits import TRIES, WAIT
from portal.security.sign_in import account_for, name_lookup, tried
from tests.factories import PASSWORD
from tests.support.busy import busy_hashing

WRONG = "nid-hwn-yw-e-2026"
ODD = ["e" * 201, "\x00elin", "\ud800", "elin\N{FAMILY}", "\N{RIGHT-TO-LEFT MARK}elin", "' OR 1=1 --"]
BUSY = "Nod is busy just now. Wait a few seconds, then give your password again."
REFUSED = "That name and password do not fit together. Please try again. After five tries, wait 15 minutes."


@pytest.fixture
def sign_in(visit):
    """Fill in the sign-in page: `sign_in("elin", "…")`."""

    def press(name, password=PASSWORD, page="public.sign_in", language="en", **more):
        return visit(None, language).post(page, {"name": name, "password": password}, **more)

    return press


@pytest.fixture
def limits(database):
    """How often each name was tried in vain."""

    def read():
        with session_of(database) as db:
            return sorted(row.failures for row in db.scalars(select(SignInLimit)))

    return read


@pytest.fixture
def tried_in_vain(make):
    """Leave the table as so many wrong tries leave it."""

    def leave(name, times=TRIES):
        with make.writing() as db:
            db.add(SignInLimit(name_lookup=name_lookup(db, name), failures=times, last_failed_at=clock.now()))

    return leave


def test_a_parent_signs_in_and_is_at_home(make, sign_in):
    page = sign_in(make.parent().name)

    assert (page.first_status, page.redirected_to) == (303, "/family/")
    assert page.heading == "Hello, Siân"


def test_a_worker_signs_in_at_their_own_page_and_is_asked_for_one_more_step(make, sign_in):
    page = sign_in(make.worker().name, page="public.worker_sign_in")

    assert page.redirected_to == "/worker/second-step"


def test_someone_who_is_signed_in_is_shown_home_and_no_form(make, visit):
    assert visit(make.parent()).get("public.sign_in").redirected_to == "/family/"
    assert visit(make.worker()).get("public.worker_sign_in").redirected_to == "/worker/"
    assert visit(make.parent()).get("public.home").redirected_to == "/family/"


@pytest.mark.parametrize(
    "typed", ["SIAN LLWYD", " sian llwyd ", "sianllwyd", "\N{FULLWIDTH LATIN SMALL LETTER S}ian Llwyd"]
)
def test_case_and_spaces_of_a_name_make_no_difference(make, sign_in, typed):
    make.person(sign_in_name="Sian Llwyd")

    assert sign_in(typed).redirected_to == "/family/"


@pytest.mark.parametrize("typed", ["07700900141", "07700 900 141", "+44 7700 900141", "+447700-900141"])
def test_a_mobile_number_may_be_written_in_any_way(make, sign_in, typed):
    make.person(sign_in_name="07700 900141")

    assert sign_in(typed).redirected_to == "/family/"


def test_a_wrong_password_and_a_wrong_name_get_the_same_page(make, sign_in):
    name = make.parent().name
    answers = [sign_in(name, WRONG), sign_in("nobody-at-all", WRONG)]

    for page in answers:
        assert (page.status, page.errors) == (422, [REFUSED])
        assert page.title.startswith("Error: ")
        assert page.form().value("password") == ""
    assert len({page.seen for page in answers}) == 1
    assert [page.form().value("name") for page in answers] == [name, "nobody-at-all"]


def test_a_name_of_the_other_side_is_no_name_here(make, sign_in):
    assert sign_in(make.worker().name).errors == [REFUSED]
    assert sign_in(make.parent().name, page="public.worker_sign_in").errors == [REFUSED]


def test_a_wrong_name_costs_the_same_work_as_a_wrong_password(make, database):
    name = make.parent().name

    def work(name, password):
        begun = time.process_time()
        with session_of(database), unit_of_work() as db, pytest.raises(SignInRefused):
            account_for(db, tried(db, Side.FAMILY, name, password))
        return time.process_time() - begun

    work("warm up", WRONG)
    wrong_password = min(work(name, WRONG) for _ in range(2))
    wrong_name = min(work(f"nobody {number}", WRONG) for number in range(2))
    assert 0.5 < wrong_name / wrong_password < 2


def test_after_five_wrong_tries_the_right_password_must_wait_too(make, sign_in, limits):
    name = make.parent().name
    for _ in range(TRIES):
        sign_in(name, WRONG)

    page = sign_in(name)
    assert (page.status, page.errors) == (422, [REFUSED])
    assert limits() == [TRIES]


def test_a_name_that_nobody_has_is_counted_as_well(sign_in, limits):
    sign_in("nobody", WRONG)

    assert limits() == [1]


def test_after_a_quarter_of_an_hour_they_may_try_again(make, sign_in, limits, tried_in_vain, later):
    name = make.parent().name
    tried_in_vain(name)

    later(seconds=WAIT.seconds - 30)
    assert sign_in(name).status == 422
    later(seconds=60)
    assert sign_in(name).redirected_to == "/family/"
    assert limits() == []


def test_tries_while_one_must_wait_do_not_make_the_wait_longer(make, sign_in, tried_in_vain, later):
    name = make.parent().name
    tried_in_vain(name)
    later(seconds=WAIT.seconds - 60)
    sign_in(name, WRONG)

    later(seconds=120)
    assert sign_in(name).redirected_to == "/family/"


def test_one_persons_wrong_tries_stop_nobody_else(make, sign_in, tried_in_vain):
    elin, sian = make.young_person(), make.parent()
    tried_in_vain(elin.name)

    assert sign_in(sian.name).redirected_to == "/family/"


def test_a_good_try_forgets_the_wrong_ones(make, sign_in, limits, tried_in_vain):
    name = make.parent().name
    tried_in_vain(name, TRIES - 1)
    sign_in(name)

    assert limits() == []


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(("name", "password"), [("", ""), ("  ", WRONG), ("elin", "")])
def test_an_empty_field_is_named_and_nothing_is_counted(sign_in, limits, name, password, language):
    page = sign_in(name, password, language=language)

    assert page.status == 422
    assert bool(page.error_beside("name")) is not bool(name.strip())
    assert bool(page.error_beside("password")) is not bool(password)
    assert limits() == []


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_name_is_refused_and_breaks_nothing(sign_in, odd):
    page = sign_in(odd, WRONG)

    assert page.status == 422
    assert page.errors


def test_a_worker_who_has_left_does_not_get_in(make, sign_in):
    left = make.worker()
    with make.writing() as db:
        db.get_one(Worker, left.id).left_on = clock.today() - timedelta(days=1)

    assert sign_in(left.name, page="public.worker_sign_in").errors == [REFUSED]


@pytest.mark.parametrize("page", ["public.sign_in", "public.worker_sign_in"])
def test_when_nod_is_busy_known_and_unknown_names_are_asked_to_wait_and_nothing_is_counted(make, sign_in, limits, page):
    name = make.parent().name
    with busy_hashing():
        answers = [sign_in(name, WRONG, page=page), sign_in(name, page=page), sign_in("nobody-at-all", page=page)]

    for answer in answers:
        assert (answer.status, answer.errors) == (503, [BUSY])
        assert 0 < int(answer.headers["Retry-After"]) < 10
        assert answer.form().value("password") == ""
    assert len({answer.seen for answer in answers}) == 1
    assert [answer.form().value("name") for answer in answers] == [name, name, "nobody-at-all"]
    assert limits() == []


def test_the_same_page_lets_them_in_when_nod_is_no_longer_busy(make, visit):
    browser, parent = visit(), make.parent()
    with busy_hashing():
        page = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})

    assert browser.send(page.form(), {"password": PASSWORD}).redirected_to == "/family/"


def test_a_parent_who_was_asked_to_wait_reads_it_in_welsh(make, sign_in):
    with busy_hashing():
        page = sign_in(make.parent().name, language="cy")

    assert page.says("Mae Nod yn brysur ar hyn o bryd.")


def test_a_worker_whom_nod_was_too_busy_for_is_signed_in_where_they_were(make, visit):
    browser = visit(make.worker())
    with busy_hashing():
        browser.post("public.sign_in", {"name": make.parent().name, "password": PASSWORD})

    assert browser.get("worker.caseload.index").status == 200


def test_someone_who_was_on_their_way_arrives_there(make, visit):
    parent, browser = make.parent(), visit()
    assert browser.get("family.goals.index").path == "/sign-in"

    page = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})
    assert page.redirected_to == "/family/goals"


@pytest.mark.parametrize("elsewhere", ["/worker/", "//evil.example/family/", "https://evil.example/family/"])
def test_nobody_is_sent_elsewhere_after_signing_in(make, visit, elsewhere):
    parent, browser = make.parent(), visit()
    browser.get("public.sign_in", next=elsewhere)
    browser.get("worker.caseload.index")

    assert browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD}).redirected_to == "/family/"


def test_the_language_chosen_before_is_the_language_after(make, visit):
    parent, browser = make.parent(), visit(None, "cy")
    with make.writing() as db:
        db.get_one(Account, parent.account_id).language = None
    browser.get("public.sign_in", lang="en")

    page = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})
    assert page.html.html["lang"] == "en"


def test_a_fresh_key_is_given_at_every_sign_in(make, visit):
    parent, browser = make.parent(), visit()
    keys = set()
    for _ in range(2):
        browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})
        with browser.client.session_transaction(base_url="https://nod.example") as cookie:
            keys.add(cookie["_user_id"])
        browser.post("public.sign_out")
    assert len(keys) == 2
