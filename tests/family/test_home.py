"""Home: who the keyworker is, what happens next, and what waits for me."""

from datetime import timedelta

import pytest

from portal import clock
from portal.models.words import ConsentStatus, InfoKind


@pytest.fixture
def home(visit):
    """Open the first page of someone's family."""
    return lambda who, **more: visit(who, **more).get("family.home.show")


def test_a_family_nobody_helps_yet_reads_what_will_come(make, home):
    page = home(make.parent(make.family(bare=True)))

    assert page.heading == "Hello, Siân"
    assert page.says("Nothing is planned yet. Your keyworker will put the next step here.")
    assert page.says("No goals yet. A goal is something you want to be different.")
    assert page.links["Set a goal"] == "/family/goals/new"
    assert not page.says("Waiting for you")
    assert not page.says("Ring")


def test_a_parent_sees_who_the_keyworker_is_and_how_to_reach_them(make, home):
    one = make.family(keyworker=make.worker(phone="01632 960101", email="beth@council.example"))
    page = home(make.parent(one))

    assert page.says("Beth Your keyworker")
    assert page.links["Ring Beth"] == "tel:01632960101"
    assert page.links["Write to Beth"] == "mailto:beth@council.example"
    assert page.says("01632 960101")
    assert page.says("Working days: Monday, Tuesday")


@pytest.mark.parametrize(("today", "said"), [(0, "Working today"), (2, "Not working today. Back on: Monday")])
def test_the_card_says_whether_the_keyworker_works_today(make, home, time_machine, today, said):
    monday = clock.today() + timedelta(days=7 - clock.today().weekday())
    time_machine.move_to(monday + timedelta(days=today))

    assert home(make.parent()).says(said)


def test_a_keyworker_on_leave_is_shown_with_who_covers(make, home):
    one, nia = make.family(), make.worker(first_name="Nia", last_name="Prosser", phone="01632 960103")
    make.absence(one.keyworker, cover=nia)
    page = home(make.parent(one))

    assert page.says("Nia Prosser covers")
    assert page.links["Ring Nia: 01632 960103"] == "tel:01632960103"
    assert not page.says("Working today")
    assert not page.says("Not working today")


def test_a_leave_that_is_near_is_told_and_one_far_off_is_not(make, home):
    soon, far = make.family(), make.family()
    make.absence(soon.keyworker, from_on=clock.today() + timedelta(days=6))
    make.absence(far.keyworker, from_on=clock.today() + timedelta(days=40))

    assert home(make.parent(soon)).says("Away soon")
    assert not home(make.parent(far)).says("Away soon")


def test_a_worker_without_a_telephone_has_no_empty_button(make, home):
    page = home(make.parent(make.family(keyworker=make.worker(phone=None))))

    assert not page.says("Ring Beth")
    assert "Write to Beth" in page.links


def test_the_next_step_says_what_who_when_and_where(make, home):
    parent = make.parent()
    make.step(parent.family, "Beth visits us", in_days=1, who="Siân and Beth", where="At home")
    page = home(parent)

    assert page.says("tomorrow Beth visits us")
    assert page.says("Who Siân and Beth Where At home")
    assert not page.says("coming")


def test_of_many_steps_the_nearest_is_shown_and_the_others_are_counted(make, home):
    parent = make.parent()
    for days in (9, 2, 5):
        make.step(parent.family, f"Step in {days}", in_days=days)
    page = home(parent)

    assert page.says("Step in 2")
    assert not page.says("Step in 5")
    assert page.links["See all 3 steps that are coming"] == "/family/next"


def test_a_step_whose_day_has_passed_gives_way_to_one_that_is_coming(make, home):
    parent = make.parent()
    make.step(parent.family, "Long ago", in_days=-3)
    assert home(parent).says("This day has passed Long ago")

    make.step(parent.family, "Soon", in_days=3)
    assert not home(parent).says("Long ago")


def test_steps_that_happened_or_were_dropped_are_not_next(make, home):
    parent = make.parent()
    make.happened(make.step(parent.family))
    make.dropped(make.step(parent.family))

    assert home(parent).says("Nothing is planned yet.")


def test_a_goal_to_score_waits_until_it_is_scored(make, home):
    parent = make.parent()
    aim = make.goal(parent, "Eat together")
    page = home(parent)
    assert page.says("Waiting for you A goal to score Eat together")
    assert page.links["A goal to score Eat together"] == f"/family/goals/{aim.id}/score"

    make.score(aim, parent, 0)
    assert not home(parent).says("A goal to score")


def test_a_score_is_waited_for_again_after_six_weeks(make, home, later):
    parent = make.parent()
    make.score(make.goal(parent), parent, 5)
    later(days=41)
    assert not home(parent).says("A goal to score")
    later(days=2)
    assert home(parent).says("A goal to score")


def test_anothers_goal_waits_for_nobody_else(make, home):
    one = make.family()
    make.goal(make.parent(one, first_name="Gareth"))

    assert not home(make.parent(one)).says("A goal to score")


def test_a_question_on_sharing_waits_until_it_is_answered(make, home):
    parent = make.parent()
    asked = make.question(parent, kind=InfoKind.HEALTH)
    page = home(parent)
    assert page.says("A question about sharing Ysgol y Dderwen: Health")
    assert f"/family/sharing/{asked.id}" in page.hrefs

    make.decision(asked, ConsentStatus.TALK)
    assert not home(parent).says("A question about sharing")


def test_many_questions_are_counted_after_the_third(make, home):
    parent = make.parent()
    for kind in list(InfoKind)[:4]:
        make.question(parent, kind=kind)
    page = home(parent)

    assert page.seen.count("A question about sharing") == 3
    assert page.links["4 questions about sharing"] == "/family/sharing"


def test_a_question_nobody_asked_does_not_wait(make, home):
    parent = make.parent()
    make.partner(parent.family)

    assert not home(parent).says("Waiting for you")


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([], "Not scored yet"),
        ([0], "First score: 0"),
        ([0, 4], "From 0 to 4"),
        ([7, 0], "From 7 to 0"),
        ([0, 3, 0], "At 0 again"),
    ],
)
def test_how_a_goal_moved_is_said_in_words_and_nought_is_a_score(make, home, scores, said):
    parent = make.parent()
    aim = make.goal(parent)
    for value in scores:
        make.score(aim, parent, value)

    assert home(parent).says(said)


def test_goals_that_have_ended_are_not_on_the_first_page(make, home):
    parent = make.parent()
    make.ended(make.goal(parent, "Reached it"))

    assert not home(parent).says("Reached it")


def test_a_young_person_reads_her_own_goals_before_the_familys_and_before_her_mothers(make, home):
    mother = make.parent()
    elin = make.young_person(mother.family)
    for whose, words in ((mother, "Mam sleeps well"), (mother.family, "We eat together"), (elin, "I play in goal")):
        make.goal(whose, words)
    page = home(elin)

    found = [page.seen.rindex(words) for words in ("I play in goal", "We eat together", "Mam sleeps well")]
    assert found == sorted(found)


def test_a_home_shows_only_what_its_own_circles_hold(make, home):
    one = make.family()
    home_a, home_b = make.household(one, "A"), make.household(one, "B")
    sian, gareth = make.parent(one, homes=(home_a,)), make.parent(one, first_name="Gareth", homes=(home_b,))
    make.step(one, "Seen at home A", circle_id=home_a.circle_id)
    make.goal(gareth, "Seen at home B", circle_id=home_b.circle_id)

    assert home(sian).says("Seen at home A")
    assert not home(sian).says("Seen at home B")
    assert not home(gareth).says("Seen at home A")
    assert home(gareth).says("Seen at home B")


def test_no_family_page_shows_the_councils_case_reference(make, visit):
    parent = make.parent()
    browser = visit(parent)
    for place in ("home.show", "next.show", "team.show", "goals.index", "sharing.index", "more.show", "account.show"):
        assert parent.family.ref not in browser.get(f"family.{place}").text.split()


def test_a_parent_reads_it_all_in_welsh(make, home):
    parent = make.parent(language="cy")
    make.step(parent.family)
    page = home(parent)

    assert page.html.html["lang"] == "cy"
    assert page.heading == "Helo, Siân"
    assert page.says("Beth sy’n digwydd nesaf")
    assert page.says("ymhen 3 diwrnod")


def test_a_young_person_is_called_ti(make, home):
    one = make.family()
    elin, sian = make.young_person(one, language="cy"), make.parent(one, language="cy")
    make.question(sian)
    make.goal(elin)

    assert home(elin).says("Yn aros amdanat ti")
    assert home(sian).says("Yn aros amdanoch chi")
