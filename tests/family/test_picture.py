"""Who knows what: people down, services across, each kind with where it stands, and nothing of another's answers."""

from datetime import timedelta

import pytest

from portal import clock
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus, InfoKind, Responsibility, Shown
from tests.support.people import birthday


def picture(visit, who, language="en"):
    return visit(who, language).get("family.picture.show")


def about(page, name):
    """Return everything that stands about one person, card by card."""
    sections = page.html.select("main section[aria-labelledby]")
    return [one.get_text(" ", strip=True) for one in sections if name in one.select_one("h2").get_text()]


@pytest.fixture
def llwyds(make):
    """A mother, a father who decides too and lives with her, a child, and the school on their team."""
    family = make.family()
    home = make.household(family)
    mother = make.parent(family, homes=(home,))
    father = make.parent(family, first_name="Gareth", homes=(home,))
    child = make.child(mother.family)
    make.partner(mother.family)
    return mother, father, child


def test_a_mother_sees_what_the_school_may_know_about_her_and_about_her_child(make, visit, llwyds):
    mother, _father, macsen = llwyds
    make.decision(make.question(mother))
    make.decision(make.question(mother, about=macsen, kind=InfoKind.LEARNING), lasts=ConsentLasts.YEAR)
    make.decision(make.question(mother, about=macsen, kind=InfoKind.HOME), ConsentStatus.REFUSED)
    make.decision(make.question(mother, about=macsen, kind=InfoKind.HEALTH), ConsentStatus.PART, part="His asthma")
    make.question(mother, about=macsen, kind=InfoKind.FEELINGS)
    page = picture(visit, mother)

    (hers,), (his,) = about(page, "About you"), about(page, "Macsen")
    assert "Ysgol y Dderwen They may know: What we work on: goals and next steps" in hers
    assert "They may know: Learning Last day:" in his
    assert "No, do not share it: Home and money" in his
    assert "Only part of it: Health Which part: His asthma" in his
    assert "Waiting for an answer: Feelings and behaviour" in his
    assert his.endswith("Not asked yet: 2 kinds")


def test_each_stands_with_a_shape_of_its_own_beside_its_words(make, visit, llwyds):
    mother, _father, macsen = llwyds
    for kind, status in zip(InfoKind, ("given", "part", "refused", "talk", "withdrawn"), strict=False):
        make.decision(make.question(mother, about=macsen, kind=kind), ConsentStatus(status), part="Some")
    page = picture(visit, mother)
    rows = page.html.select("main .across li")

    assert all(row.select_one("svg[aria-hidden]") and row.get_text(strip=True) for row in rows)
    of_child = [row for row in rows if any(word(kind) in row.get_text() for kind in list(InfoKind)[:5])]
    assert len({row.select_one("use")["href"] for row in of_child}) == len(of_child) == 5


def word(kind):
    words = ("Name and contact", "Home and money", "Health", "Learning", "Feelings and behaviour")
    return dict(zip(InfoKind, words, strict=False))[kind]


def test_of_what_another_decided_nothing_shows_but_that_not_everyone_agrees(make, visit, llwyds):
    mother, father, macsen = llwyds
    make.decision(make.question(mother, about=macsen))
    before = about(picture(visit, father), "Macsen")
    make.decision(make.question(father, about=macsen), ConsentStatus.REFUSED)
    (hers,), (his,) = about(picture(visit, mother), "Macsen"), about(picture(visit, father), "Macsen")

    assert before == ["ML About: Macsen Ysgol y Dderwen Not asked yet: 6 kinds"]
    assert "Not everyone agrees yet: What we work on" in hers
    assert "No, do not share it: What we work on" in his
    assert "May know" not in hers
    assert "Gareth" not in picture(visit, mother).seen


def test_someone_elses_no_alone_shows_nothing_to_who_has_not_answered(make, visit, llwyds):
    mother, father, macsen = llwyds
    before = picture(visit, mother).seen
    make.decision(make.question(father, about=macsen), ConsentStatus.REFUSED)

    assert picture(visit, mother).seen == before


def test_a_yes_that_is_over_is_not_shown_as_one(make, visit, llwyds, time_machine):
    mother, _father, _child = llwyds
    make.decision(make.question(mother), lasts=ConsentLasts.REVIEW)
    time_machine.move_to(clock.now() + timedelta(weeks=6))
    assert "They may know" in about(picture(visit, mother), "About you")[0]

    time_machine.move_to(clock.now() + timedelta(days=1))
    (hers,) = about(picture(visit, mother), "About you")
    assert "The time is over: What we work on" in hers
    assert "They may know" not in hers


def test_a_yes_that_was_asked_about_anew_still_counts(make, visit, llwyds):
    mother, _father, _child = llwyds
    make.decision(make.question(mother))
    make.question(mother)

    assert (
        "They may know: What we work on: goals and next steps Waiting for an answer"
        in about(picture(visit, mother), "About you")[0]
    )


def test_who_has_no_responsibility_sees_themself_alone(make, visit, llwyds):
    mother, _father, macsen = llwyds
    make.decision(make.question(mother, about=macsen))
    partner = make.parent(mother.family, first_name="Dai", responsibility=Responsibility.NO)
    page = picture(visit, partner)

    assert about(page, "About you") == ["DL About you Ysgol y Dderwen Not asked yet: 6 kinds"]
    assert len(page.html.select("main section[aria-labelledby]")) == 1


def test_a_young_person_others_decide_for_reads_what_is_known_and_not_who_said_it(make, visit, llwyds):
    mother, father, _child = llwyds
    elin = make.young_person(mother.family)
    assert "Nothing so far" in about(picture(visit, elin), "About you")[0]
    make.decision(make.question(mother, about=elin, kind=InfoKind.LEARNING))
    make.decision(make.question(father, about=elin, kind=InfoKind.HEALTH), ConsentStatus.REFUSED)
    page = picture(visit, elin)

    (hers,) = about(page, "About you")
    assert "A grown-up decides about this for now. This is what we may share about you." in hers
    assert hers.endswith("Ysgol y Dderwen They may know: Learning")
    assert picture(visit, elin, "cy").says("Dyma beth rydyn ni’n cael ei rannu amdanat ti.")


def homes_apart(make, one):
    """Two homes, with a grown-up who decides in each."""
    a, b = make.household(one, "A"), make.household(one, "B")
    return (a, b), make.parent(one, homes=(a,)), make.parent(one, first_name="Gareth", homes=(b,))


def homes_together(make, one):
    """One home, with two grown-ups who decide in it."""
    home = make.household(one)
    return (home,), make.parent(one, homes=(home,)), make.parent(one, first_name="Gareth", homes=(home,))


def test_where_two_who_decide_live_apart_a_young_persons_picture_is_the_same_whatever_they_said(make, visit):
    """One of them could else find out the other's answer on the young person's phone."""
    one = make.family()
    homes, mother, father = homes_apart(make, one)
    elin = make.young_person(one, homes=homes)
    make.partner(one)
    before = picture(visit, elin).seen
    make.decision(make.question(father, about=elin))
    make.decision(make.question(mother, about=elin, kind=InfoKind.HEALTH), ConsentStatus.PART, part="Her asthma")
    with_a_yes = picture(visit, elin).seen
    make.decision(make.question(mother, about=elin), ConsentStatus.REFUSED)

    assert before == with_a_yes == picture(visit, elin).seen
    (hers,) = about(picture(visit, elin), "About you")
    assert hers == "EL About you Ysgol y Dderwen A grown-up decides about this for now."
    assert picture(visit, elin, "cy").says("Oedolyn sy’n penderfynu am hyn am y tro.")


def test_where_two_who_decide_live_together_a_young_person_reads_what_comes_of_it(make, visit):
    one = make.family()
    homes, mother, _father = homes_together(make, one)
    elin = make.young_person(one, homes=homes)
    make.partner(one)
    make.decision(make.question(mother, about=elin))

    assert "They may know: What we work on" in about(picture(visit, elin), "About you")[0]


def test_a_young_person_who_decides_sees_their_own_and_the_parent_no_longer_sees_it(make, visit, llwyds):
    mother = llwyds[0]
    elin = make.young_person(mother.family, born_on=birthday(16))
    make.decision(make.question(elin))

    assert "They may know: What we work on" in about(picture(visit, elin), "About you")[0]
    assert about(picture(visit, mother), "Elin") == []


def test_a_service_that_its_reader_may_not_know_by_name_is_a_service_of_its_sort(make, visit):
    """The school of the mother's home says where she lives."""
    one = make.family()
    hers, his = make.household(one, "A"), make.household(one, "B")
    mother, father = make.parent(one, homes=(hers,)), make.parent(one, first_name="Gareth", homes=(his,))
    macsen = make.child(one, homes=(hers, his))
    make.member(one, make.partner(agency=make.agency("Ysgol y Glyn")), circle_id=hers.circle_id)
    make.question(father, make.agency("Ysgol Uwchradd"), about=macsen, is_named=False)
    page = picture(visit, father)

    assert "Another service Waiting for an answer" in about(page, "Macsen")[0]
    assert not page.says("Ysgol")
    assert picture(visit, mother).says("Ysgol y Glyn")


def test_a_worker_whose_role_the_family_does_not_read_brings_no_service(make, visit):
    mother = make.parent()
    make.member(mother.family, make.partner(agency=make.agency("Lloches")), shown=Shown.NONE)
    elin = make.young_person(mother.family)

    for who in (mother, elin):
        page = picture(visit, who)
        assert page.says("No other service is on your team yet.")
        assert not page.says("Lloches")


def test_when_the_help_has_ended_nobody_is_said_to_know_anything(make, visit, llwyds):
    mother = llwyds[0]
    elin = make.young_person(mother.family)
    for one in (mother, elin):
        make.decision(make.question(mother, about=one), lasts=ConsentLasts.YEAR)
    make.closed(mother.family)

    for who in (mother, elin):
        page = picture(visit, who)
        assert page.says("Our help for your family has ended. No service gets anything from us now.")
        assert not page.says("They may know")
    assert picture(visit, elin, "cy").says("Mae ein cymorth i dy deulu wedi dod i ben.")


def test_another_family_shows_nowhere(make, visit, llwyds):
    other = make.parent(first_name="Grace")
    make.partner(other.family)
    make.decision(make.question(other))

    assert "They may know" not in picture(visit, llwyds[0]).seen


def test_more_people_and_answers_cost_no_more_statements(make, visit, llwyds, statements):
    mother, browser = llwyds[0], visit(llwyds[0])
    browser.get("family.picture.show")
    with statements() as few:
        browser.get("family.picture.show")
    for _ in range(3):
        child = make.child(mother.family)
        for kind in InfoKind:
            make.decision(make.question(mother, about=child, kind=kind))
    with statements() as many:
        browser.get("family.picture.show")

    assert len(many) == len(few)


def test_the_way_there_is_on_sharing_and_a_worker_sees_it_as_they_do(make, visit, llwyds):
    mother, _father, macsen = llwyds
    make.decision(make.question(mother, about=macsen))
    assert "/family/sharing/picture" in visit(mother).get("family.sharing.index").hrefs
    page = visit(mother.family.keyworker).get(
        "worker.seen_as.show", ref=mother.family.ref, person_id=mother.id, where="picture"
    )

    assert about(page, "Macsen") == about(picture(visit, mother), "Macsen")
    assert "They may know" in about(page, "Macsen")[0]


def test_in_welsh_every_word_is(make, visit, llwyds):
    mother, _father, macsen = llwyds
    make.decision(make.question(mother, about=macsen), lasts=ConsentLasts.YEAR)
    page = picture(visit, mother, "cy")

    assert page.says("Pwy sy’n gwybod beth")
    assert "Maen nhw’n cael gwybod: Yr hyn rydyn ni’n gweithio arno" in about(page, "Macsen")[0]
