"""A family's homes are parted in one step; from then on neither grown-up learns anything new of the other."""

import re
import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands import goal_change, person, voice
from portal.commands import occasion as occasion_commands
from portal.commands import parting as commands
from portal.commands.circle import give_private
from portal.commands.parting import Parting
from portal.database import session_of
from portal.errors import CircleClosed, HomesParted, HomesUnclear
from portal.models import (
    Circle,
    CirclePerson,
    Entry,
    Goal,
    Household,
    HouseholdPerson,
    Member,
    Notice,
    Occasion,
    Person,
    Step,
    Voice,
)
from portal.models.domains import Domain, Tool
from portal.models.words import CircleKind, Colour, MemberFunction, Relationship, WorkerRole
from portal.queries import occasion
from portal.security.keys import learn_key
from tests.support.threads import at_once

CHANGING = re.compile(rb'name="(csrf_token|once)" value="[^"]*"')
"""What is new each time a page is drawn, whoever has done what."""
LEAVES = ("/exit", "/sign-out", "/demo")


@pytest.fixture
def home(make):
    """Siân, Gareth, Elin of fifteen and Macsen of eight under one roof, with Tom who leads for the children."""
    one = make.family(keyworker=make.worker(first_name="Beth", phone="01632 960101"))
    roof = make.household(one, "A", name="Our house", address="14 Maes yr Onnen, MB4 7QX")
    people = {
        "sian": make.parent(one, homes=(roof,), mobile="07700 900141"),
        "gareth": make.parent(one, first_name="Gareth", homes=(roof,), mobile="07700 900152"),
        "elin": make.young_person(one, homes=(roof,)),
        "macsen": make.child(one, homes=(roof,)),
    }
    tom = make.worker(WorkerRole.SOCIAL_WORKER, first_name="Tom", phone="01632 960104")
    lead = make.member(one, tom, function=MemberFunction.LEAD_CHILDREN)
    past = make.step(one, "Beth came by in spring", in_days=0)
    make.happened(past)
    return SimpleNamespace(
        family=one,
        roof=roof,
        lead=lead,
        past=past,
        step=make.step(one, "See the new nursery"),
        goal=make.goal(one, "We shout less"),
        own=make.goal(people["sian"], "I sleep well", circle_id=roof.circle_id),
        **people,
    )


def answers(home, **changes):
    """Siân with the children in A, Gareth in B, Macsen in both; all that is open goes with Siân."""
    said = {
        "home_A": "Mam’s home",
        "home_B": "Dad’s home",
        f"lives_{home.sian.id.hex}": ["A"],
        f"lives_{home.gareth.id.hex}": ["B"],
        f"lives_{home.elin.id.hex}": ["A"],
        f"lives_{home.macsen.id.hex}": ["A", "B"],
        f"thing_{home.step.id.hex}": "A",
        f"thing_{home.goal.id.hex}": "A",
        f"thing_{home.own.id.hex}": "A",
        f"thing_{home.lead.id.hex}": "both",
        "history": "both",
    }
    return said | changes


def preview(visit, home, by=None, **changes):
    browser = visit(by or home.family.keyworker)
    page = browser.post("worker.parting.ask", answers(home, **changes), ref=home.family.ref)
    return browser, page


def part(visit, home, by=None, **changes):
    browser, page = preview(visit, home, by, **changes)
    assert page.heading == "What each person will see", page.errors
    return browser.send(page.form())


def home_of(database, who):
    """The circle of the home that someone lives in."""
    lived = select(Circle.id).join(CirclePerson).where(CirclePerson.person_id == who.id, Circle.kind == CircleKind.HOME)
    with session_of(database) as db:
        return db.scalar(lived)


def told(page, name, heading):
    """What the preview says of one person under one heading."""
    card = next(one for one in page.html.select("main section.card") if name in one.h2.get_text())
    tags = [tag for tag in card.select(".tag") if heading in tag.get_text()]
    return {item.get_text() for tag in tags for item in tag.parent.parent.select("li")}


def pages_of(browser):
    """Every page that someone comes to by links, in both languages, and those that are not there; byte for byte."""
    browser.fetch("GET", "/family/?lang=en")
    found, waiting = {}, ["/family/", "/family/nowhere", "/family/team", "/family/goals/new", "/help-now"]
    while waiting:
        path = waiting.pop(0)
        if path in found or path.startswith(LEAVES) or not path.startswith("/") or "static" in path:
            continue
        answer = browser.fetch("GET", path)
        found[path] = CHANGING.sub(b"", answer.data) + str(sorted(answer.headers.items())).encode()
        if answer.mimetype == "text/html":
            waiting += re.findall(r'href="(/[^"#]*)"', answer.get_data(as_text=True))
            waiting += [] if "lang=" in path else [f"{path}?lang=cy", f"{path}?lang=en"]
    return {path: re.sub(rb"\('(Set-Cookie|Date)', '[^']*'\)", b"", said) for path, said in found.items()}


def test_what_one_home_read_cannot_stay_for_both_when_somebody_lives_elsewhere(make, visit, home, database):
    """Ifan, an uncle, has a home of his own: what was between Siân and Gareth is not opened to him."""
    own = make.household(home.family, "B", name="Ifan’s home")
    ifan = make.person(home.family, Relationship.OTHER_ADULT, first_name="Ifan", homes=(own,))
    changes = {f"lives_{ifan.id.hex}": ["B"], f"thing_{home.own.id.hex}": "both"}
    _browser, page = preview(visit, home, **changes)

    assert page.status == 422
    assert page.form().choices[f"thing_{home.own.id.hex}"] == ["A", "B"]
    assert "both" in page.form().choices[f"thing_{home.step.id.hex}"]
    said = Parting(
        names={"A": "Mam’s home", "B": "Dad’s home"},
        living={one.id: ["B"] if one in (home.gareth, ifan) else ["A"] for one in [*everyone(home), ifan]},
        things={one.id: "both" if one is home.own else "A" for one in (home.own, home.step, home.goal, home.lead)},
        history="both",
    )
    with make.writing() as db:
        learn_key(db, home.family.id)
        with pytest.raises(HomesUnclear):
            commands.part(db, home.family.keyworker.actor, home.family.id, said)
    with session_of(database) as db:
        assert db.get_one(Goal, home.own.id).circle_id == home.roof.circle_id


def everyone(home):
    return [home.sian, home.gareth, home.elin, home.macsen]


def test_the_preview_says_what_each_person_sees_before_and_after_and_changes_nothing(visit, home, database):
    _browser, page = preview(visit, home)

    assert told(page, "Gareth", "Sees it now, and no longer") >= {"See the new nursery", "We shout less", "Our house"}
    assert told(page, "Gareth", "Sees it newly") == {"Dad’s home"}
    assert told(page, "Gareth", "Goes on seeing it") >= {"Beth came by in spring", "Beth Morris", "Tom Morris"}
    assert told(page, "Siân", "Sees it now, and no longer") == set()
    assert told(page, "Siân", "Goes on seeing it") >= {"See the new nursery", "We shout less", "I sleep well"}
    with session_of(database) as db:
        learn_key(db, home.family.id)
        assert [one.name for one in db.scalars(select(Household))] == ["Our house"]
        assert db.scalar(select(Step.circle_id).where(Step.id == home.step.id)) == home.family.circle_id
        assert db.scalar(select(Circle.closed_on).where(Circle.id == home.family.circle_id)) is None


def test_a_goal_that_is_paused_goes_with_one_home_too(visit, make, home):
    make.goal_changed(goal_change.pause, home.goal, reason="Too much now")
    _browser, page = preview(visit, home)

    assert told(page, "Gareth", "Sees it now, and no longer") >= {"We shout less"}
    assert told(page, "Siân", "Goes on seeing it") >= {"We shout less"}
    part(visit, home)
    assert visit(home.sian).get("family.goals.index").says("We shout less")
    assert not visit(home.gareth).get("family.goals.index").says("We shout less")


def test_one_press_after_the_preview_parts_them(visit, home, database, entries):
    assert part(visit, home).says("The homes are parted.")

    with session_of(database) as db:
        lived = set(db.execute(select(HouseholdPerson.person_id, Household.label).join(Household)).all())
    both = {(home.macsen.id, "A"), (home.macsen.id, "B")}
    assert lived == {(home.sian.id, "A"), (home.gareth.id, "B"), (home.elin.id, "A")} | both
    assert "homes_parted" in entries(home.family)


def test_no_circle_that_is_open_holds_both_grown_ups(visit, home, database):
    part(visit, home)

    with session_of(database) as db:
        open_ones = (
            select(CirclePerson.circle_id, CirclePerson.person_id).join(Circle).where(Circle.closed_on.is_(None))
        )
        held = {}
        for circle_id, person_id in db.execute(open_ones):
            held.setdefault(circle_id, set()).add(person_id)
    assert not any({home.sian.id, home.gareth.id} <= people for people in held.values())


def test_what_follows_the_mother_is_not_there_for_the_father_any_more(visit, home):
    father = visit(home.gareth)
    assert father.get("family.next.show").says("See the new nursery")
    part(visit, home)

    assert not father.get("family.next.show").says("See the new nursery")
    gone, never = (
        father.get("family.goals.show", goal_id=home.goal.id),
        father.get("family.goals.show", goal_id=home.past.id),
    )
    assert (gone.status, gone.body) == (404, never.body)
    assert visit(home.sian).get("family.next.show").says("See the new nursery")


def test_what_has_ended_is_read_by_both_as_before_unless_one_home_alone_goes_on(visit, home):
    part(visit, home)
    assert visit(home.gareth).get("family.next.show").says("Beth came by in spring")
    assert visit(home.sian).get("family.next.show").says("Beth came by in spring")


def test_one_home_alone_goes_on_reading_when_the_keyworker_says_so(visit, home, database):
    part(visit, home, history="A", **{f"thing_{home.lead.id.hex}": "A"})

    assert not visit(home.gareth).get("family.next.show").says("Beth came by in spring")
    assert visit(home.sian).get("family.next.show").says("Beth came by in spring")
    with session_of(database) as db:
        whole = select(CirclePerson.id).where(CirclePerson.circle_id == home.family.circle_id)
        assert db.scalars(whole).all() == []


def test_both_go_on_knowing_their_keyworker_even_when_nothing_is_kept_for_both(visit, home):
    part(visit, home, history="A", **{f"thing_{home.lead.id.hex}": "A"})

    for who in (home.sian, home.gareth):
        assert visit(who).get("family.home.show").links["Ring Beth"] == "tel:01632960101"
    assert not visit(home.gareth).get("family.team.show").says("Tom")
    assert visit(home.sian).get("family.team.show").says("Tom")


def test_a_thing_may_be_kept_for_both_on_purpose(visit, make, home):
    make.score(home.goal, home.sian, 7)
    part(visit, home, **{f"thing_{home.goal.id.hex}": "both"})

    assert visit(home.gareth).get("family.goals.show", goal_id=home.goal.id).says("We shout less")


@pytest.mark.parametrize("who", ["sian", "gareth", "elin"])
def test_a_goal_that_was_kept_for_both_takes_no_more_scores_from_anyone(visit, home, who):
    reader = getattr(home, who)
    browser = visit(reader)
    before = browser.open_form("family.goals.score", goal_id=home.goal.id)
    part(visit, home, **{f"thing_{home.goal.id.hex}": "both"})
    page = browser.get("family.goals.score", goal_id=home.goal.id)

    assert page.heading == "This goal stays as it is"
    assert page.html.select("main form") == []
    assert "Set a goal" in page.links
    for place in ("family.home.show", "family.goals.index"):
        assert f"/family/goals/{home.goal.id}/score" not in browser.get(place).hrefs
    late = browser.send(before, {"answer": "7", "why": "Owl at the new flat"})
    assert late.status == 409
    assert late.says("Owl at the new flat")
    other = home.sian if reader is home.gareth else home.gareth
    assert not visit(other).get("family.goals.show", goal_id=home.goal.id).says("Owl")


def test_the_keyworker_writes_no_score_down_where_both_read_it_and_may_end_the_goal(visit, make, home):
    part(visit, home, **{f"thing_{home.goal.id.hex}": "both"})
    browser, place = visit(home.family.keyworker), {"ref": home.family.ref, "goal_id": home.goal.id}
    page = browser.get("worker.goals.score", **place)

    assert page.says("so it takes no more scores")
    assert page.html.select("main form") == []
    assert f"{home.goal.id}/score" not in browser.get("worker.goals.show", **place).text
    with pytest.raises(CircleClosed):
        make.score(home.goal, home.sian, 7, why="Owl")
    assert browser.post("worker.goals.end", {"how": "closed"}, **place).says("Its words and scores stay.")


@pytest.mark.parametrize(
    ("place", "field"),
    [("goal_change.reword", "words"), ("goal_change.pause", "reason"), ("first_step.add", "words")],
)
def test_a_goal_that_was_kept_for_both_takes_no_new_words_either(visit, home, place, field):
    browser, goal = visit(home.gareth), {"goal_id": home.goal.id}
    before = browser.open_form(f"family.{place}", **goal)
    part(visit, home, **{f"thing_{home.goal.id.hex}": "both"})

    assert browser.get(f"family.{place}", **goal).heading == "This goal stays as it is"
    shown = browser.get("family.goals.show", **goal)
    assert [link for link in shown.links if link.startswith(("Change", "Pause", "Write"))] == []
    assert "End this goal" in shown.links
    late = browser.send(before, {field: "Owl at the new flat"})
    assert (late.status, late.says("Owl at the new flat")) == (409, True)
    assert not visit(home.sian).get("family.goals.show", **goal).says("Owl")
    page = visit(home.family.keyworker).get(f"worker.{place}", ref=home.family.ref, **goal)
    assert page.heading == "This goal stays as it is"


def test_nothing_about_a_goal_that_was_kept_for_both_changes_but_its_end(visit, make, home):
    step, given = make.first_step(home.goal), make.score(home.goal, home.sian, 4, beside=home.family.keyworker)
    part(visit, home, **{f"thing_{home.goal.id.hex}": "both"})
    said = {"by": home.family.keyworker.actor, "reason": "Owl"}
    for change in (goal_change.decline, goal_change.pause):
        with pytest.raises(CircleClosed):
            make.goal_changed(change, home.goal, **said)
    with pytest.raises(CircleClosed):
        make.put_right(home.goal, given, 7, by=home.family.keyworker.actor)
    place = {"ref": home.family.ref, "goal_id": home.goal.id, "step_id": step.id}
    assert visit(home.family.keyworker).post("worker.first_step.tick", {"done": "yes"}, **place).status == 409
    browser = visit(home.gareth)
    ending = browser.get("family.goals.end", goal_id=home.goal.id)
    assert ending.html.select("[name=answer][value='7']") == []
    assert browser.send(ending.form(), {"how": "reached"}).said == "Saved. Its words and scores stay here."


@pytest.fixture
def half(make, home):
    """Macsen of both homes has said one thing beside Beth, for everyone to read; then they stopped."""
    said = {"tool": Tool.MATRIX, "about": home.macsen, "circle_id": home.family.circle_id}
    return make.look(
        home.macsen, {Domain.HEALTH: Colour.GREEN}, beside=home.family.keyworker, is_finished=False, **said
    )


def test_what_a_child_of_both_homes_left_half_done_takes_no_more_words_and_is_begun_anew(visit, home, half):
    beth = home.family.keyworker
    look = {"ref": home.family.ref, "occasion_id": half.id}
    browser = visit(beth)
    card = browser.get("worker.distance.fill", part=2, **look).form()
    part(visit, home)

    refused = browser.send(card, {list(Domain)[1].value: "red"})
    assert refused.status == 409
    assert refused.heading == "This stays half done"
    stays = browser.get("worker.distance.show", **look)
    assert stays.status == 200
    assert stays.says("Green: good")
    assert browser.get("worker.distance.finish", **look).heading == "This stays half done"
    assert browser.get("worker.distance.index", ref=home.family.ref).says("half done, and stays so")

    begin = browser.get("worker.distance.new", ref=home.family.ref, person_id=home.macsen.id, tool="matrix").form()
    anew = browser.send(begin)
    assert str(half.id) not in anew.path
    assert anew.path.endswith("/1")


def test_what_was_typed_on_a_look_that_both_would_read_is_given_back(visit, make, home):
    beth = home.family.keyworker
    ned = make.child(home.family, first_name="Ned", age=10, homes=(home.roof,))
    said = {"beside": beth, "circle_id": home.family.circle_id, "is_finished": False}
    half = make.look(ned, {Domain.HEALTH: 2}, **said)
    browser = visit(beth)
    form = browser.get("worker.distance.fill", ref=home.family.ref, occasion_id=half.id, part=1).form()
    part(visit, home, **{f"lives_{ned.id.hex}": ["A", "B"]})

    page = browser.send(form, {"health": "3", "health-why": "He coughs at night"})

    assert page.status == 409
    assert page.says("He coughs at night")


@pytest.mark.parametrize("change", ["keep", "keep_help", "finish"])
def test_no_way_of_writing_goes_past_that(visit, make, home, half, change):
    part(visit, home)
    actor = home.family.keyworker.actor
    more = () if change == "finish" else ({},)
    with make.writing() as db:
        row = occasion.get(db, actor, home.family.id, half.id)
        with pytest.raises(CircleClosed):
            getattr(occasion_commands, change)(db, actor, row, *more, version=row.version)


def test_what_someone_said_goes_to_the_keyworker_they_have_now(visit, make, home, database):
    """Siân could tell Dai alone before Beth came; what she said for all to read goes to her and Beth."""
    make.look(home.sian, {Domain.HEALTH: 3}, why="Owl look", circle_id=home.family.circle_id)
    earlier = [make.worker(first_name="Dai") for _time in range(3)]
    with make.writing() as db:
        for dai in earlier:
            give_private(db, db.get_one(Person, home.sian.id), dai.id)

    part(visit, home)

    with session_of(database) as db:
        (told,) = db.scalars(select(Circle).join(Occasion, Occasion.circle_id == Circle.id))
        assert told.worker_id == home.family.keyworker.id


def test_what_a_young_person_said_to_all_is_read_by_them_and_the_keyworker_alone_once_homes_are_parted(
    visit, make, home, database
):
    make.voice(home.elin, "Owl wish", circle_id=home.family.circle_id)
    make.look(home.sian, {Domain.HEALTH: 3}, circle_id=home.family.circle_id)
    assert visit(home.gareth).get("family.words.index").says("Owl wish")
    _browser, page = preview(visit, home)
    assert told(page, "Gareth", "Sees it now, and no longer") >= {"Elin: Owl wish", "Siân"}
    part(visit, home)

    for who in (home.sian, home.gareth):
        assert not visit(who).get("family.words.index").says("Owl wish")
    assert visit(home.elin).get("family.words.index").says("Owl wish")
    with session_of(database) as db:
        (kept,) = db.scalars(select(Circle).join(Voice, Voice.circle_id == Circle.id))
        assert kept.worker_id == home.family.keyworker.id


@pytest.mark.parametrize(("history", "who_reads"), [("both", ["sian", "gareth"]), ("A", ["sian"])])
def test_what_a_child_of_both_homes_said_to_all_goes_with_what_has_ended(visit, make, home, history, who_reads):
    make.voice(home.macsen, "Owl wish", beside=home.family.keyworker, circle_id=home.family.circle_id)
    part(visit, home, history=history)

    readers = [who for who in ("sian", "gareth") if visit(getattr(home, who)).get("family.words.index").says("Owl")]
    assert readers == who_reads


@pytest.mark.parametrize("field", ["answer", "happened"])
def test_what_both_homes_read_takes_no_more_answers_and_what_was_typed_is_given_back(visit, make, home, field):
    said = make.voice(home.macsen, "A dog", beside=home.family.keyworker, circle_id=home.family.circle_id)
    if field == "happened":
        make.answered(said)
    place = {"ref": home.family.ref, "voice_id": said.id}
    browser = visit(home.family.keyworker)
    form = browser.get("worker.voices.answer", **place).form()
    part(visit, home)

    page = browser.send(form, {field: "Owl at the new flat"})
    assert (page.status, page.heading) == (409, "This stays as it was said")
    assert page.says("Owl at the new flat")
    assert not visit(home.gareth).get("family.words.index").says("Owl")
    index = browser.get("worker.voices.index", ref=home.family.ref)
    assert [link for link in index.hrefs if str(said.id) in link] == []
    assert not browser.get("worker.caseload.index").says("to answer")
    with make.writing() as db:
        learn_key(db, home.family.id)
        row, words = db.get_one(Voice, said.id), {"words": "Owl", "language": "en"}
        change = voice.answer if field == "answer" else voice.happened
        with pytest.raises(CircleClosed):
            change(db, home.family.keyworker.actor, row, version=row.version, **words)


NEW = {
    "a step": lambda make, home: make.step(home.family, "Owl"),
    "a goal": lambda make, home: make.goal(home.family, "Owl"),
    "a score": lambda make, home: make.score(home.goal, home.sian, 7),
    "a voice": lambda make, home: make.voice(home.elin, "Owl", circle_id=home.family.circle_id),
    "praise": lambda make, home: make.praise(home.family, "Owl"),
    "a look": lambda make, home: make.look(home.sian, {Domain.HEALTH: 3}, circle_id=home.family.circle_id),
}


@pytest.mark.parametrize("sort", NEW)
def test_what_comes_while_the_homes_are_being_parted_is_not_put_where_both_read_it(make, home, sort):
    living = {home.sian.id: "A", home.gareth.id: "B", home.elin.id: "A", home.macsen.id: "AB"}
    things = {one.id: "both" if one is home.goal else "A" for one in (home.goal, home.own, home.step, home.lead)}
    said = Parting(names={"A": "Mam’s home", "B": "Dad’s home"}, living=living, things=things, history="both")
    is_parting = threading.Event()

    def part_slowly():
        with make.writing() as db:
            learn_key(db, home.family.id)
            commands.part(db, home.family.keyworker.actor, home.family.id, said)
            is_parting.set()
            time.sleep(0.3)

    def say():
        is_parting.wait(10)
        NEW[sort](make, home)

    parted, refused = at_once(part_slowly, say)

    assert parted is None
    assert isinstance(refused, CircleClosed)


def said_at_the_mothers(make, home):
    """Words of every sort are said in the mother's home."""
    place = {"circle_id": home.roof.circle_id}
    make.praise(home.sian, "Owl praise", **place)
    make.voice(home.elin, "Owl wish", **place)
    make.look(home.sian, {Domain.HEALTH: 3}, why="Owl look", **place)
    make.left_out(home.sian, "Owl reason", **place)


def more_at_the_mothers(make, home):
    """Things of every sort are added to the mother's home, and things there change."""
    one, roof = home.family, home.roof
    make.step(one, "Owl at the new flat", circle_id=roof.circle_id)
    make.goal(one, "Owl goal", circle_id=roof.circle_id)
    second = make.goal(one, "Owl goal two", circle_id=roof.circle_id)
    make.score(second, home.sian, 3, why="Owl score")
    make.ended(second)
    make.moved(home.step, home.step_day, why="Owl reason")
    helper = make.worker(first_name="Owlen", phone="01632 960199")
    make.member(one, helper, circle_id=roof.circle_id, purpose="Owl purpose")
    school = make.agency("Owl School", is_partner=True)
    make.member(one, make.worker(agency=school, first_name="Owla"), circle_id=roof.circle_id)
    make.question(home.sian, school, about=home.macsen, purpose="Owl question")
    baby = make.child(one, first_name="Owlbaby", age=0, homes=(roof,))
    make.parent(one, first_name="Owlpartner", homes=(roof,))
    make.note(one, "Owl note")
    said_at_the_mothers(make, home)
    with make.writing() as db:
        learn_key(db, one.id)
        place = db.get_one(Household, roof.id)
        place.name, place.address = "Owl house", "1 Owl Street, MB9 9QX"
        db.get_one(Person, home.macsen.id).school = "Owl School"
        db.get_one(Person, home.sian.id).mobile = "07700 900999"
    return baby


def test_the_fathers_pages_are_the_same_to_the_byte_whatever_comes_to_the_mother(
    visit, make, home, database, time_machine
):
    part(visit, home)
    home.step_day = clock.today() + timedelta(days=9)
    make.goal(home.gareth, "I cook twice a week", circle_id=home_of(database, home.gareth))
    now = clock.now()
    time_machine.move_to(now, tick=False)
    father = visit(home.gareth)
    before = pages_of(father)
    more_at_the_mothers(make, home)
    after = pages_of(father)

    assert len(before) >= 30
    assert {path for path in before if before[path] != after.get(path)} == set()
    assert after.keys() == before.keys()
    assert [path for path, said in after.items() if b"owl" in said.lower() or b"900999" in said] == []
    with session_of(database) as db:
        told = select(Notice.id).where(Notice.person_id == home.gareth.id, Notice.due_at >= now)
        assert db.scalars(told).all() == []


def test_the_search_would_find_it_for_the_mother(visit, make, home):
    """So the words are there to be found, and the pages to differ."""
    part(visit, home)
    home.step_day = clock.today() + timedelta(days=9)
    mother = visit(home.sian)
    before = pages_of(mother)
    more_at_the_mothers(make, home)
    after = pages_of(mother)

    assert before["/family/next"] != after["/family/next"]
    found = b"".join(after.values())
    assert [
        word for word in (b"Owl at the new flat", b"Owl goal", b"Owlen", b"Owl question") if word not in found
    ] == []


def test_the_mother_learns_nothing_of_the_fathers_new_home_either(visit, make, home, time_machine):
    part(visit, home)
    now = clock.now()
    time_machine.move_to(now, tick=False)
    mother = visit(home.sian)
    before = pages_of(mother)
    with make.writing() as db:
        learn_key(db, home.family.id)
        place = db.scalars(select(Household).where(Household.label == "B")).one()
        place.address = "Owl Row, MB8 8QX"
        circle_id = db.scalar(select(Circle.id).where(Circle.household_id == place.id))
    make.step(home.family, "Owl visit", circle_id=circle_id)
    make.goal(home.gareth, "Owl wish", circle_id=circle_id)

    assert pages_of(mother) == before


def test_the_father_is_not_told_that_the_mother_has_three_goals(visit, make, home, database):
    """Three goals of ours are the most; those of another home do not count, or the refusal would tell."""
    part(visit, home)
    for words in ("Owl one", "Owl two"):  # the third is the one that followed her
        make.goal(home.family, words, circle_id=home.roof.circle_id)
    place = home_of(database, home.gareth)

    fields = {"words": "We cook on Sundays", "whose": "ours", "circle": str(place)}
    assert visit(home.gareth).post("family.goals.new", fields).heading == "We cook on Sundays"


def test_nothing_new_is_offered_or_put_where_both_read_it(visit, make, home):
    part(visit, home)
    for who, endpoint, more in (
        (home.family.keyworker, "worker.next.add", {"ref": home.family.ref}),
        (home.family.keyworker, "worker.goals.new", {"ref": home.family.ref}),
        (home.gareth, "family.goals.new", {}),
    ):
        assert str(home.family.circle_id) not in visit(who).get(endpoint, **more).form().choices["circle"]
    with pytest.raises(CircleClosed):
        make.step(home.family, "Both would read this")
    with pytest.raises(CircleClosed):
        make.goal(home.family, "Both would read this")


def test_an_older_export_does_not_bring_them_under_one_roof_again(make, visit, home):
    part(visit, home)
    with make.writing() as db:
        learn_key(db, home.family.id)
        father, roof = db.get_one(Person, home.gareth.id), db.get_one(Household, home.roof.id)
        person.move_home(db, make.system, father, [roof])
        assert home.gareth.id not in set(
            db.scalars(select(CirclePerson.person_id).where(CirclePerson.circle_id == home.roof.circle_id))
        )


@pytest.mark.parametrize(
    ("homes", "sentence"),
    [
        (None, "Choose where they live: Siân Llwyd"),
        (["A", "B"], "A grown-up lives in one home. Choose which."),
    ],
    ids=["nowhere", "two homes"],
)
def test_a_home_that_makes_no_sense_is_told_beside_the_person(visit, home, homes, sentence):
    question = f"lives_{home.sian.id.hex}"
    _browser, page = preview(visit, home, **{question: homes})

    assert page.status == 422
    assert page.error_beside(question) == sentence


def test_a_thing_nobody_chose_for_and_grown_ups_who_stay_together_are_refused(visit, home):
    _browser, page = preview(visit, home, **{f"thing_{home.step.id.hex}": None})
    assert page.error_beside(f"thing_{home.step.id.hex}") == "Choose who reads this: See the new nursery"

    _browser, page = preview(visit, home, **{f"lives_{home.gareth.id.hex}": ["A"]})
    assert page.errors == ["No grown-up lives apart from another here. Choose two homes or more."]


def test_going_back_from_the_preview_keeps_every_answer(visit, home):
    browser, page = preview(visit, home, history="A")
    back = browser.send(page.form(), {"back": "yes"})

    assert back.heading == "Part the homes"
    assert back.form().fields["history"] == ["A"]
    assert back.form().fields["home_B"] == ["Dad’s home"]


def test_the_preview_can_be_read_in_welsh_and_then_pressed(visit, home):
    browser, page = preview(visit, home)
    welsh = browser.send(page.form(), {"_language": "cy"})

    assert welsh.html.html["lang"] == "cy"
    assert browser.send(welsh.form()).path.endswith("/people")


def test_only_the_keyworker_who_covers_and_a_manager_may(visit, make, home):
    tom = make.worker(WorkerRole.SOCIAL_WORKER)
    make.member(home.family, tom)

    assert visit(tom).get("worker.parting.ask", ref=home.family.ref).status == 403
    assert visit(make.partner(home.family)).get("worker.parting.ask", ref=home.family.ref).status == 404
    assert visit(make.manager()).get("worker.parting.ask", ref=home.family.ref).status == 200


def test_rows_that_are_kept_say_so(visit, home, database):
    part(visit, home)

    with session_of(database) as db:
        assert db.scalar(select(Goal.circle_id).where(Goal.id == home.own.id)) == home.roof.circle_id
        assert db.scalar(select(Member.circle_id).where(Member.id == home.lead.id)) == home.family.circle_id


def test_no_page_tells_that_a_worker_parted_the_homes(visit, home):
    part(visit, home)
    after = [visit(who).get("family.sharing.looked") for who in (home.sian, home.gareth, home.elin)]

    assert [page.says("details") or page.says("about your home") for page in after] == [False, False, False]


def homes_form(browser, home, who, **more):
    """Someone's page with the mother's home ticked, as a worker would send it."""
    place = {"ref": home.family.ref, "person_id": who.id}
    form = browser.open_form("worker.people.change", **place)
    return browser.send(form, {"homes": [str(home.roof.id)], **more})


@pytest.fixture
def apart(visit, home):
    """The family on the day after the parting."""
    part(visit, home)
    return home


def lives_with_the_mother(database, home):
    with session_of(database) as db:
        at_home = select(CirclePerson.id).where(CirclePerson.circle_id == home.roof.circle_id)
        return db.scalar(at_home.where(CirclePerson.person_id == home.gareth.id)) is not None


def test_who_may_not_part_homes_brings_nobody_under_one_roof_again(visit, make, apart, database):
    helper = make.worker(first_name="Mari")
    make.member(apart.family, helper)
    tom = visit(helper)
    page = homes_form(tom, apart, apart.gareth)

    assert page.status == 422
    assert page.error_beside("homes").endswith("Only the keyworker or a manager can put grown-ups in one home.")
    assert "joins" not in page.form().choices
    forced = homes_form(tom, apart, apart.gareth, joins=[str(apart.roof.id)])
    assert forced.status == 422
    assert not lives_with_the_mother(database, apart)


def test_a_grown_up_is_not_called_a_child_to_live_in_two_homes(visit, make, apart, database):
    helper = make.worker(first_name="Mari")
    make.member(apart.family, helper)
    page = homes_form(visit(helper), apart, apart.gareth, relationship="child")

    assert page.status == 422
    assert "Only the keyworker or a manager can change this." in page.error_beside("relationship")
    assert not lives_with_the_mother(database, apart)


def test_the_keyworker_is_asked_and_ticks_that_he_will_read_what_is_in_her_home(visit, apart, database):
    browser = visit(apart.family.keyworker)
    page = homes_form(browser, apart, apart.gareth)

    assert page.status == 422
    assert page.error_beside("homes") == "The homes of this family are parted. Say below that this is meant."
    assert page.says("Gareth will read what is in this home, with everyone who lives there: Mam’s home")
    assert not lives_with_the_mother(database, apart)
    welsh = browser.send(page.form(), {"_language": "cy"})
    assert welsh.says("Bydd Gareth yn darllen yr hyn sydd yn y cartref hwn, gyda phawb sy’n byw yno: Mam’s home")

    browser.send(page.form(), {"joins": [str(apart.roof.id)]})
    assert lives_with_the_mother(database, apart)
    with session_of(database) as db:
        told = select(Entry.action, Entry.is_locked).where(Entry.thing_id == apart.gareth.id).order_by(Entry.number)
        assert db.execute(told).all()[-2:] == [("homes_joined", True), ("person_moved_home", True)]


def test_a_second_home_is_asked_about_too_and_a_home_where_no_grown_up_lives_is_not(visit, make, apart, database):
    empty = make.household(apart.family, "C", name="Nain’s home")
    with session_of(database) as db:
        own = db.scalar(select(Circle.household_id).where(Circle.id == home_of(database, apart.gareth)))
    browser = visit(apart.family.keyworker)

    assert homes_form(browser, apart, apart.gareth, homes=[str(own), str(empty.id)]).status == 422
    assert homes_form(browser, apart, apart.gareth, homes=[str(empty.id)]).said == "Saved."


def test_children_move_between_the_homes_as_before(visit, make, apart):
    helper = make.worker(first_name="Mari")
    make.member(apart.family, helper)
    with_both = homes_form(visit(helper), apart, apart.macsen)

    assert with_both.said == "Saved."


@pytest.mark.parametrize("asking", ["helper", "keyworker"])
def test_the_command_itself_joins_no_homes_unasked(make, apart, database, asking):
    helper = make.worker(first_name="Mari")
    make.member(apart.family, helper)
    who = apart.family.keyworker.actor if asking == "keyworker" else helper.actor
    joined = [] if asking == "keyworker" else [apart.roof.id]
    with make.writing() as db:
        learn_key(db, apart.family.id)
        father, roof = db.get_one(Person, apart.gareth.id), db.get_one(Household, apart.roof.id)
        with pytest.raises(HomesParted):
            person.move_home(db, who, father, [roof], joined=joined)
    assert not lives_with_the_mother(database, apart)
