"""Who has looked: each person reads who opened or changed their record and why, and nothing of anybody else's."""

from datetime import timedelta

import pytest

from portal import clock
from portal.commands import circle, entry
from portal.models import Circle
from portal.models.words import MemberFunction
from portal.queries.deeds import UNTOLD


@pytest.fixture
def apart(make):
    """A mother and a father who live apart, with a child in both homes."""
    one = make.family()
    hers = make.household(one, "A", name="Mam’s home", address="14 Maes yr Onnen")
    his = make.household(one, "B", name="Dad’s home", address="2 Bridge Street")
    mother = make.parent(one, homes=(hers,))
    father = make.parent(one, first_name="Gareth", homes=(his,))
    return one, hers, his, mother, father


def looked(visit, who, **values):
    return visit(who).get("family.sharing.looked", **values)


def test_a_person_reads_who_looked_and_why(make, visit):
    parent = make.parent()
    visit(parent.family.keyworker).get("worker.case.show", ref=parent.family.ref)
    page = looked(visit, parent)

    assert page.says("Beth Morris")
    assert page.says("Looked at your family’s pages")
    assert page.says("Why: They are on your team.")


def test_a_father_does_not_read_at_what_hour_the_mothers_home_was_worked_for(make, visit, apart, later, time_machine):
    """Each looked before that day; who looks again, and in what order, changes not one byte."""
    one, hers, _his, _mother, father = apart
    time_machine.move_to(clock.now().replace(hour=12, minute=0) + timedelta(days=1))
    manager, browser = make.manager(), visit(father)
    for who in (one.keyworker, manager):
        visit(who).get("worker.case.show", ref=one.ref)
    before = browser.get("family.sharing.looked").seen
    for who in (manager, one.keyworker):
        later(minutes=1)
        visit(who).get("worker.case.show", ref=one.ref)
    page = visit(manager).get("worker.people.change_household", ref=one.ref, household_id=hers.id)
    visit(manager).send(page.form(), {"address": "3 Heol Newydd, MB4 7QX"})

    assert page.status == 200
    assert before == visit(father).get("family.sharing.looked").seen


def test_a_welsh_reader_reads_it_in_welsh_and_a_young_person_with_ti(make, visit):
    one = make.family()
    elin, parent = make.young_person(one), make.parent(one)
    visit(one.keyworker).get("worker.case.show", ref=one.ref)

    assert visit(parent, language="cy").get("family.sharing.looked").says("Wedi edrych ar dudalennau eich teulu")
    assert visit(elin, language="cy").get("family.sharing.looked").says("Wedi edrych ar dudalennau dy deulu")


def test_before_anyone_looked_the_page_says_so(make, visit):
    parent = make.parent(make.family(bare=True))

    assert looked(visit, parent).says("Nobody has looked yet")


def test_the_way_there_is_on_sharing_and_on_more(make, visit):
    parent = make.parent()

    for place in ("family.sharing.index", "family.more.show"):
        assert "/family/sharing/looked" in visit(parent).get(place).hrefs


def test_what_the_family_does_itself_is_not_told(make, visit):
    one = make.family()
    mother, father = make.parent(one), make.parent(one, first_name="Gareth")
    make.goal(mother, "Cysgu’n well")
    make.decision(make.question(mother, is_asked=False))
    page = looked(visit, father)

    assert not page.says("Siân")
    assert not page.says("goal")


def test_a_change_in_one_home_is_not_told_in_the_other(make, visit, apart):
    one, hers, _his, mother, father = apart
    before = looked(visit, father).seen
    make.step(one, "Beth yn dod", circle_id=hers.circle_id)
    make.question(mother)
    make.note(one, "Ring before noon")

    assert looked(visit, father).seen == before
    assert looked(visit, mother).says("Changed what happens next")
    assert looked(visit, mother).says("Asked you about sharing")


def test_a_worker_of_one_home_alone_does_not_show_in_the_other(make, visit, apart):
    one, hers, _his, mother, father = apart
    mina = make.worker(first_name="Mina", last_name="Rees")
    make.member(one, mina, circle_id=hers.circle_id)
    before = looked(visit, father).seen
    visit(mina).get("worker.case.show", ref=one.ref)
    make.step(one, "Cyfarfod", by=mina.actor)

    assert looked(visit, father).seen == before
    assert looked(visit, mother).says("Mina Rees")


def test_someone_who_covers_for_a_worker_of_one_home_does_not_show_in_the_other(make, visit, apart):
    one, hers, _his, mother, father = apart
    mina, cover = make.worker(first_name="Mina"), make.worker(first_name="Carys", last_name="Hughes")
    make.member(one, mina, circle_id=hers.circle_id)
    make.absence(mina, cover=cover)
    before = looked(visit, father).seen
    visit(cover).get("worker.case.show", ref=one.ref)
    make.step(one, "Cyfarfod", by=cover.actor)

    assert looked(visit, father).seen == before
    assert looked(visit, mother).says("They stood in for someone on your team.")


def test_being_seen_as_is_told_to_that_person_alone(visit, apart):
    one, _hers, _his, mother, father = apart
    before = looked(visit, father).seen
    visit(one.keyworker).get("worker.seen_as.show", ref=one.ref, person_id=mother.id, where="home")

    assert looked(visit, mother).says("Looked at your pages as you see them")
    assert looked(visit, father).seen == before


def test_a_manager_of_the_area_shows_with_why(make, visit):
    parent = make.parent()
    visit(make.manager()).get("worker.case.show", ref=parent.family.ref)

    assert looked(visit, parent).says("They lead the team in your area.")


def test_an_entry_under_a_lock_leaves_no_trace(make, visit):
    parent = make.parent()
    one = parent.family
    visit(one.keyworker).get("worker.case.show", ref=one.ref)
    before = looked(visit, parent)
    with make.writing() as db:
        entry.record(db, one.keyworker.actor, one.id, "family_changed", one.id, is_locked=True)
    after = looked(visit, parent)

    assert after.seen == before.seen
    assert len(after.body) == len(before.body)


def test_days_come_newest_first_and_seven_to_a_page(make, visit):
    parent = make.parent()
    one = parent.family
    for days in range(1, 11):
        with clock.at(clock.now() - timedelta(days=days)), make.writing() as db:
            entry.record(db, one.keyworker.actor, one.id, "family_changed", one.id)
    first = looked(visit, parent)
    days = [tag.get_text() for tag in first.html.select("main h2")][:-1]
    link = first.links["Earlier days"]
    second = visit(parent).get(link)

    assert len(days) == 7
    assert "Earlier days" not in second.links
    assert not set(days) & {tag.get_text() for tag in second.html.select("main h2")[:-1]}


@pytest.mark.parametrize("until", ["yesterday", "9999-12-31", "0001-01-01", "2026-02-30", ""])
def test_an_odd_day_in_the_address_is_no_fault(make, visit, until):
    assert looked(visit, make.parent(), until=until).status == 200


def test_ten_thousand_entries_cost_no_more_statements(make, visit, statements):
    parent = make.parent()
    browser = visit(parent)
    browser.get("family.sharing.looked")
    with statements() as seen:
        browser.fetch("GET", "/family/sharing/looked")

    assert len(seen) <= 3


def test_someone_who_joins_the_team_of_both_homes_shows_in_both(make, visit, apart):
    one, _hers, _his, mother, father = apart
    tom = make.worker(first_name="Tom", last_name="Hughes")
    make.member(one, tom, function=MemberFunction.LEAD_CHILDREN)
    visit(tom).get("worker.case.show", ref=one.ref)

    assert looked(visit, mother).says("Tom Hughes")
    assert looked(visit, father).says("Tom Hughes")


def test_what_was_said_of_safe_contact_is_told_to_that_person_alone(make, visit, apart):
    one, _hers, _his, mother, father = apart
    before = looked(visit, father).seen
    with make.writing() as db:
        entry.record(db, one.keyworker.actor, one.id, "safe_contact_set", mother.id)

    assert looked(visit, mother).says("Wrote down how you may be contacted")
    assert looked(visit, father).seen == before


@pytest.mark.parametrize("action", sorted(UNTOLD))
def test_what_is_told_to_nobody_changes_no_page(make, visit, apart, action):
    one, _hers, _his, mother, father = apart
    before = [looked(visit, who).seen for who in (mother, father)]
    with make.writing() as db:
        for thing in (one.id, mother.id, father.id):
            entry.record(db, one.keyworker.actor, one.id, action, thing, reason="He waits at the school gate.")

    assert [looked(visit, who).seen for who in (mother, father)] == before


def test_everyone_reads_that_the_keyworker_looked_also_when_no_circle_holds_both(make, visit, apart):
    one, _hers, _his, mother, father = apart
    with make.writing() as db:
        circle.close(db, db.get_one(Circle, one.circle_id), empty=True)
    visit(one.keyworker).get("worker.case.show", ref=one.ref)

    for who in (mother, father):
        assert looked(visit, who).says("Beth Morris")
        assert looked(visit, who).says("Looked at your family’s pages")
