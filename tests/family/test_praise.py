"""Praise: said inside a circle, kept, one of it on the first page; never counted, never asked for."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from portal import clock
from portal.errors import NotAllowed
from portal.models.words import MemberFunction, WorkerRole

WORDS = "You were all ready on time"


@pytest.fixture
def home(make):
    """Siân with Elin and Macsen in one home, Gareth in another."""
    one = make.family(keyworker=make.worker(first_name="Beth"))
    hers = make.household(one, "A", name="Mam’s home", address="14 Maes yr Onnen, MB4 7QX")
    his = make.household(one, "B", name="Dad’s home", address="3 Bridge Street")
    sian = make.parent(one, homes=(hers,), age=40)
    gareth = make.parent(one, first_name="Gareth", homes=(his,), age=38)
    elin = make.young_person(one, homes=(hers,))
    return one, sian, gareth, elin, make.child(one, homes=(hers, his)), hers, his


def say(browser, to, circle_id, words=WORDS, **values):
    return browser.post("family.praise.new", {"to": str(to), "words": words, "circle": str(circle_id)}, **values)


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_a_mother_says_well_done_to_her_daughter_who_reads_it(home, visit, htmx):
    _one, sian, _gareth, elin, _macsen, hers, _his = home
    page = say(visit(sian), elin.id, hers.circle_id, htmx=htmx)

    assert (page.first_status, page.said) == (303, "Saved. Your words stand here now.")
    for place in ("praise.index", "home.show"):
        read = visit(elin).get(f"family.{place}")
        assert read.says(f"{WORDS}")
        assert read.says("From: Siân · For: Elin")


def test_what_is_said_in_one_home_never_reaches_the_other(home, visit, make):
    one, sian, gareth, elin, macsen, hers, his = home
    aim = make.goal(sian, "We have calm mornings", circle_id=hers.circle_id)
    make.praise(elin, "Said in her home", by=sian.actor, circle_id=hers.circle_id)
    make.praise(sian, "Said of her goal", by=elin.actor, about=aim)
    make.praise(macsen, "Said in his home", by=gareth.actor, circle_id=his.circle_id)

    for place in ("praise.index", "home.show", "goals.journey"):
        seen_by_him, seen_by_her = (visit(who).get(f"family.{place}") for who in (gareth, sian))
        assert (seen_by_him.status, seen_by_her.status) == (200, 200)
        assert not seen_by_him.says("Said in her home")
        assert not seen_by_him.says("Said of her goal")
        assert not seen_by_her.says("Said in his home")
    offered = visit(gareth).get("family.praise.new").form().choices
    assert str(hers.circle_id) not in offered["circle"]
    assert say(visit(gareth), macsen.id, hers.circle_id).status == 422
    assert visit(one.keyworker).get("worker.praise.index", ref=one.ref).says("Said in his home")


def test_words_for_someone_go_only_where_they_can_be_read(home, visit):
    _one, sian, _gareth, _elin, macsen, *_ = home
    page = say(visit(sian), macsen.id, sian.private_circle_id)

    assert page.status == 422
    assert page.error_beside("circle") == "Who it is for must be able to see it. Choose again."
    assert page.form().value("words") == WORDS


def test_what_one_is_proud_of_may_stay_between_oneself_and_the_keyworker(home, visit):
    one, sian, _gareth, elin, *_ = home
    page = say(visit(elin), "me", elin.private_circle_id, "I asked the teacher myself")

    assert page.says("Proud of this: Elin")
    assert not visit(sian).get("family.praise.index").says("I asked the teacher myself")
    assert visit(one.keyworker).get("worker.praise.index", ref=one.ref).says("I asked the teacher myself")
    assert say(visit(elin), "us", elin.private_circle_id).status == 422


def test_an_empty_form_says_what_is_missing_and_keeps_what_was_typed(home, visit):
    _one, sian, *_ = home
    page = visit(sian).post("family.praise.new", {"words": "Good", "to": "", "circle": ""})

    assert page.status == 422
    assert page.errors == ["Choose who it is for", "Choose who can see it"]
    assert page.form().value("words") == "Good"
    assert visit(sian).post("family.praise.new").error_beside("words") == "Write what went well"


def test_two_taps_say_it_once(home, visit):
    _one, sian, _gareth, elin, _macsen, hers, _his = home
    browser = visit(sian)
    form = browser.open_form("family.praise.new")
    said = {"to": str(elin.id), "words": WORDS, "circle": str(hers.circle_id)}
    for _ in range(2):
        page = browser.send(form, said)

    assert page.seen.count(WORDS) == 2  # the card, and its way to put it away


def test_it_keeps_the_language_it_was_written_in(home, visit):
    _one, sian, _gareth, elin, _macsen, hers, _his = home
    say(visit(sian, "cy"), elin.id, hers.circle_id, "Da iawn ti")

    words = visit(elin, "en").get("family.praise.index").html.blockquote
    assert (words["lang"], words["translate"], words.get_text()) == ("cy", "no", "Da iawn ti")


def test_praise_of_a_goal_stands_beside_its_points_for_whoever_sees_the_goal(home, visit, make):
    _one, sian, gareth, elin, *_ = home
    aim = make.goal(elin, "Show my pictures", circle_id=elin.private_circle_id)
    make.score(aim, elin, 3)
    browser = visit(elin)
    offered = browser.get("family.praise.new", goal=aim.id).form().choices
    page = browser.post("family.praise.new", {"to": "me", "words": "I dared to"}, goal=aim.id)

    assert offered == {"to": ["me"]}
    assert page.says("Who can see this: Elin and Beth")
    for place, values in (("goals.show", {"goal_id": aim.id}), ("goals.journey", {})):
        page = browser.get(f"family.{place}", **values)
        assert page.html.select_one(".beside blockquote").get_text() == "I dared to"
        assert len(page.html.select("svg.chart circle.sun")) == 1
    for other in (sian, gareth):
        read = visit(other).get("family.praise.index")
        assert (read.status, read.says("I dared to")) == (200, False)
        assert visit(other).get("family.praise.new", goal=aim.id).status == 404


def test_the_first_page_shows_one_that_is_fresh_and_what_is_to_me_first(home, visit, make):
    one, sian, _gareth, elin, *_ = home
    make.praise(sian, "To Siân")
    make.praise(one, "To us all")
    make.praise(elin, "To Elin")
    page = visit(sian).get("family.home.show")
    assert [words.get_text() for words in page.html.select("blockquote")] == ["To us all"]

    with time_machine.travel(clock.now() + timedelta(days=13), tick=False):
        assert visit(sian).get("family.home.show").says("To us all")
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        assert not visit(sian).get("family.home.show").html.select("blockquote")
        assert visit(sian).get("family.praise.index").says("To us all")


def test_what_i_said_to_somebody_else_is_not_shown_to_me_as_fresh(home, visit, make):
    _one, sian, _gareth, elin, *_ = home
    make.praise(elin, "To Elin", by=sian.actor)

    assert not visit(sian).get("family.home.show").says("To Elin")
    assert visit(elin).get("family.home.show").says("To Elin")


def test_a_family_to_whom_nothing_was_said_is_not_asked_for_it(home, visit):
    _one, sian, *_ = home

    assert not visit(sian).get("family.home.show").says("Well done")
    assert visit(sian).get("family.praise.index").says("Nothing here yet.")


def test_nothing_is_counted(home, visit, make):
    _one, sian, *_ = home
    for number in range(3):
        make.praise(sian, f"Praise {'abc'[number]}")

    for place in ("praise.index", "more.show"):
        page = visit(sian).get(f"family.{place}")
        for day in page.html.select(".praise__by .muted"):
            day.extract()
        assert not any(sign.isdecimal() for sign in page.html.main.get_text())


def test_whoever_said_it_and_whomever_it_was_said_to_may_put_it_away_and_nobody_else_at_home(home, visit, make):
    _one, sian, gareth, elin, *_ = home
    made = [make.praise(sian, f"For Siân {name}", by=elin.actor) for name in "ab"]
    for who, praise in ((elin, made[0]), (sian, made[1])):
        buttons = visit(gareth).get("family.praise.index").buttons
        assert not any("Put this away" in words for words in buttons)
        page = visit(who).post("family.praise.put_away", praise_id=praise.id)
        assert page.said == "Put away. Nobody reads it here now."
    for reader in (sian, gareth, elin):
        assert not visit(reader).get("family.praise.index").says("For Siân")


def test_somebody_else_at_home_cannot_put_it_away_by_its_address(home, visit, make):
    _one, sian, gareth, elin, *_ = home
    praise = make.praise(sian, by=elin.actor)
    browser = visit(gareth)

    assert browser.send(browser.open_form("family.praise.new"), to=f"/family/praise/{praise.id}/put-away").status == 403
    assert visit(sian).get("family.praise.index").says(WORDS)
    assert (
        browser.send(browser.open_form("family.praise.new"), to=f"/family/praise/{uuid.uuid4()}/put-away").status == 404
    )


def test_someone_who_is_frozen_reads_and_says_nothing_and_nobody_learns_of_it(home, visit, make):
    one, sian, gareth, elin, macsen, *_ = home
    make.praise(macsen, by=gareth.actor)
    browser = visit(gareth)
    form = browser.open_form("family.praise.new")
    before = visit(sian).get("family.praise.index").seen
    visit(one.keyworker).post("worker.access.freeze", ref=one.ref, person_id=gareth.id)

    assert browser.get("family.praise.index").path.endswith("/ring")
    browser.send(form, {"to": str(macsen.id), "words": "Where are you?", "circle": str(one.circle_id)})
    assert visit(sian).get("family.praise.index").seen == before
    assert str(gareth.id) in visit(elin).get("family.praise.new").form().choices["to"]


def test_a_text_that_tells_where_somebody_is_is_held_back_where_a_family_is_at_risk(home, visit):
    one, sian, gareth, elin, *_ = home
    reason = {"at_risk": "yes", "reason": "He asked the neighbours where she lives."}
    visit(one.keyworker).post("worker.risk.mark", reason, ref=one.ref)
    told = "You found the way to 14 Maes yr Onnen by yourself"
    page = say(visit(sian), elin.id, one.circle_id, told)

    assert page.status == 422
    assert page.error_beside("words").startswith("This tells where somebody is, or a number to ring.")
    assert not visit(gareth).get("family.praise.index").says(told)
    assert "may_know" in page.form().choices


def test_a_worker_of_the_other_home_alone_is_not_named(home, visit, make):
    one, sian, gareth, _elin, _macsen, hers, _his = home
    nia = make.worker(WorkerRole.DOMESTIC_ABUSE_WORKER, first_name="Nia")
    make.member(one, nia, circle_id=hers.circle_id, function=MemberFunction.TEAM_MEMBER)
    make.praise(one, "To us all", by=nia.actor)

    assert visit(sian).get("family.praise.index").says("From: Nia · For: our whole family")
    page = visit(gareth).get("family.praise.index")
    assert page.says("From: Someone on our team · For: our whole family")
    assert "Nia" not in page.text


def test_two_grown_ups_who_live_apart_say_nothing_to_one_another(home, visit, make):
    one, sian, gareth, _elin, macsen, _hers, _his = home
    whole = make.goal(one, "We keep one calendar")
    offered = visit(gareth).get("family.praise.new", goal=whole.id).form().choices["to"]

    assert str(macsen.id) in offered
    assert str(sian.id) not in offered
    assert say(visit(gareth), sian.id, one.circle_id, "I know your new car").status == 422
    with pytest.raises(NotAllowed):
        make.praise(sian, "I know your new car", by=gareth.actor)
    assert say(visit(gareth), macsen.id, one.circle_id).first_status == 303
