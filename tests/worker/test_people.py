"""People and homes: who is in a family, where they live, and who decides."""

import pytest

PERSON = {
    "first_name": "Non",
    "last_name": "Llwyd",
    "relationship": "child",
    "born_on-day": "1",
    "born_on-month": "2",
    "born_on-year": "2023",
    "language": "cy",
}


def test_a_new_child_is_in_the_family_and_in_their_homes(visit, make):
    family = make.family()
    home = make.household(family, name="Mam’s home")

    page = visit(family.keyworker).post("worker.people.add", PERSON | {"homes": [home.id]}, ref=family.ref)

    assert page.says("Non Llwyd")
    assert page.says("Lives here: Non")
    assert page.says("Welsh")


def test_a_worker_is_told_what_a_new_person_will_read_and_what_not(visit, make):
    family = make.family()

    page = visit(family.keyworker).get("worker.people.add", ref=family.ref)

    assert page.says("What this person will read")
    assert page.says("everything that the whole family sees: steps with their places, goals, the team.")
    assert page.says("what belongs to a home that they do not live in, nor its address")


def test_what_a_worker_is_told_of_a_new_person_is_true(visit, make):
    family = make.family()
    here, there = make.household(family, "A", address="1 Heol Fawr"), make.household(family, "B", address="2 Y Stryd")
    make.step(family, "Beth comes to the school", where="Ysgol y Dderwen")
    make.step(family, "Beth comes to the flat", circle_id=there.circle_id)
    gareth = visit(make.parent(family, first_name="Gareth", homes=(here,)))

    steps, team = gareth.get("family.next.show"), gareth.get("family.team.show")

    assert steps.says("Beth comes to the school")
    assert steps.says("Ysgol y Dderwen")
    assert team.says("Beth Morris")
    assert not steps.says("Beth comes to the flat")
    for page in (steps, team, gareth.get("family.more.show")):
        assert "2 Y Stryd" not in page.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("first_name", " ", "Write the first name"),
        ("last_name", "x" * 121, "Use 120 characters or fewer. You have used 121."),
        ("known_as", "a\x07", "Take out the sign that cannot be shown"),
        ("relationship", "uncle", "Choose who they are in the family"),
        ("born_on-year", "2090", "This day is still to come. For a baby on the way, choose “Not born yet”."),
        ("born_on-month", "13", "There is no such day. Check the day and the month."),
        ("language", "english", "Choose a language"),
        ("mobile", "ring me", "Write a telephone number in numbers, such as 07700 900123"),
        ("email", "sian at home", "Write an email address, such as name@example.com"),
    ],
)
def test_each_wrong_answer_is_told_beside_its_field(visit, make, field, typed, said):
    family = make.family()

    page = visit(family.keyworker).post("worker.people.add", PERSON | {field: typed}, ref=family.ref)

    assert page.status == 422
    assert page.error_beside(field.partition("-")[0]) == said
    assert page.form().value("last_name")


def test_a_home_of_another_family_cannot_be_chosen(visit, make):
    family = make.family()
    elsewhere = make.household(make.family())

    page = visit(family.keyworker).post("worker.people.add", PERSON | {"homes": [elsewhere.id]}, ref=family.ref)

    assert page.status == 422
    assert page.error_beside("homes") == "Choose from the homes of this family"


def test_moving_home_takes_the_other_homes_steps_away(visit, make):
    family = make.family()
    home_a, home_b = make.household(family, "A"), make.household(family, "B")
    father = make.parent(family, first_name="Gareth", homes=(home_a,))
    make.step(family, "Beth comes to the flat", circle_id=home_a.circle_id)
    address = {"ref": family.ref, "person_id": father.id}

    visit(family.keyworker).post("worker.people.change", {"homes": [home_b.id]}, **address)

    assert not visit(father).get("family.next.show").says("Beth comes to the flat")


def test_proof_of_parental_responsibility_is_dated(visit, make):
    parent = make.parent()
    fields = {"responsibility": "yes", "checked": "y"}

    page = visit(parent.family.keyworker).post(
        "worker.people.change", fields, ref=parent.family.ref, person_id=parent.id
    )

    assert page.says("Has parental responsibility Checked:")


JUDGED = {"understands": "yes", "why": "Sharing with the school. She said what follows from yes and from no."}


def test_a_young_person_decides_once_a_worker_judged_that_they_understand(visit, make):
    elin = make.young_person()
    make.partner(elin.family)
    address = {"ref": elin.family.ref, "person_id": elin.id}
    browser = visit(elin.family.keyworker)

    assert browser.get("worker.people.index", ref=elin.family.ref).says("Someone with parental responsibility decides")
    page = browser.post("worker.people.understanding", JUDGED, **address)

    assert page.says("Decides for themself: judged to understand")
    assert browser.get("worker.sharing.index", ref=elin.family.ref).says("Decides: Elin")


def test_a_judgement_says_why_and_each_one_is_kept_for_workers(visit, make):
    elin = make.young_person()
    address = {"ref": elin.family.ref, "person_id": elin.id}
    browser = visit(elin.family.keyworker)

    bare = browser.post("worker.people.understanding", {"understands": "yes"}, **address)
    assert bare.error_beside("why") == "Write which decision it was about, and what showed it"
    browser.post("worker.people.understanding", JUDGED, **address)
    browser.post("worker.people.understanding", {"understands": "no", "why": "Housing is harder for her."}, **address)

    page = browser.get("worker.people.understanding", **address)
    assert page.says("Only workers see this")
    newest, first = page.html.select(".slate li")
    assert "Housing is harder for her." in newest.text
    assert "She said what follows" in first.text
    assert "Housing is harder" not in visit(elin).get("family.sharing.index").text


def test_two_workers_who_change_one_person_both_see_what_the_other_wrote(visit, make):
    parent = make.parent()
    address = {"ref": parent.family.ref, "person_id": parent.id}
    first, second = visit(parent.family.keyworker), visit(parent.family.keyworker)
    form = second.open_form("worker.people.change", **address)
    first.post("worker.people.change", {"mobile": "07700 900111"}, **address)

    page = second.send(form, {"mobile": "07700 900222"})

    assert page.status == 409
    assert page.says("07700 900111")
    assert page.form().value("mobile") == "07700 900222"


def test_a_home_gets_a_name_and_an_address(visit, make):
    family = make.family()
    home = {"name": "Nain’s house", "address": "1 Heol Fawr", "language": "en"}

    page = visit(family.keyworker).post("worker.people.add_household", home, ref=family.ref)

    assert page.says("Nain’s house")
    assert page.says("1 Heol Fawr")
    called = page.html.find("span", string="Nain’s house")
    assert (called["translate"], called["lang"]) == ("no", "en")


def test_the_name_of_a_home_is_told_to_be_someones_words_and_in_which_language(visit, make):
    family = make.family()
    home = make.household(family, name="Mam’s home")
    mother = make.parent(family, homes=(home,), language="cy")
    beth = visit(family.keyworker)
    changed = {"name": "Mam’s home", "language": "en"}
    beth.post("worker.people.change_household", changed, ref=family.ref, household_id=home.id)

    for page in (
        visit(mother).get("family.goals.new"),
        beth.get("worker.next.add", ref=family.ref),
        beth.get("worker.people.index", ref=family.ref),
    ):
        name = page.html.find("span", {"lang": "en"}, string="Mam’s home")
        assert name.find_parent(translate="no") or name["translate"] == "no"


def test_someone_of_another_family_is_not_found(visit, make):
    beth = make.worker()
    family, other = make.family(keyworker=beth), make.parent(make.family(keyworker=beth))
    home = make.household(other.family)

    for endpoint in ("worker.people.change", "worker.people.understanding", "worker.invite.make"):
        assert visit(beth).get(endpoint, ref=family.ref, person_id=other.id).status == 404
    assert visit(beth).get("worker.people.change_household", ref=family.ref, household_id=home.id).status == 404
