"""What may go to whom about one family, and why not: everyone, service by service, for the council's workers."""

from datetime import timedelta
from itertools import product

import pytest

from portal import clock
from portal.database import session_of
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus, InfoKind, Responsibility
from portal.policy import agreed_people
from portal.queries import picture as pictures
from portal.queries.account import actor_of
from portal.queries.coverage import Goes


def picture(visit, one, who=None):
    return visit(who or one.keyworker).get("worker.picture.show", ref=one.ref)


def about(page, name):
    """Return what stands about one person, service by service."""
    sections = page.html.select("main section[aria-labelledby]")
    found = next(one for one in sections if name in one.select_one("h2").get_text())
    return [card.get_text(" ", strip=True) for card in found.select(".card")] or [found.get_text(" ", strip=True)]


@pytest.fixture
def llwyds(make):
    """A mother, a father who decides too, a child, and the school on their team."""
    mother = make.parent()
    father = make.parent(mother.family, first_name="Gareth")
    return mother, father, make.child(mother.family), make.partner(mother.family)


def test_a_keyworker_sees_what_may_go_and_why_the_rest_may_not(make, visit, llwyds):
    mother, father, macsen, _asha = llwyds
    make.decision(make.question(mother, about=macsen, kind=InfoKind.LEARNING), lasts=ConsentLasts.YEAR)
    for decider, status in ((mother, ConsentStatus.GIVEN), (father, ConsentStatus.REFUSED)):
        make.decision(make.question(decider, about=macsen, kind=InfoKind.HOME), status)
    make.decision(make.question(mother, about=macsen, kind=InfoKind.HEALTH), ConsentStatus.PART, part="His asthma")
    (school,) = about(picture(visit, mother.family), "Macsen")

    assert "May go: Learning Last day:" in school
    assert "They do not agree: Home and money" in school
    assert "Gareth No, do not share it" in school
    assert "Only part may go: Health" in school
    assert "Siân Only part of it" in school
    assert "Which part: His asthma" in school
    assert "Not asked yet: Name and contact · Feelings and behaviour · What we work on" in school


def test_where_nobody_may_decide_it_says_so_and_leads_on(make, visit):
    child = make.child(make.family())
    make.parent(child.family, responsibility=Responsibility.UNKNOWN)
    make.partner(child.family)
    page = picture(visit, child.family)

    assert "Nobody in Nod may decide about this person" in about(page, "Macsen")[0]
    assert f"/worker/families/{child.family.ref}/people" in page.hrefs


def test_a_yes_of_one_and_the_lapsed_yes_of_another_may_go(make, visit, llwyds, time_machine):
    mother, father, macsen, _asha = llwyds
    make.decision(make.question(mother, about=macsen))
    make.decision(make.question(father, about=macsen), lasts=ConsentLasts.REVIEW)
    time_machine.move_to(clock.now() + timedelta(weeks=6, days=1))

    assert "May go: What we work on" in about(picture(visit, mother.family), "Macsen")[0]


def test_a_part_beside_a_whole_yes_or_one_that_is_over_lets_that_part_go(make, visit, llwyds, time_machine):
    mother, father, macsen, _asha = llwyds
    make.decision(make.question(father, about=macsen), lasts=ConsentLasts.REVIEW)
    make.decision(make.question(mother, about=macsen), ConsentStatus.PART, part="Reading", lasts=ConsentLasts.YEAR)
    assert "Only part may go: What we work on" in about(picture(visit, mother.family), "Macsen")[0]

    time_machine.move_to(clock.now() + timedelta(weeks=7))
    assert "Only part may go: What we work on" in about(picture(visit, mother.family), "Macsen")[0]


def test_a_no_beside_a_yes_that_is_over_is_no_disagreement(make, visit, llwyds, time_machine):
    mother, father, macsen, _asha = llwyds
    make.decision(make.question(father, about=macsen), lasts=ConsentLasts.REVIEW)
    make.decision(make.question(mother, about=macsen), ConsentStatus.REFUSED)
    assert "They do not agree: What we work on" in about(picture(visit, mother.family), "Macsen")[0]

    time_machine.move_to(clock.now() + timedelta(weeks=7))
    assert "May not go: What we work on" in about(picture(visit, mother.family), "Macsen")[0]


def test_of_a_family_whose_help_has_ended_it_says_that_nothing_may_go(make, visit, llwyds):
    mother = llwyds[0]
    make.decision(make.question(mother), lasts=ConsentLasts.YEAR)
    make.closed(mother.family)
    page = picture(visit, mother.family)

    assert page.says("The help for this family has ended. Nothing may go to any service.")
    assert not page.says("May go")


def test_a_service_that_left_the_team_stays_while_something_was_said_to_it(make, visit, llwyds):
    mother = llwyds[0]
    make.decision(make.question(mother, make.agency("Bwrdd Iechyd")), ConsentStatus.WITHDRAWN)
    health, school = about(picture(visit, mother.family), mother.first_name)

    assert health.startswith("Bwrdd Iechyd May not go: What we work on")
    assert school.startswith("Ysgol y Dderwen Not asked yet")


def test_what_may_go_is_what_the_services_own_sight_is_held_to(make, database, llwyds):
    """Every two answers, kind by kind: the picture and the rule of sight say the same."""
    mother, father, macsen, asha = llwyds
    mari = make.partner(mother.family, agency=make.agency("Bwrdd Iechyd"))
    answers = list(product((None, ConsentStatus.GIVEN, ConsentStatus.PART, ConsentStatus.NOT_NOW), repeat=2))
    places = list(product((asha, mari), InfoKind))
    for (partner, kind), said in zip(places, answers, strict=False):
        for decider, status in zip((mother, father), said, strict=True):
            if status:
                asked = make.question(decider, partner.agency, about=macsen, kind=kind)
                make.decision(asked, status, part="Some of it")
    with session_of(database) as db:
        seen = {
            (person, partner.agency.id, kind)
            for partner, kind in places
            for person in db.scalars(agreed_people(actor_of(db, partner.account_id), kind))
        }
        readers = (mother.family.keyworker, mother, father)
        every = [pictures.weighed(db, actor_of(db, who.account_id), mother.family.id) for who in readers]
        partners = pictures.weighed(db, actor_of(db, asha.account_id), mother.family.id)
    told = [{key for key, come_to in one.items() if come_to is Goes.ALL} for one in every]

    assert seen
    assert told == [seen, seen, seen]
    assert partners == {}


def test_a_partner_and_a_stranger_have_no_such_page(make, visit, llwyds):
    mother, _father, _child, asha = llwyds
    make.decision(make.question(mother))

    assert picture(visit, mother.family, asha).status == 404
    assert picture(visit, mother.family, make.worker(first_name="Tom")).status == 404


def test_more_people_and_answers_cost_no_more_statements(make, visit, llwyds, statements):
    mother, browser = llwyds[0], visit(llwyds[0].family.keyworker)
    browser.get("worker.picture.show", ref=mother.family.ref)
    with statements() as few:
        browser.get("worker.picture.show", ref=mother.family.ref)
    for _ in range(3):
        child = make.child(mother.family)
        for kind in InfoKind:
            make.decision(make.question(mother, about=child, kind=kind))
    with statements() as many:
        browser.get("worker.picture.show", ref=mother.family.ref)

    assert len(many) == len(few)


def test_without_a_service_it_says_what_brings_one(make, visit):
    one = make.family()
    assert picture(visit, one).says("No partner service is on the team, and nobody was asked about one.")


def test_the_way_there_is_on_sharing(visit, llwyds):
    one = llwyds[0].family
    page = visit(one.keyworker).get("worker.sharing.index", ref=one.ref)

    assert f"/worker/families/{one.ref}/sharing/picture" in page.hrefs
