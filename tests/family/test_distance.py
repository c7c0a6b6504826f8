"""How things are over the nineteen domains: one's own look, kept half-way, and how far one has come."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Occasion, Rating
from portal.models.domains import Domain, Moment, RatingKind, Tool
from portal.models.gauges import OfTen
from portal.models.words import Colour

MOST_STATEMENTS = 8


@pytest.fixture
def ratings(database):
    """Every answer there is: domain, kind, number or colour, how much the help helped."""

    def read():
        with session_of(database) as db:
            rows = db.scalars(select(Rating)).all()
            return {row.domain: (row.kind, row.level, row.value, row.colour, row.helped) for row in rows}

    return read


@pytest.fixture
def sian(make):
    """A mother who lives with her son, apart from his father; she has a circle of her own with her keyworker."""
    one = make.family()
    home, his = make.household(one, "A", name="Mam’s home"), make.household(one, "B", name="Dad’s home")
    mother = make.parent(one, homes=(home,))
    make.parent(one, first_name="Gareth", homes=(his,))
    make.child(one, homes=(home, his))
    return mother


def begin(browser, **chosen):
    page = browser.post("family.distance.new", chosen)
    return page, page.path.split("/")[3]


def test_a_mother_begins_and_only_she_and_her_keyworker_can_see_it_unless_she_says_so(sian, visit, database):
    form = visit(sian).open_form("family.distance.new")
    assert form.value("circle") == str(sian.private_circle_id)

    begin(visit(sian))

    with session_of(database) as db:
        made = db.scalars(select(Occasion)).one()
        assert (made.circle_id, made.person_id, made.moment) == (sian.private_circle_id, sian.id, Moment.START)


def test_nothing_is_chosen_for_the_whole_family_where_there_is_no_closer_circle(make, visit):
    one = make.family(keyworker=None)
    alone = make.parent(one)

    assert visit(alone).open_form("family.distance.new").value("circle") != str(one.circle_id)


def test_every_number_of_a_domain_says_that_nought_is_the_best(sian, visit):
    page, _ = begin(visit(sian))

    labels = [label.get_text(" ", strip=True) for label in page.html.select(".stones label")]
    assert len(labels) == 15
    assert all("0 is the best" in label for label in labels)
    assert page.says("0 the best")
    assert page.says("4 the hardest")


def test_one_heading_is_asked_at_a_time_with_plain_words_and_standard_ones(sian, visit):
    page, occasion_id = begin(visit(sian))
    browser, titles = visit(sian), []
    for part in range(1, 6):
        page = browser.get("family.distance.fill", occasion_id=occasion_id, part=part)
        titles += [legend.get_text(" ", strip=True) for legend in page.html.select("fieldset.look legend")]
        assert page.says(f"Part {part} of 5")

    assert (len(titles), len(set(titles))) == (19, 19)
    assert page.says("Home, work and money")
    assert page.says("Housing, employment and financial considerations")
    assert browser.get(f"/family/distance/{occasion_id}/6").status == 404


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_a_mother_stops_half_way_and_goes_on_another_day(sian, visit, ratings, htmx):
    browser = visit(sian)
    _, occasion_id = begin(browser)
    where = {"occasion_id": occasion_id, "part": 1}
    page = browser.post(
        "family.distance.fill", {"health": "0", "growing": "unsure", "then": "stop"}, htmx=htmx, **where
    )

    assert page.said == "Saved. You can go on another day."
    assert ratings() == {
        Domain.HEALTH: (RatingKind.SCORED, 0, None, None, None),
        Domain.GROWING: (RatingKind.UNSURE, None, None, None, None),
    }
    again = visit(sian).get("family.distance.show", occasion_id=occasion_id)
    assert again.path.endswith("/1")
    assert (again.form().value("health"), again.form().value("growing")) == ("0", "unsure")


def test_a_mother_who_chooses_other_readers_begins_another_look_and_each_page_names_who_reads_it(sian, visit):
    browser = visit(sian)
    shared, for_all = begin(browser, circle=sian.family.circle_id)
    close, for_two = begin(browser, circle=sian.private_circle_id)

    assert for_all != for_two
    assert shared.says("Who can see this : our whole family and team")
    assert close.says("Who can see this : Siân and Beth")
    assert begin(browser, circle=sian.family.circle_id)[1] == for_all


def test_a_young_person_reads_on_each_card_who_can_see_it(make, visit):
    page, _ = begin(visit(make.young_person(make.family())), tool=Tool.MATRIX)

    assert page.says("Who can see this")


def test_a_review_is_not_written_into_the_look_that_was_begun_at_the_start(make, sian, visit, later, database):
    half = make.look(sian, {Domain.HEALTH: 3}, is_finished=False)
    later(days=80)
    make.look(sian, {Domain.HEALTH: 2}, moment=Moment.START, circle_id=sian.family.circle_id)

    _, occasion_id = begin(visit(sian))

    assert occasion_id != str(half.id)
    with session_of(database) as db:
        moments = {row.finished_at is None and row.moment for row in db.scalars(select(Occasion))}
    assert {Moment.START, Moment.REVIEW} <= moments


def test_nought_is_an_answer_and_so_is_does_not_apply(sian, visit, ratings):
    browser = visit(sian)
    _, occasion_id = begin(browser)
    answers = {"health": "0", "growing": "not_applicable", "talking": "skipped"}
    browser.post("family.distance.fill", answers, occasion_id=occasion_id, part=1)
    browser.post("family.distance.finish", occasion_id=occasion_id)

    assert ratings()[Domain.HEALTH][1] == 0
    page = browser.get("family.distance.show", occasion_id=occasion_id)
    for words in ("0: Going well", "Does not apply", "I don’t want to say", "Left out"):
        assert page.says(words)


def test_words_without_an_answer_are_asked_for_one_and_are_not_lost(sian, visit, ratings):
    browser = visit(sian)
    _, occasion_id = begin(browser)
    page = browser.post("family.distance.fill", {"health-why": "She sleeps"}, occasion_id=occasion_id, part=1)

    assert (page.status, page.error_beside("health")) == (422, "Choose an answer too. “I don’t know” is one.")
    assert page.form().value("health-why") == "She sleeps"
    assert ratings() == {}


def test_an_answer_that_was_never_offered_is_refused(sian, visit, ratings):
    browser = visit(sian)
    _, occasion_id = begin(browser)

    for odd in ("5", "-1", "green", "10", "x"):
        page = browser.post("family.distance.fill", {"health": odd}, occasion_id=occasion_id, part=1)
        assert page.status == 422
    assert ratings() == {}


def test_two_taps_are_one_page_of_answers(sian, visit, ratings):
    browser = visit(sian)
    _, occasion_id = begin(browser)
    form = browser.open_form("family.distance.fill", occasion_id=occasion_id, part=1)
    pages = [browser.send(form, {"health": "2"}) for _ in range(2)]

    assert [page.status for page in pages] == [200, 200]
    assert ratings()[Domain.HEALTH][1] == 2


def test_a_page_that_someone_else_wrote_on_meanwhile_shows_both(make, sian, visit, ratings):
    look = make.look(sian, {Domain.HEALTH: 3}, beside=sian.family.keyworker, is_finished=False)
    browser = visit(sian)
    form = browser.open_form("family.distance.fill", occasion_id=look.id, part=1)
    visit(sian.family.keyworker).post(
        "worker.distance.fill", {"health": "4"}, ref=sian.family.ref, occasion_id=look.id, part=1
    )
    page = browser.send(form, {"health": "1"})

    assert page.status == 409
    assert page.says("Being well: 4: Very big worry")
    assert page.form().value("health") == "1"
    browser.send(page.form())
    assert ratings()[Domain.HEALTH][1] == 1


def test_what_is_finished_takes_no_more_answers(make, sian, visit, ratings):
    look = make.look(sian, {Domain.HEALTH: 3}, is_finished=False)
    browser = visit(sian)
    form = browser.open_form("family.distance.fill", occasion_id=look.id, part=1)
    browser.post("family.distance.finish", occasion_id=look.id)
    page = browser.send(form, {"health": "0"})

    assert page.path.endswith(str(look.id))
    assert ratings()[Domain.HEALTH][1] == 3


def test_how_much_the_help_helped_is_asked_apart_and_not_at_the_start(make, sian, visit, ratings):
    make.look(sian, {Domain.HEALTH: 3})
    browser = visit(sian)
    page, occasion_id = begin(browser)
    assert page.says("Part 1 of 6")

    browser.post("family.distance.fill", {"health": "1", "growing": "0"}, occasion_id=occasion_id, part=1)
    page = browser.get("family.distance.fill", occasion_id=occasion_id, part=6)
    assert page.says("0 is that it did not help. 4 is that it helped a lot.")
    assert not page.says("worry")
    assert page.form().choices == {"health": list("01234"), "growing": list("01234")}
    browser.post("family.distance.fill", {"health": "0"}, occasion_id=occasion_id, part=6)

    assert ratings()[Domain.HEALTH][-1] == 0
    assert ratings()[Domain.GROWING][-1] is None


def test_how_far_one_has_come_is_said_in_words_from_both_starting_points(make, sian, visit, later):
    make.look(sian, {Domain.HEALTH: 3, Domain.FEELINGS: 1, Domain.HOME_MONEY: 2})
    later(days=80)
    make.look(sian, {Domain.HEALTH: 4, Domain.FEELINGS: 1, Domain.HOME_MONEY: 2}, moment=Moment.REVIEW)
    later(days=90)
    last = {Domain.HEALTH: 0, Domain.FEELINGS: 2, Domain.HOME_MONEY: RatingKind.SKIPPED}
    page = visit(sian).get("family.distance.show", occasion_id=make.look(sian, last, moment=Moment.END).id)

    titles = [title.get_text(" ", strip=True) for title in page.html.select(".card__title")]
    assert [title.partition(":")[0] for title in titles[:2]] == ["Since the start", "Since the first review"]
    assert page.seen.count("Better: 1, the same: 0, harder: 1") == 2
    assert page.says("Being well : Better From: 3: Big worry · Now: 0: Going well")
    assert page.says("From: 4: Very big worry · Now: 0: Going well")
    assert page.says("Feelings : Harder")


def test_the_hardest_are_offered_as_the_beginning_of_a_goal(make, sian, visit):
    answers = {Domain.HEALTH: 0, Domain.FEELINGS: 4, Domain.HOME_MONEY: 3, Domain.WARMTH: 1, Domain.TALKING: 2}
    browser = visit(sian)
    page = browser.get("family.distance.show", occasion_id=make.look(sian, answers).id)

    offered = [link.removeprefix("Make it a goal") for link in page.links if link.startswith("Make it a goal")]
    assert offered == [": Feelings", ": Home, work and money", ": Talking and understanding"]
    page = browser.follow("Make it a goal: Feelings")
    assert page.says("You said this is hard just now: Feelings")
    assert page.form().value("words") == "Feelings:"

    nothing_more = browser.send(page.form(), {"whose": "mine", "circle": str(sian.family.circle_id)})
    assert nothing_more.error_beside("words") == "Go on from here in your own words: what would be a bit better?"
    saved = browser.send(nothing_more.form(), {"words": "Feelings: I sleep again"})
    assert saved.says("Feelings: I sleep again")


def test_what_she_wrote_over_the_beginning_is_all_that_is_kept(sian, visit):
    browser = visit(sian)
    form = browser.get("/family/goals/new?domain=feelings").form()

    saved = browser.send(form, {"words": "I sleep again", "whose": "mine", "circle": str(sian.family.circle_id)})

    assert saved.says("I sleep again")
    assert not saved.says("Feelings")


def test_a_goal_begins_from_no_domain_that_never_was(sian, visit):
    page = visit(sian).get("/family/goals/new?domain=nothing")

    assert page.status == 200
    assert not page.says("You said this is hard just now")


def test_nobody_else_reads_it_until_it_is_finished_and_then_only_who_was_chosen(make, sian, visit):
    one = sian.family
    elin, gareth = make.young_person(one), make.parent(one, first_name="Gareth")
    half = make.look(sian, {Domain.HEALTH: 1}, circle_id=one.circle_id, is_finished=False)

    for reader in (elin, gareth):
        assert visit(reader).get("family.distance.show", occasion_id=half.id).status == 404
        assert not visit(reader).get("family.distance.index").says("Half done")
    keyworker = visit(one.keyworker)
    assert keyworker.get("worker.distance.show", ref=one.ref, occasion_id=half.id).status == 404
    visit(sian).post("family.distance.finish", occasion_id=half.id)
    assert visit(elin).get("family.distance.show", occasion_id=half.id).says("1: Small worry")

    own = make.look(sian, {Domain.HEALTH: 4})
    for reader in (elin, gareth):
        assert visit(reader).get("family.distance.show", occasion_id=own.id).status == 404
        assert not visit(reader).get("family.distance.index").says("Very big worry")


def test_nobody_fills_in_anothers(make, sian, visit):
    elin = make.young_person(sian.family)
    look = make.look(sian, {}, circle_id=sian.family.circle_id, is_finished=False)

    for page in ("fill", "finish"):
        where = {"occasion_id": look.id} | ({"part": 1} if page == "fill" else {})
        assert visit(elin).get(f"family.distance.{page}", **where).status == 404


def test_a_look_that_one_does_not_see_is_no_starting_point(make, sian, visit):
    one = sian.family
    gareth = make.parent(one, first_name="Gareth")
    make.look(sian, {Domain.HEALTH: 4})
    shared = make.look(sian, {Domain.HEALTH: 1}, moment=Moment.REVIEW, circle_id=one.circle_id)

    assert visit(sian).get("family.distance.show", occasion_id=shared.id).says("Better: 1")
    page = visit(gareth).get("family.distance.show", occasion_id=shared.id)
    assert page.says("1: Small worry")
    assert not page.says("Better")


def test_a_grown_up_answers_the_family_cards_from_nought_to_ten(sian, visit, ratings):
    browser = visit(sian)
    page, occasion_id = begin(browser, tool=Tool.MATRIX)
    assert page.form().choices["health"] == [*map(str, range(11)), "not_applicable", "unsure", "skipped"]
    assert page.says("0 very hard")
    assert page.says("10 very good")

    browser.post("family.distance.fill", {"health": "0", "growing": "10"}, occasion_id=occasion_id, part=1)
    assert [row[1:3] for row in ratings().values()] == [(None, 0), (None, 10)]


def test_a_young_person_has_one_card_at_a_time_and_one_press_is_an_answer(make, visit, ratings):
    elin = make.young_person(make.family())
    browser = visit(elin)
    page, occasion_id = begin(browser, tool=Tool.MATRIX)
    for number, colour in enumerate(["green", "amber", "red"], start=1):
        assert page.says(f"Card {number} of 19")
        assert page.heading.endswith("?")
        domain = list(Domain)[number - 1].value
        page = browser.post("family.distance.fill", {domain: colour}, occasion_id=occasion_id, part=number)

    assert [row[3] for row in ratings().values()] == [Colour.GREEN, Colour.AMBER, Colour.RED]
    assert all(row[1] is row[2] is None for row in ratings().values())


def test_a_child_of_eight_does_not_look_alone(make, visit, database):
    one = make.family()
    young = make.young_person(one, age=8)
    page = visit(young).post("family.distance.new", {"tool": "matrix"})

    assert page.status == 403
    with session_of(database) as db:
        assert db.scalars(select(Occasion)).all() == []


def test_two_scales_are_never_compared(make, sian, visit):
    make.look(sian, {Domain.HEALTH: OfTen(9)}, tool=Tool.MATRIX)
    page = visit(sian).get(
        "family.distance.show", occasion_id=make.look(sian, {Domain.HEALTH: 1}, moment=Moment.REVIEW).id
    )

    assert page.says("There is nothing before this to compare with.")


def test_a_welsh_page_has_the_domains_in_welsh(make, visit):
    elin = make.young_person(make.family())
    browser = visit(elin, "cy")
    page, _ = begin(browser, tool=Tool.MATRIX)

    assert page.heading == "Wyt ti’n teimlo’n iach?"


def test_the_pages_ask_few_questions_of_the_database(make, sian, visit, statements, later):
    make.look(sian, dict.fromkeys(Domain, 3))
    later(days=1)
    last = make.look(sian, dict.fromkeys(Domain, 1), moment=Moment.REVIEW)
    later(days=1)
    half = make.look(sian, {Domain.HEALTH: 1}, moment=Moment.REVIEW, is_finished=False)
    browser = visit(sian)
    browser.get("family.distance.index")
    paths = ["", "/new", f"/{last.id}", f"/{half.id}/1", f"/{half.id}/6", f"/{half.id}/finish"]
    for path in paths:
        with statements() as seen:
            browser.fetch("GET", f"/family/distance{path}")
        assert 1 <= len(seen) <= MOST_STATEMENTS, (path, len(seen), *seen)
