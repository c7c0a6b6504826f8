"""Sharing across the caseload: what a worker has to look at in all of their families."""

import pytest

from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus


@pytest.fixture
def beth(make):
    return make.worker(first_name="Beth")


@pytest.fixture
def school(make):
    return make.agency("Ysgol y Dderwen")


@pytest.fixture
def family(make, beth, school):
    """A family of Beth's with the school on its team."""

    def one(name: str):
        made = make.family(name, keyworker=beth)
        make.partner(made, agency=school)
        return made

    return one


def listed(browser, state: str):
    return browser.get(f"/worker/sharing?state={state}")


def test_a_service_on_the_team_that_nobody_was_asked_about(visit, make, beth, family):
    make.parent(family("Adams"))

    page = listed(visit(beth), "not_asked")

    assert page.says("Adams")
    assert page.says("Ysgol y Dderwen")


def test_a_question_waits_for_an_answer_and_then_no_more(visit, make, beth, family, school):
    asked = make.question(make.parent(family("Adams"), first_name="Siân"), school)

    page = listed(visit(beth), "waiting")
    assert page.says("Adams")
    assert page.says("Decides: Siân")
    make.decision(asked)
    assert not listed(visit(beth), "waiting").says("Adams")


def test_parents_who_disagree_and_one_who_took_it_back(visit, make, beth, family, school):
    one = family("Adams")
    mother, father = make.parent(one), make.parent(one, first_name="Gareth")
    child = make.child(one, first_name="Macsen")
    make.decision(make.question(mother, school, about=child))
    his = make.question(father, school, about=child)
    make.decision(his)
    assert not listed(visit(beth), "disagreed").says("Adams")

    make.decision(his, ConsentStatus.WITHDRAWN)

    disagreed = listed(visit(beth), "disagreed")
    assert disagreed.says("Adams")
    assert disagreed.says("About: Macsen")
    assert listed(visit(beth), "withdrawn").says("Decides: Gareth")


def test_a_yes_that_ends_soon_and_then_is_over(visit, make, beth, family, school, later):
    make.decision(make.question(make.parent(family("Adams")), school), lasts=ConsentLasts.REVIEW)
    assert not listed(visit(beth), "lapsing").says("Adams")

    later(days=30)
    assert listed(visit(beth), "lapsing").says("Adams")
    later(days=13)
    assert not listed(visit(beth), "lapsing").says("Adams")
    assert listed(visit(beth), "lapsed").says("Adams")


def test_a_child_who_sees_it_differently_until_somebody_looked(visit, make, beth, family, school):
    mother = make.parent(family("Adams"))
    asked = make.question(mother, school, about=make.child(mother.family, first_name="Macsen"))
    make.decision(asked)
    make.child_view(asked, beside=beth)
    browser = visit(beth)

    page = listed(browser, "child_differs")
    assert page.says("About: Macsen")
    address = next(link for words, link in page.links.items() if "Macsen" in words)
    assert browser.get(address).says("The child sees it differently")
    weighed = {"words": "We talked it through."}
    browser.post("worker.child_view.weigh", weighed, ref=asked.family.ref, question_id=asked.id)
    assert not listed(browser, "child_differs").says("Adams")


def test_the_word_of_who_may_not_decide_any_more_is_no_disagreement(visit, make, beth, family, school):
    one = family("Adams")
    mother, father = make.parent(one), make.parent(one, first_name="Gareth")
    child = make.child(one)
    make.decision(make.question(mother, school, about=child))
    make.decision(make.question(father, school, about=child), ConsentStatus.REFUSED)
    assert listed(visit(beth), "disagreed").says("Adams")

    make.changed(father, responsibility="no")

    assert not listed(visit(beth), "disagreed").says("Adams")


def test_only_families_of_their_own_and_partners_see_no_such_page(visit, make, beth, school):
    other = make.parent(make.family("Zachary"))
    make.question(other, school)

    assert not listed(visit(beth), "waiting").says("Zachary")
    assert visit(make.partner(other.family, agency=school)).get("worker.sharing_due.index").status == 404


def test_the_first_reason_with_something_in_it_is_shown(visit, make, beth, family):
    make.parent(family("Adams"))

    page = visit(beth).get("worker.sharing_due.index")

    assert page.html.select_one("h2#chosen").text == "Not asked yet"
    assert listed(visit(beth), "nonsense").html.select_one("h2#chosen").text == "Not asked yet"


def test_it_costs_the_same_for_one_family_and_for_six(visit, make, beth, family, school, statements):
    def live(name: str) -> None:
        mother = make.parent(family(name))
        asked = make.question(mother, school, about=make.child(mother.family))
        make.decision(asked)
        make.child_view(asked, beside=beth)

    live("Adams")
    browser = visit(beth)
    browser.get("worker.sharing_due.index")
    with statements() as one:
        browser.get("worker.sharing_due.index")
    for name in ("Bowen", "Cadogan", "Davies", "Evans", "Floyd"):
        live(name)
    with statements() as six:
        page = browser.get("worker.sharing_due.index")

    assert page.says("Floyd")
    assert len(six) == len(one)
