"""Getting help on the workers' side: what everyone said, and what was said on paper or aloud."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Agreement, Notice
from portal.models.notice_kinds import NoticeKind


def write(browser, decider, about=None, **said):
    told = {"whom": f"{decider.id}/{(about or decider).id}", "answer": "agreed", "how": "beside_worker"} | said
    return browser.post("worker.agreement.write", told, ref=decider.family.ref)


@pytest.mark.parametrize(("how", "word"), [("beside_worker", "Beside"), ("phone", "hone"), ("paper", "On paper")])
def test_what_was_said_aloud_or_on_paper_is_written_down_and_the_parent_reads_who_wrote_it(visit, make, how, word):
    parent = make.parent()
    page = write(visit(parent.family.keyworker), parent, answer="refused", how=how)

    assert page.said == "Written down. They see what you wrote, and can put it right."
    theirs = visit(parent).get("family.agreement.show", person_id=parent.id)
    assert theirs.says("No to getting help")
    assert theirs.says("Written down by: Beth")
    assert word in theirs.seen


def test_the_one_who_said_it_is_told_and_nobody_else(visit, make, database):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    make.parent(one, first_name="Gareth", responsibility="yes")
    write(visit(one.keyworker), sian, macsen)

    with session_of(database) as db:
        told = db.scalars(select(Notice).where(Notice.kind == NoticeKind.SHARING_WRITTEN)).all()
        assert [notice.person_id for notice in told] == [sian.id]


def test_who_looked_says_to_the_one_who_said_it_alone_that_it_was_written_down(visit, make):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth", responsibility="yes")
    write(visit(one.keyworker), sian, make.child(one))

    assert visit(sian).get("family.sharing.looked").says("Wrote down what you said about getting help")
    assert not visit(gareth).get("family.sharing.looked").says("about getting help")


def test_the_keyworker_sees_two_parents_who_differ(visit, make):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    gareth = make.parent(one, first_name="Gareth", responsibility="yes")
    visit(sian).post("family.agreement.show", {"answer": "agreed"}, person_id=macsen.id)
    visit(gareth).post("family.agreement.show", {"answer": "refused"}, person_id=macsen.id)
    page = visit(one.keyworker).get("worker.agreement.write", ref=one.ref)

    assert page.says("Yes to getting help")
    assert page.says("No to getting help")
    assert page.says("Not everyone agrees about: Macsen")


def test_two_parents_who_say_the_same_do_not_differ(visit, make):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    gareth = make.parent(one, first_name="Gareth", responsibility="yes")
    for parent in (sian, gareth):
        visit(parent).post("family.agreement.show", {"answer": "refused"}, person_id=macsen.id)

    assert not visit(one.keyworker).get("worker.agreement.write", ref=one.ref).says("Not everyone agrees")


def test_a_young_persons_no_stays_as_what_she_said_once_she_decides_no_more(visit, make):
    mother = make.parent()
    elin = make.young_person(mother.family)
    make.understands(elin)
    visit(elin).post("family.agreement.show", {"answer": "refused"}, person_id=elin.id)
    make.understands(elin, is_so=False)
    write(visit(mother.family.keyworker), mother, elin)

    page = visit(mother.family.keyworker).get("worker.agreement.write", ref=mother.family.ref)

    theirs = [fact for fact in page.html.select(".facts > div") if "No to getting help" in fact.get_text(" ")]
    assert len(theirs) == 1
    assert "Elin" in theirs[0].get_text(" ")
    assert "They do not decide this now. It stays as what they said." in theirs[0].get_text(" ")
    assert f"{elin.id}/{elin.id}" not in page.form().choices["whom"]
    assert not visit(mother).get("family.agreement.index").says("No to getting help")


def test_nobody_who_never_said_yes_is_written_down_as_having_stopped(visit, make, database):
    parent = make.parent()
    page = write(visit(parent.family.keyworker), parent, answer="withdrawn")

    assert page.status == 422
    assert page.error_beside("answer") == "They had not said yes. Choose “No to getting help”."
    with session_of(database) as db:
        assert db.scalars(select(Agreement)).all() == []


@pytest.mark.parametrize("written", ["agreed", "withdrawn"])
def test_a_worker_reads_a_newer_no_before_they_write_over_it(visit, make, written):
    parent = make.parent()
    write(visit(parent.family.keyworker), parent)
    beth = visit(parent.family.keyworker)
    form = beth.open_form("worker.agreement.write", ref=parent.family.ref)
    visit(parent).post("family.agreement.show", {"answer": "withdrawn"}, person_id=parent.id)
    told = {"whom": f"{parent.id}/{parent.id}", "answer": written, "how": "phone"}

    page = beth.send(form, told)

    assert page.status == 409
    assert page.says("Something new was said. It is shown above.")
    assert (page.form().value("whom"), page.form().value("how")) == (told["whom"], "phone")
    assert (
        beth.send(page.form(), {"answer": "agreed"}).said
        == "Written down. They see what you wrote, and can put it right."
    )


def test_what_was_left_out_is_told_beside_each_field(visit, make):
    parent = make.parent()
    page = visit(parent.family.keyworker).post("worker.agreement.write", ref=parent.family.ref)

    assert page.error_beside("whom") == "Choose who said it, and about whom"
    assert page.error_beside("answer") == "Choose what they said"
    assert page.error_beside("how") == "Choose how they said it"


def test_only_who_decides_can_be_chosen(visit, make):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    carer = make.parent(one, first_name="Gareth", responsibility="no")
    form = visit(one.keyworker).open_form("worker.agreement.write", ref=one.ref)

    assert set(form.choices["whom"]) == {f"{sian.id}/{sian.id}", f"{sian.id}/{macsen.id}", f"{carer.id}/{carer.id}"}
    page = write(visit(one.keyworker), carer, macsen)
    assert page.status == 422


def test_a_partner_and_another_council_worker_know_nothing_of_it(visit, make):
    parent = make.parent()
    asked = make.question(parent)
    make.decision(asked)
    school = make.partner(parent.family, agency=asked.agency)

    assert visit(school).get("worker.agreement.write", ref=parent.family.ref).status == 404
    assert visit(make.worker()).get("worker.agreement.write", ref=parent.family.ref).status == 404


def test_a_worker_sees_it_as_the_parent_does_and_can_press_nothing(visit, make):
    parent = make.parent()
    visit(parent).post("family.agreement.show", {"answer": "refused"}, person_id=parent.id)
    values = {"ref": parent.family.ref, "person_id": parent.id, "where": "help"}
    browser = visit(parent.family.keyworker)

    assert browser.get("worker.seen_as.show", **values).says("No to getting help")
    page = browser.get("worker.seen_as.show", **values, thing_id=parent.id)
    assert page.says("No to getting help")
    assert page.html.select("main form") == []
