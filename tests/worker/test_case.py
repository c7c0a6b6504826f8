"""The case view: what the family sees, and beside it what only workers see."""

from portal.models.domains import Domain
from portal.models.words import InfoKind


def test_the_keyworker_sees_the_familys_step_and_goal_as_the_family_does(visit, make):
    parent = make.parent()
    make.step(parent.family, "Beth visits us")
    make.goal(parent, "We eat together")

    family_page = visit(parent).get("family.home.show")
    case = visit(parent.family.keyworker).get("worker.case.show", ref=parent.family.ref)

    for words in ("Beth visits us", "We eat together", "Not scored yet", "Siân and Beth", "At home"):
        assert family_page.says(words)
        assert case.says(words)


def test_each_opening_of_a_family_is_one_entry_of_its_audit(visit, make, entries):
    family = make.family()

    visit(family.keyworker).get("worker.case.show", ref=family.ref)
    visit(family.keyworker).get("worker.team.show", ref=family.ref)

    assert entries(family).count("family_opened") == 2


def test_no_header_of_the_browsers_hides_an_opening(visit, make, entries):
    family = make.family()

    visit(family.keyworker).get("worker.case.show", ref=family.ref, htmx=True)

    assert entries(family).count("family_opened") == 1


def test_another_workers_family_looks_as_if_it_were_not_there(visit, make):
    stranger, family = make.worker(), make.family()

    hidden = visit(stranger).fetch("GET", f"/worker/families/{family.ref}/")
    never = visit(stranger).fetch("GET", "/worker/families/F999999/")

    assert hidden.status_code == never.status_code == 404
    assert visit(stranger).get("worker.case.show", ref=family.ref).status == 404


def test_a_partner_to_whom_nothing_is_shared_does_not_find_the_family(visit, make):
    family = make.family()
    asha = make.partner(family)

    assert visit(asha).get("worker.case.show", ref=family.ref).status == 404


def test_a_partner_sees_only_what_was_agreed_and_no_button(visit, make):
    parent = make.parent()
    school = make.agency()
    asha = make.partner(parent.family, agency=school)
    make.step(parent.family, "Beth visits us")
    make.decision(make.question(parent, school, kind=InfoKind.CONTACT))
    browser = visit(asha)

    page = browser.get("worker.case.show", ref=parent.family.ref)
    assert page.says("Siân")
    assert not page.says("Beth visits us")
    assert browser.get("worker.next.show", ref=parent.family.ref).says("Ask the keyworker")

    make.decision(make.question(parent, school, kind=InfoKind.PLAN))
    page = browser.get("worker.next.show", ref=parent.family.ref)
    assert page.says("Beth visits us")
    assert "It happened" not in " ".join(page.buttons)
    assert browser.get("worker.people.index", ref=parent.family.ref).status == 404
    assert browser.get("worker.notes.index", ref=parent.family.ref).status == 404


def test_the_rarer_places_of_a_family_are_folded_away_and_the_open_one_is_named(visit, make):
    parent = make.parent()
    page = visit(parent.family.keyworker).get("worker.people.index", ref=parent.family.ref)
    more = page.html.select_one("nav.case details")

    assert [link.get_text() for link in more.select("a")] == [
        "Voices",
        "Team",
        "How things are",
        "Sharing",
        "Well done",
        "People",
    ]
    assert more.summary.get_text() == "More: People"
    assert [link.get_text() for link in page.html.select("nav.case a[aria-current=page]")] == ["People"]


def test_a_single_place_is_not_folded_away(visit, make):
    parent = make.parent()
    school = make.partner(parent.family)
    asked = make.question(parent, school.agency)
    make.decision(asked)

    page = visit(school).get("worker.team.show", ref=parent.family.ref)

    assert page.status == 200
    assert not page.html.select("nav.case details")
    assert "Team" in page.links


def test_what_people_see_differently_is_said_kindly_and_leads_to_the_goal(visit, make):
    mother = make.parent()
    father = make.parent(mother.family, first_name="Gareth")
    apart, together = make.goal(mother.family, "We eat together"), make.goal(mother.family, "We go out")
    for goal, theirs in ((apart, 6), (together, 4)):
        make.score(goal, mother, 3)
        make.score(goal, father, theirs)

    page = visit(mother.family.keyworker).get("worker.case.show", ref=mother.family.ref)

    rows = page.html.select(f"a.row[href$='goals/{apart.id}']")
    assert [row.get_text(" ", strip=True) for row in rows] == ["They see it differently We eat together"]
    assert page.seen.count("They see it differently") == 1


def test_many_goals_that_are_seen_differently_do_not_fill_the_page(visit, make):
    mother = make.parent()
    father = make.parent(mother.family, first_name="Gareth")
    for owner in (mother.family, mother):
        for number in range(3):
            goal = make.goal(owner, f"Goal {number}", circle_id=mother.family.circle_id)
            make.score(goal, mother, 0)
            make.score(goal, father, 10)

    page = visit(mother.family.keyworker).get("worker.case.show", ref=mother.family.ref)

    assert page.seen.count("They see it differently") == 3
    assert page.says("More goals that they see differently All goals: 6")


def test_it_says_why_a_look_is_due(visit, make, later):
    mother = make.parent()
    beth = mother.family.keyworker

    first = visit(beth).get("worker.case.show", ref=mother.family.ref)
    make.look(mother, {Domain.HEALTH: 2})
    later(days=120)
    review = visit(beth).get("worker.case.show", ref=mother.family.ref)

    assert first.says("Nothing is filled in yet.")
    assert [row.get_text(" ", strip=True) for row in first.html.select("a.row[href='#due-title']")] == [
        "How things are: due Siân"
    ]
    assert review.says("Before a review")
    assert review.says("Nothing is filled in for it yet.")


def test_the_case_asks_the_same_questions_however_much_there_is(visit, make, statements):
    mother = make.parent()
    father = make.parent(mother.family, first_name="Gareth")
    browser = visit(mother.family.keyworker)
    path = browser.address("worker.case.show", ref=mother.family.ref)
    browser.fetch("GET", path)
    with statements() as bare:
        browser.fetch("GET", path)
    for number in range(3):
        goal = make.goal(mother.family, f"Goal {number}")
        make.score(goal, mother, 0)
        make.score(goal, father, 10)
        make.voice(make.child(mother.family, first_name=f"Child {number}"), beside=mother.family.keyworker)

    with statements() as full:
        browser.fetch("GET", path)

    assert len(full) <= len(bare)
