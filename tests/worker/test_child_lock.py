"""A device that a worker hands to a child opens nothing but that child's page, until the worker shows who they are."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal.commands import erasure, member
from portal.database import session_of
from portal.models import AccountSession, ChildRound, Member
from portal.security.keys import learn_key
from portal.web import access
from tests.factories import PASSWORD, Make, PersonMade
from tests.support.visitors import Visit, Visitor

WRONG = "nid-hwn-yw-e-chwaith"
STAY = access.OPEN_BESIDE_A_CHILD


@pytest.fixture
def child(make: Make) -> PersonMade:
    """A child whose keyworker sits beside them."""
    return make.child(make.family(keyworker=make.worker(first_name="Beth")), age=8)


@pytest.fixture
def here(child: PersonMade) -> str:
    """Where the child's page stands."""
    return f"/worker/families/{child.family.ref}/child/{child.id}/now"


@pytest.fixture
def tablet(visit: Visit, child: PersonMade, here: str) -> Visitor:
    """The keyworker's tablet in the child's hands."""
    device = visit(child.family.keyworker, language="en")
    device.post(here.replace("/now", "/start"), {"language": "en", "present": "The two of us"})
    assert device.page is not None
    assert device.page.path == here
    return device


def addresses(app: Flask, child: PersonMade) -> list[tuple[Rule, str]]:
    """Every address there is, filled in with what is there."""
    known = {"ref": child.family.ref, "person_id": child.id, "name": "sian@demo.example", "code": "2222-3333-4444"}
    urls, found = app.url_map.bind("nod.example"), []
    for rule in app.url_map.iter_rules():
        values = {name: known.get(name, child.id) for name in rule.arguments if name not in (rule.defaults or {})}
        found.append((rule, str(urls.build(rule.endpoint, {**(rule.defaults or {}), **values}))))
    return found


def test_every_address_leads_back_to_the_childs_page(app, tablet, child, here):
    kept = [
        (rule.endpoint, method)
        for rule, path in addresses(app, child)
        if rule.endpoint not in STAY and not path.startswith(here)
        for method in ("GET", "POST")
        if tablet.fetch(method, path).headers.get("Location") != here
    ]
    assert kept == []


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/worker/nowhere", "/demo", "/family/", "/worker/?lang=cy", "/sign-in", "/help-now"]
)
def test_what_is_typed_into_the_address_bar_leads_back(tablet, here, path):
    assert tablet.fetch("GET", path).headers["Location"] == here
    assert tablet.fetch("GET", path, htmx=True).headers["HX-Redirect"] == here


def test_another_childs_page_leads_back(make, tablet, child, here):
    sister = make.child(child.family, first_name="Non", age=5)
    other = make.child(make.family(keyworker=child.family.keyworker), age=6)

    for one in (sister, other):
        path = f"/worker/families/{one.family.ref}/child/{one.id}/now"
        assert tablet.fetch("GET", path).headers["Location"] == here
        assert tablet.fetch("POST", f"{path}/leave", body=f"current={PASSWORD}").headers.get("Location") in {here, None}
    assert tablet.get("/worker/").path == here


def test_a_page_that_was_open_before_sends_nothing(visit, child, here):
    device = visit(child.family.keyworker, language="en")
    before = device.open_form(f"/worker/families/{child.family.ref}/notes")
    device.post(here.replace("/now", "/start"), {"language": "en", "present": "The two of us"})

    answer = device.send(before, {"words": "He likes dogs"}, follow=False)

    assert answer.redirected_to == here
    device.post(f"{here}/leave", {"current": PASSWORD})
    assert not device.get("worker.notes.index", ref=child.family.ref).says("He likes dogs")


def test_no_address_changes_the_language_of_the_round_or_of_the_worker(tablet, here):
    assert tablet.get(f"{here}?lang=cy").heading == "How do you feel today?"
    tablet.post(f"{here}/leave", {"current": PASSWORD})
    assert tablet.get("/worker/").html.html["lang"] == "en"


def test_the_workers_password_opens_the_device(tablet, here):
    page = tablet.post(f"{here}/leave", {"current": PASSWORD})

    assert page.path == here.removesuffix("/now")
    assert tablet.get("/worker/").path == "/worker/"
    assert tablet.get(here).path == here.removesuffix("/now")
    assert tablet.get(f"{here}/leave").path == here.removesuffix("/now")


def test_a_browser_that_remembers_the_workers_password_does_not_fill_it_in(tablet, here):
    field = tablet.get(f"{here}/leave").html.select_one("#current")

    assert (field["autocomplete"], field.get("value", "")) == ("new-password", "")


def test_a_wrong_password_opens_nothing(tablet, here):
    page = tablet.post(f"{here}/leave", {"current": WRONG})

    assert page.status == 422
    assert tablet.get("/worker/").path == here


def test_after_five_wrong_passwords_the_right_one_waits_a_quarter_of_an_hour(tablet, here, later):
    for _ in range(5):
        tablet.post(f"{here}/leave", {"current": WRONG})

    assert tablet.post(f"{here}/leave", {"current": PASSWORD}).status == 422
    assert tablet.get("/worker/").path == here
    for _ in range(2):
        later(minutes=8)
        tablet.get(here)
    assert tablet.post(f"{here}/leave", {"current": PASSWORD}).path == here.removesuffix("/now")


def test_a_made_up_passkey_opens_nothing(tablet, here):
    tablet.get(f"{here}/leave")
    form = tablet.page.form(f"{here}/leave")

    for answer in ("", "{}", "[]", '{"id": "x", "rawId": "x", "response": {}}'):
        assert tablet.send(form, {"credential": answer}, to=f"{here}/leave/prove").status == 422
    assert tablet.get("/worker/").path == here


def test_the_key_of_the_cookie_from_before_opens_nothing(visit, child, here):
    device = visit(child.family.keyworker)
    with device.client.session_transaction(base_url="https://nod.example") as cookie:
        before = dict(cookie)
    device.post(here.replace("/now", "/start"), {"language": "en", "present": "The two of us"})

    with device.client.session_transaction(base_url="https://nod.example") as cookie:
        cookie.clear()
        cookie.update(before)

    assert device.get("/worker/").path == "/worker/sign-in"


def test_the_key_of_the_locked_cookie_opens_nothing_afterwards(tablet, here):
    with tablet.client.session_transaction(base_url="https://nod.example") as cookie:
        locked = dict(cookie)
    tablet.post(f"{here}/leave", {"current": PASSWORD})

    with tablet.client.session_transaction(base_url="https://nod.example") as cookie:
        cookie.clear()
        cookie.update(locked)

    assert tablet.get("/worker/").path == "/worker/sign-in"


def test_signing_out_and_the_quick_exit_end_everything(visit, child, here, database):
    for out in ("/sign-out", "/exit"):
        device = visit(child.family.keyworker, language="en")
        device.post(here.replace("/now", "/start"), {"language": "en", "present": "The two of us"})
        device.get(f"{here}/leave")
        form = device.page.form("/sign-out")
        device.send(form, to=out, follow=False)
        assert device.get("/worker/").path == "/worker/sign-in"
        assert device.get(here).path == "/worker/sign-in"
    with session_of(database) as db:
        assert all(sitting.ended_at for sitting in db.query(ChildRound))


def test_after_ten_quiet_minutes_the_round_is_over_and_the_worker_signed_out(tablet, here, later, database):
    later(minutes=9, seconds=50)
    assert tablet.get(here).path == here
    later(minutes=10, seconds=1)

    assert tablet.get(here).path == "/worker/sign-in"
    assert tablet.get("/worker/").path == "/worker/sign-in"
    with session_of(database) as db:
        assert db.query(ChildRound).one().ended_at is not None
        assert db.query(AccountSession).filter(AccountSession.child_round_id.is_not(None)).one().ended_at is not None


def test_the_page_that_asks_whether_someone_is_there_keeps_the_round(tablet, here, later):
    form = tablet.page.form("/still-here")
    later(minutes=9)
    tablet.send(form, to="/still-here", follow=False)
    later(minutes=9)

    assert tablet.get(here).path == here


def test_only_ten_minutes_count_however_often_a_picture_is_fetched(tablet, here, later):
    for _ in range(3):
        later(minutes=4)
        tablet.fetch("GET", "/health")

    assert tablet.get(here).path == "/worker/sign-in"


def test_what_was_written_when_the_time_ran_out_waits_for_the_worker(tablet, child, here, later):
    for answer in ("happy", "green"):
        tablet.post(here, {"answer": answer})
    form = tablet.page.form()
    later(minutes=11)

    page = tablet.send(form, {"words": "A dog called Mot"})
    assert page.path == "/worker/sign-in"
    assert not page.says("Mot")
    page = tablet.post("/worker/sign-in", {"name": child.family.keyworker.name, "password": PASSWORD})
    assert "second-step" in page.path
    prove(tablet)

    page = tablet.get(here)
    assert page.heading == "The child’s page closed itself"
    assert page.says("A dog called Mot")
    assert tablet.get(here).path == here.removesuffix("/now")


def prove(device: Visitor) -> None:
    """Pass the second step without a code: it is not what this is about."""
    data = device.app.extensions["nod.database"]
    with data.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE session SET proved_at = began_at WHERE proved_at IS NULL")


@pytest.mark.usefixtures("tablet")
def test_another_device_of_the_worker_is_not_locked(visit, child):
    assert visit(child.family.keyworker).get("/worker/").path == "/worker/"


def test_a_worker_who_may_not_see_the_family_any_more_can_still_leave(make, visit, child, here):
    tom = make.worker(first_name="Tom")
    place = make.member(child.family, tom)
    device = visit(tom, language="en")
    device.post(here.replace("/now", "/start"), {"language": "en", "present": "The three of us"})
    with make.writing() as db:
        learn_key(db, child.family.id)
        row = db.get_one(Member, place.id)
        member.end(db, make.system, row, version=row.version)

    page = device.get(here)
    assert page.status == 404
    assert page.hrefs == [here]
    device.post(f"{here}/leave", {"current": PASSWORD}, follow=False)
    assert device.get("/worker/").path == "/worker/"


def test_a_form_without_our_token_is_answered_on_a_childs_page(tablet, here):
    answer = tablet.fetch("POST", here, body="answer=happy")

    assert answer.status_code == 400
    assert "Caseload" not in answer.text
    assert here in answer.text


def test_erasing_the_family_signs_the_device_out(make, tablet, child):
    with make.writing() as db:
        erasure.erase(db, make.system, child.family.id, keep_years=6, before_time=True)

    assert tablet.get("/worker/").path == "/worker/sign-in"
