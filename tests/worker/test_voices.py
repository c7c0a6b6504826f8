"""What children and young people said: on the list of the worker who reads it until it is answered."""

import pytest

from portal.models.voice_words import Feeling, VoiceKind
from portal.models.words import InfoKind, WorkerRole


@pytest.fixture
def one(make):
    """Elin, her mother, her brother Macsen without a sign-in, and Tom beside Beth on the team."""
    family = make.family()
    home = make.household(family, "A", name="Mam’s home")
    tom = make.worker(WorkerRole.SOCIAL_WORKER, first_name="Tom")
    make.member(family, tom)
    return {
        "family": family,
        "beth": family.keyworker,
        "tom": tom,
        "home": home,
        "elin": make.young_person(family, homes=(home,)),
        "macsen": make.child(family, homes=(home,)),
        "mother": make.parent(family, homes=(home,)),
    }


def voices(visit, one, who="beth"):
    return visit(one[who]).get("worker.voices.index", ref=one["family"].ref)


def answer(visit, one, said, who="beth", **typed):
    kept = {"answer": "I will ask the school.", "language": "en"} | typed
    return visit(one[who]).post("worker.voices.answer", kept, ref=one["family"].ref, voice_id=said.id)


def test_what_waits_stands_first_the_oldest_on_top_a_childs_beside_a_young_persons(make, visit, one):
    make.answered(make.voice(one["elin"], "Already answered"))
    make.voice(one["elin"], "Elin waits")
    make.voice(one["macsen"], "Macsen wants a dog", beside=one["beth"])

    seen = voices(visit, one).seen

    places = [seen.index(words) for words in ("Elin waits", "Macsen wants a dog", "Said before", "Already answered")]
    assert places == sorted(places)
    assert "Written down by: Beth" in seen


def test_a_worry_stands_before_older_good_news(make, visit, one):
    make.voice(one["macsen"], "I lost a tooth", kind=VoiceKind.GOOD_NEWS, beside=one["beth"])
    make.voice(one["elin"], "Non cries at night", kind=VoiceKind.WORRY)

    seen = voices(visit, one).seen

    assert seen.index("Non cries at night") < seen.index("I lost a tooth")


def test_how_much_waits_is_counted_on_the_caseload_and_on_the_case(make, visit, one):
    make.voice(one["elin"], "First")
    make.voice(one["macsen"], "Second", beside=one["beth"])
    make.voice(one["macsen"], "", kind=VoiceKind.FEELING, face=Feeling.HAPPY, beside=one["beth"])
    make.answered(make.voice(one["elin"], "Third"))

    assert visit(one["beth"]).get("worker.caseload.index").says("2 voices to answer")
    assert visit(one["beth"]).get("worker.case.show", ref=one["family"].ref).says("2 voices to answer")


def test_a_face_without_words_is_shown_and_asks_for_no_answer(make, visit, one):
    make.voice(one["macsen"], "", kind=VoiceKind.FEELING, face=Feeling.SCARED, beside=one["beth"])

    page = voices(visit, one)

    assert page.says("Scared")
    assert page.says("Everything is answered.")


def test_an_answer_is_sent_with_its_language_and_then_what_happened_is_told(make, visit, one, entries):
    said = make.voice(one["elin"], "Ga i fynd adref yn gynnar?", language="cy")
    page = visit(one["beth"]).get("worker.voices.answer", ref=one["family"].ref, voice_id=said.id)
    assert page.form().value("language") == "cy"

    assert answer(visit, one, said, answer="Gofynna i i’r ysgol.", language="cy").said == "Sent. They read it in Nod."
    told = visit(one["beth"]).post(
        "worker.voices.answer", {"happened": "Yes, on Friday", "language": "en"}, ref=said.family.ref, voice_id=said.id
    )

    assert told.says("This happened")
    own = visit(one["elin"]).get("family.words.index")
    assert own.html.select_one("[lang=cy][translate=no]:-soup-contains('Gofynna i')") is not None
    assert own.says("Yes, on Friday")
    done = [action for action in entries(one["family"]) if action.startswith("voice_")]
    assert done == ["voice_said", "voice_answered", "voice_followed_up"]


def test_an_empty_answer_is_refused_and_what_happened_stays_in_its_box(make, visit, one):
    page = answer(visit, one, make.voice(one["elin"]), answer="", happened="We rang")

    assert page.first_status == 422
    assert page.errors == ["Write an answer"]
    assert page.form().value("happened") == "We rang"


def test_a_second_answer_does_not_take_the_place_of_the_first_and_is_not_lost(make, visit, one):
    said = make.voice(one["elin"], circle_id=one["home"].circle_id)
    browser = visit(one["tom"])
    address = {"ref": one["family"].ref, "voice_id": said.id}
    form = browser.get("worker.voices.answer", **address).form()
    make.answered(said, "The first answer")

    page = browser.post(
        "worker.voices.answer",
        {"answer": "A second answer", "language": "en", "version": form.value("version")},
        **address,
    )

    assert page.first_status == 422
    assert page.says("The first answer")
    assert page.form().value("answer") == "A second answer"
    assert not visit(one["elin"]).get("family.words.index").says("A second answer")


def test_opening_the_list_tells_her_that_it_was_read(make, visit, one):
    make.voice(one["elin"], "Elin waits")
    own = visit(one["elin"])
    assert own.get("family.words.index").says("Not read yet.")

    voices(visit, one)

    assert own.get("family.words.index").says("An answer will come.")


def test_what_is_between_her_and_her_keyworker_is_on_nobody_elses_list_or_count(make, visit, one):
    said = make.voice(one["elin"], "For Beth alone")

    for who in ("tom", make.manager(), make.worker()):
        browser = visit(one["tom"] if who == "tom" else who)
        page = browser.get("worker.voices.index", ref=one["family"].ref)
        assert "For Beth alone" not in page.text
        assert "voice to answer" not in browser.get("worker.caseload.index").text
        assert browser.get("worker.voices.answer", ref=one["family"].ref, voice_id=said.id).status == 404


def test_a_partner_agency_reads_none_of_it_whatever_was_agreed(make, visit, one):
    school = make.agency()
    asha = make.partner(one["family"], agency=school)
    for who, decider in (("elin", "elin"), ("mother", "mother"), ("macsen", "mother")):
        for kind in InfoKind:
            make.understands(one["elin"])
            make.decision(make.question(one[decider], school, about=one[who], kind=kind))
    make.voice(one["elin"], "At home alone", circle_id=one["home"].circle_id)

    browser = visit(asha)
    assert browser.get("worker.case.show", ref=one["family"].ref).status == 200
    assert "At home alone" not in browser.get("worker.case.show", ref=one["family"].ref).text
    assert "voice" not in browser.get("worker.caseload.index").text
    assert browser.get("worker.voices.index", ref=one["family"].ref).status == 404


def test_a_worker_who_looks_through_her_eyes_reads_no_more_than_they_may(make, visit, one):
    make.voice(one["elin"], "For Beth alone")
    make.voice(one["elin"], "For us all", circle_id=one["family"].circle_id)
    address = {"ref": one["family"].ref, "person_id": one["elin"].id, "where": "words"}

    for who, reads in (("beth", True), ("tom", False)):
        page = visit(one[who]).get("worker.seen_as.show", **address)
        assert page.says("For us all")
        assert ("For Beth alone" in page.text) is reads
        assert not page.html.select("form:not([action='/still-here']), a[href*='/family/']")


def test_an_answer_that_tells_a_number_is_held_back_once_in_a_family_at_risk(make, visit, one):
    visit(one["beth"]).post(
        "worker.risk.mark", {"at_risk": "yes", "reason": "He asked at the gate where they live"}, ref=one["family"].ref
    )
    said = make.voice(one["elin"], circle_id=one["family"].circle_id)

    held = answer(visit, one, said, answer="Ring 07700 900123")
    assert held.first_status == 422
    assert held.form().value("answer") == "Ring 07700 900123"
    assert answer(visit, one, said, answer="Ring 07700 900123", may_know="y").said == "Sent. They read it in Nod."


def taken_over(make, one):
    """Elin told Beth something, and then Nia took over from Beth."""
    make.voice(one["elin"], "Nobody must know", kind=VoiceKind.WORRY)
    return make.keyworker(one["family"], first_name="Nia")


def test_who_takes_over_sees_that_something_waits_and_never_what(make, visit, one):
    nia = taken_over(make, one)
    browser = visit(nia, language="en")

    case = browser.get("worker.case.show", ref=one["family"].ref)
    page = browser.get("worker.voices.index", ref=one["family"].ref)

    assert case.says("Something was said to a keyworker who has left")
    assert page.says("Elin said something that was not answered. To whom: Beth")
    for seen in (case, page):
        assert not seen.says("Nobody must know")
        assert not seen.says("1 voice to answer")
    assert not page.says("worry")


def test_it_goes_from_there_once_she_has_told_something(make, visit, one, later):
    nia = taken_over(make, one)
    later(hours=1)
    make.voice(one["elin"], "I told Beth something", circle_id=one["family"].circle_id)

    page = visit(nia, language="en").get("worker.voices.index", ref=one["family"].ref)

    assert page.says("I told Beth something")
    assert not page.says("Said to a keyworker who has left")


@pytest.mark.parametrize("who", ["tom", "manager", "cover", "mother"])
def test_only_the_keyworker_is_told_that_it_waits(make, visit, one, who):
    nia = taken_over(make, one)
    cover = make.worker(first_name="Cai")
    make.absence(nia, cover=cover)
    reader = {**one, "cover": cover, "manager": make.manager()}[who]
    browser = visit(reader, language="en")

    places = ("family.home.show", "family.words.index") if who == "mother" else ("worker.voices.index",)
    for place in places:
        page = browser.get(place) if who == "mother" else browser.get(place, ref=one["family"].ref)
        assert page.status == 200
        assert not page.says("who has left")
        assert not page.says("Nobody must know")


def test_what_was_answered_or_asks_for_no_answer_waits_for_nobody(make, visit, one):
    make.answered(make.voice(one["elin"], "Answered"))
    make.voice(one["macsen"], "", kind=VoiceKind.FEELING, face=Feeling.HAPPY, beside=one["beth"])
    nia = make.keyworker(one["family"], first_name="Nia")

    assert not visit(nia, language="en").get("worker.voices.index", ref=one["family"].ref).says("who has left")


def test_who_stays_on_the_team_in_another_part_goes_on_reading(make, visit, one):
    nia = taken_over(make, one)
    make.member(one["family"], one["beth"])

    assert visit(one["beth"], language="en").get("worker.voices.index", ref=one["family"].ref).says("Nobody must know")
    assert not visit(nia, language="en").get("worker.voices.index", ref=one["family"].ref).says("who has left")
