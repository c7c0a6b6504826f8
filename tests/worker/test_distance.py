"""How things are, written down beside someone: what is due, what is left out and why, and a child's cards."""

import pytest
from sqlalchemy import select

from portal.app import create_app
from portal.commands import parting
from portal.commands.parting import Parting
from portal.database import session_of
from portal.models import Circle, Occasion, Person, Rating
from portal.models.domains import Domain, Moment, Tool
from portal.models.words import Colour
from portal.security.keys import learn_key
from tests.support.visitors import Visit

MOST_STATEMENTS = 8


@pytest.fixture
def sian(make):
    """A mother with a daughter of fifteen and a son of eight, all in one home."""
    one = make.family()
    home = make.household(one, "A")
    mother = make.parent(one, homes=(home,))
    make.young_person(one, homes=(home,))
    return mother


@pytest.fixture
def macsen(make, sian):
    """Her son."""
    return make.child(sian.family, first_name="Macsen", age=8)


def beside(visit, person, **chosen):
    """Begin a look beside someone, and return the browser and the page's own address."""
    browser = visit(person.family.keyworker)
    page = browser.post("worker.distance.new", chosen, ref=person.family.ref, person_id=person.id)
    return browser, page


def test_the_case_says_what_is_due_and_no_more_once_it_is_done(make, visit, sian):
    browser, ref = visit(sian.family.keyworker), sian.family.ref
    page = browser.get("worker.case.show", ref=ref)
    assert page.says("How things are: due")
    assert page.says("Siân : How things are: 0 to 4 · At the start")

    make.look(sian, {Domain.HEALTH: 1})
    assert not browser.get("worker.case.show", ref=ref).says("How things are: 0 to 4 · At the start")


def test_what_is_only_half_done_is_still_due(make, visit, sian):
    make.look(sian, {Domain.HEALTH: 1}, is_finished=False)

    page = visit(sian.family.keyworker).get("worker.distance.index", ref=sian.family.ref)
    assert page.says("Siân : How things are: 0 to 4 · At the start")


def test_leaving_one_out_needs_a_reason_which_the_person_reads(visit, sian):
    browser, where = visit(sian.family.keyworker), {"ref": sian.family.ref, "person_id": sian.id}
    page = browser.post("worker.left_out.new", {"why": " "}, **where)
    assert (page.status, page.errors) == (422, ["Write why it is left out"])

    page = browser.post("worker.left_out.new", {"why": "She was in hospital"}, **where)
    assert page.said == "The reason is saved. The people whom you chose can read it."
    assert not page.says("How things are: 0 to 4 · At the start")
    mine = visit(sian).get("family.distance.index")
    assert mine.says("left out, with the reason")
    mine.html.select_one("main a.row")
    link = next(href for href in mine.hrefs if href.startswith("/family/distance/") and "new" not in href)
    assert visit(sian).get(link).says("She was in hospital")


def test_a_worker_writes_down_what_the_person_says_and_the_family_reads_that_they_did(visit, sian, database):
    browser, page = beside(visit, sian)
    occasion_id = page.path.split("/")[5]
    browser.post(page.path, {"health": "2", "health-why": "Dw i wedi blino", "language": "cy"})
    browser.post("worker.distance.finish", ref=sian.family.ref, occasion_id=occasion_id)

    mine = visit(sian).get("family.distance.show", occasion_id=occasion_id)
    assert mine.says("written down by : Beth")
    assert mine.html.select_one('[lang="cy"][translate="no"]').get_text() == "Dw i wedi blino"
    with session_of(database) as db:
        row = db.scalars(select(Rating)).one()
        assert row.written_by_id == sian.family.keyworker.id


def test_what_is_chosen_already_is_the_persons_own_circle(visit, sian):
    form = visit(sian.family.keyworker).open_form("worker.distance.new", ref=sian.family.ref, person_id=sian.id)

    assert form.value("circle") == str(sian.private_circle_id)
    assert form.value("moment") == Moment.START


def test_a_child_of_eight_does_the_cards_beside_a_worker_in_words_for_children(visit, macsen, database):
    keyworker = visit(macsen.family.keyworker, "cy")
    where = {"ref": macsen.family.ref, "person_id": macsen.id}
    form = keyworker.open_form("worker.distance.new", **where)
    page = keyworker.send(form, {"tool": "matrix", "circle": form.choices["circle"][0]})

    assert page.heading == "Wyt ti’n teimlo’n iach?"
    page = keyworker.post(page.path, {"health": "red"})
    assert page.heading == "Alli di redeg a neidio a dringo?"
    with session_of(database) as db:
        row = db.scalars(select(Rating)).one()
        assert (row.colour, row.level, row.value) == (Colour.RED, None, None)


def test_the_closing_look_is_the_last_one_and_its_distance_stands_on_the_page(make, visit, sian, later):
    make.look(sian, dict.fromkeys(Domain, 3))
    later(days=200)
    browser, page = beside(visit, sian, moment="end")
    occasion_id = page.path.split("/")[5]
    part = page
    for _ in range(5):
        answers = {name: ("0" if name == "health" else "3") for name in part.form().choices if name != "language"}
        part = browser.post(part.path, answers)
    browser.post(part.path, {"health": "4"})
    page = browser.post("worker.distance.finish", ref=sian.family.ref, occasion_id=occasion_id)

    assert page.says("Better: 1, the same: 18, harder: 0")
    assert page.says("4 out of 4")


def test_someone_elses_keyworker_finds_nothing(make, visit, sian):
    look = make.look(sian, {Domain.HEALTH: 1})
    stranger = visit(make.worker())

    for place, values in (
        ("distance.index", {}),
        ("distance.new", {"person_id": sian.id}),
        ("left_out.new", {"person_id": sian.id}),
        ("distance.show", {"occasion_id": look.id}),
        ("distance.fill", {"occasion_id": look.id, "part": 1}),
        ("distance.finish", {"occasion_id": look.id}),
    ):
        assert stranger.get(f"worker.{place}", ref=sian.family.ref, **values).status == 404


def test_a_worker_sees_what_a_person_sees_and_none_of_their_half_done_ones(make, visit, sian):
    make.look(sian, {Domain.HEALTH: 4}, circle_id=sian.family.circle_id)
    half = make.look(sian, {Domain.FEELINGS: 4}, circle_id=sian.family.circle_id, is_finished=False)
    browser, where = visit(sian.family.keyworker), {"ref": sian.family.ref, "person_id": sian.id}

    page = browser.get("worker.seen_as.show", where="distance", **where)
    assert page.says("What I said")
    assert not page.says("Half done")
    gone = browser.get("worker.seen_as.show", where="distance", thing_id=half.id, **where)
    assert gone.status == 404


def test_what_each_said_is_theirs_and_their_keyworkers_alone_when_homes_are_parted(make, visit, database, sian):
    one = sian.family
    gareth = make.parent(one, first_name="Gareth")
    looks = {person.id: make.look(person, {Domain.HEALTH: 1}, circle_id=one.circle_id).id for person in (sian, gareth)}
    living, manager = {sian.id: ("A",), gareth.id: ("B",)}, make.manager()
    with make.writing() as db:
        learn_key(db, one.id)
        for person in db.scalars(select(Person).where(Person.family_id == one.id)):
            living.setdefault(person.id, ("A", "B"))
        parted = Parting({"A": "Hers", "B": "His"}, living, {}, history="A")
        parting.part(db, manager.actor, one.id, parted)

    with session_of(database) as db:
        learn_key(db, one.id)
        around = {id_: db.get_one(Circle, db.get_one(Occasion, look).circle_id) for id_, look in looks.items()}
    assert {id_: circle.id for id_, circle in around.items()} == {
        sian.id: sian.private_circle_id,
        gareth.id: gareth.private_circle_id,
    }
    assert visit(gareth).get("family.distance.show", occasion_id=looks[sian.id]).status == 404
    assert visit(sian).get("family.distance.show", occasion_id=looks[gareth.id]).status == 404


def test_a_worker_without_a_private_circle_begins_anew_where_the_one_they_began_went_home(make, visit, sian):
    one = sian.family
    dai = make.worker(first_name="Dai")
    make.member(one, dai)
    gone = make.look(sian, {Domain.HEALTH: 1}, beside=dai, is_finished=False)  # where a parting took it

    where = {"ref": one.ref, "person_id": sian.id}
    page = visit(dai).post("worker.distance.new", {"circle": str(one.circle_id)}, **where)

    assert page.status == 200
    assert str(gone.id) not in page.path
    assert page.says("Who can see this : our whole family and team")


@pytest.fixture
def from_home(visit, sian, database):
    """Begin a look beside a mother, let her answer at home in Welsh, and return the page and all answers."""

    def answers():
        with session_of(database) as db:
            learn_key(db, sian.family.id)
            rows = db.scalars(select(Rating)).all()
            return {row.domain: (row.level, row.why, row.why_language, row.written_by_id) for row in rows}

    _, page = beside(visit, sian)
    where = {"occasion_id": page.path.split("/")[5], "part": 1}
    said = {"health": "3", "health-why": "Dw i wedi blino", "growing": "1"}
    visit(sian, "cy").post("family.distance.fill", said, **where)
    return page.path, answers


def test_what_a_mother_wrote_at_home_stays_hers_when_the_worker_saves_the_page(visit, sian, from_home):
    path, answers = from_home
    browser, beth = visit(sian.family.keyworker), sian.family.keyworker.id
    page = browser.get(path)

    assert "health-why" not in page.form().fields
    assert page.html.select_one('[lang="cy"].lines').get_text() == "Dw i wedi blino"
    assert page.says("These are their own words. Only they can change this answer.")
    browser.send(page.form(), {"talking": "2", "talking-why": "She said so", "language": "en"})

    assert answers() == {
        Domain.HEALTH: (3, "Dw i wedi blino", "cy", None),
        Domain.GROWING: (1, "", None, None),
        Domain.TALKING: (2, "She said so", "en", beth),
    }


def test_a_worker_who_types_over_her_words_is_told_and_loses_nothing(visit, sian, from_home):
    path, answers = from_home
    before = answers()
    page = visit(sian.family.keyworker).post(path, {"health": "0", "health-why": "She is well"})

    assert page.status == 422
    assert page.says("She is well")
    assert page.says("What you typed here is not saved. Copy it from here, so that it is not lost.")
    assert answers() == before


def test_a_worker_who_changes_only_her_number_does_not_become_the_one_who_wrote_her_words(visit, sian, from_home):
    path, answers = from_home
    before = answers()
    page = visit(sian.family.keyworker).post(path, {"health": "0"})

    assert page.status == 422
    assert answers() == before


def test_a_page_that_was_open_while_she_wrote_shows_both_and_can_still_be_saved(visit, sian, from_home):
    path, answers = from_home
    browser, mother = visit(sian.family.keyworker), visit(sian, "cy")
    form = browser.open_form(path)
    mine = {"growing": "4", "growing-why": "Mae’n cysgu", "talking": "0"}
    mother.post("family.distance.fill", mine, occasion_id=path.split("/")[5], part=1)

    page = browser.send(form, {"growing": "2", "growing-why": "He eats", "talking": "1"})
    assert page.status == 409
    assert page.says("He eats")
    assert page.says("Mae’n cysgu")
    browser.send(page.form())

    assert answers()[Domain.GROWING] == (4, "Mae’n cysgu", "cy", None)
    assert answers()[Domain.TALKING][0] == 1


def test_words_that_she_leaves_as_they_were_stay_in_their_language(visit, sian, from_home):
    path, answers = from_home
    visit(sian, "en").post("family.distance.fill", {"health": "1"}, occasion_id=path.split("/")[5], part=1)

    assert answers()[Domain.HEALTH] == (1, "Dw i wedi blino", "cy", None)


def test_a_child_reads_on_each_card_who_can_see_it(visit, macsen):
    browser = visit(macsen.family.keyworker)
    form = browser.open_form("worker.distance.new", ref=macsen.family.ref, person_id=macsen.id)

    assert browser.send(form, {"tool": "matrix", "circle": form.choices["circle"][0]}).says("Who can see this")


def test_where_a_council_does_not_look_in_this_way_there_is_no_such_place(sian, app):
    quiet = app.extensions["nod.settings"].model_copy(update={"scoring": "goals"})
    other = create_app(quiet)
    mother, keyworker = Visit(other)(sian), Visit(other)(sian.family.keyworker)

    assert mother.get("/family/distance").status == 404
    assert not mother.get("family.more.show").says("How things are")
    assert keyworker.get(f"/worker/families/{sian.family.ref}/distance").status == 404
    assert not keyworker.get("worker.case.show", ref=sian.family.ref).says("How things are")
    other.extensions["nod.database"].close()


def test_a_council_with_one_tool_asks_for_that_one_alone(sian, app):
    other = create_app(app.extensions["nod.settings"].model_copy(update={"scoring": "goals,matrix"}))
    page = Visit(other)(sian).post("family.distance.new", {"tool": Tool.DISTANCE})

    assert page.status == 422
    other.extensions["nod.database"].close()


def test_the_pages_ask_few_questions_of_the_database(make, sian, visit, statements):
    look = make.look(sian, dict.fromkeys(Domain, 3))
    half = make.look(sian, {Domain.HEALTH: 1}, beside=sian.family.keyworker, is_finished=False)
    browser, base = visit(sian.family.keyworker), f"/worker/families/{sian.family.ref}/distance"
    browser.get(base)
    for path in ("", f"/new/{sian.id}", f"/left-out/{sian.id}", f"/{look.id}", f"/{half.id}/1", f"/{half.id}/finish"):
        with statements() as seen:
            browser.fetch("GET", base + path)
        looked = [one for one in seen if "INSERT" not in one and "UPDATE" not in one]
        assert 1 <= len(looked) <= MOST_STATEMENTS, (path, len(looked), *looked)


def test_a_goal_begins_from_what_is_hardest_and_keeps_whose_it_is(make, sian, visit):
    gareth = make.parent(sian.family, first_name="Gareth")
    look = make.look(gareth, {Domain.FEELINGS: 4, Domain.HEALTH: 0}, circle_id=sian.family.circle_id)
    browser = visit(sian.family.keyworker)

    browser.get("worker.distance.show", ref=sian.family.ref, occasion_id=look.id)
    page = browser.follow("Begin a goal together: Feelings")

    form = page.form()
    assert (form.value("words"), form.value("whose")) == ("Feelings:", str(gareth.id))
    assert "domain=feelings" in form.action
    nothing_more = browser.send(form, {"circle": str(sian.family.circle_id), "scale": "ten", "language": "en"})
    assert nothing_more.error_beside("words")
    assert browser.send(nothing_more.form(), {"words": "I sleep again"}).says("I sleep again")


def test_an_address_puts_no_words_into_a_goal(sian, visit):
    path = f"/worker/families/{sian.family.ref}/goals/new?domain=He+drinks&whose=nobody&words=He+drinks"

    page = visit(sian.family.keyworker).get(path)

    assert not page.says("He drinks")
    assert page.form().value("whose") == ""
