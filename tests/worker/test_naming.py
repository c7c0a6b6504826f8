"""What a worker writes down about one family and names somebody of another is held back once, in every form."""

import pytest

from portal.actor import Kind
from portal.models import Person
from portal.security.keys import keyring, learn_key
from portal.web import access
from tests.support.cells import cells
from tests.support.county import OTHER, OURS, settle
from tests.support.sight import OF_EVERY_WORKER

TOLD = "Nia Tudor came to see us today"
"""Long enough for every box that wants a reason, short enough for every line."""
ASKED = "This names somebody of another family: Nia Tudor. Take it out, or tick “This belongs here”."
CYMRAEG = "Mae hyn yn enwi rhywun o deulu arall: Nia Tudor. Tynnwch ef allan, neu ticiwch “Mae hyn yn perthyn yma”."
WHO_THEY_ARE = {"first_name", "last_name", "known_as", "mobile", "email", "ref"}
"""Boxes that say who somebody of this family is, or which family is asked for."""
DAYS = ("on", "born_on", "told_on", "review_on", "asked_by")
OF_DAYS = (
    {f"{name}-{part}" for name in DAYS for part in ("day", "month", "year")}
    | {f"{end}_{number}" for end in ("opens", "closes") for number in (1, 2)}
    | {"at"}
)
TEXT = "textarea, input[type=text], input:not([type]), input[type=email], input[type=tel]"


@pytest.fixture
def two(make):
    """Return a worker's family, and another of theirs in which Nia lives."""
    beth = make.worker(first_name="Beth")
    ours, other = make.family(keyworker=beth), make.family("Tudor", keyworker=beth)
    make.parent(ours)
    make.parent(other, first_name="Nia", last_name="Tudor")
    return ours, other


def note(visit, one, words, **more):
    return visit(one.keyworker).post("worker.notes.index", {"words": words} | more, ref=one.ref)


def is_saved(page):
    """Say whether it was taken: a page that is held back shows what was typed as well."""
    return page.first_status == 303


def test_every_form_in_which_a_worker_writes_asks_once(visit, app, database, figure):
    """The forms are found by walking every address, so a form that is added later is tried as well."""
    county = settle(database)
    council, keyworker, other = county.makers[OURS], county.ours.family.keyworker, county.houses[OTHER].family
    council.parent(other, first_name="Nia", last_name="Tudor")
    council.member(other, keyworker)
    asked, tried = 0, set()
    for cell in forms_of_workers(app, county):
        if cell.endpoint in tried:
            continue
        tried.add(cell.endpoint)
        browser = visit(keyworker)  # of its own: a round keeps the device that it was begun on for the child
        for name in boxes(browser.get(cell.path).form()):
            told = f"{TOLD}, {asked}"
            page = browser.send(browser.open_form(cell.path), {name: told}, to=cell.path)
            assert (page.status, page.error_beside(name)) == (422, ASKED), f"{cell}: {name}"
            assert page.form().value(name) == told
            page = browser.send(page.form(), {"belongs_here": "y"}, to=cell.path)
            assert not page.says("somebody of another family"), f"{cell}: {name}"
            asked += 1
    figure("boxes of workers in which somebody of another family is asked about", asked, 24)


def forms_of_workers(app, county):
    rules = [rule for rule in app.url_map.iter_rules() if {"GET", "POST"} <= (rule.methods or set())]
    for cell in cells(app.url_map.bind("nod.example"), rules, county):
        is_about_families = cell.endpoint.startswith("worker.") and not cell.endpoint.startswith(OF_EVERY_WORKER)
        is_ours = cell.thing is None or (cell.thing.family == OURS and cell.thing.seen_by("keyworker", "none"))
        if is_about_families and is_ours and Kind.PRACTITIONER in access.ROUTES[cell.endpoint]:
            yield cell


def boxes(form):
    names = [str(box["name"]) for box in form.html.select(TEXT)]
    return [name for name in names if name not in WHO_THEY_ARE | OF_DAYS]


def test_nothing_is_saved_until_the_box_is_ticked(visit, two):
    ours, _other = two

    assert note(visit, ours, TOLD).status == 422
    assert not visit(ours.keyworker).get("worker.notes.index", ref=ours.ref).says(TOLD)
    assert is_saved(note(visit, ours, TOLD, belongs_here="y"))


def test_it_is_asked_in_welsh(visit, two):
    ours, _other = two
    page = visit(ours.keyworker, "cy").post("worker.notes.index", {"words": TOLD}, ref=ours.ref)

    assert (page.status, page.error_beside("words")) == (422, CYMRAEG)
    assert page.says("Mae hyn yn perthyn yma")


def test_who_has_the_same_name_in_this_family_is_not_asked_about(visit, make, two):
    ours, _other = two
    make.child(ours, first_name="Nia", last_name="Tudor")

    assert is_saved(note(visit, ours, TOLD))


def test_nobody_whom_the_worker_cannot_see_is_looked_for(visit, make):
    """Were they, a worker could find out who gets help by typing names."""
    ours, strange = make.family(), make.family("Tudor")
    make.parent(strange, first_name="Nia", last_name="Tudor")

    assert is_saved(note(visit, ours, TOLD))
    words = f"See {strange.ref}"
    assert is_saved(note(visit, ours, words))


def test_a_family_that_is_covered_counts_and_no_longer_does_afterwards(visit, make, later):
    ours, tom = make.family(), make.worker(first_name="Tom")
    covered = make.family("Tudor", keyworker=tom)
    make.parent(covered, first_name="Nia", last_name="Tudor")
    make.absence(tom, cover=ours.keyworker, days=2)

    assert note(visit, ours, TOLD).status == 422
    later(days=3)
    assert is_saved(note(visit, ours, TOLD))


def test_the_name_someone_goes_by_and_the_last_name_first_are_names_too(visit, make, two):
    ours, other = two
    make.parent(other, first_name="Gwenllian", known_as="Gwenno", last_name="ap Huw")

    for words in ("GWENNO AP HUW", "ap Huw, Gwenllian", "gwenllian  ap\nhuw"):
        assert note(visit, ours, words).status == 422
    assert is_saved(note(visit, ours, "Gwenno rang"))


def test_a_reference_of_another_family_or_of_its_people_is_asked_about(visit, make, two):
    ours, other = two
    with make.writing() as db:
        learn_key(db, other.id)
        nia = db.query(Person).filter_by(family_id=other.id).one()
        nia.ref_lookup = keyring(db).master.lookup("person.ref", "P20417-1")

    for words in (f"({other.ref.lower()}) rang", "As in P20417-1.", "p20417-1"):
        assert note(visit, ours, words).status == 422
    words = f"{ours.ref}, P20417-2 and P20417"
    assert is_saved(note(visit, ours, words))


def test_what_was_let_in_once_is_not_asked_about_when_something_else_changes(visit, make, two):
    ours, _other = two
    place = make.member(ours, make.worker(first_name="Tom"), purpose=TOLD)
    address = {"ref": ours.ref, "member_id": place.id}

    assert visit(ours.keyworker).post("worker.team.change", {"language": "cy"}, **address).first_status == 303
    assert visit(ours.keyworker).post("worker.team.change", {"purpose": TOLD + "."}, **address).status == 422


def test_a_family_member_is_never_asked(visit, make, two):
    ours, _other = two
    elin = make.young_person(ours)
    words = {"whose": "mine", "words": TOLD, "circle": str(elin.private_circle_id)}

    assert is_saved(visit(elin).post("family.goals.new", words))


def test_a_step_in_which_a_home_and_a_name_are_told_keeps_both_answers(visit, two, next_week):
    """Each is asked about by itself; the box that was ticked first stays ticked."""
    ours, _other = two
    visit(ours.keyworker).post("worker.risk.mark", {"at_risk": "yes", "reason": "He looks for her"}, ref=ours.ref)
    beth = visit(ours.keyworker)
    said = {"what": TOLD, "who": "Beth", "where": "MB4 7QX", "circle": str(ours.circle_id), **next_week}

    page = beth.post("worker.next.add", said, ref=ours.ref)
    assert page.error_beside("what") == ASKED
    page = beth.send(page.form(), {"belongs_here": "y"})
    assert page.error_beside("where").startswith("This tells where somebody is")
    assert is_saved(beth.send(page.form(), {"may_know": "y"}))


@pytest.mark.parametrize("families", [2, 12])
def test_it_costs_one_statement_as_a_text_is_saved_and_none_otherwise(visit, make, statements, families):
    beth = make.worker()
    ours, *_others = [make.family(keyworker=beth) for _ in range(families)]
    stone, browser = make.step(ours), visit(beth)

    def cost(form, fields=None):
        with statements() as seen:
            browser.send(form, fields)
        return len([one for one in seen.about("family_key.wrapped") if "person.ref_lookup" in one])

    notes = browser.open_form("worker.notes.index", ref=ours.ref)
    assert cost(notes, {"words": "Ring before noon"}) == 1
    assert cost(notes, {"words": ""}) == 0
    finish = browser.get("worker.next.show", ref=ours.ref).form(f"/worker/families/{ours.ref}/next/{stone.id}/finish")
    assert cost(finish) == 0
