"""A worker whose role would put someone at risk is on the team without it, on every page that a family can open."""

import pytest

from portal.models.words import MemberFunction, Relationship, WorkerRole
from tests.worker.test_parting import pages_of

ROLE, AGENCY, NUMBER, MAIL = (
    "Domestic abuse worker",
    "Women’s Refuge Mabinogion",
    "01632 960155",
    "lowri@refuge.example",
)
TELLING = (ROLE, "Gweithiwr camdriniaeth domestig", AGENCY, NUMBER, "01632960155", "refuge.example")


@pytest.fixture
def home(make):
    """Siân and Gareth with their keyworker Beth; Lowri of the refuge is to join."""
    one = make.family(keyworker=make.worker(first_name="Beth"))
    make.parent(one)
    return one, make.parent(one, first_name="Gareth")


@pytest.fixture
def lowri(make):
    return make.worker(
        WorkerRole.DOMESTIC_ABUSE_WORKER,
        first_name="Lowri",
        last_name="Puw",
        agency=make.agency(AGENCY, is_partner=False),
        phone=NUMBER,
        email=MAIL,
    )


def join(visit, one, helper, **fields):
    said = {"worker": helper.id, "function": "team_member", "purpose": "Helps us plan our weeks."}
    return visit(one.keyworker).post("worker.team.add", said | {"circle": str(one.circle_id)} | fields, ref=one.ref)


def everything(pages):
    return b"".join(pages.values()).decode()


def test_a_sensitive_role_is_in_other_words_when_nobody_chose(visit, home, lowri):
    one, gareth = home
    join(visit, one, lowri)

    page = visit(gareth).get("family.team.show")
    assert page.says("Lowri Puw Support worker")
    assert page.says("Helps us plan our weeks.")
    read = everything(pages_of(visit(gareth)))
    assert [word for word in TELLING if word in read] == []


def test_without_a_role_the_family_reads_the_name_and_the_purpose_alone(visit, home, lowri):
    one, gareth = home
    join(visit, one, lowri, shown="none")

    page = visit(gareth).get("family.team.show")
    assert page.says("Lowri Puw On the team Helps us plan our weeks.")
    assert "Support worker" not in page.text


def test_the_council_reads_both_with_a_mark_and_sees_as_the_family_does(visit, home, lowri):
    one, gareth = home
    join(visit, one, lowri)
    beth = visit(one.keyworker)

    page = beth.get("worker.team.show", ref=one.ref)
    assert page.says(ROLE)
    assert page.says("Only workers see this role. The family reads: Support worker")
    assert beth.get("worker.case.show", ref=one.ref).says("only workers see this role")
    seen = beth.get("worker.seen_as.show", ref=one.ref, person_id=gareth.id, where="team", thing_id=None)
    assert [word for word in TELLING if word in seen.text] == []


def test_another_agency_reads_what_the_family_reads(visit, make, home, lowri):
    one, gareth = home
    join(visit, one, lowri)
    asha = make.partner(one)
    for decider in (gareth, make.person(one, Relationship.PARENT, first_name="Mair")):
        make.decision(make.question(decider))

    assert ROLE not in visit(asha).get("worker.team.show", ref=one.ref).text


def test_any_role_may_be_shown_in_other_words_and_as_it_is_again(visit, make, home):
    one, gareth = home
    tom = make.worker(WorkerRole.SOCIAL_WORKER, first_name="Tom")
    place = make.member(one, tom, function=MemberFunction.LEAD_ADULTS)
    beth = visit(one.keyworker)
    assert visit(gareth).get("family.team.show").says("Social worker")

    beth.post("worker.team.change", {"shown": "family_worker"}, ref=one.ref, member_id=place.id)
    assert visit(gareth).get("family.team.show").says("Tom Morris Family worker")
    again = beth.get("worker.team.change", ref=one.ref, member_id=place.id)
    assert again.form().fields["shown"] == ["family_worker"]
    beth.post("worker.team.change", {"shown": "as_it_is"}, ref=one.ref, member_id=place.id)
    assert visit(gareth).get("family.team.show").says("Social worker")


def test_whose_agency_is_hidden_is_in_no_question_on_sharing(visit, make, home):
    one, gareth = home
    refuge = make.agency(AGENCY)
    helper = make.worker(WorkerRole.DOMESTIC_ABUSE_WORKER, first_name="Lowri", agency=refuge)
    join(visit, one, helper)

    assert AGENCY not in everything(pages_of(visit(gareth)))
    fields = {"whom": f"{gareth.id}/{gareth.id}", "agency": str(refuge.id), "kinds": ["plan"], "for_what": "other"}
    fields["purpose"] = "To help"
    page = visit(one.keyworker).post("worker.sharing.ask", fields, ref=one.ref)
    assert (
        page.error_beside("named")
        == "This person does not see this service on the team. Choose whether they may read its name."
    )


def test_left_out_of_a_circle_the_worker_is_not_there_at_all(visit, make, home, lowri):
    one, gareth = home
    roof = make.household(one, "A", name="Mam’s home")
    mother = make.parent(one, first_name="Mair", homes=(roof,))
    join(visit, one, lowri, circle=str(roof.circle_id), shown="as_it_is")

    assert "Lowri" not in everything(pages_of(visit(gareth)))
    assert visit(mother).get("family.team.show").says("Lowri Puw Domestic abuse worker")
