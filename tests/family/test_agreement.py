"""Getting help: yes, no or no longer, for oneself or a child one is responsible for. Apart from sharing."""

import pytest
from sqlalchemy import select

from portal.commands import agreement as commands
from portal.database import session_of
from portal.errors import EditedMeanwhile, NotAllowed
from portal.models import Agreement, Base, Notice, Person
from portal.models.explained import VERSIONS, Explained
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import AgreementStatus
from portal.models.words import ConsentHow, InfoKind
from portal.queries import agreement
from portal.security.keys import learn_key

BESIDE = {"agreement", "entry", "family", "notice", "once", "submission", "account", "session", "draft"}
"""What an answer adds to, and what any press does: who was here, what was sent, a letter to the keyworker."""


@pytest.fixture
def said_so(database):
    """Everything that was said on getting help, in order."""

    def read():
        with session_of(database) as db:
            rows = db.scalars(select(Agreement).order_by(Agreement.said_at)).all()
            return [(str(row.status), str(row.standing), str(row.how)) for row in rows]

    return read


def press(browser, answer, about, **more):
    return browser.post("family.agreement.show", {"answer": answer}, person_id=about.id, **more)


def answers(page):
    return [button.get_text(strip=True) for button in page.html.select("#answer button")]


def test_nothing_is_taken_as_said_before_someone_says_it(make, visit):
    parent = make.parent()
    page = visit(parent).get("family.agreement.show", person_id=parent.id)

    assert page.says("Nothing said yet")
    assert answers(page) == ["Yes to getting help", "No to getting help"]
    assert page.html.select("[checked], [aria-pressed=true]") == []


def test_no_is_as_large_as_yes(make, visit):
    parent = make.parent()
    page = visit(parent).get("family.agreement.show", person_id=parent.id)
    yes, no = page.html.select("#answer button")

    assert yes["class"] == no["class"]


@pytest.mark.parametrize(("answer", "word"), [("agreed", "Yes to getting help"), ("refused", "No to getting help")])
def test_a_parent_answers_with_one_press_and_reads_what_they_said(make, visit, said_so, answer, word):
    parent = make.parent()
    page = press(visit(parent), answer, parent)

    assert page.said == "Saved. Nothing else has changed."
    assert page.html.select_one(".tag").get_text(strip=True) == word
    assert said_so() == [(answer, "adult", "self")]


def test_the_keyworker_has_one_letter_however_often_minds_change(make, visit, database):
    mother = make.parent()
    for answer in ("refused", "agreed"):
        press(visit(mother), answer, mother)

    with session_of(database) as db:
        told = db.scalars(select(Notice.worker_id).where(Notice.kind == NoticeKind.SHARING_ANSWERED)).all()
    assert told == [mother.family.keyworker.id]


def test_minds_change_and_each_word_stays(make, visit, said_so):
    parent = make.parent()
    browser = visit(parent)
    for answer in ("refused", "agreed", "withdrawn", "agreed"):
        page = press(browser, answer, parent)

    assert [said for said, _standing, _how in said_so()] == ["refused", "agreed", "withdrawn", "agreed"]
    assert answers(page) == ["Stop getting help"]
    assert len(page.html.select("main ul.card li")) == 4


@pytest.mark.parametrize("answer", ["agreed", "refused"])
def test_nothing_else_changes_by_an_answer(make, visit, database, answer):
    one = make.family()
    parent, macsen = make.parent(one), make.child(one)
    make.decision(make.question(parent, about=macsen, kind=InfoKind.LEARNING))
    make.goal(parent)
    browser = visit(parent)
    browser.get("family.agreement.show", person_id=macsen.id)
    before = rows(database)
    press(browser, answer, macsen)

    assert {name for name, held in rows(database).items() if held != before[name]} <= BESIDE
    assert len(rows(database)["agreement"]) == 1


def rows(database):
    with session_of(database) as db:
        return {table.name: sorted(map(repr, db.execute(select(table)))) for table in Base.metadata.sorted_tables}


def test_the_words_that_were_read_are_kept_with_it(make, visit, database):
    parent = make.parent(language="cy")
    press(visit(parent, "cy"), "agreed", parent)

    with session_of(database) as db:
        row = db.scalars(select(Agreement)).one()
        assert (row.notice_version, row.notice_language) == (VERSIONS[Explained.HELP], "cy")


def test_a_double_tap_is_one_answer(make, visit, said_so):
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.agreement.show", person_id=parent.id)
    for _ in range(2):
        browser.send(form, {"answer": "agreed"})

    assert said_so() == [("agreed", "adult", "self")]


@pytest.mark.parametrize("answer", [None, "", "withdrawn", "maybe"])
def test_what_cannot_be_answered_now_is_refused_with_words(make, visit, said_so, answer):
    parent = make.parent()
    page = press(visit(parent), answer, parent)

    assert page.status == 422
    assert page.error_beside("answer") == "Press one of the answers"
    assert said_so() == []


def test_an_answer_written_down_meanwhile_is_seen_before_one_presses_again(make, visit, said_so):
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.agreement.show", person_id=parent.id)
    told = {"whom": f"{parent.id}/{parent.id}", "answer": "refused", "how": "phone"}
    visit(parent.family.keyworker).post("worker.agreement.write", told, ref=parent.family.ref)
    page = browser.send(form, {"answer": "agreed"})

    assert page.status == 409
    assert page.says("Something was written down while you were here.")
    assert [said for said, _standing, _how in said_so()] == ["refused"]
    assert browser.send(page.form(), {"answer": "agreed"}).said == "Saved. Nothing else has changed."


def test_a_no_pressed_after_a_yes_was_written_down_finds_that_yes_and_not_an_error(make, visit):
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.agreement.show", person_id=parent.id)
    told = {"whom": f"{parent.id}/{parent.id}", "answer": "agreed", "how": "phone"}
    visit(parent.family.keyworker).post("worker.agreement.write", told, ref=parent.family.ref)
    page = browser.send(form, {"answer": "refused"})

    assert page.status == 409
    assert page.says("Something was written down while you were here.")
    assert page.errors == []
    assert browser.send(page.form(), {"answer": "withdrawn"}).said == "Saved. Nothing else has changed."


def test_a_double_tap_leads_on_and_is_no_error(make, visit):
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.agreement.show", person_id=parent.id)

    assert [browser.send(form, {"answer": "agreed"}).status for _ in range(2)] == [200, 200]


# --- Whose word it is


def test_a_parent_speaks_for_a_younger_child_and_each_parent_reads_their_own_words_alone(make, visit):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    gareth = make.parent(one, first_name="Gareth", responsibility="yes")
    press(visit(sian), "agreed", macsen)
    theirs = visit(gareth).get("family.agreement.show", person_id=macsen.id)

    assert theirs.says("Nothing said yet")
    assert not theirs.says("What was said before")
    assert not visit(gareth).get("family.agreement.index").says("Yes to getting help")


def test_a_parent_without_responsibility_speaks_for_themself_alone(make, visit):
    one = make.family()
    macsen, carer = make.child(one), make.parent(one, first_name="Gareth", responsibility="unknown")
    browser = visit(carer)

    assert not browser.get("family.agreement.index").says("Macsen")
    assert browser.get("family.agreement.show", person_id=macsen.id).status == 404
    assert browser.get("family.agreement.show", person_id=carer.id).status == 200


def test_a_young_person_who_understands_says_it_and_the_parent_no_more(make, visit, said_so):
    one = make.family()
    sian, elin = make.parent(one), make.young_person(one)
    assert visit(sian).get("family.agreement.show", person_id=elin.id).status == 200
    assert visit(elin).get("family.agreement.index").says("Someone else says yes or no for you now.")
    make.understands(elin)

    assert visit(sian).get("family.agreement.show", person_id=elin.id).status == 404
    press(visit(elin), "refused", elin)
    assert said_so() == [("refused", "judged", "self")]


IN_ANOTHERS_NAME = [
    ("gareth", "sian", "sian"),
    ("gareth", "macsen", "sian"),
    ("sian", "gareth", "sian"),
    ("sian", "gareth", "gareth"),
]


@pytest.mark.parametrize(("who", "about", "decider"), IN_ANOTHERS_NAME)
def test_nobody_says_it_in_another_persons_name(make, said_so, who, about, decider):
    one = make.family()
    people = {
        "sian": make.parent(one),
        "gareth": make.parent(one, first_name="Gareth", responsibility="yes"),
        "macsen": make.child(one),
    }
    with make.writing() as db:
        learn_key(db, one.id)
        pair = [db.get_one(Person, people[name].id) for name in (about, decider)]
        with pytest.raises(NotAllowed):
            commands.say(db, people[who].actor, *pair, AgreementStatus.AGREED, read=0)

    assert said_so() == []


def test_a_worker_writes_nothing_down_for_somebody_who_does_not_decide(make, said_so):
    one = make.family()
    macsen, carer = make.child(one), make.parent(one, responsibility="no")
    with make.writing() as db:
        learn_key(db, one.id)
        pair = [db.get_one(Person, person.id) for person in (macsen, carer)]
        with pytest.raises(NotAllowed):
            commands.write_down(db, one.keyworker.actor, *pair, AgreementStatus.AGREED, how=ConsentHow.PHONE)

    assert said_so() == []


def test_a_yes_is_not_written_over_a_no_that_is_pressed_at_that_moment(make, visit, said_so):
    mother = make.parent()
    press(visit(mother), "refused", mother)
    with make.writing() as db:
        learn_key(db, mother.family.id)
        pair = [db.get_one(Person, mother.id)] * 2
        said = {"how": ConsentHow.PHONE, "read": 0}
        with pytest.raises(EditedMeanwhile):
            commands.write_down(db, mother.family.keyworker.actor, *pair, AgreementStatus.AGREED, **said)

    assert [said for said, _standing, _how in said_so()] == ["refused"]


def test_what_one_said_is_loaded_for_oneself_and_the_council_alone(make, visit, database):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth", responsibility="yes")
    asked = make.question(sian)
    make.decision(asked)
    school = make.partner(one, agency=asked.agency)
    press(visit(sian), "refused", make.child(one))

    with session_of(database) as db:
        seen = {name: len(agreement.rows(db, reader.actor, one.id)) for name, reader in
                (("sian", sian), ("gareth", gareth), ("keyworker", one.keyworker), ("school", school))}  # fmt: skip
    assert seen == {"sian": 1, "gareth": 0, "keyworker": 1, "school": 0}


def test_someone_elses_family_looks_as_if_it_were_not_there(make, visit):
    stranger = make.parent()
    page = visit(make.parent()).get("family.agreement.show", person_id=stranger.id)

    assert page.status == 404


def test_a_young_person_reads_ti(make, visit):
    elin = make.young_person(language="cy", age=16)
    page = visit(elin, "cy").get("family.agreement.show", person_id=elin.id)

    assert page.says("Wyt ti eisiau’r help hwn?")
    assert answers(page) == ["Ie i gael help", "Na i gael help"]


def test_the_page_of_sharing_leads_to_it_and_says_that_it_is_not_the_same(make, visit):
    page = visit(make.parent()).get("family.sharing.index")

    assert "/family/sharing/help" in page.hrefs
    assert page.says("This is not the same as sharing")
    assert {"/family/sharing/about/sharing", "/family/sharing/about/law"} <= set(page.hrefs)
