"""Our team: everyone who helps, and what for in plain words."""

from datetime import timedelta

import pytest

from portal import clock
from portal.models.words import MemberFunction, WorkerRole


@pytest.fixture
def team(visit):
    """Open the team's page."""
    return lambda who, **more: visit(who, **more).get("family.team.show")


def test_a_family_without_a_team_reads_who_will_tell_them(make, team):
    page = team(make.parent(make.family(bare=True)))

    assert page.heading == "Our team"
    assert page.says("Nobody is on your team yet. The council will tell you who your keyworker is.")


def test_each_person_has_a_name_a_role_a_purpose_a_service_and_languages(make, team):
    one = make.family()
    helper = make.worker(
        WorkerRole.HEALTH_VISITOR, first_name="Mari", last_name="Edwards", languages=("cy", "pl"), phone="01632 960105"
    )
    make.member(one, helper, purpose="Mari helps Non to eat well.")
    page = team(make.parent(one))

    assert page.says("Mari Edwards Health visitor · Mabinogion Council")
    assert page.says("Mari helps Non to eat well.")
    assert page.says("Speaks: Welsh, Polish")
    assert page.links["Ring Mari"] == "tel:01632960105"


@pytest.mark.parametrize("name", ["council", "Council", "Mabinogion Council", "Cyngor Mabinogion / Mabinogion Council"])
def test_the_council_as_an_employer_is_called_by_its_name_in_the_readers_language(make, team, name):
    one = make.family()
    make.member(
        one, make.worker(WorkerRole.SOCIAL_WORKER, first_name="Tom", agency=make.agency(name, is_partner=False))
    )
    make.member(one, make.worker(first_name="Mari", agency=make.agency("Bwrdd Iechyd Mabinogion Health Board")))
    reader = make.parent(one)

    assert team(reader).says("Tom Morris Social worker · Mabinogion Council")
    page = team(reader, language="cy")
    assert page.says("Tom Morris Gweithiwr cymdeithasol · Cyngor Mabinogion")
    assert page.says("Bwrdd Iechyd Mabinogion Health Board")


def test_the_keyworker_stands_first_whoever_came_first(make, team):
    one = make.family(bare=True)
    for name, function in (
        ("Asha", MemberFunction.TEAM_MEMBER),
        ("Tom", MemberFunction.LEAD_CHILDREN),
        ("Beth", MemberFunction.KEYWORKER),
    ):
        make.member(one, make.worker(first_name=name), function=function)
    text = team(make.parent(one)).seen

    assert text.index("Beth Morris") < text.index("Tom Morris") < text.index("Asha Morris")


def test_someone_who_has_left_the_team_is_gone(make, team):
    one = make.family()
    make.keyworker(one, first_name="Dai")
    page = team(make.parent(one))

    assert page.says("Dai Morris")
    assert not page.says("Beth Morris")


def test_someone_on_the_team_of_the_other_home_only_is_not_shown(make, team):
    one = make.family()
    home_a, home_b = make.household(one, "A"), make.household(one, "B")
    sian, gareth = make.parent(one, homes=(home_a,)), make.parent(one, first_name="Gareth", homes=(home_b,))
    make.member(one, make.worker(first_name="Asha"), circle_id=home_a.circle_id)

    assert team(sian).says("Asha Morris")
    assert not team(gareth).says("Asha")


def test_who_is_away_and_who_covers_is_told(make, team):
    one = make.family()
    make.absence(one.keyworker, cover=make.worker(first_name="Nia"), from_on=clock.today() + timedelta(days=2))

    assert team(make.parent(one)).says("Nia Morris covers")


def test_a_purpose_keeps_the_language_it_was_written_in(make, team):
    one = make.family()
    make.member(one, make.worker(first_name="Asha"), purpose="Mae’n helpu Macsen.", language="cy")
    tag = next(tag for tag in team(make.parent(one)).html.select("p[translate=no]") if "Macsen" in tag.get_text())

    assert tag["lang"] == "cy"


def test_the_team_is_read_in_welsh(make, team):
    page = team(make.parent(language="cy"))

    assert page.heading == "Ein tîm"
    assert page.says("Gweithiwr allweddol")
