"""See it as this person sees it: exactly their sight, nothing to press, and noted."""

import pytest


@pytest.fixture
def two_homes(make):
    """Return a father and a mother who live apart, with a step in each home."""
    family = make.family()
    home_a, home_b = make.household(family, "A"), make.household(family, "B")
    mother = make.parent(family, homes=(home_a,))
    father = make.parent(family, first_name="Gareth", homes=(home_b,))
    make.step(family, "Tea at the cottage", circle_id=home_a.circle_id)
    make.step(family, "A walk on the beach", circle_id=home_b.circle_id)
    return mother, father


@pytest.mark.parametrize("where", ["home", "next", "team", "goals", "praise", "distance", "sharing", "words"])
def test_a_worker_reads_the_page_that_the_father_reads(visit, two_homes, where):
    _, father = two_homes
    own = {"home": "family.home.show", "next": "family.next.show", "team": "family.team.show"}
    endpoint = own.get(where, f"family.{where}.index")

    seen = visit(father.family.keyworker).get(
        "worker.seen_as.show", ref=father.family.ref, person_id=father.id, where=where
    )

    assert seen.says("This page as Gareth sees it")
    assert "Tea at the cottage" not in seen.text
    assert seen.heading == visit(father).get(endpoint).heading
    assert not seen.html.select("form:not([action='/still-here'])")


def test_the_worker_is_asked_in_the_words_for_a_worker_whether_they_are_still_there(visit, make):
    elin = make.young_person(language="cy")

    page = visit(elin.family.keyworker, language="cy").get(
        "worker.seen_as.show", ref=elin.family.ref, person_id=elin.id
    )

    asked = page.html.select_one("#idle").get_text(" ")
    assert "Ydych chi" in asked
    assert "ti" not in asked.lower().split()
    assert not page.html.select("#idle .exit")


def test_each_look_is_noted(visit, make, entries):
    parent = make.parent()

    visit(parent.family.keyworker).get("worker.seen_as.show", ref=parent.family.ref, person_id=parent.id)

    assert entries(parent.family)[-1] == "family_seen_as"


def test_one_goal_is_read_as_the_person_reads_it_and_not_what_they_cannot_see(visit, make):
    elin = make.young_person()
    parent = make.parent(elin.family)
    aim = make.goal(elin, "I want to draw", circle_id=elin.private_circle_id)
    browser = visit(elin.family.keyworker)
    address = {"ref": elin.family.ref, "where": "goals", "thing_id": aim.id}

    assert browser.get("worker.seen_as.show", person_id=elin.id, **address).says("I want to draw")
    assert browser.get("worker.seen_as.show", person_id=parent.id, **address).status == 404


def test_a_place_that_is_not_there_is_not_found(visit, make):
    parent = make.parent()
    address = {"ref": parent.family.ref, "person_id": parent.id}

    assert visit(parent.family.keyworker).get("worker.seen_as.show", where="account", **address).status == 404


def test_nobody_of_another_family_is_seen(visit, make):
    beth = make.worker()
    family, other = make.family(keyworker=beth), make.parent(make.family(keyworker=beth))

    assert visit(beth).get("worker.seen_as.show", ref=family.ref, person_id=other.id).status == 404
