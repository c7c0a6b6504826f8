"""My account: the language, the password, the devices I am signed in on."""

import pytest

from portal.database import session_of
from portal.models import Account
from portal.security import passwords
from tests.factories import PASSWORD
from tests.support.busy import busy_hashing

NEW = "pedwar-ci-du-2026"
BUSY = "Nod is busy just now. Wait a few seconds, then give your password again."


@pytest.fixture
def account(database):
    """The row of someone's account."""

    def read(who):
        with session_of(database) as db:
            return db.get_one(Account, who.account_id)

    return read


def test_the_page_leads_to_language_and_password_and_names_this_device(make, visit):
    page = visit(make.parent()).get("family.account.show")

    assert page.heading == "My account"
    assert page.says("Chrome, Android This one")
    assert page.links["Language English"] == "/family/account/language"
    assert page.links["Change your password"] == "/family/account/password"
    assert "Sign out everywhere" in page.buttons
    assert "Sign this one out" not in page.buttons


def test_each_other_device_has_its_own_way_out(make, visit):
    parent = make.parent()
    visit(parent, agent="Firefox/130 (Windows)")
    page = visit(parent).get("family.account.show")

    assert page.buttons.count("Sign this one out") == 1
    assert page.says("Firefox, Windows")


def test_a_device_signed_out_elsewhere_is_no_longer_listed(make, visit):
    parent = make.parent()
    other = visit(parent, agent="Firefox/130 (Windows)")
    other.post("public.sign_out", on="/family/more")

    assert not visit(parent).get("family.account.show").says("Firefox")


@pytest.mark.parametrize(("before", "after", "heading"), [("en", "cy", "Fy nghyfrif"), ("cy", "en", "My account")])
def test_a_parent_chooses_another_language_for_good(make, visit, account, before, after, heading):
    parent = make.parent(language=before)
    browser = visit(parent)
    page = browser.post("family.account.language", {"code": after})

    assert page.heading == heading
    assert account(parent).language == after
    assert visit(parent).get("family.account.show").heading == heading


def test_the_language_one_reads_in_is_chosen_already(make, visit):
    assert visit(make.parent(language="cy")).open_form("family.account.language").value("code") == "cy"


@pytest.mark.parametrize("code", ["", "fr", "cy-ti", "EN"])
def test_a_language_that_is_not_offered_is_refused(make, visit, account, code):
    parent = make.parent()
    page = visit(parent).post("family.account.language", {"code": code})

    assert (page.status, page.error_beside("code")) == (422, "Choose a language")
    assert account(parent).language == "en"


def change(browser, current=PASSWORD, password=NEW, **more):
    return browser.post("family.account.password", {"current": current, "password": password}, **more)


def test_a_parent_changes_the_password_and_signs_in_with_it(make, visit, account):
    parent = make.parent()
    page = change(visit(parent))

    assert page.redirected_to == "/family/account"
    assert passwords.fits(account(parent).password_hash, NEW)
    assert not passwords.fits(account(parent).password_hash, PASSWORD)


def test_the_password_now_must_be_right(make, visit, account):
    parent = make.parent()
    page = change(visit(parent), current="nid-hwn-yw-e")

    assert (page.status, page.error_beside("current")) == (
        422,
        "This is not your password. Please try again. After five tries, wait 15 minutes.",
    )
    assert passwords.fits(account(parent).password_hash, PASSWORD)


def test_a_password_is_not_changed_while_nod_is_busy_and_changes_on_the_next_try(make, visit, account):
    parent = make.young_person()
    browser = visit(parent)
    with busy_hashing():
        page = change(browser)

    assert (page.status, page.errors) == (503, [BUSY])
    assert passwords.fits(account(parent).password_hash, PASSWORD)
    assert browser.send(page.form(), {"current": PASSWORD, "password": NEW}).redirected_to == "/family/account"


def test_a_young_person_who_is_asked_to_wait_is_called_ti(make, visit):
    with busy_hashing():
        page = change(visit(make.young_person(), "cy"))

    assert page.says("Aros ychydig eiliadau, yna rho dy gyfrinair eto.")


@pytest.mark.parametrize("password", ["", "byr", "passwordpassword", "p" * 201])
def test_a_new_password_must_be_good_enough(make, visit, password):
    page = change(visit(make.parent()), password=password)

    assert page.status == 422
    assert page.error_beside("password")


def test_passwords_never_come_back_to_the_page(make, visit):
    page = change(visit(make.parent()), current="nid-hwn-yw-e")

    assert NEW not in page.text
    assert "nid-hwn-yw-e" not in page.text


def test_more_leads_to_the_team_help_now_the_account_and_out(make, visit):
    browser = visit(make.parent())
    page = browser.get("family.more.show")
    assert [page.links[words] for words in ("Our team", "Help now", "My account")] == [
        "/family/team",
        "/help-now",
        "/family/account",
    ]

    assert browser.send(page.form("/sign-out")).said == "You are signed out."
