"""A child beside a worker: a round on a locked device, one thing at a time, in the child's own words."""

import pytest
from bs4 import Tag
from sqlalchemy import select

from portal.commands import voice
from portal.commands.circle import give_private
from portal.models import Person, Score, Voice
from portal.models.voice_words import VoiceKind
from portal.models.words import Scale
from portal.security.keys import learn_key
from tests.factories import PASSWORD, PersonMade, WorkerMade

WORDS = "  Dw i eisiau ci, a dim gweiddi :)  "
ROOM = "Only the two of us"


@pytest.fixture
def macsen(make) -> PersonMade:
    """An eight-year-old who has a keyworker."""
    return make.child(make.family(keyworker=make.worker(first_name="Beth")), age=8)


@pytest.fixture
def tom(make, macsen) -> WorkerMade:
    """Another worker on the team."""
    made = make.worker(first_name="Tom")
    make.member(macsen.family, made)
    return made


def place(child: PersonMade) -> str:
    return f"/worker/families/{child.family.ref}/child/{child.id}"


@pytest.fixture
def answered(make):
    """Answer what a child said: `answered(macsen, "A dog", "Soon.")`; it is said first where it was not."""

    def answer(child: PersonMade, words: str, reply: str, what_happened: str = "") -> None:
        actor = child.family.keyworker.actor
        with make.writing() as db:
            learn_key(db, child.family.id)
            said = [one for one in db.scalars(select(Voice).where(Voice.person_id == child.id)) if one.words == words]
            if not said:
                person = db.get_one(Person, child.id)
                around = give_private(db, person, actor.worker_id)
                said = [voice.say(db, actor, around, by=person, kind=VoiceKind.WISH, language="en", words=words)]
            kept = {"words": reply, "language": "en", "version": said[0].version}
            voice.answer(db, actor, said[0], what_happened=what_happened, **kept)

    return answer


@pytest.fixture
def voices_of(make):
    """All that a child said."""

    def of(child: PersonMade) -> list[Voice]:
        with make.writing() as db:
            return list(db.scalars(select(Voice).where(Voice.person_id == child.id)))

    return of


@pytest.fixture
def followed(make):
    """Tell later what came of what a child said: `followed(macsen, "A dog", "You walked Pero.")`."""

    def follow(child: PersonMade, words: str, happened: str) -> None:
        with make.writing() as db:
            learn_key(db, child.family.id)
            said = next(
                one for one in db.scalars(select(Voice).where(Voice.person_id == child.id)) if one.words == words
            )
            by = child.family.keyworker.actor
            voice.happened(db, by, said, words=happened, language="en", version=said.version)

    return follow


@pytest.fixture
def begun(visit):
    """The device in the child's hands: `begun(macsen, "cy")`."""

    def begin(child: PersonMade, language: str = "en", worker=None):
        tablet = visit(worker or child.family.keyworker, language="en")
        tablet.post(f"{place(child)}/start", {"language": language, "present": ROOM})
        return tablet

    return begin


def press(tablet, answer: str, words: str | None = None):
    return tablet.post(tablet.page.path, {"answer": answer, "words": words})


@pytest.fixture
def answers_to(make):
    """What is kept of a goal, oldest first: the colour, where in time, and whether another stands in its place."""

    def of(goal) -> list[tuple[str | None, str, bool]]:
        with make.writing() as db:
            rows = db.scalars(
                select(Score)
                .where(Score.goal_id == goal.id)
                .order_by(Score.scored_at, Score.put_right_at.nulls_first())
            ).all()
            slips = {row.corrects_id for row in rows}
            return [(row.colour, row.point, row.id in slips) for row in rows]

    return of


def through(tablet, *answers):
    """Press one answer after the other; a pair is an answer with its words."""
    for answer in answers:
        press(tablet, *((answer,) if isinstance(answer, str) else answer))
    return tablet.page


def test_a_child_goes_through_a_round_and_the_keyworker_reads_it(make, macsen, begun):
    goal = make.goal(macsen, "Rhywun i chwarae gyda fi", scale=Scale.RAG, language="cy")
    tablet = begun(macsen)
    assert tablet.page.heading == "How do you feel today?"

    assert press(tablet, "happy").heading == "How is this going?"
    assert tablet.page.says("Rhywun i chwarae gyda fi")
    assert press(tablet, "green").heading == "What is your wish?"
    assert press(tablet, "done", WORDS).heading == "What is your good news?"
    assert press(tablet, "skipped").heading == "Is something worrying you?"
    assert press(tablet, "next").heading == "What is your worry?"
    assert press(tablet, "done", "The dark").heading == "Thank you"
    page = tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})

    assert page.path == place(macsen)
    assert page.said == "This device is yours again."
    for said in ("Happy", "Dw i eisiau ci, a dim gweiddi :)", "The dark", "Green: good", ROOM, "Skipped"):
        assert page.says(said)
    assert tablet.get("worker.goals.show", ref=macsen.family.ref, goal_id=goal.id).says("Green: good")


def test_words_are_kept_letter_for_letter_with_their_language(macsen, begun):
    tablet = begun(macsen, "cy")
    through(tablet, "skipped", "skipped", ("done", "Mae'r  GATH\nwedi dod nol!!"), "stop")

    page = tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})

    kept = page.html.select_one("q")
    assert isinstance(kept, Tag)
    assert (kept.get_text(), kept["lang"]) == ("Mae'r  GATH\nwedi dod nol!!", "cy")


def test_the_round_is_in_the_language_chosen_and_says_ti(macsen, begun):
    tablet = begun(macsen, "cy")

    assert tablet.page.heading == "Sut wyt ti’n teimlo heddiw?"
    assert tablet.page.html.html["lang"] == "cy"
    assert tablet.get("?lang=en").heading == "Sut wyt ti’n teimlo heddiw?"
    page = tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    assert page.said == "This device is yours again."
    assert page.html.html["lang"] == "en"


def test_a_child_without_goals_is_asked_how_things_are(macsen, begun):
    tablet = begun(macsen)
    assert press(tablet, "happy").heading == "How are things just now?"

    assert press(tablet, "amber").heading == "What is your wish?"

    press(tablet, "stop")
    page = tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    assert page.says("How things are Amber: so-so")


def test_before_how_things_are_the_child_hears_who_can_see_it(macsen, begun):
    english, welsh = (press(begun(macsen, language), "happy") for language in ("en", "cy"))

    assert english.says("The council workers who help your family can see this.")
    assert welsh.says("Mae gweithwyr y cyngor sy’n helpu dy deulu yn gallu gweld hwn.")


def test_how_things_are_and_what_was_left_out_stand_in_the_audit(macsen, begun, entries):
    through(begun(macsen), "skipped", "amber", "unsure")

    assert entries(macsen.family)[-3:] == ["child_round_left_out", "child_round_coloured", "child_round_left_out"]


def test_only_open_red_amber_green_goals_of_the_childs_own_are_asked(make, macsen, begun):
    make.goal(macsen, "Numbers", scale=Scale.TEN)
    make.goal(macsen.family, "Everyone's", scale=Scale.RAG)
    make.ended(make.goal(macsen, "Old", scale=Scale.RAG))
    make.goal(macsen, "Mine", scale=Scale.RAG)

    tablet = begun(macsen)

    assert press(tablet, "happy").says("Mine")
    assert press(tablet, "green").heading == "What is your wish?"


def test_the_goals_after_one_that_ends_meanwhile_are_asked_still(make, macsen, begun):
    first, *_others = (make.goal(macsen, words, scale=Scale.RAG) for words in ("Sleep", "School", "Football"))
    tablet = begun(macsen)
    assert press(tablet, "happy").says("Sleep")
    old = tablet.page.form()
    make.ended(first)

    assert tablet.send(old, {"answer": "green"}).says("School")
    assert press(tablet, "green").says("Football")
    assert press(tablet, "green").heading == "What is your wish?"


def test_what_was_answered_before_a_goal_ended_is_not_asked_again(make, macsen, begun):
    _first, second, _third = (make.goal(macsen, words, scale=Scale.RAG) for words in ("Sleep", "School", "Football"))
    tablet = begun(macsen)
    assert through(tablet, "happy", "unsure").says("School")
    make.ended(second)

    assert tablet.get(tablet.page.path).says("Football")


def test_a_child_whose_only_goal_ends_meanwhile_is_asked_how_things_are(make, macsen, begun):
    only = make.goal(macsen, "Sleep", scale=Scale.RAG)
    tablet = begun(macsen)
    assert press(tablet, "happy").says("Sleep")
    make.ended(only)

    assert tablet.get(tablet.page.path).heading == "How are things just now?"
    assert press(tablet, "green").heading == "What is your wish?"


def test_not_knowing_is_an_answer_of_its_own(make, macsen, begun):
    make.goal(macsen, "Mine", scale=Scale.RAG)
    tablet = begun(macsen)

    through(tablet, "unsure", "unsure", "unsure", "skipped", "skipped")
    page = tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})

    assert page.seen.count("I don’t know") == 3
    assert page.seen.count("Skipped") == 2


def test_a_slip_is_answered_again(macsen, begun):
    tablet = begun(macsen)
    press(tablet, "sad")

    assert press(tablet, "back").heading == "How do you feel today?"
    press(tablet, "happy")

    page = tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    assert page.says("Happy")


def test_another_colour_in_the_same_round_stands_in_place_of_the_first(make, macsen, begun, answers_to):
    goal = make.goal(macsen, "Mine", scale=Scale.RAG)
    tablet = begun(macsen)

    through(tablet, "happy", "green", "back", "red", "back", "red")
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})

    page = tablet.get("worker.goals.show", ref=macsen.family.ref, goal_id=goal.id)
    assert [row.get_text(" ", strip=True) for row in page.html.select("del")] == ["Green: good"]
    assert answers_to(goal) == [("green", "start", True), ("red", "start", False)]


def test_a_colour_that_is_skipped_after_all_counts_no_more(make, macsen, begun, answers_to):
    goal = make.goal(macsen, "Mine", scale=Scale.RAG)

    through(begun(macsen), "happy", "green", "back", "skipped", "back", "amber")

    assert answers_to(goal) == [("green", "start", True), (None, "start", True), ("amber", "start", False)]


def test_the_colour_of_an_earlier_round_stays_beside_todays(make, macsen, begun, later, answers_to):
    goal = make.goal(macsen, "Mine", scale=Scale.RAG)
    tablet = begun(macsen)
    through(tablet, "happy", "red")
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    later(days=7)

    through(begun(macsen), "happy", "green")

    assert answers_to(goal) == [("red", "start", False), ("green", "between", False)]


def test_stop_stops_at_once_and_the_child_may_go_on(macsen, begun):
    tablet = begun(macsen)
    through(tablet, "happy", "green")

    assert press(tablet, "stop").heading == "You stopped. That is fine."
    assert press(tablet, "on").heading == "What is your wish?"


def test_an_old_page_sent_again_changes_nothing(macsen, begun):
    tablet = begun(macsen)
    old = tablet.page.form()
    press(tablet, "happy")

    assert tablet.send(old, {"answer": "sad"}).heading == "How are things just now?"
    assert tablet.send(old, {"answer": "happy"}).heading == "How are things just now?"

    press(tablet, "stop")
    page = tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    assert page.says("Happy")
    assert not page.says("Sad")


def test_nothing_to_send_is_said_beside_the_box(macsen, begun):
    tablet = begun(macsen)
    through(tablet, "happy", "green")

    page = press(tablet, "done", "   ")

    assert page.status == 422
    assert page.error_beside("words") == "Write something first. Or press Skip."


def test_before_a_worry_the_child_hears_who_will_read_it(macsen, begun):
    tablet = begun(macsen)

    page = through(tablet, "happy", "green", "skipped", "skipped")

    assert page.says("Beth will read it. You can also keep it to yourself.")
    assert page.says("If someone may get hurt, we ask a grown-up to help. You will know who.")
    assert press(tablet, "skipped").heading == "Thank you"


def test_a_keyworker_who_came_meanwhile_does_not_read_what_was_told_to_another(
    make, visit, macsen, tom, begun, voices_of
):
    tablet = begun(macsen, worker=tom)
    old = through(tablet, "happy", "green").form()
    sian = make.keyworker(macsen.family, first_name="Siân")

    page = tablet.send(old, {"answer": "done", "words": WORDS})

    assert page.status == 422
    assert page.says("Someone else reads it now: Siân. Do you still want to tell it?")
    assert page.says("Siân will read them.")
    assert page.form().value("words").strip() == WORDS.strip()
    assert len(voices_of(macsen)) == 1
    assert tablet.send(page.form(), {"answer": "done"}).heading == "What is your good news?"
    assert visit(sian, language="en").get(place(macsen)).says(WORDS.strip())


def test_before_a_face_is_pressed_the_child_hears_who_will_see_it(make, macsen, tom, begun, voices_of):
    tablet = begun(macsen, worker=tom)
    old = tablet.get(f"{place(macsen)}/now").form()
    assert tablet.get(f"{place(macsen)}/now").says("Beth will see which one you press.")
    make.keyworker(macsen.family, first_name="Siân")

    page = tablet.send(old, {"answer": "happy"})

    assert page.says("Someone else reads it now: Siân. Do you still want to tell it?")
    assert page.says("Siân will see which one you press.")
    assert voices_of(macsen) == []
    assert tablet.send(page.form(), {"answer": "happy"}).heading == "How are things just now?"


def test_a_child_who_hears_of_another_reader_may_still_skip(make, macsen, tom, begun):
    tablet = begun(macsen, worker=tom)
    old = through(tablet, "happy", "green", "skipped", "skipped").form()
    make.keyworker(macsen.family, first_name="Siân")

    page = tablet.send(old, {"answer": "next"})

    assert page.heading == "Is something worrying you?"
    assert page.says("Siân will read it. You can also keep it to yourself.")
    assert press(tablet, "skipped").heading == "Thank you"


def test_what_came_back_is_told_first_and_once(answered, macsen, begun, later):
    tablet = begun(macsen)
    through(tablet, "happy", "green", ("done", "A dog"), "stop")
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    answered(macsen, "A dog", "We cannot get one. We can walk Idris’s.", what_happened="You walked Pero.")
    later(days=7)

    tablet = begun(macsen)
    assert tablet.page.says("You said this: A dog Beth says: We cannot get one. We can walk Idris’s.")
    assert tablet.page.says("And this happened: You walked Pero.")
    assert press(tablet, "next").heading == "How do you feel today?"
    press(tablet, "stop")
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    later(days=7)

    assert begun(macsen).page.heading == "How do you feel today?"


def test_what_came_back_is_gone_once_the_child_went_on(answered, macsen, begun):
    """Whoever takes the tablet out of the child's hands reads nothing of what was said before."""
    answered(macsen, "He shouts at night", "I will talk to him.")
    answered(macsen, "A dog", "Soon.")
    tablet = begun(macsen)
    press(tablet, "next")
    assert press(tablet, "back").heading == "You said this:"
    through(tablet, "next", "next")
    assert "back" not in [button["value"] for button in tablet.page.html.select("button[name=answer]")]

    assert tablet.send(tablet.page.form(), {"answer": "back"}).heading == "How do you feel today?"
    assert through(tablet, "happy", "back", "stop", "on").heading == "How do you feel today?"


def test_an_answer_that_another_workers_round_cannot_tell_waits_for_the_next(answered, macsen, tom, begun, later):
    answered(macsen, "He shouts at night", "I will talk to him.")
    later(days=1)
    toms = begun(macsen, worker=tom)
    assert toms.page.heading == "How do you feel today?"
    toms.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    later(days=1)

    assert begun(macsen).page.says("Beth says: I will talk to him.")


def test_a_fourth_answer_is_told_in_the_next_round_and_the_oldest_come_first(answered, macsen, begun, later):
    for reply in ("One.", "Two.", "Three.", "Four."):
        answered(macsen, f"Wish for {reply}", reply)
        later(hours=1)
    tablet = begun(macsen)
    for reply in ("One.", "Two.", "Three."):
        assert tablet.page.says(f"Beth says: {reply}")
        press(tablet, "next")
    assert tablet.page.heading == "How do you feel today?"
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    later(days=7)

    tablet = begun(macsen)
    assert tablet.page.says("Beth says: Four.")
    assert press(tablet, "next").heading == "How do you feel today?"


def test_an_answer_that_a_child_did_not_press_past_is_told_again(answered, macsen, begun, later):
    answered(macsen, "A dog", "Soon.")
    tablet = begun(macsen)
    press(tablet, "stop")
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    later(days=7)

    assert begun(macsen).page.says("Beth says: Soon.")


def test_what_came_of_it_after_the_answer_was_told_is_told_too(answered, followed, macsen, begun, later):
    answered(macsen, "A dog", "Soon.")
    tablet = begun(macsen)
    press(tablet, "next")
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    later(days=1)
    followed(macsen, "A dog", "You walked Pero.")
    later(days=1)

    assert begun(macsen).page.says("And this happened: You walked Pero.")


def test_what_comes_while_a_child_reads_an_answer_is_not_pressed_past_unread(answered, followed, macsen, begun, later):
    answered(macsen, "A dog", "Soon.")
    tablet = begun(macsen)
    old = tablet.page.form()
    later(minutes=1)
    followed(macsen, "A dog", "You walked Pero.")
    later(minutes=1)

    assert tablet.send(old, {"answer": "next"}).says("And this happened: You walked Pero.")
    assert press(tablet, "next").heading == "How do you feel today?"


def test_an_answer_that_is_told_leaves_what_the_worker_writes_next_good(visit, answered, macsen, begun, voices_of):
    answered(macsen, "A dog", "Soon.")
    beth = visit(macsen.family.keyworker, language="en")
    where = {"ref": macsen.family.ref, "voice_id": voices_of(macsen)[0].id}
    form = beth.open_form("worker.voices.answer", **where)
    press(begun(macsen), "next")

    assert beth.send(form, {"happened": "You walked Pero.", "language": "en"}).says("You walked Pero.")


def test_the_next_visit_comes_in_sleeps(make, macsen, begun):
    home = make.household(macsen.family, "B")
    make.step(macsen.family, "Dad's alone", in_days=1, circle_id=home.circle_id)
    make.step(macsen.family, "Beth visits", in_days=3)
    tablet = begun(macsen)

    page = through(tablet, *["skipped"] * 5)

    assert page.says("Beth visits 3 sleeps")
    assert not page.says("Dad's alone")
    assert len(page.html.select('.sleeps__moons use[href$="#moon"]')) == 3


def test_a_younger_childs_first_round_does_not_begin_before_it_is_said_who_is_there(visit, macsen):
    tablet = visit(macsen.family.keyworker)

    page = tablet.post(f"{place(macsen)}/start", {"language": "en", "present": ""})

    assert page.status == 422
    assert page.error_beside("present") == "Write who is in the room with the child"
    assert tablet.get("worker.caseload.index").path == "/worker/"
    tablet.post(f"{place(macsen)}/start", {"language": "en", "present": ROOM})
    tablet.post(f"{place(macsen)}/now/leave", {"current": PASSWORD})
    assert tablet.post(f"{place(macsen)}/start", {"language": "en", "present": ""}).path == f"{place(macsen)}/now"


def test_an_older_childs_round_begins_without_it(make, visit, macsen):
    elin = make.child(macsen.family, first_name="Elin", age=13)

    page = visit(macsen.family.keyworker).post(f"{place(elin)}/start", {"language": "en", "present": ""})

    assert page.path == f"{place(elin)}/now"


def test_nobody_but_a_child_is_sat_beside(make, visit, macsen):
    beth = visit(macsen.family.keyworker)

    assert beth.get(place(make.parent(macsen.family))).status == 404
    assert visit(make.worker()).get(place(macsen)).status == 404


def test_another_worker_sits_beside_and_the_keyworker_reads_it(visit, macsen, tom, begun):
    tablet = begun(macsen, worker=tom)
    assert through(tablet, "happy", "green").says("Beth will read them.")
    through(tablet, ("done", "A dog"), "stop")

    assert visit(macsen.family.keyworker, language="en").get(place(macsen)).says("A dog")


def test_a_round_in_the_making_takes_twelve_presses_at_most(make, answered, macsen, begun):
    """Each answer is one press, each box another to write in; an answer to the last wish is told on the way."""
    make.goal(macsen, "Mine", scale=Scale.RAG)
    answered(macsen, "A dog", "Soon.")
    tablet, presses = begun(macsen), 0

    for answer in ("next", "green", "happy", "done", "done", "next", "done"):
        boxes = len(tablet.page.html.select("textarea"))
        faces = tablet.page.heading == "How do you feel today?"
        press(tablet, "happy" if faces else "green" if answer == "happy" else answer, "Words" if boxes else None)
        presses += 1 + boxes

    assert tablet.page.heading == "Thank you"
    assert presses <= 12


def test_the_page_is_for_a_child_and_leads_nowhere_else(macsen, begun):
    tablet = begun(macsen)

    for answer in ("happy", "green", "skipped", "skipped", "next", "skipped"):
        assert tablet.page.hrefs == [f"{place(macsen)}/now"]
        assert tablet.page.headers["Cache-Control"] == "no-store"
        assert {"Skip", "I don’t know", "Stop"} <= set(tablet.page.buttons)
        press(tablet, answer)
    assert set(tablet.page.hrefs) == {f"{place(macsen)}/now", f"{place(macsen)}/now/leave"}


def test_family_and_case_are_one_press_from_the_round(visit, macsen):
    page = visit(macsen.family.keyworker, language="en").get("worker.case.show", ref=macsen.family.ref)

    assert place(macsen) in page.hrefs
