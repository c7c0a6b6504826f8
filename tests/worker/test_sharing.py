"""Sharing on the workers' side: questions put, and decisions written down."""

from sqlalchemy import select

from portal.database import session_of
from portal.models import Notice
from portal.models.notice_kinds import NoticeKind
from portal.models.words import ConsentStatus


def test_a_question_is_put_and_the_parent_sees_it_waiting(visit, make):
    parent = make.parent()
    school = make.agency("Ysgol y Dderwen")
    make.partner(parent.family, agency=school)
    asked = {"whom": f"{parent.id}/{parent.id}", "agency": school.id, "kinds": ["health"], "purpose": "To help."}

    page = visit(parent.family.keyworker).post("worker.sharing.ask", asked, ref=parent.family.ref)

    assert page.says("Waiting for an answer")
    assert visit(parent).get("family.home.show").says("A question about sharing")


def test_a_father_who_does_not_see_the_school_on_the_team_is_not_asked_about_it(visit, make):
    family = make.family()
    here, there = make.household(family, "A"), make.household(family, "B")
    make.parent(family, homes=(here,))
    father, school = make.parent(family, first_name="Gareth", homes=(there,)), make.agency("Ysgol y Dderwen")
    make.member(family, make.worker(agency=school), circle_id=here.circle_id)
    asked = {"whom": f"{father.id}/{father.id}", "agency": school.id, "kinds": ["health"], "purpose": "To help."}

    page = visit(family.keyworker).post("worker.sharing.ask", asked, ref=family.ref)

    told = "This person does not see this service on the team. Asking would tell them of it."
    assert page.error_beside("agency") == told
    assert "Dderwen" not in visit(father).get("family.sharing.index").text


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
    assert page.error_beside("purpose") == "Write what it is for"


def test_a_yes_on_paper_counts_at_once_and_says_who_wrote_it_down(visit, make):
    asked = make.question(make.parent())
    said = {"answer": "given", "how": "paper"}
    ref = asked.family.ref

    page = visit(asked.family.keyworker).post("worker.sharing.show", said, ref=ref, question_id=asked.id)

    assert page.says("Yes, share it")
    assert page.says("On paper")
    theirs = visit(asked.decider).get("family.sharing.show", question_id=asked.id)
    assert theirs.says("Yes, share it")
    assert theirs.says("Written down by: Beth")


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
    said = {"answer": "given", "how": "paper"}

    visit(asked.family.keyworker).post("worker.sharing.show", said, ref=asked.family.ref, question_id=asked.id)

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


def test_a_question_of_another_family_is_not_found(visit, make):
    beth = make.worker()
    family = make.family(keyworker=beth)
    asked = make.question(make.parent(make.family(keyworker=beth)))

    assert visit(beth).get("worker.sharing.show", ref=family.ref, question_id=asked.id).status == 404
