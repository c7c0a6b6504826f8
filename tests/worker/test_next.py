"""What happens next: a worker adds, moves, finishes and drops steps, and the family sees it."""

from datetime import date

import pytest

STEP = {"what": "Visit the nursery", "who": "Siân and Beth", "where": "The nursery", "at": "14:05"}


def test_a_keyworker_adds_a_step_and_the_parent_sees_it(visit, make, next_week):
    parent = make.parent()

    page = visit(parent.family.keyworker).post("worker.next.add", STEP | next_week, ref=parent.family.ref)

    assert page.said == "Saved. The family sees it now."
    assert page.says("Visit the nursery")
    theirs = visit(parent).get("family.next.show")
    assert theirs.says("Visit the nursery")
    assert theirs.says("at 14:05")


def test_where_a_family_has_two_homes_the_worker_must_say_who_sees_it(visit, make, next_week):
    family = make.family()
    home_a, home_b = make.household(family, "A", name="Mam’s home"), make.household(family, "B", name="Dad’s home")
    make.parent(family, homes=(home_a,))
    father = make.parent(family, first_name="Gareth", homes=(home_b,))
    browser = visit(family.keyworker)

    page = browser.post("worker.next.add", STEP | next_week, ref=family.ref)
    assert page.status == 422
    assert page.error_beside("circle") == "Choose who can see it"
    assert page.form().value("what") == "Visit the nursery"

    browser.post("worker.next.add", STEP | next_week | {"circle": home_a.circle_id}, ref=family.ref)
    assert not visit(father).get("family.next.show").says("Visit the nursery")


def test_a_moved_step_says_why_on_both_sides(visit, make, next_week):
    parent = make.parent()
    stone = make.step(parent.family)
    why = {"why": "The doctor is away"}

    visit(parent.family.keyworker).post("worker.next.move", why | next_week, ref=parent.family.ref, step_id=stone.id)

    assert visit(parent).get("family.next.show").says("The doctor is away")


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_one_press_says_that_a_step_happened(visit, make, htmx):
    stone = make.step(make.family(), "Beth visits us")
    ref = stone.family.ref
    browser = visit(stone.family.keyworker)
    browser.get("worker.next.show", ref=ref)

    page = browser.post("worker.next.finish", htmx=htmx, ref=ref, step_id=stone.id)

    assert page.says("Saved: it happened.")
    assert page.says("Happened:")
    assert page.is_fragment() is htmx


def test_a_step_that_someone_finished_meanwhile_is_shown_as_it_is(visit, make):
    stone = make.step(make.family())
    browser = visit(stone.family.keyworker)
    form = browser.get("worker.next.show", ref=stone.family.ref).form(
        browser.address("worker.next.finish", ref=stone.family.ref, step_id=stone.id)
    )
    make.happened(stone)

    page = browser.send(form)

    assert page.said == "Someone changed this step meanwhile. Here it is as it is now."


def test_a_dropped_step_needs_a_reason_and_tells_it_to_the_family(visit, make):
    parent = make.parent()
    stone = make.step(parent.family)
    browser, address = visit(parent.family.keyworker), {"ref": parent.family.ref, "step_id": stone.id}

    assert browser.post("worker.next.drop", {"why": " "}, **address).error_beside("why")
    browser.post("worker.next.drop", {"why": "The hall is shut"}, **address)

    assert visit(parent).get("family.next.show").says("The hall is shut")


def test_two_edits_at_once_lose_nothing_that_was_typed(visit, make, next_week):
    stone = make.step(make.family())
    browser = visit(stone.family.keyworker)
    form = browser.open_form("worker.next.move", ref=stone.family.ref, step_id=stone.id)
    make.moved(stone, day_of(next_week), "Beth is ill")

    page = browser.send(form, next_week | {"why": "The doctor is away"})

    assert page.status == 409
    assert page.says("It now says:")
    assert page.says("Beth is ill")
    assert page.form().value("why") == "The doctor is away"
    assert browser.send(page.form()).says("The doctor is away")


def test_a_step_sent_twice_is_saved_once(visit, make, next_week):
    family = make.family()
    make.parent(family)
    browser = visit(family.keyworker)
    form = browser.open_form("worker.next.add", ref=family.ref)

    browser.send(form, STEP | next_week)
    page = browser.send(form, STEP | next_week)

    assert page.status == 200
    assert len([tag for tag in page.html.select(".path h3") if "Visit the nursery" in tag.get_text()]) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("what", "", "Write what will happen"),
        ("what", "x" * 121, "Use 120 characters or fewer. You have used 121."),
        ("what", "a\x00b", "Take out the sign that cannot be shown"),
        ("who", "", "Write who will be there"),
        ("where", "x" * 121, "Use 120 characters or fewer. You have used 121."),
        ("at", "25:99", "Write a time, such as 14:05"),
        ("on-day", "", "Write the day, the month and the year in numbers"),
        ("on-day", "32", "There is no such day. Check the day and the month."),
        ("on-year", "26", "Write the year with four numbers, such as 2026"),
        ("on-year", "2020", "Choose today or a later day, in the next five years"),
        ("circle", "11111111-1111-1111-1111-111111111111", "Choose who can see it"),
        ("circle", "all", "Choose who can see it"),
        ("language", "xx", "Choose a language"),
    ],
)
def test_each_wrong_answer_is_told_beside_its_field(visit, make, next_week, field, typed, said):
    family = make.family()
    make.parent(family)

    page = visit(family.keyworker).post("worker.next.add", STEP | next_week | {field: typed}, ref=family.ref)

    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.error_beside(field.partition("-")[0]) == said
    assert page.form().value("who" if field == "what" else "what")


def test_a_time_on_a_day_that_is_a_guess_is_refused(visit, make, next_week):
    family = make.family()
    make.parent(family)

    page = visit(family.keyworker).post("worker.next.add", STEP | next_week | {"about": "y"}, ref=family.ref)

    assert page.error_beside("at") == "Leave the time out when the day is not sure"


def test_a_step_of_another_family_is_not_found(visit, make):
    beth = make.worker()
    family, stone = make.family(keyworker=beth), make.step(make.family(keyworker=beth))

    for endpoint in ("worker.next.move", "worker.next.drop"):
        assert visit(beth).get(endpoint, ref=family.ref, step_id=stone.id).status == 404
    assert visit(beth).post("worker.next.finish", ref=family.ref, step_id=stone.id).status == 404


def day_of(boxes):
    """Return the date of three boxes."""
    return date(boxes["on-year"], boxes["on-month"], boxes["on-day"])
