"""A young person with an own account: their own goals and decisions, which no parent sees into."""

import pytest

from portal.models.words import InfoKind

SECRET = "Dw i eisiau lle yn y coleg celf"


@pytest.fixture
def one(make):
    """Elin with a circle of her own, and both her parents."""
    family = make.family()
    home = make.household(family, "A", name="Mam’s home")
    elin = make.young_person(family, homes=(home,), language="cy")
    sian, gareth = make.parent(family, homes=(home,)), make.parent(family, first_name="Gareth")
    make.understands(elin)
    aim = make.goal(elin, SECRET, circle_id=elin.private_circle_id)
    make.score(aim, elin, 0, why="Kestrel")
    make.step(family, "Mynd am dro", where="Llwybr yr arfordir", circle_id=elin.private_circle_id)
    asked = make.question(elin, kind=InfoKind.FEELINGS, purpose="Er mwyn dy helpu")
    make.decision(asked)
    return {"elin": elin, "sian": sian, "gareth": gareth, "goal": aim, "question": asked, "family": family}


def everything(browser, one):
    """Every page of the family side, in one text."""
    ids = {"goal_id": one["goal"].id, "question_id": one["question"].id}
    places = {
        "home.show": {}, "next.show": {}, "team.show": {}, "goals.index": {}, "goals.new": {}, "sharing.index": {},
        "goals.show": {"goal_id": ids["goal_id"]}, "goals.score": {"goal_id": ids["goal_id"]},
        "sharing.show": {"question_id": ids["question_id"]}, "more.show": {}, "account.show": {},
    }  # fmt: skip
    return " ".join(browser.get(f"family.{place}", **values).text for place, values in places.items())


def test_she_sees_her_own(visit, one):
    text = everything(visit(one["elin"]), one)

    for hers in (SECRET, "Kestrel", "Mynd am dro", "Llwybr yr arfordir", "Er mwyn dy helpu"):
        assert hers in text


@pytest.mark.parametrize("who", ["sian", "gareth"])
def test_neither_parent_learns_anything_of_it(visit, one, who):
    text = everything(visit(one[who]), one)

    for hers in (SECRET, "Kestrel", "Mynd am dro", "Llwybr yr arfordir", "Er mwyn dy helpu"):
        assert hers not in text


def test_what_she_keeps_to_herself_leaves_no_trace_on_her_mothers_pages(make, visit, one):
    before = visit(one["sian"]).get("family.home.show").seen
    make.goal(one["elin"], "Another", circle_id=one["elin"].private_circle_id)
    make.step(one["family"], "Another", in_days=1, circle_id=one["elin"].private_circle_id)

    assert visit(one["sian"]).get("family.home.show").seen == before


def test_what_she_shares_with_all_is_seen_by_all_and_scored_by_nobody_in_her_name(make, visit, one):
    aim = make.goal(one["elin"], "Bwyta gyda’n gilydd")
    page = visit(one["sian"]).get("family.goals.show", goal_id=aim.id)

    assert page.says("Bwyta gyda’n gilydd")
    assert "End this goal" not in page.links


def test_she_is_called_ti_on_every_page(visit, one):
    browser = visit(one["elin"])
    for place in ("home.show", "goals.index", "sharing.index", "account.password"):
        words = {word.strip(".,:;!?“”").casefold() for word in browser.get(f"family.{place}").seen.split()}
        assert not words & {"chi", "chithau", "eich", "rydych", "gallwch", "dewiswch", "ysgrifennwch"}, place


def test_the_page_she_joins_by_is_in_her_own_voice(make, visit):
    one = make.family()
    code = make.invitation(make.young_person(one, signs_in=False, language="cy"))
    page = visit().get("public.join", code=code)

    assert page.says("Croeso, Elin")
    assert "Dewiswch" not in page.seen


def test_a_brother_too_young_for_an_account_is_on_nobodys_list_of_sign_ins(make, visit, one):
    make.child(one["family"])

    assert not visit(one["sian"]).get("family.account.show").says("Macsen")
