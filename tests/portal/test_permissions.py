"""Who may do what: the one table, rule by rule, and that no command can be called past it."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.actor import Actor, Kind
from portal.commands import worker
from portal.database import session_of
from portal.errors import NotAllowed
from portal.models import Agency, Family, Goal, Person, Score
from portal.models.words import (
    Access,
    Side,
    WorkerRole,
)
from portal.permission import Permission
from portal.policy import RULES, allows, require
from portal.rules import InCharge

COUNCIL = {Kind.PRACTITIONER, Kind.MANAGER}
OFFICE = {Kind.SYSTEM, Kind.ADMINISTRATOR}
HOME = {Kind.ADULT, Kind.YOUNG}
WHO = {
    Permission.SEE_DETAILS: COUNCIL,
    Permission.CHANGE_FAMILY: COUNCIL | OFFICE,
    Permission.CHANGE_TEAM: COUNCIL | OFFICE,
    Permission.INVITE: COUNCIL,
    Permission.SEE_AS: COUNCIL,
    Permission.CHANGE_STEP: COUNCIL,
    Permission.SET_GOAL: COUNCIL | HOME,
    Permission.SCORE_GOAL: COUNCIL | HOME,
    Permission.END_GOAL: COUNCIL,
    Permission.CHANGE_GOAL: COUNCIL,
    Permission.DECLINE_GOAL: COUNCIL,
    Permission.COPY_SCORES: COUNCIL,
    Permission.PUT_RIGHT: set(),
    Permission.GIVE_PRAISE: COUNCIL | HOME,
    Permission.SAY: COUNCIL | HOME,
    Permission.ANSWER_VOICE: COUNCIL,
    Permission.LOOK: COUNCIL | HOME,
    Permission.LEAVE_OUT_LOOK: COUNCIL,
    Permission.DECIDE_SHARING: set(),
    Permission.ASK_SHARING: COUNCIL,
    Permission.RECORD_SHARING: COUNCIL,
    Permission.DECIDE_HELP: set(),
    Permission.RECORD_HELP: COUNCIL,
    Permission.SHARE_WITHOUT: {Kind.MANAGER},
    Permission.AGREE_WITHOUT: set(),
    Permission.SHARE: COUNCIL,
    Permission.OPEN_FAMILY: COUNCIL,
    Permission.LIFT_LOCK: {Kind.MANAGER},
    Permission.KEEP_NOTES: COUNCIL,
    Permission.SET_CONTACT: COUNCIL,
    Permission.FREEZE: {Kind.MANAGER},
    Permission.MARK_AT_RISK: COUNCIL,
    Permission.PART_HOMES: {Kind.MANAGER},
    Permission.SHOW_FACE: COUNCIL | {Kind.PARTNER, Kind.ADMINISTRATOR},
    Permission.RUN_COUNCIL: OFFICE,
}
"""Who may, of any thing at all. Changing and ending a goal, putting a slip right, deciding on sharing and safe contact
depend on whose it is, agreeing to share without agreement on who decided it, and freezing on whose keyworker one is."""


def of_kind(kind):
    side = Side.FAMILY if kind in HOME else Side.SYSTEM if kind is Kind.SYSTEM else Side.WORKER
    return Actor(side=side, kind=kind, authority_id=None)


def test_every_permission_has_a_rule_and_stands_in_this_table():
    assert set(RULES) == set(Permission) == set(WHO)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_actor_may_do_what_the_table_says(permission, kind):
    assert allows(of_kind(kind), permission) is (kind in WHO[permission])


def test_a_refusal_names_the_permission():
    with pytest.raises(NotAllowed, match="note:keep"):
        require(of_kind(Kind.PARTNER), Permission.KEEP_NOTES)


@pytest.fixture
def home(make):
    """A mother with responsibility, a father nobody has checked, a daughter of fifteen and a son of eight."""
    one = make.family()
    people = {
        "sian": make.parent(one),
        "gareth": make.parent(one, first_name="Gareth", responsibility="unknown"),
        "elin": make.young_person(one),
        "macsen": make.child(one),
    }
    return one, people


def decides(database, home, who, about, decider=None):
    people = home[1]
    with session_of(database) as db:
        pair = tuple(db.get_one(Person, people[name].id) for name in (about, decider or who))
        return allows(people[who].actor, Permission.DECIDE_SHARING, pair)


@pytest.mark.parametrize(
    ("who", "about", "may"),
    [
        ("sian", "sian", True),
        ("sian", "macsen", True),
        ("sian", "elin", True),
        ("sian", "gareth", False),
        ("gareth", "gareth", True),
        ("gareth", "macsen", False),
        ("gareth", "sian", False),
        ("elin", "elin", False),
        ("elin", "macsen", False),
    ],
)
def test_one_decides_about_oneself_and_a_child_one_is_responsible_for(database, home, who, about, may):
    assert decides(database, home, who, about) is may


def test_nobody_decides_in_another_persons_name(database, home):
    assert not decides(database, home, "gareth", "macsen", decider="sian")
    assert not decides(database, home, "elin", "elin", decider="sian")


def test_a_young_person_who_understands_decides_and_the_mother_no_more(make, database, home):
    make.understands(home[1]["elin"])

    assert decides(database, home, "elin", "elin")
    assert not decides(database, home, "sian", "elin")


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True)])
def test_from_the_sixteenth_birthday_on_a_person_decides(make, database, time_machine, days, may):
    one = make.family()
    born_on = date(2010, 6, 15)
    elin = make.young_person(one, born_on=born_on)
    time_machine.move_to(datetime(2026, 6, 15, 12, tzinfo=UTC) + timedelta(days=days))

    assert decides(database, (one, {"elin": elin}), "elin", "elin") is may


@pytest.mark.parametrize(("owner", "may"), [("sian", True), ("gareth", False), (None, True)])
@pytest.mark.parametrize("permission", [Permission.END_GOAL, Permission.CHANGE_GOAL])
def test_ones_own_goal_and_the_familys_are_ones_to_end_and_to_change(home, owner, may, permission):
    aim = Goal(owner_id=home[1][owner].id if owner else None)

    assert allows(home[1]["sian"].actor, permission, aim) is may


def test_nobody_of_a_family_declines_a_goal(home):
    assert not allows(home[1]["sian"].actor, Permission.DECLINE_GOAL, Goal(owner_id=None))


@pytest.mark.parametrize("is_written_down", [True, False])
def test_a_slip_is_put_right_by_who_scored_and_by_a_worker_only_where_a_worker_wrote_it_down(home, is_written_down):
    one, people = home
    written_by = one.keyworker.actor.worker_id if is_written_down else None
    slip = Score(by_id=people["sian"].id, written_by_id=written_by)

    assert allows(people["sian"].actor, Permission.PUT_RIGHT, slip)
    assert not allows(people["gareth"].actor, Permission.PUT_RIGHT, slip)
    assert allows(one.keyworker.actor, Permission.PUT_RIGHT, slip) is is_written_down


@pytest.mark.parametrize("permission", [Permission.FREEZE, Permission.PART_HOMES])
@pytest.mark.parametrize("kind", Kind)
def test_a_worker_freezes_access_and_parts_homes_where_they_are_keyworker_today(permission, kind):
    beth, dai = uuid.uuid4(), uuid.uuid4()
    asking = replace(of_kind(kind), worker_id=beth)

    assert allows(asking, permission, InCharge(uuid.uuid4(), frozenset({beth, dai}))) is (kind in COUNCIL)
    assert allows(asking, permission, InCharge(uuid.uuid4(), frozenset({dai}))) is (kind is Kind.MANAGER)


@pytest.mark.parametrize("kind", sorted(COUNCIL))
@pytest.mark.parametrize("permission", Permission)
def test_who_is_in_by_an_opening_reads_and_writes_notes_and_does_nothing_else(kind, permission):
    one, other = uuid.uuid4(), uuid.uuid4()
    inside = {Permission.SEE_DETAILS, Permission.SEE_AS, Permission.KEEP_NOTES}
    outside = {Permission.OPEN_FAMILY, Permission.SHOW_FACE}
    dai = replace(of_kind(kind), worker_id=uuid.uuid4(), guest_of=frozenset({one}))
    for thing in (one, Family(id=one), Person(family_id=one), InCharge(one, frozenset({dai.worker_id}))):
        assert allows(dai, permission, thing) is (permission in inside | outside)
    at_home = InCharge(other, frozenset({dai.worker_id}))
    assert allows(dai, permission, at_home) is allows(replace(dai, guest_of=frozenset()), permission, at_home)


@pytest.mark.parametrize("kind", Kind)
def test_one_says_how_one_may_be_contacted_and_nobody_else_at_home_does(kind):
    sian, gareth = Person(id=uuid.uuid4()), Person(id=uuid.uuid4())
    asking = replace(of_kind(kind), person_id=sian.id)

    assert allows(asking, Permission.SET_CONTACT, sian) is (kind in COUNCIL | HOME)
    assert allows(asking, Permission.SET_CONTACT, gareth) is (kind in COUNCIL)


@pytest.mark.parametrize(
    ("role", "is_partner", "access"),
    [
        (WorkerRole.TEAM_MANAGER, False, Access.MANAGER),
        (WorkerRole.TEAM_MANAGER, True, Access.PRACTITIONER),
        (WorkerRole.ADMINISTRATOR, False, Access.PRACTITIONER),
        (WorkerRole.FAMILY_KEYWORKER, False, Access.PRACTITIONER),
    ],
)
def test_an_export_makes_managers_at_the_council_only_and_administrators_never(role, is_partner, access):
    assert worker.access_of(role, Agency(is_partner=is_partner)) is access
