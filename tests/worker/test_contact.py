"""Before a worker rings or writes, Nod says what is safe; a worker can write it down with the person."""

from datetime import time

import pytest

from portal.models.words import ContactHow, ContactWay
from portal.safe_hours import Spell
from tests.family.test_contact import SAID, known, sian

__all__ = ["known", "sian"]

SPELL = time(10), time(12)


@pytest.fixture
def monday(time_machine):
    """It is half past ten on a Monday in London, before anybody is made."""
    time_machine.move_to("2026-11-23T10:30:00+00:00", tick=False)


@pytest.fixture
def sunday(time_machine):
    """It is the same hour of a Sunday."""
    time_machine.move_to("2026-11-22T10:30:00+00:00", tick=False)


def test_a_keyworker_writes_it_down_with_the_person(visit, sian, known, entries):
    address = {"ref": sian.family.ref, "person_id": sian.id}

    page = visit(sian.family.keyworker).post("worker.people.contact", SAID, **address)

    assert page.says("Monday – Friday 10:00–12:00")
    assert known(sian).may_ring
    assert "safe_contact_set" in entries(sian.family)


def test_someone_who_was_not_asked_is_not_one_press_away(visit, sian):
    page = visit(sian.family.keyworker).get("worker.people.index", ref=sian.family.ref)

    assert page.says("Not asked yet what is safe. Ask before you ring or write.")
    assert not [href for href in page.hrefs if href.startswith(("tel:", "mailto:"))]


@pytest.mark.usefixtures("monday")
def test_what_is_safe_is_said_before_the_number(make, visit, sian):
    weekdays = Spell(frozenset(range(5)), *SPELL)
    make.safe(sian, ContactWay.CALL, spells=(weekdays,), code_word="pice bach")
    browser = visit(sian.family.keyworker)

    page = browser.get("worker.people.index", ref=sian.family.ref)
    assert page.says("A call is safe")
    assert page.says("No mail")
    assert page.says("Only at these times: Monday – Friday 10:00–12:00 Code word set: say it first.")
    assert [href for href in page.hrefs if href.startswith(("tel:", "mailto:"))] == ["tel:07700900141"]
    assert browser.get("worker.case.show", ref=sian.family.ref).says(
        "Siân Ring Monday – Friday 10:00–12:00 · code word set"
    )


@pytest.mark.usefixtures("sunday")
def test_out_of_hours_it_says_not_now(make, visit, sian):
    make.safe(sian, ContactWay.CALL, spells=(Spell(frozenset(range(5)), *SPELL),))
    browser = visit(sian.family.keyworker)

    assert browser.get("worker.people.index", ref=sian.family.ref).says("10:00–12:00 Not now")
    assert browser.get("worker.case.show", ref=sian.family.ref).says("10:00–12:00 Not now")


def test_do_not_contact_takes_every_press_away(make, visit, sian):
    make.safe(sian, ContactWay.CALL, how=ContactHow.NOT)
    page = visit(sian.family.keyworker).get("worker.people.index", ref=sian.family.ref)

    assert page.says("Do not contact They come to us.")
    assert not [href for href in page.hrefs if href.startswith(("tel:", "mailto:"))]


def test_a_number_that_was_replaced_says_so_and_is_not_one_press_away(make, visit, sian):
    make.safe(sian, ContactWay.CALL, ContactWay.EMAIL)
    make.changed(sian, mobile="07700 900999")
    page = visit(sian.family.keyworker).get("worker.people.index", ref=sian.family.ref)

    assert page.says("New number Ask if it is safe. Until then do not ring it.")
    assert [href for href in page.hrefs if href.startswith(("tel:", "mailto:"))] == ["mailto:sian@demo.example"]


def test_the_code_word_is_read_by_the_team_on_one_page_only(make, visit, sian):
    make.safe(sian, ContactWay.CALL, code_word="pice bach")
    browser, address = visit(sian.family.keyworker), {"ref": sian.family.ref, "person_id": sian.id}

    assert browser.get("worker.people.contact", **address).says("Show the code word pice bach")
    for endpoint in ("worker.people.index", "worker.case.show"):
        assert "pice bach" not in browser.get(endpoint, ref=sian.family.ref).text
    assert "pice bach" not in browser.get("worker.seen_as.show", **address, where="home").text


@pytest.mark.parametrize("who", ["another", "partner"])
def test_a_worker_who_is_not_on_the_team_or_not_of_the_council_finds_nothing(make, visit, sian, who):
    make.safe(sian, ContactWay.CALL, code_word="pice bach")
    school = make.agency()
    worker = make.partner(sian.family, agency=school) if who == "partner" else make.worker()
    make.decision(make.question(sian, school))
    browser = visit(worker)

    assert browser.get("worker.people.contact", ref=sian.family.ref, person_id=sian.id).status == 404
    page = browser.get("worker.case.show", ref=sian.family.ref)
    assert not page.says("code word set")
    assert not page.says("Only in Nod")


def test_a_person_of_another_family_is_not_found(make, visit, sian):
    other = make.parent(make.family(keyworker=sian.family.keyworker))
    address = {"ref": sian.family.ref, "person_id": other.id}

    assert visit(sian.family.keyworker).get("worker.people.contact", **address).status == 404
