"""What a child thinks of sharing: asked beside a worker, kept beside the grown-ups' decision, and weighed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands.child_view import weigh
from portal.database import session_of
from portal.errors import EditedMeanwhile
from portal.models import ChildView, Entry
from portal.models.sharing_words import ChildSays
from portal.models.words import ConsentStatus, Relationship, Responsibility
from portal.queries.asking import question_id
from portal.security.keys import learn_key
from tests.support.people import birthday

SAID = {"says": "not_fine", "words": "Not about Dad’s.", "language": "en"}
WEIGHED = {"words": "We share only about reading, and tell Macsen so."}


@pytest.fixture
def asked(make):
    """A mother's question about her eight-year-old, who does not decide."""
    mother = make.parent()
    school = make.agency("Ysgol y Dderwen")
    make.partner(mother.family, agency=school)
    child = make.child(mother.family, first_name="Macsen", age=8)
    return make.question(mother, school, about=child)


@pytest.fixture
def address(asked):
    return {"ref": asked.family.ref, "question_id": asked.id}


def test_a_child_is_asked_beside_a_worker_with_three_pictures_and_their_words_are_kept(visit, asked, address, database):
    browser = visit(asked.family.keyworker)

    form = browser.get("worker.child_view.say", **address)
    assert len(form.html.select(".choices--pictures svg")) == 3
    assert not form.html.select(".choices--pictures input[checked]")
    page = browser.post("worker.child_view.say", SAID, **address)

    assert page.says("Kept, word for word.")
    assert page.says("I do not want that")
    assert page.says("Not about Dad’s.")
    assert page.says("said beside: Beth")
    with session_of(database) as db:
        assert db.scalars(select(ChildView.written_by_id)).all() == [asked.family.keyworker.id]


def test_a_picture_is_chosen_before_it_is_kept_and_words_are_not_lost(visit, asked, address):
    page = visit(asked.family.keyworker).post("worker.child_view.say", {"words": "I like Asha."}, **address)

    assert page.status == 422
    assert page.error_beside("says") == "Choose one of the three pictures"
    assert page.says("I like Asha.")


def test_what_a_child_said_before_stays_under_what_they_say_now(visit, make, asked, address):
    make.child_view(asked, ChildSays.FINE, beside=asked.family.keyworker)
    make.child_view(asked, ChildSays.UNSURE, beside=asked.family.keyworker)

    page = visit(asked.family.keyworker).get("worker.sharing.show", **address)

    assert page.seen.index("I am not sure") < page.seen.index("What they said before") < page.seen.index("Fine by me")


def test_a_no_beside_a_mothers_yes_has_to_be_looked_at(visit, make, asked, address):
    make.decision(asked)
    make.child_view(asked, beside=asked.family.keyworker)
    browser = visit(asked.family.keyworker)

    assert browser.get("worker.sharing.index", ref=asked.family.ref).says("The child sees it differently")
    assert "Look at the difference" in browser.get("worker.sharing.show", **address).links
    both = browser.get("worker.child_view.weigh", **address)
    assert both.says("I do not want that")
    assert both.says("Yes, share it")
    page = browser.post("worker.child_view.weigh", WEIGHED, **address)

    assert "Look at the difference" not in page.links
    assert page.says("We share only about reading")
    assert not browser.get("worker.sharing.index", ref=asked.family.ref).says("The child sees it differently")


def test_a_difference_is_looked_at_anew_once_the_mother_decides_anew(visit, make, asked, address):
    make.decision(asked)
    make.child_view(asked, beside=asked.family.keyworker)
    browser = visit(asked.family.keyworker)
    browser.post("worker.child_view.weigh", WEIGHED, **address)
    make.decision(asked, ConsentStatus.PART, part="Only reading")

    assert "Look at the difference" in browser.get("worker.sharing.show", **address).links


@pytest.mark.parametrize(
    ("decided", "says", "differs"),
    [
        (ConsentStatus.GIVEN, ChildSays.FINE, False),
        (ConsentStatus.GIVEN, ChildSays.UNSURE, True),
        (ConsentStatus.PART, ChildSays.NOT_FINE, True),
        (ConsentStatus.REFUSED, ChildSays.FINE, True),
        (ConsentStatus.REFUSED, ChildSays.NOT_FINE, False),
        (ConsentStatus.TALK, ChildSays.FINE, False),
    ],
)
def test_when_a_child_sees_it_differently(visit, make, asked, address, decided, says, differs):
    make.decision(asked, decided)
    make.child_view(asked, says, beside=asked.family.keyworker)

    page = visit(asked.family.keyworker).get("worker.sharing.show", **address)

    assert page.says("The child sees it differently") is differs


def test_who_weighs_has_read_all_that_was_said(visit, make, asked, address):
    make.decision(asked)
    make.child_view(asked, ChildSays.UNSURE, beside=asked.family.keyworker)
    browser = visit(asked.family.keyworker)
    form = browser.open_form("worker.child_view.weigh", **address)
    make.child_view(asked, ChildSays.NOT_FINE, "No!", beside=asked.family.keyworker)

    page = browser.send(form, WEIGHED)

    assert page.status == 409
    assert page.says("No!")
    assert page.says("We share only about reading")


def test_two_workers_who_weigh_at_once_do_not_write_over_each_other(visit, make, asked, address):
    make.decision(asked)
    make.child_view(asked, beside=asked.family.keyworker)
    beth, nia = visit(asked.family.keyworker), visit(asked.family.keyworker)
    form = beth.open_form("worker.child_view.weigh", **address)
    nia.post("worker.child_view.weigh", {"words": "He is afraid. We wait."}, **address)

    page = beth.send(form, WEIGHED)

    assert page.status == 409
    assert page.says("He is afraid. We wait.")
    assert page.form().value("words") == WEIGHED["words"]
    assert beth.send(page.form()).says("We share only about reading")


def test_a_worker_who_weighs_at_that_very_moment_is_refused_too(make, asked):
    kept = make.child_view(asked, beside=asked.family.keyworker)
    with make.writing() as db:
        learn_key(db, asked.family.id)
        view = db.get_one(ChildView, kept.id)
        with pytest.raises(EditedMeanwhile):
            weigh(db, asked.family.keyworker.actor, view, words="x", holds=ConsentStatus.GIVEN, version=0)


def test_what_a_child_says_after_a_weighing_is_read_before_it_is_weighed_anew(visit, make, asked, address):
    make.decision(asked)
    make.child_view(asked, beside=asked.family.keyworker)
    beth = visit(asked.family.keyworker)
    beth.post("worker.child_view.weigh", WEIGHED, **address)
    form = beth.open_form("worker.child_view.weigh", **address)
    make.child_view(asked, ChildSays.UNSURE, "Only a bit.", beside=asked.family.keyworker)

    page = beth.send(form, WEIGHED)

    assert page.status == 409
    assert page.says("Only a bit.")


def test_a_worker_who_weighs_and_taps_twice_is_led_on(visit, make, asked, address):
    make.decision(asked)
    make.child_view(asked, beside=asked.family.keyworker)
    beth = visit(asked.family.keyworker)
    form = beth.open_form("worker.child_view.weigh", **address)

    assert [beth.send(form, WEIGHED).status for _ in range(2)] == [200, 200]


def test_a_difference_is_looked_at_anew_once_somebody_decides_no_more(visit, make, asked, address):
    father = make.parent(asked.family, first_name="Gareth")
    make.decision(asked)
    make.decision(make.question(father, asked.agency, about=asked.about), ConsentStatus.REFUSED)
    make.child_view(asked, ChildSays.UNSURE, beside=asked.family.keyworker)
    browser = visit(asked.family.keyworker)
    browser.post("worker.child_view.weigh", {"words": "Nothing goes, so he is at ease."}, **address)
    make.changed(father, responsibility=Responsibility.NO)

    assert "Look at the difference" in browser.get("worker.sharing.show", **address).links
    assert browser.get("/worker/sharing?state=child_differs").says("About: Macsen")
    browser.post("worker.child_view.weigh", WEIGHED, **address)
    assert "Look at the difference" not in browser.get("worker.sharing.show", **address).links
    assert not browser.get("/worker/sharing?state=child_differs").says("About: Macsen")


def test_what_a_worker_made_of_it_is_written_down_and_only_they_read_it(visit, make, asked, address):
    make.decision(asked)
    make.child_view(asked, words="Not about Dad’s.", beside=asked.family.keyworker)
    browser = visit(asked.family.keyworker)

    empty = browser.post("worker.child_view.weigh", {"words": " "}, **address)
    assert empty.error_beside("words") == "Write what you made of it, and what you will do"
    browser.post("worker.child_view.weigh", WEIGHED, **address)

    for page in ("family.sharing.index", "family.sharing.looked", "family.home.show"):
        read = visit(asked.decider).get(page).text
        assert "only about reading" not in read
        assert "Not about Dad" not in read


def test_every_version_of_what_was_made_of_it_stays_in_the_audit(visit, make, asked, address, database):
    make.decision(asked)
    make.child_view(asked, beside=asked.family.keyworker)
    browser = visit(asked.family.keyworker)
    browser.post("worker.child_view.weigh", WEIGHED, **address)
    browser.post("worker.child_view.weigh", {"words": "On second thoughts, no."}, **address)

    with session_of(database) as db:
        learn_key(db, asked.family.id)
        kept = db.scalars(select(Entry).where(Entry.action == "child_view_weighed").order_by(Entry.number))
        assert [one.reason for one in kept] == [WEIGHED["words"], "On second thoughts, no."]


def test_who_decides_for_themself_is_asked_for_real_and_not_what_they_think(visit, make):
    elin = make.young_person()
    make.understands(elin)
    asked = make.question(elin)
    address = {"ref": elin.family.ref, "question_id": asked.id}

    assert visit(elin.family.keyworker).get("worker.child_view.say", **address).status == 404
    assert not visit(elin.family.keyworker).get("worker.sharing.show", **address).says("What the child thinks")


def test_a_worker_of_another_family_and_a_partner_read_nothing_of_what_a_child_thinks(visit, make, asked, address):
    make.child_view(asked, beside=asked.family.keyworker)
    partner = make.partner(asked.family, agency=asked.agency)
    make.decision(asked)

    for other in (make.worker(first_name="Nia"), partner):
        for page in ("worker.child_view.say", "worker.child_view.weigh"):
            assert visit(other).get(page, **address).status in {403, 404}


# --- When a judgement is taken back


@pytest.fixture
def judged(make):
    """Elin, who decides for herself by a judgement; her mother said yes before it."""
    mother = make.parent()
    school = make.agency("Ysgol y Dderwen")
    elin = make.young_person(mother.family, age=14)
    make.decision(make.question(mother, school, about=elin))
    make.understands(elin)
    return mother, make.question(elin, school)


WORDS = [
    (ConsentStatus.GIVEN, ChildSays.FINE, False),
    (ConsentStatus.PART, ChildSays.UNSURE, True),
    (ConsentStatus.TALK, ChildSays.UNSURE, True),
    (ConsentStatus.NOT_NOW, ChildSays.UNSURE, True),
    (ConsentStatus.REFUSED, ChildSays.NOT_FINE, True),
    (ConsentStatus.WITHDRAWN, ChildSays.NOT_FINE, True),
]


@pytest.mark.parametrize(("said", "thinks", "differs"), WORDS)
def test_what_a_young_person_decided_stays_as_what_she_thinks(make, visit, later, judged, said, thinks, differs):
    mother, asked = judged
    make.decision(asked)
    make.decision(asked, said, part="Only reading" if said is ConsentStatus.PART else "")
    at = clock.now()
    later(days=1)
    make.understands(asked.decider, is_so=False)

    with make.writing() as db:
        learn_key(db, mother.family.id)
        view = db.scalars(select(ChildView)).one()
        assert (view.says, view.written_by_id, view.weighed_at) == (thinks, None, None)
        assert view.words == ("Only reading" if said is ConsentStatus.PART else "")
        assert abs(view.said_at - at) < timedelta(minutes=1)
    due = visit(mother.family.keyworker).get("/worker/sharing?state=child_differs")
    assert due.says("About: Elin") is differs
    hers = question_id(mother.id, asked.about.id, asked.agency.id, asked.kind)
    page = visit(mother.family.keyworker).get("worker.sharing.show", ref=mother.family.ref, question_id=hers)
    assert page.says("Look at the difference") is differs


def test_what_a_worker_wrote_down_for_them_keeps_who_wrote_it(make, database, judged):
    mother, asked = judged
    make.decision(asked, ConsentStatus.REFUSED, beside=mother.family.keyworker)
    for _ in range(2):
        make.understands(asked.decider, is_so=False)

    with session_of(database) as db:
        assert db.scalars(select(ChildView.written_by_id)).all() == [mother.family.keyworker.id]


def test_who_decides_by_age_goes_on_deciding_and_thinks_nothing_beside_it(make, database):
    elin = make.young_person(age=16)
    make.decision(make.question(elin), ConsentStatus.REFUSED)
    make.understands(elin, is_so=False)

    with session_of(database) as db:
        assert db.scalars(select(ChildView)).all() == []


def test_what_a_grown_up_decided_or_nobody_answered_is_not_what_they_think(make, database, judged):
    make.understands(judged[1].decider, is_so=False)

    with session_of(database) as db:
        assert db.scalars(select(ChildView)).all() == []


# --- When a birthday or a relationship is put right


def test_a_no_stays_as_what_she_thinks_where_her_birthday_is_put_right(make, database, visit):
    mother = make.parent()
    school = make.agency("Ysgol y Dderwen")
    make.partner(mother.family, agency=school)
    elin = make.young_person(mother.family, age=16)
    make.decision(make.question(elin, school), ConsentStatus.REFUSED)
    make.changed(elin, born_on=birthday(14))
    hers = make.question(mother, school, about=elin)
    make.decision(hers)

    with session_of(database) as db:
        assert db.scalars(select(ChildView.says)).all() == [ChildSays.NOT_FINE]
    address = {"ref": mother.family.ref, "question_id": hers.id}
    assert "Look at the difference" in visit(mother.family.keyworker).get("worker.sharing.show", **address).links


def test_a_no_stays_where_a_child_had_been_written_down_as_a_grown_up(make, database):
    mother = make.parent()
    elin = make.person(mother.family, Relationship.PARENT, first_name="Elin", age=14)
    make.decision(make.question(elin), ConsentStatus.REFUSED)
    make.changed(elin, relationship=Relationship.CHILD)

    with session_of(database) as db:
        assert db.scalars(select(ChildView.says)).all() == [ChildSays.NOT_FINE]


def test_it_is_kept_once_however_often_the_birthday_is_changed(make, database):
    elin = make.young_person(age=16)
    make.decision(make.question(elin), ConsentStatus.REFUSED)
    for age in (14, 15, 17, 13):
        make.changed(elin, born_on=birthday(age))

    with session_of(database) as db:
        assert db.scalars(select(ChildView.says)).all() == [ChildSays.NOT_FINE]
