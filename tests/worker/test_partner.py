"""Another agency's worker sees of each person exactly the kinds that a yes covers, from the next request on."""

import pytest

from portal.commands import person as people
from portal.models import Household, Person
from portal.models.domains import Domain
from portal.models.words import ConsentStatus, InfoKind
from portal.security.keys import learn_key

SEEN = {
    InfoKind.CONTACT: "Macsen Llwyd",
    InfoKind.HOME: "1 Her Street",
    InfoKind.HEALTH: "Asthma at night",
    InfoKind.LEARNING: "Reading is hard",
    InfoKind.FEELINGS: "He is often cross",
    InfoKind.PLAN: "Read a book a week",
}
WHY = {
    Domain.HEALTH: SEEN[InfoKind.HEALTH],
    Domain.PROGRESS: SEEN[InfoKind.LEARNING],
    Domain.BEHAVIOUR: SEEN[InfoKind.FEELINGS],
    Domain.WARMTH: "We shout at times",
}


@pytest.fixture
def home(make):
    """Siân and Macsen at home; Asha of the school is on their team."""
    family = make.family()
    here = make.household(family, "A", address="1 Her Street")
    mother = make.parent(family, homes=(here,))
    macsen = make.child(family, homes=(here,))
    for domain, why in WHY.items():
        make.look(mother, {domain: 3}, why=why, about=macsen, circle_id=here.circle_id)
    make.goal(macsen, "Read a book a week", circle_id=here.circle_id)
    school = make.agency("Ysgol y Dderwen")
    return mother, macsen, make.partner(family, agency=school)


def agreed(make, home, kind, status=ConsentStatus.GIVEN):
    mother, macsen, asha = home
    make.decision(make.question(mother, asha.agency, about=macsen, kind=kind, is_asked=False), status)


@pytest.mark.parametrize("kind", InfoKind)
def test_one_kind_shows_that_kind_and_no_other(visit, make, home, kind):
    agreed(make, home, kind)
    if kind is InfoKind.PLAN:  # a goal out of a circle needs everyone in it
        make.decision(make.question(home[0], home[2].agency, kind=kind, is_asked=False))

    page = visit(home[2]).get("worker.case.show", ref=home[0].family.ref)

    assert {one for one, words in SEEN.items() if page.says(words)} == {kind}
    assert not page.says("We shout at times")
    assert page.says("Macsen") is (kind is InfoKind.CONTACT)
    assert page.seen.count("ask the keyworker") == 1


def test_what_was_taken_back_is_gone_at_the_next_press_and_leaves_no_trace(visit, make, home):
    agreed(make, home, InfoKind.LEARNING)
    agreed(make, home, InfoKind.CONTACT)
    asha = visit(home[2])
    assert asha.get("worker.case.show", ref=home[0].family.ref).says("Reading is hard")
    agreed(make, home, InfoKind.LEARNING, ConsentStatus.WITHDRAWN)

    page = asha.get("worker.case.show", ref=home[0].family.ref)

    assert not page.says("Reading is hard")
    assert not page.says("Learning")
    agreed(make, home, InfoKind.CONTACT, ConsentStatus.WITHDRAWN)
    assert asha.get("worker.case.show", ref=home[0].family.ref).status == 404


def test_of_a_part_an_account_shows_nothing_for_nobody_chose(visit, make, home):
    agreed(make, home, InfoKind.CONTACT)
    mother, macsen, asha = home
    asked = make.question(mother, asha.agency, about=macsen, kind=InfoKind.HEALTH)
    make.decision(asked, ConsentStatus.PART, part="Only the pump")

    page = visit(asha).get("worker.case.show", ref=mother.family.ref)

    assert not page.says("Asthma at night")
    assert not page.says("Health")


def test_another_service_sees_nothing_of_what_the_school_may(visit, make, home):
    agreed(make, home, InfoKind.LEARNING)
    nurse = make.partner(home[0].family, agency=make.agency("Health board"))

    assert visit(nurse).get("worker.case.show", ref=home[0].family.ref).status == 404


def test_once_the_help_has_ended_no_page_of_the_family_is_there(visit, make, home):
    mother, _macsen, asha = home
    for kind in InfoKind:
        agreed(make, home, kind)
        make.decision(make.question(mother, asha.agency, kind=kind, is_asked=False))
    make.step(mother.family, "Go to the clinic")
    browser, pages = visit(asha), ("case.show", "goals.index", "next.show", "team.show")
    assert browser.get("worker.goals.index", ref=mother.family.ref).says("Read a book a week")
    make.closed(mother.family)

    found = [browser.get(f"worker.{one}", ref=mother.family.ref) for one in pages]

    assert [page.status for page in found] == [404] * len(pages)
    assert not any(page.says(words) for page in found for words in (*SEEN.values(), "clinic", "Macsen"))


def test_a_childs_goal_out_of_a_circle_is_read_on_every_page_or_on_none(visit, make, home):
    mother, _macsen, asha = home
    browser, ref = visit(asha), mother.family.ref

    def read():
        pages = ("worker.case.show", "worker.goals.index")
        return {browser.get(one, ref=ref).says("Read a book a week") for one in pages}

    agreed(make, home, InfoKind.PLAN)
    assert read() == {False}
    make.decision(make.question(mother, asha.agency, kind=InfoKind.PLAN, is_asked=False))
    assert read() == {True}
    make.decision(make.question(mother, asha.agency, kind=InfoKind.PLAN, is_asked=False), ConsentStatus.REFUSED)
    assert read() == {False}


@pytest.fixture
def moving(make):
    """Siân, Gareth and Macsen at home, of whom Siân and Macsen agreed that the school reads the plan; another home."""
    family = make.family()
    here, there = make.household(family, "A"), make.household(family, "B")
    mother, gareth, macsen = make.parent(family), make.parent(family, first_name="Gareth"), make.child(family)
    move(make, here, mother, gareth, macsen)
    asha = make.partner(family, agency=make.agency("Ysgol y Dderwen"))
    for about in (macsen, mother):
        make.decision(make.question(mother, asha.agency, about=about, kind=InfoKind.PLAN, is_asked=False))
    return mother, gareth, macsen, asha, here, there


def move(make, home, *who):
    with make.writing() as db:
        learn_key(db, home.family.id)
        for one in who:
            to = [db.get_one(Household, home.id)]
            people.move_home(db, home.family.keyworker.actor, db.get_one(Person, one.id), to)


def test_what_stood_at_a_home_that_everyone_moved_out_of_is_nobodys_to_read(visit, make, moving):
    mother, gareth, macsen, asha, here, there = moving
    make.goal(macsen, "Read a book a week", circle_id=here.circle_id)
    make.step(mother.family, "Go to the refuge talk", circle_id=here.circle_id)
    move(make, there, mother, gareth, macsen)

    for place in ("worker.case.show", "worker.goals.index", "worker.next.show"):
        page = visit(asha).get(place, ref=mother.family.ref)
        assert [words for words in ("Read a book a week", "refuge talk") if page.says(words)] == []


def test_who_moved_out_and_never_said_yes_has_no_score_and_no_word_on_a_partners_page(visit, make, moving):
    mother, gareth, macsen, asha, here, there = moving
    aim = make.goal(macsen, "Read a book a week", circle_id=here.circle_id)
    make.score(aim, gareth, 2, why="She screams at him")
    make.score(aim, mother, 5, why="He tries")
    move(make, there, gareth)

    page = visit(asha).get("worker.goals.show", ref=mother.family.ref, goal_id=aim.id)

    assert page.says("He tries")
    assert "screams" not in page.text
