"""Two who decide about one child: each learns at most that not everyone agrees yet; and a yes that lapsed says so."""

import pytest

from portal.models import Person
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus, InfoKind, Responsibility

NOT_YET = "Not everyone agrees yet."


@pytest.fixture
def parted(make):
    """Two parents with parental responsibility, and what each is asked about their son."""
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    macsen = make.child(one)
    school = make.agency("Ysgol Gudd")
    hers = make.question(sian, school, about=macsen, kind=InfoKind.LEARNING, purpose="Kestrel")
    his = make.question(gareth, school, about=macsen, kind=InfoKind.LEARNING, purpose="Osprey", is_named=False)
    return hers, his


def pages_of(visit, asked):
    browser = visit(asked.decider)
    return browser.get("family.sharing.index"), browser.get("family.sharing.show", question_id=asked.id)


@pytest.mark.parametrize(
    "theirs", [ConsentStatus.REFUSED, ConsentStatus.PART, ConsentStatus.TALK, ConsentStatus.NOT_NOW]
)
def test_a_yes_that_another_does_not_share_says_so_and_no_more(parted, make, visit, theirs):
    hers, his = parted
    make.decision(hers)
    make.decision(his, theirs, part="Falcon" if theirs is ConsentStatus.PART else "")

    for page in pages_of(visit, hers):
        assert page.says(NOT_YET)
        assert page.says("Until then we do not share it.")
        assert not any(page.says(secret) for secret in ("Gareth", "Osprey", "Falcon"))


def test_whoever_said_no_is_not_told_that_another_said_yes(parted, make, visit):
    hers, his = parted
    make.decision(hers)
    make.decision(his, ConsentStatus.REFUSED)

    for page in pages_of(visit, his):
        assert not page.says(NOT_YET)
        assert not any(page.says(secret) for secret in ("Siân", "Kestrel", "Ysgol Gudd"))


@pytest.mark.parametrize("theirs", [None, ConsentStatus.GIVEN])
def test_where_nobody_said_less_nothing_is_said(parted, make, visit, theirs):
    hers, his = parted
    make.decision(hers)
    if theirs:
        make.decision(his, theirs)

    assert not any(page.says(NOT_YET) for page in pages_of(visit, hers))


def test_who_has_no_parental_responsibility_any_more_has_no_part_in_it(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    macsen = make.child(one)
    hers, his = (make.question(who, about=macsen) for who in (sian, gareth))
    make.decision(hers)
    make.decision(his, ConsentStatus.REFUSED)
    with make.writing() as db:
        db.get_one(Person, gareth.id).responsibility = Responsibility.NO

    assert not any(page.says(NOT_YET) for page in pages_of(visit, hers))


def test_the_list_says_until_when_a_yes_counts_and_when_one_ended(make, visit, later):
    parent = make.parent()
    asked = make.question(parent)
    make.decision(asked, lasts=ConsentLasts.SIX_MONTHS)
    index, _page = pages_of(visit, asked)
    assert index.says("Yes, share it Until: ")

    later(days=184)
    index, page = pages_of(visit, asked)
    assert index.says("The time is over It ended: ")
    assert page.says("The time for this is over. We do not share it now.")
    assert "Take it back" not in page.buttons
    assert "Yes, share it" in page.buttons


def test_a_father_who_may_not_read_a_schools_name_finds_it_on_no_page_of_the_question(parted, visit):
    _hers, his = parted
    browser = visit(his.decider)
    pages = [browser.post("family.sharing.show", {"answer": "part"}, question_id=his.id)]
    pages.append(browser.send(pages[0].form(), {"part": "Reading", "lasts": "year"}))
    pages.append(browser.send(pages[1].form()))
    pages.append(browser.get("family.receipt.show", question_id=his.id))
    pages.append(browser.get("family.sharing.index"))

    for page in pages:
        assert page.says("Another service")
        assert "Gudd" not in page.text
