"""Scores given before the others are shown, said kindly where they differ, and put right where one was a slip."""

import pytest

from portal.models.words import Scale


@pytest.fixture
def parents(make):
    one = make.family()
    return make.parent(one), make.parent(one, first_name="Gareth")


def test_the_form_shows_no_score_until_one_asks_for_it(make, visit, parents):
    sian, gareth = parents
    aim = make.goal(sian.family)
    make.score(aim, gareth, 6, why="The calendar helps")
    browser = visit(sian)
    page = browser.get("family.goals.score", goal_id=aim.id)
    assert not page.says("The calendar helps")
    assert not page.says("First score: 6")

    page = browser.get(page.links["Show me the scores first"])
    assert page.says("First score: 6")
    assert page.says("The calendar helps")
    assert browser.send(page.form(), {"answer": "0"}).says("Siân First score: 0")


def test_a_goal_without_scores_has_none_to_show_first(make, visit):
    parent = make.parent()
    page = visit(parent).get("family.goals.score", goal_id=make.goal(parent).id)

    assert "Show me the scores first" not in page.links


@pytest.mark.parametrize(("hers", "his", "differs"), [(0, 2, True), (0, 1, False), (6, 3, True), (5, 5, False)])
def test_where_two_see_it_differently_the_page_says_so_kindly(make, visit, parents, hers, his, differs):
    sian, gareth = parents
    aim = make.goal(sian.family)
    make.score(aim, gareth, his)
    page = visit(sian).post("family.goals.score", {"answer": str(hers)}, goal_id=aim.id)

    assert page.says("You see it differently") is differs
    assert page.says("Both are true. Each of you sees another part.") is differs
    assert page.says("To talk about: what do you see that the others may not see yet?") is differs
    if differs:
        assert page.says(f"Gareth: {his} out of 10 Siân: {hers} out of 10")


def test_three_who_differ_are_all_right(make, visit, parents):
    sian, gareth = parents
    elin = make.young_person(sian.family)
    aim = make.goal(sian.family)
    for who, value in ((sian, 3), (gareth, 6), (elin, 4)):
        make.score(aim, who, value)

    assert visit(elin).get("family.goals.show", goal_id=aim.id).says("All of it is true.")


def test_different_colours_are_worth_talking_about_too(make, visit, parents):
    sian, gareth = parents
    aim = make.goal(sian.family, "Play", scale=Scale.RAG)
    for who, colour in ((sian, "red"), (gareth, "amber")):
        make.score(aim, who, colour=colour)
    page = visit(sian).get("family.goals.show", goal_id=aim.id)

    assert page.says("You see it differently")
    assert page.says("Gareth: Amber: so-so")


def slip_of(page):
    return next(link for link in page.hrefs if link.endswith("/put-right"))


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_a_slip_put_right_counts_no_more_and_both_are_kept(make, visit, htmx):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    for value in (8, 3):
        make.score(aim, parent, value)
    page = browser.get("family.goals.show", goal_id=aim.id)
    first = [link for link in page.hrefs if link.endswith("/put-right")][-1]
    page = browser.post(first, {"answer": "0", "why": "I meant nought"}, htmx=htmx)

    assert page.said == "Saved. Both scores are kept, and only the new one counts."
    assert page.says("From 0 to 3")
    assert [struck.get_text(strip=True) for struck in page.html.select("del")] == ["8 out of 10"]
    assert page.says("A slip, put right")
    rows = [row.get_text(" ", strip=True) for row in page.html.select("tbody tr")]
    assert len(rows) == 3
    assert sum("At the start" in row for row in rows) == 2
    assert browser.get("family.home.show").says("From 0 to 3")


def test_two_taps_put_a_slip_right_once(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    make.score(aim, parent, 8)
    browser = visit(parent)
    form = browser.open_form(slip_of(browser.get("family.goals.show", goal_id=aim.id)))
    pages = [browser.send(form, {"answer": "0"}) for _ in range(2)]

    assert [page.first_status for page in pages] == [303, 303]
    assert len(pages[1].html.select("tbody tr")) == 2


def test_a_slip_put_right_elsewhere_meanwhile_is_not_put_right_twice(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    wrong = make.score(aim, parent, 8)
    browser = visit(parent)
    form = browser.open_form(slip_of(browser.get("family.goals.show", goal_id=aim.id)))
    make.put_right(aim, wrong, 1, by=parent.actor)
    page = browser.send(form, {"answer": "0", "why": "Kept"})

    assert (page.status, page.errors) == (422, ["This slip was put right already. Go back to see it."])
    assert page.form().value("why") == "Kept"


def test_what_was_put_right_can_be_put_right_again(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    wrong = make.put_right(aim, make.score(aim, parent, 8), 7, by=parent.actor)
    make.put_right(aim, wrong, 0, by=parent.actor)

    assert visit(parent).get("family.goals.show", goal_id=aim.id).says("First score: 0")


def test_a_score_put_right_to_not_knowing_is_waited_for_again(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    make.score(aim, parent, 8)
    browser = visit(parent)
    browser.post(slip_of(browser.get("family.goals.show", goal_id=aim.id)), {"answer": "unsure"})

    assert browser.get("family.goals.show", goal_id=aim.id).says("Not scored yet")
    assert browser.get("family.home.show").says("A goal to score")


def test_nobody_puts_right_what_another_scored(make, visit, parents):
    sian, gareth = parents
    aim = make.goal(sian.family)
    his = make.score(aim, gareth, 8)
    browser = visit(sian)

    assert not [link for link in browser.get("family.goals.show", goal_id=aim.id).hrefs if "put-right" in link]
    assert browser.get("family.slip.put_right", goal_id=aim.id, score_id=his.id).status == 404


def points(page):
    """Where in time each score stands, the newest first; empty for those in between."""
    return [small.get_text(strip=True) if small else "" for small in map(first_small, page.html.select("tbody tr"))]


def first_small(row):
    return row.select_one("td small")


def test_a_first_score_is_the_start_and_one_at_the_end_the_end(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    for value in (0, 3):
        make.score(aim, parent, value)
    browser = visit(parent)
    browser.post("family.goals.end", {"how": "reached", "answer": "10"}, goal_id=aim.id)
    page = browser.get("family.goals.show", goal_id=aim.id)

    assert points(page) == ["At the end", "", "At the start"]
    assert page.says("From 0 to 10")


def test_a_last_score_may_be_left_out_and_must_be_one_that_is_offered(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    assert browser.post("family.goals.end", {"how": "reached", "answer": "green"}, goal_id=aim.id).status == 422

    browser.post("family.goals.end", {"how": "reached"}, goal_id=aim.id)
    assert browser.get("family.goals.show", goal_id=aim.id).says("Not scored yet")
