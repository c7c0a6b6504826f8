"""Workers say well done; the family reads it. Partner agencies read none of it."""

from portal.models.words import InfoKind
from tests.worker.test_parting import answers, home, preview, told  # noqa: F401 (a fixture)

WORDS = "You got all three to school on time"


def test_a_keyworker_says_well_done_from_the_case_and_the_mother_reads_it(visit, make):
    one = make.family()
    sian = make.parent(one)
    browser = visit(one.keyworker)
    assert "Say well done" in browser.get("worker.case.show", ref=one.ref).links
    said = {"to": str(sian.id), "words": WORDS, "circle": str(one.circle_id), "language": "en"}
    page = browser.post("worker.praise.new", said, ref=one.ref)

    assert page.said == "Saved. The family reads it now."
    assert browser.get("worker.case.show", ref=one.ref).says(WORDS)
    assert visit(sian).get("family.home.show").says("From: Beth · For: Siân")
    assert visit(sian).get("family.sharing.looked").says("Said well done")


def test_a_form_that_nobody_filled_in_says_what_is_missing(visit, make):
    one = make.family()
    make.parent(one)
    page = visit(one.keyworker).post("worker.praise.new", {"words": WORDS, "circle": ""}, ref=one.ref)

    assert page.status == 422
    assert page.errors == ["Choose who it is for", "Choose who can see it"]
    assert page.form().value("words") == WORDS


def test_a_partner_agency_reads_none_even_where_every_yes_is_given(visit, make):
    one = make.family()
    sian, asha = make.parent(one), make.partner(one)
    for kind in InfoKind:
        make.decision(make.question(sian, asha.agency, kind=kind))
    aim = make.goal(sian, "We have calm mornings")
    make.praise(sian, WORDS, about=aim)
    browser = visit(asha)

    assert browser.get("worker.goals.show", ref=one.ref, goal_id=aim.id).says("We have calm mornings")
    for place, values in (("case.show", {}), ("goals.index", {}), ("goals.show", {"goal_id": aim.id})):
        page = browser.get(f"worker.{place}", ref=one.ref, **values)
        assert (page.status, page.says(WORDS)) == (200, False)
        assert "Say well done" not in page.links
    for place in ("praise.index", "praise.new", "goals.journey"):
        assert browser.get(f"worker.{place}", ref=one.ref).status == 404


def test_a_worker_takes_words_off_that_should_not_stand_there(visit, make, entries):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    praise = make.praise(sian, "Good that you stay in", by=gareth.actor)
    page = visit(one.keyworker).post("worker.praise.put_away", ref=one.ref, praise_id=praise.id)

    assert page.said == "Put away. Nobody reads it here now."
    assert not visit(sian).get("family.home.show").says("Good that you stay in")
    assert "praise_put_away" in entries(one)
    assert not visit(gareth).get("family.sharing.looked").says("Put away")


def test_a_worker_reads_the_way_that_the_family_reads(visit, make):
    one = make.family()
    sian = make.parent(one)
    aim = make.goal(sian, "We have calm mornings")
    for value in (2, 5):
        make.score(aim, sian, value)
    make.praise(sian, WORDS, about=aim)
    page = visit(one.keyworker).get("worker.goals.journey", ref=one.ref)

    own = visit(sian).get("family.goals.journey")
    for words in ("From 2 to 5", WORDS, "5 out of 10"):
        assert page.says(words)
        assert own.says(words)


def test_when_homes_are_parted_each_keeps_what_was_said_to_them_and_a_goals_goes_with_it(visit, make, home):  # noqa: F811
    make.praise(home.gareth, "For Gareth", by=home.sian.actor)
    make.praise(home.sian, "For Siân", by=home.gareth.actor)
    make.praise(home.family, "For us all")
    make.praise(home.gareth, "Of our goal", about=home.goal)
    browser, page = preview(visit, home, history="A")

    assert told(page, "Gareth", "Goes on seeing it") >= {"For Gareth"}
    assert told(page, "Gareth", "Sees it now, and no longer") >= {"For Siân", "For us all", "Of our goal"}
    assert told(page, "Siân", "Goes on seeing it") >= {"For Siân", "For us all", "Of our goal"}
    browser.send(page.form())
    read = {who: visit(who).get("family.praise.index") for who in (home.sian, home.gareth)}
    assert read[home.gareth].says("For Gareth")
    assert not any(read[home.gareth].says(words) for words in ("For Siân", "For us all", "Of our goal"))
    assert all(read[home.sian].says(words) for words in ("For Siân", "For us all", "Of our goal"))
    assert str(home.sian.id) not in visit(home.gareth).get("family.praise.new").form().choices["to"]
