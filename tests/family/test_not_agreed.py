"""Two who decide about one child: each learns at most that not everyone agrees yet; and a yes that lapsed says so."""

import pytest

from portal import clock
from portal.models import Circle, Person
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus, InfoKind, Responsibility

NOT_YET = "Not everyone agrees yet."
ONLY_IF = "We share it if someone who decides says yes, and nobody says less."


@pytest.fixture
def together(make):
    """Two parents in one home with parental responsibility, and what each is asked about their son."""
    one = make.family()
    home = make.household(one)
    return asked_of_both(make, make.parent(one, homes=(home,)), make.parent(one, first_name="Gareth", homes=(home,)))


@pytest.fixture
def parted(make):
    """The same where they live in two homes."""
    one = make.family()
    hers, his = make.household(one, "A"), make.household(one, "B")
    return asked_of_both(make, make.parent(one, homes=(hers,)), make.parent(one, first_name="Gareth", homes=(his,)))


def asked_of_both(make, sian, gareth):
    one = sian.family
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
def test_a_yes_that_another_at_home_does_not_share_says_so_and_no_more(together, make, visit, theirs):
    hers, his = together
    make.decision(hers)
    make.decision(his, theirs, part="Falcon" if theirs is ConsentStatus.PART else "")

    for page in pages_of(visit, hers):
        assert page.says(NOT_YET)
        assert page.says("Until then we do not share it.")
        assert not page.says(ONLY_IF)
        assert not any(page.says(secret) for secret in ("Gareth", "Osprey", "Falcon"))


def test_whoever_said_no_is_not_told_that_another_said_yes(together, make, visit):
    hers, his = together
    make.decision(hers)
    make.decision(his, ConsentStatus.REFUSED)

    for page in pages_of(visit, his):
        assert not page.says(NOT_YET)
        assert not any(page.says(secret) for secret in ("Siân", "Kestrel", "Ysgol Gudd"))


@pytest.mark.parametrize("theirs", [None, ConsentStatus.GIVEN])
def test_where_nobody_said_less_nothing_is_said(together, make, visit, theirs):
    hers, his = together
    make.decision(hers)
    if theirs:
        make.decision(his, theirs)

    assert not any(page.says(line) for page in pages_of(visit, hers) for line in (NOT_YET, ONLY_IF))


def everything_read(visit, asked):
    """What somebody reads of a question on the pages that could tell of another's answer."""
    pages = (*pages_of(visit, asked), visit(asked.decider).get("family.picture.show"))
    return [page.html.main.get_text(" ", strip=True) for page in pages]


@pytest.mark.parametrize("own", [ConsentStatus.GIVEN, ConsentStatus.PART, ConsentStatus.REFUSED])
def test_who_lives_apart_reads_the_same_whatever_the_other_says(parted, make, visit, own):
    """Yes, then part, then no: a father could find out a mother's answer by what he reads after each."""
    hers, his = parted
    make.decision(his, own, part="Reading" if own is ConsentStatus.PART else "")
    before = everything_read(visit, his)

    for status in (ConsentStatus.GIVEN, ConsentStatus.PART, ConsentStatus.TALK, ConsentStatus.REFUSED):
        make.decision(hers, status, part="Falcon" if status is ConsentStatus.PART else "")
        assert everything_read(visit, his) == before
    assert all((ONLY_IF in text) is (own is not ConsentStatus.REFUSED) for text in before)
    assert not any(NOT_YET.removesuffix(".") in text for text in before)


@pytest.mark.parametrize("is_apart", [False, True])
def test_once_homes_are_parted_a_home_in_common_tells_nothing(together, make, visit, is_apart):
    hers, his = together
    make.decision(hers)
    make.decision(his, ConsentStatus.REFUSED)
    with make.writing() as db:
        db.get_one(Circle, hers.family.circle_id).closed_on = clock.today() if is_apart else None

    assert [page.says(NOT_YET) for page in pages_of(visit, hers)] == [not is_apart] * 2
    assert [page.says(ONLY_IF) for page in pages_of(visit, hers)] == [is_apart] * 2


@pytest.mark.parametrize(("known", "is_told"), [((), True), (("Macsen",), False), (("Siân", "Macsen"), False)])
def test_a_parent_whose_home_is_not_known_lives_apart_unless_no_home_is(make, visit, known, is_told):
    one = make.family()
    homes = (make.household(one),) if known else ()
    sian = make.parent(one, homes=homes if "Siân" in known else ())
    hers, his = asked_of_both(make, sian, make.parent(one, first_name="Gareth"))
    make.child(one, homes=homes if "Macsen" in known else ())
    make.decision(hers)
    make.decision(his, ConsentStatus.REFUSED)

    assert [page.says(NOT_YET) for page in pages_of(visit, hers)] == [is_told] * 2
    assert [page.says(ONLY_IF) for page in pages_of(visit, hers)] == [not is_told] * 2


def test_who_lives_apart_and_does_not_decide_changes_nothing(make, visit):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    make.parent(one, first_name="Gareth", responsibility=Responsibility.NO)
    asked = make.question(sian, about=macsen)
    make.decision(asked)

    assert not any(page.says(ONLY_IF) for page in pages_of(visit, asked))
    assert visit(sian).get("family.picture.show").says("They may know")


def test_of_what_is_about_oneself_nothing_hangs_on_others(parted, make, visit):
    hers, _his = parted
    asked = make.question(hers.decider, hers.agency)
    make.decision(asked)

    assert not any(page.says(ONLY_IF) for page in pages_of(visit, asked))


def test_who_has_no_parental_responsibility_any_more_has_no_part_in_it(make, visit):
    one = make.family()
    home = make.household(one)
    sian, gareth = make.parent(one, homes=(home,)), make.parent(one, first_name="Gareth", homes=(home,))
    macsen = make.child(one)
    hers, his = (make.question(who, about=macsen) for who in (sian, gareth))
    make.decision(hers)
    make.decision(his, ConsentStatus.REFUSED)
    with make.writing() as db:
        db.get_one(Person, gareth.id).responsibility = Responsibility.NO

    assert not any(page.says(line) for page in pages_of(visit, hers) for line in (NOT_YET, ONLY_IF))


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


@pytest.mark.parametrize("is_over", [False, True])
def test_of_an_answer_that_was_asked_about_anew_it_says_whether_it_still_counts(make, visit, later, is_over):
    parent = make.parent()
    gareth, macsen = make.parent(parent.family, first_name="Gareth"), make.child(parent.family)
    make.question(gareth, about=macsen)
    asked = make.question(parent, about=macsen)
    make.decision(asked, lasts=ConsentLasts.REVIEW)
    make.question(parent, about=macsen)
    later(days=43 if is_over else 1)

    pages = [visit(parent).get("family.sharing.index")]
    where = {"ref": parent.family.ref, "question_id": asked.id}
    pages.append(visit(parent.family.keyworker).get("worker.sharing.show", **where))
    assert [page.says("Last answer: The time is over It ended: ") for page in pages] == [is_over] * 2
    assert [page.says("Last answer: Yes, share it") for page in pages] == [not is_over] * 2


def test_a_yes_until_we_finish_helping_is_over_when_we_do_and_when_we_begin_anew(make, visit):
    parent = make.parent()
    make.partner(parent.family)
    asked = make.question(parent)
    make.decision(asked, lasts=ConsentLasts.UNTIL_END)
    beth = parent.family.keyworker
    for is_over in (False, True):
        make.closed(parent.family, is_so=not is_over)
        index, page = pages_of(visit, asked)
        assert index.says("The time is over It ended: ")
        assert page.says("The time for this is over. We do not share it now.")
    assert visit(beth).get("worker.sharing.index", ref=parent.family.ref).says("The time is over")
    due = visit(beth).get("worker.sharing_due.index", state="lapsed")
    assert due.says("What we work on: goals and next steps")

    make.decision(asked, lasts=ConsentLasts.UNTIL_END)
    assert pages_of(visit, asked)[0].says("Yes, share it Until we finish helping you")


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
