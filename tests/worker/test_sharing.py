"""Sharing on the workers' side: questions put, and decisions written down."""

from datetime import timedelta
from urllib.parse import unquote_plus

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands import consent
from portal.commands.consent import Answer, Matter
from portal.database import session_of
from portal.errors import EditedMeanwhile
from portal.jobs.endings import ask_again
from portal.models import Consent, Notice, Person
from portal.models.notice_kinds import NoticeKind, NoticeState
from portal.models.sharing_words import ConsentLasts, Purpose
from portal.models.words import ConsentStatus, InfoKind
from portal.queries.asking import question_id
from portal.security.keys import learn_key

HEALTH = InfoKind.HEALTH


def test_a_question_is_put_and_the_parent_sees_it_waiting(visit, make):
    parent = make.parent()
    school = make.agency("Ysgol y Dderwen")
    make.partner(parent.family, agency=school)
    asked = {"whom": f"{parent.id}/{parent.id}", "agency": school.id, "kinds": ["health"], "for_what": "health"}

    page = visit(parent.family.keyworker).post("worker.sharing.ask", asked, ref=parent.family.ref)

    assert page.says("Waiting for an answer")
    assert visit(parent).get("family.home.show").says("A question about sharing")


@pytest.fixture
def asks(visit, make):
    """A mother who reads letters, and a way to ask her about sharing with a school on the team."""
    mother = make.reachable()
    school = make.agency("Ysgol y Dderwen")
    make.partner(mother.family, agency=school)
    said = {"whom": f"{mother.id}/{mother.id}", "agency": school.id, "kinds": ["health"], "for_what": "learning"}

    def ask(**changed):
        return visit(mother.family.keyworker).post("worker.sharing.ask", said | changed, ref=mother.family.ref)

    return mother, school, ask


def test_a_mother_asked_anew_for_something_else_reads_no_words_of_before(visit, asks):
    mother, school, ask = asks
    ask(purpose="So that reading gets easier.")
    ask(for_what="housing", purpose="")
    page = visit(mother).get("family.sharing.index")

    assert not page.says("So that reading gets easier.")
    page = visit(mother).get("family.sharing.show", question_id=question_id(mother.id, mother.id, school.id, HEALTH))
    assert not page.says("So that reading gets easier.")
    assert not page.says("To help with learning")


def test_a_mother_who_answered_reads_on_what_she_was_asked_for(visit, asks, make):
    mother, school, ask = asks
    ask(purpose="So that reading gets easier.")
    make.decision(make.question(mother, school, kind=HEALTH, is_asked=False))

    page = visit(mother).get("family.sharing.show", question_id=question_id(mother.id, mother.id, school.id, HEALTH))
    assert page.says("So that reading gets easier.")


@pytest.fixture
def letters(database):
    """Whom the letters of one kind are for."""

    def read(kind):
        with session_of(database) as db:
            return db.scalars(select(Notice.person_id).where(Notice.kind == kind)).all()

    return read


def the_letter_leaves(make, kind):
    with make.writing() as db:
        one = db.scalars(select(Notice).where(Notice.kind == kind, Notice.state == NoticeState.WAITING)).one()
        one.state, one.ended_at = NoticeState.SENT, clock.now()
        return one.ended_at


def test_a_mother_asked_about_six_kinds_at_once_has_one_letter_that_day(asks, letters, later, make):
    mother, _school, ask = asks
    ask(kinds=[kind.value for kind in InfoKind])
    assert letters(NoticeKind.SHARING_ASKED) == [mother.id]

    the_letter_leaves(make, NoticeKind.SHARING_ASKED)
    later(hours=25)
    ask()
    ask()
    assert letters(NoticeKind.SHARING_ASKED) == [mother.id, mother.id]


@pytest.mark.parametrize("hours", [2, 23])
def test_a_question_soon_after_a_letter_is_told_of_a_day_after_it(asks, letters, later, make, database, hours):
    mother, school, ask = asks
    ask()
    left_at = the_letter_leaves(make, NoticeKind.SHARING_ASKED)
    make.decision(make.question(mother, school, kind=HEALTH, is_asked=False))
    later(hours=hours)
    ask(kinds=["learning"])
    ask(kinds=["plan"])

    assert letters(NoticeKind.SHARING_ASKED) == [mother.id, mother.id]
    with session_of(database) as db:
        waits = select(Notice).where(Notice.kind == NoticeKind.SHARING_ASKED, Notice.state == NoticeState.WAITING)
        assert db.scalars(waits).one().due_at == left_at + timedelta(days=1)


def test_a_yes_that_ends_soon_after_a_letter_of_others_is_told_of_too(asks, letters, later, make, database):
    mother, school, _ask = asks
    make.decision(make.question(mother, school, kind=HEALTH), lasts=ConsentLasts.REVIEW)
    later(days=1)
    make.decision(make.question(mother, school, kind=InfoKind.PLAN), lasts=ConsentLasts.REVIEW)
    later(days=27)
    with session_of(database) as db:
        assert ask_again(db) == 1
    later(hours=2)
    the_letter_leaves(make, NoticeKind.SHARING_ENDS_SOON)
    later(hours=22)
    with session_of(database) as db:
        assert ask_again(db) == 1

    assert letters(NoticeKind.SHARING_ENDS_SOON) == [mother.id, mother.id]


def test_a_mother_whose_six_answers_end_soon_has_one_letter(asks, letters, later, make, database):
    mother, school, _ask = asks
    for kind in InfoKind:
        make.decision(make.question(mother, school, kind=kind), lasts=ConsentLasts.REVIEW)
    later(weeks=5)
    with session_of(database) as db:
        assert ask_again(db) == len(InfoKind)

    assert letters(NoticeKind.SHARING_ENDS_SOON) == [mother.id]


def test_a_kind_that_was_sent_twice_is_asked_once(asks, database):
    _mother, _school, ask = asks
    ask(kinds=["health", "health"])

    with session_of(database) as db:
        assert len(db.scalars(select(Consent)).all()) == 1


@pytest.fixture
def apart(make):
    """A father who does not see the school that is on the team of the mother's home, and that school."""
    family = make.family()
    here, there = make.household(family, "A"), make.household(family, "B")
    make.parent(family, homes=(here,))
    father, school = make.parent(family, first_name="Gareth", homes=(there,)), make.agency("Ysgol y Dderwen")
    make.member(family, make.worker(first_name="Asha", agency=school), circle_id=here.circle_id)
    asked = {"whom": f"{father.id}/{father.id}", "agency": school.id, "kinds": ["health"], "for_what": "health"}
    return father, asked


def test_whether_a_father_may_read_the_name_of_a_service_that_he_does_not_see_is_asked(visit, apart):
    father, asked = apart

    page = visit(father.family.keyworker).post("worker.sharing.ask", asked, ref=father.family.ref)

    told = "This person does not see this service on the team. Choose whether they may read its name."
    assert page.error_beside("named") == told
    assert "Dderwen" not in visit(father).get("family.sharing.index").text


def test_a_father_who_may_not_read_the_name_is_asked_about_a_school(visit, apart):
    father, asked = apart

    page = visit(father.family.keyworker).post("worker.sharing.ask", asked | {"named": "no"}, ref=father.family.ref)

    assert page.says("Asked.")
    his = visit(father).get("family.sharing.index")
    assert his.says("Another service")
    assert "Dderwen" not in his.text


@pytest.mark.parametrize("words", ["So that Dderwen can help.", "Er mwyn i ASHA wybod.", "For Ysgol y Dderwen"])
def test_words_that_name_the_service_are_not_put_to_who_may_not_read_its_name(visit, apart, words):
    father, asked = apart
    said = asked | {"named": "no", "purpose": words}

    page = visit(father.family.keyworker).post("worker.sharing.ask", said, ref=father.family.ref)

    assert page.error_beside("purpose").startswith("They may not read which service it is. Take this out:")
    assert not visit(father).get("family.sharing.index").says("Another service")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Tŷ Du", "So that ty du can help."),
        ("St Ann", "Er mwyn i St. Ann's wybod."),
        ("St Ann’s School", "For St Ann"),
        ("St Ann's School", "For the St Anns"),
    ],
)
def test_a_service_with_a_short_name_is_not_named_to_who_may_not_read_it(visit, make, apart, name, words):
    father, asked = apart
    said = asked | {"agency": make.agency(name).id, "named": "no", "purpose": words}

    page = visit(father.family.keyworker).post("worker.sharing.ask", said, ref=father.family.ref)

    assert page.error_beside("purpose").startswith("They may not read which service it is. Take this out:")
    assert not visit(father).get("family.sharing.index").says("Another service")


def test_one_word_of_a_short_name_alone_names_no_service(visit, make, apart):
    father, asked = apart
    said = asked | {"agency": make.agency("Ysgol Tŷ Du").id, "named": "no", "purpose": "Fel bod help yn y tŷ."}

    assert visit(father.family.keyworker).post("worker.sharing.ask", said, ref=father.family.ref).says("Asked.")


def test_a_father_may_read_the_name_where_the_worker_says_so(visit, apart):
    father, asked = apart

    visit(father.family.keyworker).post("worker.sharing.ask", asked | {"named": "yes"}, ref=father.family.ref)

    assert visit(father).get("family.sharing.index").says("Ysgol y Dderwen")


def test_nobody_is_offered_to_decide_who_may_not(visit, make):
    family = make.family()
    mother = make.parent(family)
    child = make.child(family)
    carer = make.parent(family, first_name="Gareth", responsibility="no")

    form = visit(family.keyworker).open_form("worker.sharing.ask", ref=family.ref)

    assert f"{mother.id}/{child.id}" in form.choices["whom"]
    assert f"{carer.id}/{child.id}" not in form.choices["whom"]
    assert f"{child.id}/{child.id}" not in form.choices["whom"]


def test_what_was_left_out_is_told_beside_each_field(visit, make):
    parent = make.parent()
    make.agency()

    page = visit(parent.family.keyworker).post("worker.sharing.ask", ref=parent.family.ref)

    assert page.error_beside("whom") == "Choose who decides, and about whom"
    assert page.error_beside("agency") == "Choose a service"
    assert page.error_beside("kinds") == "Choose what we would share"
    assert page.error_beside("for_what") == "Choose what it is for"


def test_what_a_mother_was_asked_is_filled_in_to_ask_again_and_stands_in_no_address(visit, make):
    mother = make.parent()
    child, school = make.child(mother.family), make.agency("Ysgol y Dderwen")
    words = "So that Macsen is not afraid of school."
    asked = make.question(mother, school, about=child, purpose=words, for_what=Purpose.LEARNING)
    make.decision(asked)
    beth = visit(mother.family.keyworker)
    page = beth.get("worker.sharing.show", ref=mother.family.ref, question_id=asked.id)
    (again,) = [link for link in page.hrefs if "/sharing/ask?" in link]
    form = beth.get(again).form()

    assert "Macsen" not in unquote_plus("".join(page.hrefs))
    assert again.endswith(f"/sharing/ask?again={asked.id}")
    assert form.value("purpose") == words
    filled = {"whom": f"{mother.id}/{child.id}", "agency": str(school.id), "for_what": "learning", "kinds": "plan"}
    assert {name: form.value(name) for name in filled} == filled


@pytest.mark.parametrize("again", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_address_that_asks_again_about_nothing_gives_an_empty_form(visit, make, again):
    mother = make.parent()

    page = visit(mother.family.keyworker).get(f"/worker/families/{mother.family.ref}/sharing/ask?again={again}")

    assert (page.status, page.form().value("purpose")) == (200, "")


def test_a_purpose_that_is_none_of_the_usual_ones_is_said_in_words(visit, make):
    parent = make.parent()
    school = make.agency()
    make.partner(parent.family, agency=school)
    asked = {"whom": f"{parent.id}/{parent.id}", "agency": school.id, "kinds": ["health"], "for_what": "other"}

    page = visit(parent.family.keyworker).post("worker.sharing.ask", asked, ref=parent.family.ref)

    assert page.error_beside("purpose") == "Write what it is for"


PAPER = {"answer": "given", "how": "paper", "lasts": "six_months", "witness": "Beth; in the office file"}


def test_a_yes_on_paper_counts_at_once_and_says_who_wrote_it_down(visit, make):
    asked = make.question(make.parent())
    ref = asked.family.ref

    page = visit(asked.family.keyworker).post("worker.sharing.show", PAPER, ref=ref, question_id=asked.id)

    assert page.says("Written down.")
    assert page.says("Yes, share it")
    assert page.says("On paper")
    assert page.says("For six months")
    assert page.says("Beth; in the office file")
    theirs = visit(asked.decider).get("family.sharing.show", question_id=asked.id)
    assert theirs.says("Yes, share it")
    assert theirs.says("Written down by: Beth")
    assert "office file" not in theirs.text


def test_a_yes_says_for_how_long_and_a_paper_says_who_was_there(visit, make):
    asked = make.question(make.parent())
    said, ref = {"answer": "given", "how": "paper"}, asked.family.ref

    page = visit(asked.family.keyworker).post("worker.sharing.show", said, ref=ref, question_id=asked.id)

    assert page.error_beside("lasts") == "Choose for how long they said yes"
    assert page.error_beside("witness") == "Write who was there when it was signed, and where the paper is"


def test_not_now_is_written_down_without_a_time(visit, make):
    asked = make.question(make.parent())
    said, ref = {"answer": "not_now", "how": "phone"}, asked.family.ref

    page = visit(asked.family.keyworker).post("worker.sharing.show", said, ref=ref, question_id=asked.id)

    assert page.says("Written down.")
    assert page.says("Not now")
    assert not page.says("Last day")


@pytest.fixture
def two_deciders(make):
    """One question about a child to each of two parents, about the same service."""
    mother = make.parent()
    father = make.parent(mother.family, first_name="Gareth")
    child, school = make.child(mother.family), make.agency("Ysgol y Dderwen")
    make.partner(mother.family, agency=school)
    return [make.question(one, school, about=child) for one in (mother, father)]


def test_a_keyworker_sees_that_two_parents_disagree_and_that_the_careful_answer_holds(visit, make, two_deciders):
    hers, his = two_deciders
    make.decision(hers, ConsentStatus.GIVEN)
    make.decision(his, ConsentStatus.REFUSED)
    browser = visit(hers.family.keyworker)

    page = browser.get("worker.sharing.show", ref=hers.family.ref, question_id=hers.id)

    assert page.says("They do not agree")
    assert page.says("What holds now: No, do not share it")
    assert "They do not agree" in browser.get("worker.sharing.index", ref=hers.family.ref).seen
    for parent in (hers, his):
        read = visit(parent.decider).get("family.sharing.show", question_id=parent.id)
        assert not read.says("They do not agree")


def test_parents_who_both_say_yes_agree(visit, make, two_deciders):
    hers, his = two_deciders
    make.decision(hers)
    make.decision(his)

    page = visit(hers.family.keyworker).get("worker.sharing.show", ref=hers.family.ref, question_id=hers.id)

    assert page.says("Everyone who decides this")
    assert page.says("What holds now: Yes, share it")
    assert not page.says("They do not agree")


def test_a_keyworker_is_told_in_one_letter_that_a_mother_answered_and_took_it_back(make, database):
    asked = make.question(make.parent())
    make.decision(asked)
    make.decision(asked, ConsentStatus.WITHDRAWN)

    with session_of(database) as db:
        told = db.scalars(select(Notice.worker_id).where(Notice.kind == NoticeKind.SHARING_ANSWERED)).all()
    assert told == [asked.family.keyworker.id]


def test_what_a_keyworker_wrote_down_themself_is_no_news_to_them(make, database):
    asked = make.question(make.parent())
    make.decision(asked, beside=asked.family.keyworker)

    with session_of(database) as db:
        assert db.scalars(select(Notice).where(Notice.kind == NoticeKind.SHARING_ANSWERED)).all() == []


def test_a_mother_is_told_that_her_words_were_written_down_and_nobody_else_is(visit, make, database):
    asked = make.question(make.parent())
    make.parent(asked.family, first_name="Gareth")
    said = {"answer": "refused", "how": "phone"}

    visit(asked.family.keyworker).post("worker.sharing.show", said, ref=asked.family.ref, question_id=asked.id)

    with session_of(database) as db:
        told = db.scalars(select(Notice.person_id).where(Notice.kind == NoticeKind.SHARING_WRITTEN)).all()
    assert told == [asked.decider.id]
    history = visit(asked.decider).get("family.sharing.show", question_id=asked.id)
    assert history.says("What was said before No, do not share it")
    assert history.says("By telephone. Written down by: Beth")


def test_a_mother_without_a_sign_in_is_not_led_to_a_page_she_cannot_open(visit, make, database):
    asked = make.question(make.parent(signs_in=False))

    visit(asked.family.keyworker).post("worker.sharing.show", PAPER, ref=asked.family.ref, question_id=asked.id)

    with session_of(database) as db:
        assert db.scalars(select(Notice)).all() == []


def test_only_a_part_says_which(visit, make):
    asked = make.question(make.parent())
    said = {"answer": "part", "how": "phone"}
    ref = asked.family.ref

    page = visit(asked.family.keyworker).post("worker.sharing.show", said, ref=ref, question_id=asked.id)

    assert page.error_beside("part") == "Write which part may be shared"


def test_only_what_was_given_can_be_taken_back(visit, make):
    asked = make.question(make.parent())
    address = {"ref": asked.family.ref, "question_id": asked.id}
    browser = visit(asked.family.keyworker)

    assert "withdrawn" not in browser.open_form("worker.sharing.show", **address).choices["answer"]
    make.decision(asked, ConsentStatus.GIVEN)
    page = browser.post("worker.sharing.show", {"answer": "withdrawn", "how": "phone"}, **address)

    assert page.says("Taken back")


@pytest.mark.parametrize("written", ["given", "withdrawn"])
def test_a_worker_reads_a_newer_no_before_they_write_over_it_and_their_words_stay(visit, make, written):
    asked = make.question(make.parent())
    make.decision(asked)
    beth = visit(asked.family.keyworker)
    form = beth.open_form("worker.sharing.show", ref=asked.family.ref, question_id=asked.id)
    make.decision(asked, ConsentStatus.WITHDRAWN)

    page = beth.send(form, PAPER | {"answer": written})

    assert page.status == 409
    assert page.says("It now says: Taken back")
    assert page.form().value("witness") == PAPER["witness"]
    assert visit(asked.decider).get("family.sharing.show", question_id=asked.id).says("Your answer Taken back")
    again = beth.send(page.form(), {"answer": "given"})
    assert again.said == "Written down. It counts from now on, and the family sees that you wrote it."


def test_a_no_that_a_mother_is_pressing_at_that_moment_is_not_covered_by_a_written_yes(make):
    asked = make.question(make.parent())
    make.decision(asked, ConsentStatus.REFUSED)
    with make.writing() as db:
        learn_key(db, asked.family.id)
        mother = db.get_one(Person, asked.decider.id)
        matter = Matter(about=mother, decider=mother, agency_id=asked.agency.id, kind=asked.kind)
        with pytest.raises(EditedMeanwhile):
            consent.write_down(db, asked.family.keyworker.actor, matter, Answer(status=ConsentStatus.GIVEN), read=1)


def test_a_worker_who_taps_twice_writes_it_down_once_and_is_led_on(visit, make, database):
    asked = make.question(make.parent())
    beth = visit(asked.family.keyworker)
    form = beth.open_form("worker.sharing.show", ref=asked.family.ref, question_id=asked.id)

    pages = [beth.send(form, PAPER) for _ in range(2)]

    assert [page.status for page in pages] == [200, 200]
    with session_of(database) as db:
        assert len(db.scalars(select(Consent).where(Consent.status == ConsentStatus.GIVEN)).all()) == 1


def test_a_question_of_another_family_is_not_found(visit, make):
    beth = make.worker()
    family = make.family(keyworker=beth)
    asked = make.question(make.parent(make.family(keyworker=beth)))

    assert visit(beth).get("worker.sharing.show", ref=family.ref, question_id=asked.id).status == 404
