"""The caseload: a worker's families, the most pressing first."""

import pytest


def test_the_family_with_an_overdue_step_comes_first(visit, make):
    beth = make.worker()
    calm, pressing = make.family("Adams", keyworker=beth), make.family("Zachary", keyworker=beth)
    make.step(calm, in_days=3)
    make.step(pressing, "Ring the school", in_days=-1)

    page = visit(beth).get("worker.caseload.index")

    assert page.seen.index("Zachary") < page.seen.index("Adams")
    assert page.says("Step overdue")
    assert page.says("Ring the school")
    assert page.says("2 families")


def test_a_family_is_named_as_in_its_case_grown_ups_first_then_by_age(visit, make):
    family = make.family()
    for name, age in (("Non", 3), ("Elin", 15), ("Macsen", 8)):
        make.child(family, first_name=name, age=age)
    make.parent(family, first_name="Gareth", age=35)
    make.person(family, first_name="Mamgu", relationship="carer", age=61, signs_in=False)
    make.parent(family, first_name="Siân", age=38)
    beth = visit(family.keyworker)

    assert beth.get("worker.caseload.index").says("Mamgu, Siân, Gareth, Elin, Macsen and Non")
    people = beth.get("worker.people.index", ref=family.ref).seen
    told = [people.index(f"{name} Llwyd") for name in ("Mamgu", "Siân", "Gareth", "Elin", "Macsen", "Non")]
    assert told == sorted(told)


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_a_keyworker_finds_a_family_by_a_name_without_its_circumflex(visit, make, htmx):
    beth = make.worker()
    sian = make.parent(make.family("Llwyd", keyworker=beth), first_name="Siân")
    make.family("Okafor", keyworker=beth)

    page = visit(beth).get("/worker/?q=sian", htmx=htmx)

    assert page.says(sian.family.name)
    assert not page.says("Okafor")
    assert page.says("1 family")
    assert page.is_fragment() is htmx


def test_a_search_that_finds_nothing_says_what_to_try(visit, make):
    family = make.family()

    page = visit(family.keyworker).get("/worker/?q=nobody")

    assert page.says("No family is found by this")
    assert not page.says(family.ref)


def test_a_worker_without_families_reads_that_they_will_come(visit, make):
    assert visit(make.worker()).get("worker.caseload.index").says("You have no families yet")


def test_a_worker_does_not_see_families_of_others(visit, make):
    family = make.family("Prys")

    assert not visit(make.worker()).get("worker.caseload.index").says(family.name)


def test_the_fifty_first_family_is_on_the_second_page(visit, make):
    beth = make.worker()
    for number in range(51):
        make.family(f"Family {number:02}", keyworker=beth)
    browser = visit(beth)

    assert not browser.get("worker.caseload.index").says("Family 50")
    assert browser.follow("Next page").says("Family 50")
    assert browser.get("/worker/?page=-3").says("Page 1 of 2")
    assert browser.get("/worker/?page=many").says("Page 1 of 2")


def test_an_administrator_sees_no_family_and_what_they_can_do(visit, make):
    family = make.family()

    page = visit(make.administrator()).get("worker.caseload.index")

    assert page.says("An administrator sees no families")
    assert page.says("nod import")
    assert not page.says(family.name)


def test_a_manager_of_no_area_sees_nothing_of_families_that_are_in_none(visit, make):
    family = make.family(area_team_id=None)
    browser = visit(make.manager(area_id=None))

    assert not browser.get("worker.caseload.index").says(family.name)
    assert browser.get("worker.case.show", ref=family.ref).status == 404


@pytest.mark.parametrize("families", [1, 20])
def test_a_long_caseload_asks_the_database_no_more_than_a_short_one(visit, make, statements, families):
    beth = make.worker()
    for _ in range(families):
        make.step(make.parent(make.family(keyworker=beth)).family)
    browser = visit(beth)

    with statements() as seen:
        browser.get("worker.caseload.index")

    assert len(seen) <= 8
