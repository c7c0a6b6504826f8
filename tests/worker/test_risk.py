"""A family at risk: workers alone see the mark, and a text that tells where somebody is is held back once."""

import pytest

from tests.worker.test_parting import CHANGING, home_of

WHY = "He asked the neighbours where she lives."
ASKED = (
    "This tells where somebody is, or a number to ring. Who reads it: Siân and Gareth. Take it out, or tick the box."
)


@pytest.fixture
def home(make):
    one = make.family(keyworker=make.worker(first_name="Beth"))
    a = make.household(one, "A", address="14 Maes yr Onnen, MB4 7QX")
    b = make.household(one, "B", address="3 Bridge Street")
    return one, make.parent(one, age=40, homes=(a,)), make.parent(one, age=38, first_name="Gareth", homes=(b,))


def mark(visit, one, by=None, at_risk="yes", reason=WHY):
    return visit(by or one.keyworker).post("worker.risk.mark", {"at_risk": at_risk, "reason": reason}, ref=one.ref)


def add_step(visit, one, next_week, **fields):
    said = {"what": "A visit", "who": "Beth", "circle": str(one.circle_id), **next_week} | fields
    return visit(one.keyworker).post("worker.next.add", said, ref=one.ref)


def test_workers_see_the_mark_with_its_reason_and_nobody_else_does(visit, make, home, entries):
    one, sian, gareth = home
    tom = make.worker(first_name="Tom")
    make.member(one, tom)
    before = {who.id: CHANGING.sub(b"", visit(who).get("family.home.show").body) for who in (sian, gareth)}
    assert mark(visit, one).says("This family is marked as at risk.")

    assert visit(tom).get("worker.case.show", ref=one.ref).says("This family is marked as at risk.")
    assert visit(tom).get("worker.risk.mark", ref=one.ref).says(WHY)
    for who in (sian, gareth):
        assert CHANGING.sub(b"", visit(who).get("family.home.show").body) == before[who.id]
    assert "marked_at_risk" in entries(one)
    assert not mark(visit, one, at_risk="no").says("This family is marked as at risk.")


def test_a_partner_agency_neither_sees_nor_sets_it(visit, make, home):
    one, *parents = home
    asha = make.partner(one)
    for decider in parents:
        make.decision(make.question(decider))
    mark(visit, one)

    assert not visit(asha).get("worker.case.show", ref=one.ref).says("at risk")
    assert mark(visit, one, by=asha).status == 404


def test_a_reason_is_asked_for(visit, home):
    page = mark(visit, home[0], reason="short")

    assert (page.status, page.error_beside("reason")) == (422, "Write 10 letters or more")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("where", "14 Maes yr Onnen"),
        ("where", "the flat, mb4 7qx"),
        ("what", "Ring Siân on 07700 900141"),
        ("who", "Beth, at maes yr onnen"),
    ],
)
def test_what_tells_a_home_is_held_back_once_and_goes_on_with_a_tick(visit, home, next_week, field, text):
    one, _sian, gareth = home
    mark(visit, one)

    page = add_step(visit, one, next_week, **{field: text})
    assert (page.status, page.error_beside(field)) == (422, ASKED)
    assert page.error_beside("may_know") == "Take it out above, or tick this box"
    assert page.errors == [ASKED, "Take it out above, or tick this box"]
    assert page.form().value(field) == text
    assert not visit(gareth).get("family.next.show").says(text)

    assert add_step(visit, one, next_week, **{field: text, "may_know": "y"}).status == 200
    assert visit(gareth).get("family.next.show").says(text)


def test_in_a_family_that_is_not_at_risk_nothing_is_asked(visit, home, next_week):
    page = add_step(visit, home[0], next_week, where="14 Maes yr Onnen, MB4 7QX")

    assert page.status == 200
    assert "may_know" not in add_step(visit, home[0], next_week, what="").form().fields


def test_the_address_of_the_home_that_reads_it_is_not_asked_about(visit, home, next_week, database):
    one, sian, _gareth = home
    mark(visit, one)
    own = home_of(database, sian)

    assert add_step(visit, one, next_week, where="Maes yr Onnen", circle=own).status == 200
    assert visit(sian).get("family.next.show").says("Maes yr Onnen")


def test_a_purpose_a_goal_a_score_and_a_reason_are_held_back_too(visit, make, home, next_week):
    one, sian, _gareth = home
    mark(visit, one)
    told, beth = "Ring 07700 900141", visit(one.keyworker)
    stone, aim = make.step(one), make.goal(one)
    place = make.member(one, make.worker(first_name="Tom"))

    family_circle = {"circle": str(one.circle_id)}
    held = [
        beth.post("worker.team.change", {"purpose": told}, ref=one.ref, member_id=place.id),
        beth.post("worker.goals.new", {"whose": "family", "words": told, "scale": "ten"} | family_circle, ref=one.ref),
        beth.post("worker.goals.score", {"by": sian.id, "answer": "3", "why": told}, ref=one.ref, goal_id=aim.id),
        beth.post("worker.next.move", {"why": told, **next_week}, ref=one.ref, step_id=stone.id),
        beth.post("worker.next.drop", {"why": told}, ref=one.ref, step_id=stone.id),
        visit(sian).post("family.goals.new", {"whose": "ours", "words": told} | family_circle),
        visit(sian).post("family.goals.score", {"answer": "3", "why": told}, goal_id=aim.id),
    ]
    assert [page.status for page in held] == [422] * len(held)
    assert all(told in page.text and ASKED in page.seen for page in held)


def test_a_note_for_workers_is_never_held_back(visit, home):
    mark(visit, home[0])

    assert visit(home[0].keyworker).post("worker.notes.index", {"words": "MB4 7QX"}, ref=home[0].ref).says("MB4 7QX")


def test_the_father_cannot_find_the_street_by_guessing(visit, home):
    """He is held back for a postcode, right or wrong, and for no name of a street but his own."""
    one, _sian, gareth = home
    mark(visit, one)

    def status(words):
        fields = {"whose": "mine", "words": words, "circle": str(one.circle_id)}
        return visit(gareth).post("family.goals.new", fields).status

    assert (status("Walk to Maes yr Onnen"), status("Walk to Heol y Bont")) == (200, 200)
    assert (status("MB4 7QX"), status("MB4 7QZ")) == (422, 422)


@pytest.mark.parametrize("words", ["Macsen is at maes yr onnen now.", "He lives at MB4 7QX.", "Ring 07700 900141"])
def test_a_question_to_a_father_does_not_tell_him_where_the_mother_lives(visit, make, home, words):
    one, _sian, gareth = home
    mark(visit, one)
    asked = {"whom": f"{gareth.id}/{gareth.id}", "agency": make.agency().id, "kinds": ["health"], "for_what": "health"}
    said = asked | {"named": "yes", "purpose": words}

    page = visit(one.keyworker).post("worker.sharing.ask", said, ref=one.ref)
    his = "This tells where somebody is, or a number to ring. Who reads it: Gareth. Take it out, or tick the box."
    assert (page.status, page.error_beside("purpose")) == (422, his)
    assert page.errors == [his, "Take it out above, or tick this box"]
    assert page.form().value("purpose") == words
    assert words not in visit(gareth).get("family.sharing.index").text

    assert visit(one.keyworker).post("worker.sharing.ask", said | {"may_know": "y"}, ref=one.ref).says("Asked.")
    assert visit(gareth).get("family.sharing.index").says(words)


def test_a_mother_may_be_asked_with_the_name_of_her_own_street(visit, make, home):
    one, sian, _gareth = home
    mark(visit, one)
    asked = {"whom": f"{sian.id}/{sian.id}", "agency": make.agency().id, "kinds": ["health"], "for_what": "health"}
    said = asked | {"named": "yes", "purpose": "So that they can come to Maes yr Onnen."}

    assert visit(one.keyworker).post("worker.sharing.ask", said, ref=one.ref).says("Asked.")
