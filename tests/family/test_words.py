"""A young person's own words: who reads them is said before they are typed, and each gets an answer."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from portal.database import session_of
from portal.models import Notice
from portal.models.notice_kinds import NoticeKind
from portal.models.voice_words import VoiceKind

WORRY = "Dw i’n poeni am Non"


@pytest.fixture
def home(make):
    """Elin at home with her mother; her father lives apart."""
    family = make.family()
    hers, his = make.household(family, "A", name="Mam’s home"), make.household(family, "B")
    elin = make.young_person(family, homes=(hers,), language="cy")
    return {
        "elin": elin,
        "mother": make.parent(family, homes=(hers,)),
        "father": make.parent(family, first_name="Gareth", homes=(his,)),
        "home": hers,
        "family": family,
        "beth": family.keyworker,
    }


def send(visit, elin, *, words=WORRY, kind="worry", circle_id=None, language="en", **more):
    typed = {"kind": kind, "words": words, "circle": str(circle_id or elin.private_circle_id)}
    return visit(elin, language).post("family.words.new", typed | more)


def notices(database, kind):
    with session_of(database) as db:
        return list(db.execute(select(Notice.person_id, Notice.worker_id).where(Notice.kind == kind)))


def test_she_is_told_who_reads_it_and_what_cannot_stay_private_before_she_types(visit, home):
    page = visit(home["elin"], "en").get("family.words.new")
    before_the_box = page.text.partition("<textarea")[0]

    for told in ("Your keyworker reads it: Beth", "we must tell people who can help", "tel:08001111", "tel:999"):
        assert told in before_the_box
    assert page.form().value("circle") == str(home["elin"].private_circle_id)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2026, 6, 15, 1, tzinfo=UTC), "Monday 15 June"),  # two in the morning
        (datetime(2026, 6, 15, 17, tzinfo=UTC), "Tuesday 16 June"),
        (datetime(2026, 6, 19, 21, tzinfo=UTC), "Monday 22 June"),
    ],
)
def test_she_may_send_it_at_any_hour_and_is_told_when_it_is_read(make, visit, now, told):
    with time_machine.travel(now, tick=False):
        elin = make.young_person(make.family(keyworker=make.worker(working_days=("0", "1", "2", "3", "4"))))
        assert visit(elin).get("family.words.new").says(f"It is read next on: {told}")

        page = send(visit, elin)

        assert page.said == f"Sent. Your keyworker reads it next on: {told}"
        assert page.says(WORRY)
        assert page.says(f"Not read yet. Your keyworker reads next on: {told}")


def test_while_her_keyworker_is_away_she_is_told_who_stands_in_and_what_they_cannot_read(make, visit, home):
    make.absence(home["beth"], cover=make.worker(first_name="Nia", phone="01632 960103"))
    page = visit(home["elin"], "en").get("family.words.new")

    assert page.says("Nia")
    assert page.says("can not read what is just for your keyworker")


def test_neither_parent_sees_what_she_says_to_her_keyworker(visit, home):
    send(visit, home["elin"])

    for parent in ("mother", "father"):
        browser = visit(home[parent])
        for place in ("words.index", "home.show", "more.show", "sharing.looked"):
            assert WORRY not in browser.get(f"family.{place}").text
    assert visit(home["mother"]).get("family.words.index").says("Nothing here yet.")


def test_her_mother_reads_what_she_chose_to_let_her_home_read_and_her_father_does_not(visit, home):
    send(visit, home["elin"], words="Rhywle tawel", kind="wish", circle_id=home["home"].circle_id)

    page = visit(home["mother"]).get("family.words.index")
    assert page.says("Rhywle tawel")
    assert page.says("A wish · Elin")
    assert "Rhywle tawel" not in visit(home["father"]).get("family.words.index").text


def test_a_parent_says_nothing_in_a_childs_place(visit, home):
    assert visit(home["mother"]).get("family.words.new").status == 404
    assert visit(home["mother"]).get("family.words.index").hrefs.count("/family/words/new") == 0


def test_a_circle_she_is_not_in_is_refused(visit, home):
    page = send(visit, home["elin"], circle_id=home["mother"].private_circle_id)

    assert page.first_status == 422
    assert page.error_beside("circle") == "Choose who can read it"
    assert WORRY in page.form().value("words")


def test_nothing_she_typed_is_lost_when_she_forgot_to_say_what_it_is(visit, home):
    page = send(visit, home["elin"], kind="")

    assert page.first_status == 422
    assert page.errors == ["Choose what it is"]
    assert page.form().value("words") == WORRY


def test_sent_twice_it_is_said_once(visit, home):
    browser = visit(home["elin"], "en")
    typed = {"kind": "wish", "words": "A dog", "circle": str(home["elin"].private_circle_id)}
    once = browser.get("family.words.new").form().value("once")
    for _ in range(2):
        browser.post("family.words.new", typed | {"once": once})

    assert browser.get("family.words.index").text.count("A dog") == 1


def test_she_reads_the_answer_and_what_came_of_it_and_is_told_on_her_first_page(make, visit, home, database):
    said = make.voice(home["elin"], "Ga i ysgrifennu?", kind=VoiceKind.MEETING, language="cy")
    browser = visit(home["elin"], "en")
    assert not browser.get("family.home.show").says("You have an answer")

    make.answered(said, "Yes, of course.", happened="I read it out.")

    page = browser.get("family.words.index")
    assert page.says("Answer from Beth")
    assert page.says("Yes, of course.")
    assert page.says("This happened")
    assert page.says("I read it out.")
    assert browser.get("family.home.show").says("You have an answer")
    assert notices(database, NoticeKind.VOICE_ANSWERED) == [(home["elin"].id, None)]


def test_an_answer_is_told_to_her_alone_though_her_mother_may_read_it(make, home, database):
    make.answered(make.voice(home["elin"], circle_id=home["home"].circle_id))

    assert notices(database, NoticeKind.VOICE_ANSWERED) == [(home["elin"].id, None)]


def test_her_keyworker_is_told_that_there_is_something_and_not_what(visit, home, database):
    send(visit, home["elin"])

    assert notices(database, NoticeKind.VOICE_SAID) == [(None, home["beth"].id)]


def test_she_is_told_when_nobody_reads_it_any_more(make, visit, home):
    make.voice(home["elin"], WORRY)
    make.keyworker(home["family"], first_name="Nia")

    page = visit(home["elin"], "en").get("family.words.index")
    assert page.says("This worker has left your team, so nobody reads this now.")
    assert visit(home["elin"], "en").get("family.words.new").says("Your keyworker reads it: Nia")


def test_she_says_again_in_her_own_words_what_nobody_reads_any_more(make, visit, home):
    said = make.voice(home["elin"], WORRY, kind=VoiceKind.WORRY)
    make.keyworker(home["family"], first_name="Nia")
    browser = visit(home["elin"], "en")

    (again,) = [path for path in browser.get("family.words.index").hrefs if "again" in path]
    assert WORRY not in again
    form = browser.get(again).form()

    assert str(said.id) in again
    assert (form.value("kind"), form.value("words")) == ("worry", WORRY)
    said_twice = browser.send(form).html.select(".says")
    assert [one.get_text() for one in said_twice] == [WORRY, WORRY]


def test_nobody_begins_with_anothers_words_nor_with_what_is_read_still(make, visit, home):
    read = make.voice(home["elin"], WORRY)
    theirs = make.voice(make.young_person(home["family"], first_name="Ifan"), "Ifan’s own")

    for said in (read, theirs):
        form = visit(home["elin"], "en").get(f"/family/words/new?again={said.id}").form()
        assert form.value("words") == ""


def test_a_young_person_of_a_family_at_risk_is_asked_once_about_a_number_that_she_typed(visit, home):
    visit(home["beth"]).post(
        "worker.risk.mark", {"at_risk": "yes", "reason": "He asked at the gate where they live"}, ref=home["family"].ref
    )
    words = "Ring me on 07700 900123"

    held = send(visit, home["elin"], words=words, circle_id=home["family"].circle_id)
    assert held.first_status == 422
    assert held.form().value("words") == words

    assert send(visit, home["elin"], words=words, circle_id=home["family"].circle_id, may_know="y").says(words)


def test_she_is_called_ti_where_she_speaks(visit, home):
    send(visit, home["elin"], language="cy")
    browser = visit(home["elin"], "cy")
    for place in ("words.index", "words.new"):
        words = {word.strip(".,:;!?“”").casefold() for word in browser.get(f"family.{place}").seen.split()}
        assert not words & {"chi", "chithau", "eich", "rydych", "gallwch", "dewiswch", "ysgrifennwch"}, place
