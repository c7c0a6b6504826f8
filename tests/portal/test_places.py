"""Which families a worker sees, and why: an area, a place on a team, a cover, an opening."""

from datetime import timedelta

import pytest

from portal import clock
from portal.actor import the_system
from portal.commands import opening
from portal.database import session_of
from portal.models import Authority, Family, Member
from portal.models.audit_words import OpeningPurpose
from portal.models.words import InfoKind
from portal.policy import agreed_people, opened_alone, visible_circles, visible_families


@pytest.fixture
def sees(database):
    """The keys of the families that an actor sees."""

    def seen(actor):
        with session_of(database) as db:
            return set(db.scalars(visible_families(actor)))

    return seen


@pytest.fixture
def guest_of(database):
    """The keys of the families that a worker has opened, and would not see otherwise."""

    def seen(actor):
        with session_of(database) as db:
            return set(db.scalars(opened_alone(actor)))

    return seen


@pytest.fixture
def opens(make):
    """Let a worker open a family from outside its team for an hour; returns when it began."""
    why = {"purpose": OpeningPurpose.DANGER, "reason": "The police rang about the children.", "is_locked": False}

    def begin(one, who):
        begun = clock.now()
        with clock.at(begun), make.writing() as db:
            opening.begin(db, who.actor, ref=one.ref, hours=1, **why)
        return begun

    return begin


def test_someone_of_a_family_sees_that_family_and_no_other(make, sees):
    sian, elin, grace = make.parent(), make.young_person(), make.parent()

    assert sees(sian.actor) == {sian.family.id}
    assert sees(elin.actor) == {elin.family.id}
    assert sees(grace.actor) == {grace.family.id}


def test_the_import_sees_every_family_of_its_own_council_and_none_of_another(make, sees):
    one, other = make.family(), make.family()
    elsewhere = Authority(name_en="Elsewhere", name_cy="Rhywle arall", own_decision_age=16)
    with make.writing() as db:
        db.add(elsewhere)

    assert sees(make.system) == {one.id, other.id}
    assert sees(the_system(elsewhere.id)) == set()


def test_an_administrator_sees_no_family_at_all(make, database, sees):
    make.parent()
    admin = make.administrator().actor

    assert sees(admin) == set()
    with session_of(database) as db:
        assert db.scalars(visible_circles(admin)).all() == []
        assert db.scalars(agreed_people(admin, InfoKind.PLAN)).all() == []


def test_a_manager_sees_the_area_and_where_they_have_a_place(make, sees):
    here, elsewhere, helped = (
        make.family(),
        make.family(area_team_id=make.area()),
        make.family(area_team_id=make.area()),
    )
    rhian = make.manager()
    make.member(helped, rhian)

    assert sees(rhian.actor) == {here.id, helped.id}
    assert elsewhere.id in sees(elsewhere.keyworker.actor)


def test_a_manager_without_an_area_does_not_see_the_families_without_one(make, sees):
    one = make.family()
    with make.writing() as db:
        db.get_one(Family, one.id).area_team_id = None

    assert sees(make.manager(area_id=None).actor) == set()


def test_who_covers_sees_no_family_that_the_other_has_left(make, sees):
    one, left, cover = make.family(), make.family(), make.worker()
    place = make.member(left, one.keyworker)
    with make.writing() as db:
        row = db.get_one(Member, place.id)
        row.from_on, row.until_on = (clock.today() - timedelta(days=days) for days in (9, 1))
    make.absence(one.keyworker, cover=cover)

    assert sees(cover.actor) == {one.id}


def test_a_family_is_open_for_the_one_worker_until_its_hour_ends(make, sees, opens):
    one, dai, another = make.family(), make.worker(first_name="Dai"), make.worker()
    make.family()
    begun = opens(one, dai)

    with clock.at(begun + timedelta(minutes=59, seconds=59)):
        assert sees(dai.actor) == {one.id}
        assert sees(another.actor) == set()
    with clock.at(begun + timedelta(hours=1)):
        assert sees(dai.actor) == set()


def test_a_guest_is_who_sees_a_family_by_an_opening_and_by_nothing_else(make, opens, guest_of):
    """A place, a cover or an area lets in by itself; an opening beside it makes nobody a guest."""
    one, other = make.family(), make.family()
    dai, beth = make.worker(), one.keyworker
    begun = opens(one, dai)
    opens(other, beth)

    assert guest_of(dai.actor) == {one.id}
    assert guest_of(beth.actor) == {other.id}
    assert guest_of(make.worker().actor) == set()
    with clock.at(begun + timedelta(hours=1)):
        assert guest_of(dai.actor) == set()


def test_who_joins_the_team_covers_or_manages_the_area_is_no_guest(make, opens, guest_of):
    one, far, helped = (make.family(area_team_id=make.area()) for _ in range(3))
    tom, cover, rhian = make.worker(), make.worker(), make.manager()
    for family, who in ((one, tom), (one, cover), (one, rhian), (far, rhian), (helped, rhian)):
        opens(family, who)
    make.member(one, tom)
    make.member(helped, rhian)
    make.absence(one.keyworker, cover=cover)
    with make.writing() as db:
        db.get_one(Family, one.id).area_team_id = rhian.actor.area_team_id

    assert guest_of(tom.actor) == set()
    assert guest_of(cover.actor) == set()
    assert guest_of(rhian.actor) == {far.id}


def test_a_private_circle_is_for_the_one_worker_whom_it_names(make, database):
    sian = make.parent()
    make.child(sian.family)
    beth, rhian = sian.family.keyworker, make.manager()

    with session_of(database) as db:
        assert set(db.scalars(visible_circles(beth.actor))) == {sian.family.circle_id, sian.private_circle_id}
        assert set(db.scalars(visible_circles(rhian.actor))) == {sian.family.circle_id}


def test_the_council_is_told_of_everyone_in_its_own_families_whatever_was_agreed(make, database):
    one, other = make.family(), make.family()
    people = {make.parent(one).id, make.child(one).id}
    elsewhere = {make.parent(other).id}

    with session_of(database) as db:
        assert set(db.scalars(agreed_people(one.keyworker.actor, InfoKind.HEALTH))) == people
        assert set(db.scalars(agreed_people(other.keyworker.actor, InfoKind.HEALTH))) == elsewhere
