"""Bad input: whatever a field is given, a clear sentence or a clean save; and nothing of others by guessing."""

import re
import unicodedata
import uuid

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Goal, Score
from portal.models.words import InfoKind
from portal.security.keys import learn_key

SHOWABLE = {
    "emoji": "Cysgu \N{FAMILY}\N{PARTY POPPER}",
    "a joined emoji": "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}",
    "right to left": "\N{RIGHT-TO-LEFT MARK}שלום עולם",
    "overriding direction": "abc \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "markup": "<script>alert(1)</script><b onclick=x>",
    "a template": "{{ config }} {% raw %}",
    "a placeholder": "%(name)s %s {0} ${x}",
    "a formula": "=HYPERLINK(1)",
    "quotes": "'; DROP TABLE goal; -- \"",
    "combining marks": "Z" + "\N{COMBINING ACUTE ACCENT}" * 50,
    "an entity": "&lt;b&gt; &amp;nbsp;",
    "a raw half of a character": "a\ud800b",
    "a path": "../../etc/passwd\\..\\",
    "lines": "one\r\ntwo\nthree",
}
UNSHOWABLE = {
    "nothing": "\x00",
    "an escape": "a\x1b[31mb",
    "a bell": "a\x07b",
    "delete": "a\x7fb",
    "a next line": "a\x85b",
    "what stands for half a character": "a\N{REPLACEMENT CHARACTER}b",
}


@pytest.fixture
def opened(database):
    """The sealed texts of a table."""

    def read(model, name):
        with session_of(database) as db:
            rows = db.scalars(select(model)).all()
            for row in rows:
                learn_key(db, row.family_id)
            return [getattr(row, name) for row in rows]

    return read


def set_goal(browser, words):
    form = browser.open_form("family.goals.new")
    return browser.send(form, {"words": words, "whose": "mine", "circle": form.choices["circle"][0]})


# --- What stands in a field


@pytest.mark.parametrize("words", SHOWABLE.values(), ids=SHOWABLE)
def test_whatever_can_be_shown_is_kept_as_a_goal_and_shown_as_it_was_typed(make, visit, words):
    page = set_goal(visit(make.parent()), words)

    assert page.first_status == 303
    shown = re.sub(r"\s+", " ", page.html.h1.get_text())
    arrives = unicodedata.normalize("NFC", words.replace("\ud800", "%ED%A0%80"))
    assert shown == re.sub(r"\s+", " ", arrives)
    assert not page.html.select("h1 b, h1 script")


@pytest.mark.parametrize("words", UNSHOWABLE.values(), ids=UNSHOWABLE)
def test_what_cannot_be_shown_is_refused_with_what_to_do(make, visit, words, opened):
    page = set_goal(visit(make.parent()), words)

    assert page.status == 422
    assert page.error_beside("words") in {
        "Take out the sign that cannot be shown",
        "Write what you want to be different",
    }
    assert opened(Goal, "words") == []


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("words", ["", "   ", "\r\n\t"])
def test_an_empty_goal_is_told_beside_the_field_in_the_readers_language(make, visit, words, language):
    page = set_goal(visit(make.parent(language=language)), words)

    expected = {"en": "Write what you want to be different", "cy": "Ysgrifennwch beth rydych chi am ei newid"}
    assert page.status == 422
    assert page.error_beside("words") in {expected[language], *page.errors}
    assert page.title.startswith({"en": "Error: ", "cy": "Gwall: "}[language])


@pytest.mark.parametrize(("length", "is_taken"), [(300, True), (301, False), (20_000, False)])
def test_a_goal_has_room_for_three_hundred_letters(make, visit, length, is_taken):
    page = set_goal(visit(make.parent()), "ŵ" * length)

    assert (page.first_status == 303) is is_taken
    if not is_taken:
        assert page.error_beside("words") == f"Use 300 characters or fewer. You have used {length}."
        assert page.form().value("words") == "ŵ" * length


@pytest.mark.parametrize(("length", "is_taken"), [(2000, True), (2001, False)])
def test_a_why_has_room_for_two_thousand_letters(make, visit, opened, length, is_taken):
    parent = make.parent()
    aim = make.goal(parent)
    page = visit(parent).post("family.goals.score", {"answer": "4", "why": "ŵ" * length}, goal_id=aim.id)

    assert (page.first_status == 303) is is_taken
    assert opened(Score, "why") == (["ŵ" * length] if is_taken else [])


@pytest.mark.parametrize("words", [*SHOWABLE.values(), *UNSHOWABLE.values()], ids=[*SHOWABLE, *UNSHOWABLE])
def test_a_why_and_a_part_take_or_refuse_anything_without_a_fault(make, visit, words):
    parent = make.parent()
    browser, aim, asked = visit(parent), make.goal(parent), make.question(parent)
    scored = browser.post("family.goals.score", {"answer": "4", "why": words}, goal_id=aim.id)
    browser.post("family.sharing.show", {"answer": "part"}, question_id=asked.id)
    answered = browser.send(browser.page.form(), {"part": words, "lasts": "year"})

    assert {scored.first_status, answered.first_status} <= {303, 422}


def test_all_that_is_wrong_is_told_at_once_with_a_way_to_each_field(make, visit):
    page = visit(make.parent()).post("family.goals.new", {"words": "", "whose": None, "circle": None})

    assert page.status == 422
    assert page.errors == ["Write what you want to be different", "Choose whose goal it is", "Choose who can see it"]
    assert [str(link["href"]) for link in page.html.select("#errors a")] == ["#words", "#whose", "#circle"]
    assert page.html.select_one("#errors")["role"] == "alert"


@pytest.mark.parametrize("value", ["", "nobody", "mine ", "\x00", "[object Object]"])
def test_a_choice_that_is_not_offered_is_refused(make, visit, value):
    page = visit(make.parent()).post("family.goals.new", {"words": "x", "whose": value, "circle": value})

    assert page.status == 422
    assert page.error_beside("whose") == "Choose whose goal it is"
    assert page.error_beside("circle") == "Choose who can see it"


def test_one_field_sent_many_times_counts_once(make, visit, opened):
    browser = visit(make.parent())
    form = browser.open_form("family.goals.new")
    circle = form.choices["circle"][0]
    browser.send(form, {"words": ["One", "Two", "Three"], "whose": "mine", "circle": [circle, circle]})

    assert opened(Goal, "words") == ["One"]


def test_fields_that_are_not_in_the_form_do_nothing(make, visit, database):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    browser = visit(sian)
    form = browser.open_form("family.goals.new")
    typed = {"words": "Mine", "whose": "mine", "circle": form.choices["circle"][0]}
    browser.send(form, typed | {"owner_id": str(gareth.id), "state": "reached", "family_id": str(uuid.uuid4())})

    with session_of(database) as db:
        aim = db.scalars(select(Goal)).one()
    assert (aim.owner_id, aim.state, aim.family_id) == (sian.id, "open", one.id)


@pytest.mark.parametrize("body", ["%", "a=%zz&b", "&&&&", "=", "words=%ff%fe", "x" * 5000])
def test_a_body_that_is_no_form_is_refused_in_words(make, visit, body):
    answer = visit(make.parent()).fetch("POST", "/family/goals/new", body=body)

    assert answer.status_code == 400
    assert b"Traceback" not in answer.data


# --- What belongs to others


@pytest.fixture
def theirs(make):
    """Another family with a goal and a question, and a private goal in our own."""
    mine, other = make.parent(), make.parent(first_name="Grace", last_name="Okafor")
    gareth = make.parent(mine.family, first_name="Gareth")
    secret = make.goal(gareth, "Only Gareth", circle_id=gareth.private_circle_id)
    aim, asked = make.goal(other, "Okafor’s"), make.question(other)
    return mine, {
        "goal": aim.id,
        "private goal": secret.id,
        "question": asked.id,
        "of my own": make.question(gareth).id,
    }


PLACES = {
    "goal": ("goals/{}", "goals/{}/score", "goals/{}/end"),
    "private goal": ("goals/{}", "goals/{}/score", "goals/{}/end"),
    "question": ("sharing/{}", "sharing/{}/answer", "sharing/{}/check"),
    "of my own": ("sharing/{}", "sharing/{}/answer", "sharing/{}/check"),
}


def bare(answer):
    """An answer without what is different every time."""
    said = [(name, value) for name, value in answer.headers.items() if name not in {"Date", "Set-Cookie"}]
    return answer.status_code, answer.data, said


@pytest.mark.parametrize("what", PLACES)
def test_what_is_anothers_looks_as_if_it_never_was(visit, theirs, what):
    mine, ids = theirs
    browser = visit(mine)
    for place in PLACES[what]:
        there = browser.fetch("GET", f"/family/{place.format(ids[what])}")
        never = browser.fetch("GET", f"/family/{place.format(uuid.uuid4())}")
        assert there.status_code == 404
        assert bare(there) == bare(never) == bare(browser.fetch("GET", "/family/nowhere"))


@pytest.mark.parametrize("what", PLACES)
def test_nothing_can_be_sent_to_what_is_anothers(visit, theirs, what, database):
    mine, ids = theirs
    browser = visit(mine)
    typed = {"answer": "given", "how": "reached", "why": "x"}
    form = browser.open_form("family.goals.new")
    for place in (*PLACES[what], *(["sharing/{}/take-back"] if "sharing" in PLACES[what][0] else [])):
        there = browser.send(form, typed, to=f"/family/{place.format(ids[what])}", follow=False)
        never = browser.send(form, typed, to=f"/family/{place.format(uuid.uuid4())}", follow=False)
        assert there.status == (405 if place == "goals/{}" else 404)
        assert there.body == never.body
    with session_of(database) as db:
        assert db.scalars(select(Score)).all() == []


def test_a_circle_one_is_not_in_cannot_be_chosen(make, visit, opened):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    elsewhere = make.family()
    browser = visit(sian)
    for circle in (gareth.private_circle_id, elsewhere.circle_id, uuid.uuid4()):
        page = browser.post("family.goals.new", {"words": "x", "whose": "mine", "circle": str(circle)})
        assert (page.status, page.error_beside("circle")) == (422, "Choose who can see it")

    assert opened(Goal, "words") == []


@pytest.mark.parametrize("odd", ["x", "0", str(uuid.UUID(int=0)), "%00", "..", "' OR 1=1", "\N{FAMILY}"])
@pytest.mark.parametrize("place", ["goals/{}", "goals/{}/score", "sharing/{}", "account/devices/{}/sign-out"])
def test_an_id_that_is_none_is_not_found(make, visit, odd, place):
    assert visit(make.parent()).fetch("GET", f"/family/{place.format(odd)}").status_code in {404, 405}


def test_a_question_is_found_by_its_decider_alone(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    for kind in InfoKind:
        asked = make.question(gareth, kind=kind, is_asked=False)
        make.partner(one) if kind is InfoKind.CONTACT else None
        assert visit(sian).fetch("GET", f"/family/sharing/{asked.id}").status_code == 404
