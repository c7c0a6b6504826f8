"""Goals: mine and ours, in our own words, three at most, seen by whom I choose, and ended when I say so."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Goal, Submission
from portal.models.words import Scale

FULL = "You have three goals open. Finish one, or put one away, before you start another."
OURS_FULL = "We have three goals open. Finish one, or put one away, before you start another."


@pytest.fixture
def stored(database):
    """Every goal there is, the first set first."""

    def read():
        with session_of(database) as db:
            return db.scalars(select(Goal).order_by(Goal.set_at)).all()

    return read


def whole(form):
    """The value of the choice `the whole family`, which is offered first."""
    return form.choices["circle"][0]


@pytest.fixture
def set_goal(visit):
    """Set a goal by its form: `set_goal(parent, "Eat together", whose="ours")`."""

    def send(who, words="Eat together", whose="mine", circle=None, **more):
        browser = visit(who)
        form = browser.open_form("family.goals.new")
        chosen = whole(form) if circle is None else circle
        return browser.send(form, {"words": words, "whose": whose, "circle": chosen}, **more)

    return send


# --- The page


def test_someone_without_a_goal_reads_what_one_is(make, visit):
    page = visit(make.parent()).get("family.goals.index")

    assert page.says("No goals yet. A goal is something you want to be different.")
    assert page.links["Set a goal"] == "/family/goals/new"


def test_my_goals_ours_and_those_of_others_stand_apart(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    for whose, words in ((sian, "Siân’s"), (one, "All of ours"), (gareth, "Gareth’s")):
        make.goal(whose, words)
    make.ended(make.goal(sian, "Got there"))
    text = visit(sian).get("family.goals.index").seen

    order = [
        "My goals",
        "Siân’s",
        "Goals of us all",
        "All of ours",
        "Goals others let you see",
        "Gareth’s",
        "Goals that have ended",
        "Got there",
    ]
    assert sorted(order, key=text.index) == order


def test_a_goal_shows_who_can_see_it(make, visit):
    parent = make.parent()
    make.goal(parent, circle_id=parent.private_circle_id)

    assert visit(parent).get("family.goals.index").says("Who can see this: Siân and Beth")


# --- Setting one


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_a_parent_sets_a_goal_in_her_own_words_and_sees_it(make, set_goal, htmx):
    page = set_goal(make.parent(), "Bwyta gyda’n gilydd", htmx=htmx)

    assert page.first_status == 303
    assert page.said == "Your goal is saved. You can score it now."
    assert page.heading == "Bwyta gyda’n gilydd"


def test_the_goal_keeps_the_language_it_was_written_in(make, visit, set_goal):
    parent = make.parent(language="cy")
    set_goal(parent, "Cysgu’n well")

    page = visit(parent, "en").get("family.goals.index")
    assert [tag["lang"] for tag in page.html.select(".goal h3[translate=no]")] == ["cy"]


def test_nothing_is_chosen_for_someone_who_sets_a_goal(make, visit):
    form = visit(make.parent()).open_form("family.goals.new")

    assert form.value("whose") == ""
    assert form.choices["whose"] == ["mine", "ours"]


def test_the_circles_offered_are_those_one_is_in(make, visit):
    one = make.family()
    home_a, home_b = make.household(one, "A", name="Mam’s home"), make.household(one, "B", name="Dad’s home")
    sian = make.parent(one, homes=(home_a,))
    make.parent(one, first_name="Gareth", homes=(home_b,))
    page = visit(sian).get("family.goals.new")

    assert page.form().choices["circle"] == [str(one.circle_id), str(home_a.circle_id), str(sian.private_circle_id)]
    assert page.says("Mam’s home")
    assert page.says("Only me and my keyworker: Beth")
    assert not page.says("Dad’s home")


def test_a_goal_for_oneself_alone_is_seen_by_oneself_and_the_keyworker(make, visit, set_goal):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    set_goal(sian, "For me alone", circle=str(sian.private_circle_id))

    assert visit(sian).get("family.goals.index").says("For me alone")
    assert not visit(gareth).get("family.goals.index").says("For me alone")
    assert visit(one.keyworker).get("worker.goals.index", ref=one.ref).says("For me alone")


def test_a_goal_of_ours_that_only_one_of_us_sees_is_refused(make, set_goal):
    parent = make.parent()
    page = set_goal(parent, "Ours?", whose="ours", circle=str(parent.private_circle_id))

    assert page.status == 422
    assert page.error_beside("circle") == "A goal of ours is seen by more than you. Choose who can see it."
    assert page.form().value("words") == "Ours?"


def test_a_fourth_goal_of_mine_is_refused_and_my_words_are_still_there(make, set_goal):
    parent = make.parent()
    for number in range(3):
        make.goal(parent, f"Goal {number}")
    page = set_goal(parent, "A fourth")

    assert (page.status, page.errors) == (422, [FULL])
    assert page.title.startswith("Error: ")
    assert page.form().value("words") == "A fourth"


def test_three_of_mine_leave_room_for_ours_and_the_other_way_round(make, set_goal):
    parent = make.parent()
    for number in range(3):
        make.goal(parent, f"Goal {number}")
        make.goal(parent.family, f"Our goal {number}") if number else None

    assert set_goal(parent, "Another of ours", whose="ours").redirected_to
    assert set_goal(parent, "One too many", whose="ours").errors == [OURS_FULL]


def test_a_goal_that_ended_makes_room_for_another(make, set_goal):
    parent = make.parent()
    goals = [make.goal(parent, f"Goal {number}") for number in range(3)]
    make.ended(goals[0], reached=False)

    assert set_goal(parent).redirected_to


def test_two_taps_set_one_goal(make, visit, stored):
    browser = visit(make.parent())
    form = browser.open_form("family.goals.new")
    typed = {"words": "Eat together", "whose": "mine", "circle": whole(form)}
    first, second = browser.send(form, typed), browser.send(form, typed)

    assert len(stored()) == 1
    assert first.redirected_to == second.redirected_to
    assert second.heading == "Eat together"


def test_the_same_words_sent_from_a_fresh_form_are_another_goal(make, set_goal, stored):
    parent = make.parent()
    set_goal(parent)
    set_goal(parent)

    assert len(stored()) == 2


@pytest.mark.parametrize("key", ["", "x", "\x00", "0" * 400])
def test_a_form_whose_key_was_lost_is_still_saved(make, visit, stored, key):
    browser = visit(make.parent())
    form = browser.open_form("family.goals.new")
    browser.send(form, {"words": "Eat together", "whose": "mine", "circle": whole(form), "once": key})

    assert len(stored()) == 1


def test_the_keys_of_saved_forms_are_the_accounts_own(make, set_goal, database):
    parent = make.parent()
    page = set_goal(parent)
    with session_of(database) as db:
        kept = db.scalars(select(Submission)).one()

    assert (kept.account_id, kept.answer) == (parent.account_id, page.redirected_to)


# --- One goal


def test_a_goal_shows_how_it_moved_in_words_as_a_picture_and_as_a_table(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    make.score(aim, parent, 0, why="Not yet")
    make.score(aim, parent, 4, why="Better", language="en")
    page = visit(parent).get("family.goals.show", goal_id=aim.id)

    assert page.says("From 0 to 4")
    assert page.says("0 is no progress yet. 5 is half way. 10 is we got there.")
    assert page.html.select_one("svg.chart")["aria-hidden"] == "true"
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td")][1:] for row in page.html.select("tbody tr")]
    assert rows == [["4 out of 10", "Siân", "Better"], ["0 out of 10", "Siân", "Not yet"]]


def test_two_peoples_scores_are_never_one_line(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    aim = make.goal(one)
    for who, value in ((sian, 0), (gareth, 8), (sian, 3)):
        make.score(aim, who, value)
    page = visit(sian).get("family.goals.show", goal_id=aim.id)

    assert page.says("Siân From 0 to 3")
    assert page.says("Gareth First score: 8")
    assert [name.get_text() for name in page.html.select("svg.chart .name")] == ["Siân", "Gareth"]
    assert len(page.html.select("svg.chart:not(.chart--key) path.way")) == 1


def test_a_childs_colours_are_words_and_shapes_and_never_a_number(make, visit):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    aim = make.goal(macsen, "Play", scale=Scale.RAG)
    for colour in ("red", "amber"):
        make.score(aim, macsen, colour=colour, beside=one.keyworker)
    page = visit(sian).get("family.goals.show", goal_id=aim.id)

    assert page.says("Red: not good")
    assert page.says("Amber: so-so")
    assert len(page.html.select(".trail svg")) >= 2
    assert not page.html.select("svg.chart")
    assert "out of 10" not in page.text
    assert page.says("(written down by: Beth)")
