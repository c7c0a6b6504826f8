"""A lock-out holds for new devices: nobody shuts somebody else out by trying wrong passwords or codes."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import KnownDevice, SignInLimit
from portal.security.limits import TRIES
from tests.factories import PASSWORD

WRONG = "nid-hwn-yw-e-2026"
NEW = "pedwar-ci-du-2026"
REFUSED = "That name and password do not fit together. Please try again. After five tries, wait 15 minutes."


@pytest.fixture
def known(make, visit):
    """Someone, and a browser they have signed in with and out of again."""

    def make_known(who=None, *, page="public.sign_in"):
        person, browser = who or make.parent(), visit()
        browser.post(page, {"name": person.name, "password": PASSWORD})
        browser.send(browser.page.form("/sign-out") if page != "public.sign_in" else more(browser))
        return person, browser

    return make_known


def more(browser):
    return browser.get("family.more.show").form("/sign-out")


def shut_out(visit, name, times=TRIES):
    stranger = visit()
    for _ in range(times):
        stranger.post("public.sign_in", {"name": name, "password": WRONG})
    return stranger


def test_wrong_tries_elsewhere_do_not_shut_someone_out_of_their_own_phone(visit, known):
    parent, own = known()
    stranger = shut_out(visit, parent.name)

    assert stranger.post("public.sign_in", {"name": parent.name, "password": PASSWORD}).status == 422
    assert own.post("public.sign_in", {"name": parent.name, "password": PASSWORD}).redirected_to == "/family/"


def test_a_device_that_is_signed_in_goes_on(visit, make):
    parent = make.parent()
    here = visit(parent)
    shut_out(visit, parent.name)

    assert here.get("family.home.show").status == 200


def test_a_known_phone_has_a_limit_of_its_own(visit, known):
    parent, own = known()
    for _ in range(TRIES):
        own.post("public.sign_in", {"name": parent.name, "password": WRONG})

    assert own.post("public.sign_in", {"name": parent.name, "password": PASSWORD}).errors == [REFUSED]
    assert visit().post("public.sign_in", {"name": parent.name, "password": PASSWORD}).redirected_to == "/family/"


def test_a_phone_is_known_to_the_account_it_was_used_with_and_to_no_other(visit, known, make):
    _, phone_of_gareth = known()
    sian = make.parent()
    shut_out(visit, sian.name)

    assert phone_of_gareth.post("public.sign_in", {"name": sian.name, "password": PASSWORD}).errors == [REFUSED]


def test_a_cookie_that_we_did_not_sign_is_none(visit, known):
    parent, own = known()
    cookie = own.client.get_cookie("__Host-nod-known", domain="nod.example")
    shut_out(visit, parent.name)
    other = cookie.value[:-2] + ("A" if cookie.value[-2] != "A" else "B") + cookie.value[-1]
    for made_up in ("", "x", other, '"' + "a" * 43 + '".x'):
        stranger = visit()
        stranger.client.set_cookie("__Host-nod-known", made_up, domain="nod.example", secure=True)
        assert stranger.post("public.sign_in", {"name": parent.name, "password": PASSWORD}).errors == [REFUSED]


def test_the_cookie_says_nothing_of_anyone_and_scripts_cannot_read_it(visit, make, database):
    parent, browser = make.parent(), visit()
    answer = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD}, follow=False)
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-nod-known="))

    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert str(parent.account_id) not in cookie
    with session_of(database) as db:
        assert db.scalars(select(KnownDevice.key_hash)).one() not in cookie.encode()


@pytest.mark.parametrize("way", ["password", "everywhere", "new code"])
def test_after_a_new_password_a_new_code_or_signing_out_everywhere_other_phones_are_strangers(
    visit, known, make, database, way
):
    parent, old = known()
    here = visit(parent)
    if way == "password":
        here.post("family.account.password", {"current": PASSWORD, "password": NEW})
    elif way == "everywhere":
        here.post("family.account.sign_out_everywhere", on="/family/account")
    else:
        code = make.invitation(parent)
        visit().post("public.join", {"name": parent.name, "password": NEW}, code=code)
    with session_of(database) as db:
        hashes = set(db.scalars(select(KnownDevice.key_hash)))
    shut_out(visit, parent.name)
    right = PASSWORD if way == "everywhere" else NEW

    assert old.post("public.sign_in", {"name": parent.name, "password": right}).errors == [REFUSED]
    assert len(hashes) == (1 if way == "new code" else 0)


# --- Other guesses


def change(browser, current):
    return browser.post("family.account.password", {"current": current, "password": NEW})


def test_whoever_finds_a_phone_open_cannot_try_passwords_without_end(visit, make, later):
    browser = visit(make.parent())
    for _ in range(TRIES):
        assert change(browser, WRONG).status == 422
    same = change(browser, WRONG)

    assert change(browser, PASSWORD).errors == same.errors
    later(minutes=16)
    assert change(visit(make.parent()), PASSWORD).redirected_to == "/family/account"


def test_the_count_of_the_password_now_is_kept_over_devices(visit, make):
    parent = make.parent()
    for _ in range(TRIES):
        change(visit(parent), WRONG)

    assert change(visit(parent), PASSWORD).status == 422


def test_who_has_seen_a_part_of_a_code_cannot_try_out_the_rest(visit, make):
    code = make.invitation(make.person(signs_in=False))
    start = code.rpartition("-")[0]
    stranger = visit()
    pages = [stranger.get("public.join", code=f"{start}-222{last}") for last in "23456"]
    pages.append(visit().get("public.join", code=code))

    assert {(page.status, page.heading) for page in pages} == {(404, "This invitation does not work")}
    assert len({page.seen for page in pages}) == 1


def test_codes_that_nobody_has_make_nobody_else_wait(visit, make):
    code = make.invitation(make.person(signs_in=False))
    for number in range(3 * TRIES):
        visit().get("public.join", code=f"2222-3333-{4444 + number}")

    assert visit().get("public.join", code=code).status == 200


def test_a_code_that_works_is_not_counted(visit, make, database):
    code = make.invitation(make.person(signs_in=False))
    for _ in range(2 * TRIES):
        assert visit().get("public.join", code=code).status == 200
    with session_of(database) as db:
        assert db.scalars(select(SignInLimit)).all() == []


def test_a_key_of_a_known_phone_is_kept_from_one_sign_in_to_the_next(known, database):
    parent, own = known()
    own.post("public.sign_in", {"name": parent.name, "password": PASSWORD})

    assert own.client.get_cookie("__Host-nod-known", domain="nod.example", path="/") is not None
    with session_of(database) as db:
        assert len(db.scalars(select(KnownDevice)).all()) == 1
