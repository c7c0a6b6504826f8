"""What was shared, as each in the family reads it: what is about them and theirs, and nothing that tells of a home."""

import re

import pytest
from sqlalchemy import update

from portal.models import Consent
from portal.models.domains import Domain
from portal.models.notice_kinds import NoticeKind
from portal.models.words import ConsentStatus, InfoKind

LETTER = {
    "to_name": "Asha Khan, school lead",
    "for_what": "learning",
    "purpose": "So that she reads with him",
    "asks": "Read with him",
    "weeks": "2",
    "language": "en",
}


@pytest.fixture
def apart(make):
    """Siân in one home and Gareth in another, both responsible for Macsen; the school is of hers, unnamed to him."""
    family = make.family()
    hers, his = make.household(family, "A", address="1 Her Street"), make.household(family, "B", address="2 His Road")
    mother = make.parent(family, homes=(hers,))
    father = make.parent(family, first_name="Gareth", homes=(his,))
    macsen = make.child(family, homes=(hers, his))
    make.look(mother, {Domain.PROGRESS: 3}, why="Reading is hard at hers", about=macsen, circle_id=hers.circle_id)
    make.look(father, {Domain.PROGRESS: 1}, why="He reads at his", about=macsen, circle_id=his.circle_id)
    school = make.agency("Ysgol y Dderwen")
    for kind in (InfoKind.LEARNING, InfoKind.HOME, InfoKind.CONTACT):
        make.decision(make.question(mother, school, about=macsen, kind=kind))
        make.decision(make.question(father, school, about=macsen, kind=kind, is_named=False))
    with make.writing() as db:
        db.execute(update(Consent).where(Consent.decider_id == father.id).values(is_named=False))
    return mother, father, macsen, school


def shared(visit, apart, by=None):
    mother, _father, _macsen, school = apart
    beth = visit(by or mother.family.keyworker)
    page = beth.post("worker.share.new", {**LETTER, "agency": school.id}, ref=mother.family.ref)
    made = beth.send(page.form(), {"make": "1"}, to=page.path)
    link = made.html.select_one("#link").get_text().strip()
    return re.sub(r"^https?://[^/]+", "", link), made.html.select_one("#code").get_text().strip()


def test_a_mother_sees_what_was_shared_with_whom_and_why_and_when_it_was_opened(visit, apart):
    path, code = shared(visit, apart)
    before = visit(apart[0]).get("family.shared.index")
    asha = visit()
    asha.get(path)
    asha.post(path, {"code": code})
    asha.post(f"{path}/reply", {"reply": "We begin on Monday."})

    page = visit(apart[0]).get("family.shared.index")

    assert before.says("Not opened yet")
    for words in ("Ysgol y Dderwen", "Asha Khan, school lead", "To help with learning", "So that she reads with him"):
        assert page.says(words)
    for words in ("About: Macsen", "Learning", "Reading is hard at hers", "1 Her Street"):
        assert page.says(words)
    assert not page.says("We begin on Monday.")  # the father said yes too, and lives in another home
    assert not page.says("Not opened yet")
    assert "He reads at his" not in page.text
    assert "2 His Road" not in page.text


def test_a_father_who_may_not_know_the_school_reads_neither_its_name_nor_her_address_nor_any_free_words(visit, apart):
    path, code = shared(visit, apart)
    asha = visit()
    asha.get(path)
    asha.post(path, {"code": code})
    asha.post(f"{path}/reply", {"reply": "Dderwen is open."})

    page = visit(apart[1]).get("family.shared.index")

    assert page.says("Another service")
    assert page.says("About: Macsen")
    told = ("Dderwen", "Her Street", "Asha", "So that she", "Read with him", "Reading is hard", "open.")
    assert [words for words in told if words in page.text] == []


def test_a_young_person_hears_whose_yes_it_is_and_what_they_can_do(visit, make):
    mother = make.parent()
    elin = make.young_person(mother.family, age=14)
    school = make.agency("Ysgol y Dderwen")
    said_yes(make, mother, school, elin, InfoKind.CONTACT)
    shared(visit, (mother, None, elin, school))

    hers = visit(elin).get("family.shared.index")
    assert hers.says("A grown-up who decides for you said yes to some of it.")
    assert not hers.says("Take your yes back")
    own = visit(mother).get("family.shared.index")
    assert own.says("Take your yes back, and the link stops at once.")
    assert not own.says("A grown-up who decides for you")


def said_yes(make, who, school, about, kind):
    make.decision(make.question(who, school, about=about, kind=kind, is_asked=False))


@pytest.fixture
def known_to_both(make, apart):
    """Both know the school by its name, and agreed about Macsen; Siân let it know of herself too."""
    mother, father, macsen, school = apart
    make.look(mother, {Domain.FEELINGS: 4}, why="I am low", circle_id=mother.private_circle_id)
    for who, about, kind in (
        (mother, macsen, InfoKind.LEARNING),
        (father, macsen, InfoKind.LEARNING),
        (mother, mother, InfoKind.CONTACT),
    ):
        said_yes(make, who, school, about, kind)
    return apart


def replied(visit, path, code, words="Siân told me that she is afraid"):
    asha = visit()
    asha.get(path)
    asha.post(path, {"code": code})
    asha.post(f"{path}/reply", {"reply": words})


def test_a_father_who_said_nothing_of_it_sees_nothing_of_it_though_he_decides_too(visit, make, apart):
    mother, father, macsen, _school = apart
    health = make.agency("Health board")
    said_yes(make, mother, health, macsen, InfoKind.LEARNING)
    shared(visit, (mother, father, macsen, health))

    assert visit(father).get("family.shared.index").says("Nothing was shared about you yet.")
    assert visit(mother).get("family.shared.index").says("About: Macsen")


def test_a_father_sees_of_it_only_the_kinds_that_he_said_yes_to(visit, make, apart):
    mother, father, macsen, _school = apart
    health = make.agency("Health board")
    for kind in (InfoKind.LEARNING, InfoKind.CONTACT):
        said_yes(make, mother, health, macsen, kind)
    said_yes(make, father, health, macsen, InfoKind.CONTACT)
    shared(visit, (mother, father, macsen, health))

    page = visit(father).get("family.shared.index")

    card = page.html.select_one("section.card")
    assert [one.get_text() for one in card.select("ul li")] == ["Name and contact"]
    assert "0 is the best" not in card.get_text()  # how he himself scored Macsen's learning


def test_words_that_were_written_over_what_is_about_her_too_are_not_the_fathers_to_read(visit, known_to_both):
    replied(visit, *shared(visit, known_to_both))
    hers, his = (visit(one).get("family.shared.index") for one in known_to_both[:2])

    for words in ("Asha Khan", "So that she reads", "Read with him"):
        assert hers.says(words)
        assert words not in his.text
    assert his.says("Ysgol y Dderwen")
    assert his.says("About: Macsen")


def test_a_reply_is_read_by_nobody_who_lives_apart_from_another_whose_yes_it_stands_on(visit, apart, make):
    mother, father, macsen, school = apart
    said_yes(make, father, school, macsen, InfoKind.LEARNING)
    replied(visit, *shared(visit, apart))
    hers, his = (visit(one).get("family.shared.index") for one in (mother, father))

    assert "afraid" not in his.text
    assert "afraid" not in hers.text
    assert "Their reply" not in his.text


def test_a_reply_is_not_read_by_a_lone_decider_who_lives_apart_from_another_grown_up(visit, make, apart):
    _mother, father, macsen, _school = apart
    health = make.agency("Health board")
    said_yes(make, father, health, macsen, InfoKind.LEARNING)
    replied(visit, *shared(visit, (father, None, macsen, health)))

    page = visit(father).get("family.shared.index")

    assert page.says("Health board")
    assert "afraid" not in page.text


def test_a_mother_who_lives_apart_reads_the_reply_to_what_is_about_her_alone(visit, make, apart):
    mother, _father, _macsen, _school = apart
    clinic = make.agency("Clinic Teifi")
    said_yes(make, mother, clinic, mother, InfoKind.CONTACT)
    replied(visit, *shared(visit, (mother, None, None, clinic)), "We ring her on Monday.")

    assert visit(mother).get("family.shared.index").says("We ring her on Monday.")


def test_a_reply_is_read_by_those_who_live_together(visit, make):
    family = make.family()
    home = make.household(family, "A")
    mother, macsen = make.parent(family, homes=(home,)), make.child(family, homes=(home,))
    make.parent(family, first_name="Gareth", homes=(home,))
    make.look(mother, {Domain.PROGRESS: 3}, about=macsen, circle_id=home.circle_id)
    health = make.agency("Health board")
    said_yes(make, mother, health, macsen, InfoKind.LEARNING)
    replied(visit, *shared(visit, (mother, None, macsen, health)), words="We begin on Monday.")

    assert visit(mother).get("family.shared.index").says("We begin on Monday.")


@pytest.mark.parametrize(("known", "is_read"), [((), True), (("Macsen",), False), (("Siân", "Macsen"), False)])
def test_a_parent_whose_home_is_not_known_lives_apart_unless_no_home_is(visit, make, known, is_read):
    """As `test_not_agreed` asks of what they read about each other's answers."""
    family = make.family()
    homes = (make.household(family, "A"),) if known else ()
    mother = make.parent(family, homes=homes if "Siân" in known else ())
    father = make.parent(family, first_name="Gareth")
    macsen, school = make.child(family, homes=homes if "Macsen" in known else ()), make.agency("Ysgol y Dderwen")
    make.look(mother, {Domain.PROGRESS: 3}, why="Reading is hard", about=macsen, circle_id=family.circle_id)
    for who in (mother, father):
        said_yes(make, who, school, macsen, InfoKind.LEARNING)
    replied(visit, *shared(visit, (mother, father, macsen, school)), words="We begin on Monday.")

    for who in (mother, father):
        assert visit(who).get("family.shared.index").says("We begin on Monday.") is is_read


def test_who_shared_it_is_named_to_those_who_know_them(visit, make, apart):
    shared(visit, apart)
    assert visit(apart[1]).get("family.shared.index").says("Shared by Beth")
    shared(visit, apart, by=make.manager(first_name="Zebedee"))

    page = visit(apart[1]).get("family.shared.index")

    assert page.says("Shared by A worker of the council")
    assert "Zebedee" not in page.text


def test_why_it_ended_is_not_told_for_that_is_anothers_decision(visit, make, apart):
    mother, father, macsen, school = apart
    shared(visit, apart)
    asked = make.question(mother, school, about=macsen, kind=InfoKind.LEARNING, is_asked=False)
    make.decision(asked, ConsentStatus.WITHDRAWN)

    page = visit(father).get("family.shared.index")

    assert page.says("It is over")
    assert not page.says("taken back")


def test_whoever_it_is_not_about_sees_nothing_of_it(visit, make, apart):
    shared(visit, apart)
    carer = make.parent(apart[0].family, first_name="Nain", responsibility="no")
    sister = make.young_person(apart[0].family)

    for one in (carer, sister):
        page = visit(one).get("family.shared.index")
        assert page.says("Nothing was shared about you yet.")
        assert "Macsen" not in page.text


def test_everyone_it_is_about_or_who_said_yes_is_told_that_something_was_shared(visit, make, apart, notices):
    make.parent(apart[0].family, first_name="Nain", responsibility="no")
    shared(visit, apart)

    told = [notice.person_id for notice in notices() if notice.kind is NoticeKind.SHARED]
    assert sorted(told) == sorted([apart[0].id, apart[1].id])


def test_from_sharing_one_comes_to_what_was_shared(visit, make):
    page = visit(make.parent()).get("family.sharing.index")

    assert any("What was shared" in words for words in page.links)
