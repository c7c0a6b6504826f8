"""What a keyworker does with a family beside them: each journey by hand, without JavaScript, by keyboard alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.clock import today
from portal.database import Database, session_of
from portal.models import Entry
from portal.models.words import Scale
from tests.journeys.reader import Reader

pytestmark = pytest.mark.one_engine


@pytest.fixture
def macsen(make):
    """Return an eight-year-old whose goal is scored in colours."""
    child = make.child(make.family(), first_name="Macsen")
    make.goal(child, "I want someone to play with", scale=Scale.RAG)
    return child


def test_a_child_beside_the_worker_scores_in_shapes_and_may_not_know_or_skip(at_work, macsen, way):
    beth = at_work(macsen.family.keyworker, way=way)
    beth.opens(f"/worker/families/{macsen.family.ref}/goals")
    beth.uses(beth.page.get_by_role("link", name="I want someone to play with", exact=True))

    for answer in ("Red: not good", "I don’t know", "Skipped", "Green: good"):
        beth.follows("Score it together")
        beth.picks(answer)
        beth.presses("Save the score")
        beth.sees("The score is saved. The family sees that you wrote it down.")

    said = beth.page.locator(".trail li")
    assert [text.split("\n")[0] for text in said.all_inner_texts()] == [
        "Red: not good",
        "I don’t know",
        "Skipped",
        "Green: good",
    ]
    assert beth.page.locator(".trail svg.rag--red, .trail svg.rag--green").count() == 2


def test_a_goal_is_written_down_in_the_childs_words(at_work, macsen, way):
    beth = at_work(macsen.family.keyworker, way=way)
    beth.opens(f"/worker/families/{macsen.family.ref}/goals")

    beth.follows("Begin a goal together")
    beth.picks("Macsen")
    beth.writes("What do they want to be different, in their own words?", "No more shouting at bedtime")
    beth.picks("Red, amber or green, for a child")
    if not beth.page.locator("input[name=circle]:checked").count():
        beth.marks(beth.page.locator("input[name=circle]").first)
    beth.presses("Save the goal")

    beth.sees("The goal is saved. You can score it together now.")
    beth.reads("No more shouting at bedtime", "Written down by: Beth")


def test_a_decision_on_paper_is_written_down_and_read_by_the_one_who_made_it(at_work, enter, make, way):
    asked = make.question(make.parent())
    beth = at_work(asked.family.keyworker, way=way)
    beth.opens(f"/worker/families/{asked.family.ref}/sharing/{asked.id}")

    beth.chooses("Yes, share it", context="sharing")
    beth.chooses("For six months")
    beth.picks("On paper")
    beth.writes("Who was there, and where is the paper?", "Beth; in the office file")
    beth.presses("Write it down")
    beth.sees("Written down. It counts from now on, and the family sees that you wrote it.")

    sian = enter(asked.decider)
    sian.opens(f"/family/sharing/{asked.id}")
    sian.reads("Yes, share it", "On paper", "Written down by: Beth")


def test_a_step_is_planned_moved_and_done(at_work, make, way):
    family = make.family()
    make.parent(family)
    make.step(family, "Beth visits")
    beth = at_work(family.keyworker, way=way)

    beth.uses(beth.page.get_by_role("link", name="Llwyd"))
    beth.follows("Next")
    beth.follows("Add a step")
    beth.presses("Save")
    beth.sees("Write what will happen")
    beth.writes("What will happen?", "Swimming")
    beth.writes("Who will be there?", "All of us")
    beth.writes_date(today() + timedelta(days=30))
    beth.chooses("The day is not sure yet: about then")
    if not beth.page.locator("input[name=circle]:checked").count():
        beth.marks(beth.page.locator("input[name=circle]").first)
    beth.presses("Save")
    beth.reads("Saved. The family sees it now.", "Swimming", "About ")

    beth.uses(beth.page.locator("#step-list, .path").get_by_role("button", name="Beth visits"))
    beth.reads("Saved: it happened.", "Happened:")
    beth.uses(beth.page.get_by_role("link", name="It will not happen"))
    beth.writes("Why will it not happen?", "The pool is shut")
    beth.presses("Say that it will not happen")
    beth.reads("The pool is shut")


def test_the_caseload_is_searched(at_work, make, way):
    beth_made = make.worker()
    make.person(make.family("Llwyd", keyworker=beth_made), signs_in=False)
    make.person(make.family("Okafor", keyworker=beth_made), first_name="Grace", signs_in=False)
    beth = at_work(beth_made, way=way)
    beth.sees("2 families")

    beth.types(beth.page.get_by_role("searchbox"), "okaf")
    if way == "without JavaScript":
        beth.presses("Search")

    beth.sees("1 family")
    beth.reads("Okafor")


def test_the_keyworker_sees_it_as_the_mother_sees_it_and_the_look_is_noted(at_work, make, database: Database):
    family = make.family()
    mother, elin = make.parent(family), make.young_person(family)
    make.goal(elin, "A secret of mine", circle_id=elin.private_circle_id)
    make.goal(mother, "A quiet morning")
    beth = at_work(family.keyworker)
    beth.opens(f"/worker/families/{family.ref}/")
    beth.reads("A secret of mine")

    beth.follows("Siân")

    beth.sees("This page as %(name)s sees it. Nothing here can be changed.", name="Siân")
    beth.reads("A quiet morning")
    nothing_can_be_pressed(beth)
    beth.follows("A quiet morning")
    nothing_can_be_pressed(beth)
    beth.follows("Back to your view")
    beth.sees("At a glance", context="case")
    with session_of(database) as db:
        noted = list(db.scalars(select(Entry.action).where(Entry.family_id == family.id)))
    assert noted.count("family_seen_as") == 2


def nothing_can_be_pressed(beth: Reader) -> None:
    """Nothing on the page is the young person's, sends anything, or leaves by the family's way out."""
    beth.reads_nothing_of("A secret of mine", 'href="/exit"', 'href="/family/')
    assert beth.page.locator("main form, header form, nav form").count() == 0
