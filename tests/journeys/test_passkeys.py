"""Passkeys in a real browser, with an authenticator that Chromium plays: made, used, taken away, refused."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.database import Database
from tests.journeys.conftest import Open, sign_in
from tests.journeys.reader import Reader
from tests.journeys.ways_out import WaysOut
from tests.support.council import time_code_of
from tests.support.records import PASSWORD, WorkerMade
from tests.support.visits import axe, sideways_pixels

pytestmark = pytest.mark.one_engine

Authenticator = Callable[..., Callable[[bool], None]]


@pytest.fixture
def authenticator() -> Authenticator:
    """Give a page's browser an authenticator that knows its holder, and return what hands it to somebody else."""

    def put(page: Page, *, knows_holder: bool = True) -> Callable[[bool], None]:
        browser = page.context.new_cdp_session(page)
        browser.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": knows_holder,
            "automaticPresenceSimulation": True,
        }
        made = browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        which = {"authenticatorId": made["authenticatorId"]}
        return lambda knows: browser.send("WebAuthn.setUserVerified", which | {"isUserVerified": knows})

    return put


def signs_out(reader: Reader, at: str) -> None:
    reader.opens(at)
    reader.presses("Sign out")
    reader.sees("You are signed out.")


def makes_a_passkey(beth: Reader, worker: WorkerMade, database: Database) -> None:
    """Sign a worker in by their code, who then makes a passkey."""
    sign_in(beth, worker.name, at="/worker/sign-in")
    beth.writes("Your code", time_code_of(database, worker.account_id))
    beth.presses("Continue")
    beth.opens("/worker/second-step/passkey")
    beth.writes("Your password now", PASSWORD)
    beth.presses("Make a passkey")
    beth.sees("Your passkey is saved.")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_parent_makes_a_passkey_and_comes_in_with_it(make, phone: Open, authenticator, language):
    parent = make.parent(language=language)
    sian = Reader(phone(language, by_name=True), language)
    authenticator(sian.page)
    sign_in(sian, parent.name)
    sian.opens("/family/account/passkeys")
    sian.writes("Your password now", PASSWORD)
    sian.presses("Make a passkey")
    sian.sees("Saved. From now on you can sign in with your passkey.", "Not used yet")

    signs_out(sian, "/family/account")
    sian.opens("/sign-in")
    sian.presses("Sign in with a passkey")
    sian.page.wait_for_url(lambda address: address.endswith("/family/"))
    sian.opens("/family/account")
    sian.sees("With a passkey")

    sian.opens("/family/account/passkeys")
    sian.presses("Take it away")
    sian.sees("That passkey no longer opens Nod.")
    signs_out(sian, "/family/account")
    sian.opens("/sign-in")
    sian.presses("Sign in with a passkey")
    sian.sees("The passkey did not work. Please try again, or use another way.")


def test_a_wrong_password_makes_no_passkey_and_says_so(make, phone: Open, authenticator):
    sian = Reader(phone(by_name=True))
    authenticator(sian.page)
    sign_in(sian, make.parent().name)
    sian.opens("/family/account/passkeys")
    sian.writes("Your password now", "nid-hwn-yw-e")
    sian.presses("Make a passkey")

    sian.sees("This is not your password. Please try again. After five tries, wait 15 minutes.")
    expect(sian.page.locator("ul.rows li.row")).to_have_count(0)


def test_a_worker_sets_a_passkey_up_and_passes_the_second_step_with_it(make, desk: Open, authenticator):
    worker = make.worker(second_step=False)
    beth = Reader(desk(by_name=True))
    authenticator(beth.page)
    sign_in(beth, worker.name, at="/worker/sign-in")
    beth.page.get_by_role("link", name="A passkey").click()
    beth.presses("Make a passkey")
    beth.sees("Your passkey is saved.", "Recovery codes")

    signs_out(beth, "/worker/account")
    sign_in(beth, worker.name, at="/worker/sign-in")
    beth.sees("One more step")
    beth.opens("/worker/")
    beth.is_at("/worker/second-step")
    beth.presses("Use your passkey")
    beth.page.wait_for_url(lambda address: address.endswith("/worker/"))
    beth.sees("My families")


def test_a_workers_passkey_is_both_steps_at_once(make, desk: Open, authenticator, database):
    beth = Reader(desk(by_name=True))
    authenticator(beth.page)
    makes_a_passkey(beth, make.worker(), database)

    signs_out(beth, "/worker/account")
    beth.opens("/worker/sign-in")
    beth.presses("Sign in with a passkey")
    beth.page.wait_for_url(lambda address: address.endswith("/worker/"))


def test_a_tablet_in_a_childs_hands_opens_with_the_workers_passkey_and_with_nobody_elses(
    make, desk: Open, authenticator, database, ways_out: WaysOut
):
    child = make.child(make.family(keyworker=make.worker()), age=12)
    here = f"/worker/families/{child.family.ref}/child/{child.id}/now"
    beth = Reader(desk(by_name=True))
    held_by_beth = authenticator(beth.page)
    makes_a_passkey(beth, child.family.keyworker, database)
    beth.opens(here.replace("/now", "/start"))
    beth.presses("Hand it over")
    beth.is_at(here)

    held_by_beth(False)
    with ways_out.is_shut():
        beth.opens(f"{here}/leave")
        beth.presses("Use your passkey")
        beth.sees("The passkey did not work. Please try again, or use another way.")
        beth.opens("/worker/")
        beth.is_at(here)

    held_by_beth(True)
    beth.opens(f"{here}/leave")
    beth.presses("Use your passkey")
    beth.sees("This device is yours again.")
    beth.opens("/worker/")
    beth.sees("My families")


def test_a_device_that_does_not_ask_who_holds_it_makes_no_passkey(make, phone: Open, authenticator):
    sian = Reader(phone(by_name=True))
    authenticator(sian.page, knows_holder=False)
    sign_in(sian, make.parent().name)
    sian.opens("/family/account/passkeys")
    sian.writes("Your password now", PASSWORD)
    sian.presses("Make a passkey")

    sian.sees("The passkey did not work. Please try again, or use another way.")


@pytest.mark.parametrize("dark", [False, True])
def test_the_pages_that_offer_passkeys_are_accessible(make, phone: Open, dark):
    sian = Reader(phone("cy", by_name=True, dark=dark), "cy")
    sian.page.set_viewport_size({"width": 360, "height": 5000})  # so long that the bar at its foot lies over nothing
    sian.opens("/sign-in")
    assert axe(sian.page) == []
    sign_in(sian, make.parent(language="cy").name)
    sian.opens("/family/account/passkeys")
    assert axe(sian.page) == []
    sian.presses("Make a passkey")
    sian.sees("This is not your password. Please try again. After five tries, wait 15 minutes.")

    assert (axe(sian.page), sideways_pixels(sian.page)) == ([], 0)


def test_without_scripts_there_is_no_button_that_does_nothing(make, phone: Open):
    sian = Reader(phone(javascript=False))
    sian.opens("/sign-in")
    expect(sian.button("Sign in with a passkey")).to_be_hidden()
    sign_in(sian, make.parent().name)
    sian.opens("/family/account/passkeys")

    expect(sian.button("Make a passkey")).to_be_hidden()
    sian.sees("This browser cannot make passkeys. Your name and password go on working.")
