"""No command can be called past the table of permissions, whoever calls it."""

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.actor import the_system
from portal.commands import (
    consent,
    family,
    first_step,
    goal,
    goal_change,
    invitation,
    member,
    note,
    person,
    step,
    worker,
)
from portal.commands.consent import Answer, Matter
from portal.database import session_of
from portal.errors import NotAllowed
from portal.models import Circle, Entry, Family, Goal, Household, Member, Note, Person, Step, Worker
from portal.models.answer import Ten
from portal.models.words import (
    ConsentHow,
    ConsentStatus,
    InfoKind,
    LevelOfHelp,
    MemberFunction,
)
from portal.queries import family as families
from portal.security.keys import learn_key


def rows(db, one):
    """What the commands are about, all of one family."""
    learn_key(db, one.id)
    aim = db.scalars(select(Goal).where(Goal.family_id == one.id)).one()
    return {
        "family": db.get_one(Family, one.id),
        "circle": db.get_one(Circle, one.circle_id),
        "person": db.get_one(Person, aim.owner_id),
        "home": db.scalars(select(Household).where(Household.family_id == one.id)).one(),
        "step": db.scalars(select(Step).where(Step.family_id == one.id)).one(),
        "goal": aim,
        "member": db.scalars(select(Member).where(Member.family_id == one.id)).first(),
        "note": db.scalars(select(Note).where(Note.family_id == one.id)).one(),
        "worker": db.scalars(select(Worker)).first(),
    }


def matter_of(it) -> Matter:
    return Matter(
        about=it["person"], decider=it["person"], agency_id=it["worker"].agency_id, kind=InfoKind.PLAN, purpose="x"
    )


TODAY = clock.today()
COMMANDS = {
    "family.begin": lambda db, who, _: family.begin(
        db, who, ref="F9", name="x", level=LevelOfHelp.SUPPORT, opened_on=TODAY
    ),
    "family.change": lambda db, who, it: family.change(db, who, it["family"], version=it["family"].version),
    "person.add": lambda db, who, it: person.add(
        db, who, it["family"].id, first_name="x", last_name="y", relationship="parent"
    ),
    "person.change": lambda db, who, it: person.change(db, who, it["person"], version=it["person"].version),
    "person.judge": lambda db, who, it: person.judge_understanding(
        db, who, it["person"], understands=True, version=it["person"].version
    ),
    "person.move_home": lambda db, who, it: person.move_home(db, who, it["person"], [it["home"]]),
    "person.add_household": lambda db, who, it: person.add_household(db, who, it["family"].id, label="Z"),
    "person.change_household": lambda db, who, it: person.change_household(
        db, who, it["home"], name="x", language="en", address="y", version=it["home"].version
    ),
    "member.add": lambda db, who, it: member.add(
        db, who, it["circle"], it["worker"], function=MemberFunction.TEAM_MEMBER, purpose="x", language="en"
    ),
    "member.change": lambda db, who, it: member.change(
        db, who, it["member"], circle=it["circle"], purpose="x", language="en", version=it["member"].version
    ),
    "member.end": lambda db, who, it: member.end(db, who, it["member"], version=it["member"].version),
    "step.add": lambda db, who, it: step.add(
        db, who, it["circle"], what="x", who="", where="", happens_on=TODAY, happens_at=None, is_about=False,
        language="en",
    ),
    "step.move": lambda db, who, it: step.move(
        db, who, it["step"], to_on=TODAY, to_at=None, is_about=False, why="x", version=it["step"].version
    ),
    "step.finish": lambda db, who, it: step.finish(db, who, it["step"], version=it["step"].version),
    "step.drop": lambda db, who, it: step.drop(db, who, it["step"], why="x", version=it["step"].version),
    "goal.begin": lambda db, who, it: goal.begin(
        db, who, it["circle"], owner=it["person"], words="x", language="en"
    ),
    "goal.score": lambda db, who, it: goal.score(db, who, it["goal"], by=it["person"], answer=Ten(1)),
    "goal.end": lambda db, who, it: goal.end(db, who, it["goal"], reached=True, version=it["goal"].version),
    "goal_change.reword": lambda db, who, it: goal_change.reword(
        db, who, it["goal"], words="x", language="en", version=it["goal"].version
    ),
    "goal_change.move": lambda db, who, it: goal_change.move(db, who, it["goal"], up=True),
    "goal_change.pause": lambda db, who, it: goal_change.pause(
        db, who, it["goal"], reason="", language="en", version=it["goal"].version
    ),
    "goal_change.take_up": lambda db, who, it: goal_change.take_up(db, who, it["goal"], version=it["goal"].version),
    "goal_change.decline": lambda db, who, it: goal_change.decline(
        db, who, it["goal"], reason="x", language="en", version=it["goal"].version
    ),
    "first_step.add": lambda db, who, it: first_step.add(db, who, it["goal"], words="x", language="en"),
    "note.add": lambda db, who, it: note.add(db, who, it["family"].id, words="x"),
    "note.change": lambda db, who, it: note.change(db, who, it["note"], words="x", version=it["note"].version),
    "invitation.make": lambda db, who, it: invitation.make(db, who, it["person"]),
    "consent.ask": lambda db, who, it: consent.ask(
        db, who, matter_of(it)
    ),
    "consent.decide": lambda db, who, it: consent.decide(
        db, who, matter_of(it), Answer(status=ConsentStatus.GIVEN)
    ),
    "consent.write_down": lambda db, who, it: consent.write_down(
        db, who, matter_of(it), Answer(status=ConsentStatus.GIVEN, how=ConsentHow.PAPER)
    ),
    "family.seen_as": lambda db, who, it: family.seen_as(
        db, who, families.by_ref(db, the_system(it["family"].authority_id), it["family"].ref), it["person"].id
    ),
    "worker.add_area_team": lambda db, who, _: worker.add_area_team(db, who, name="x"),
    "worker.add_agency": lambda db, who, _: worker.add_agency(db, who, name="x", is_partner=True),
    "worker.change": lambda db, who, it: worker.change(db, who, it["worker"], version=it["worker"].version),
}  # fmt: skip
OF_THE_FAMILY = {
    "goal.begin", "goal.score", "goal.end", "goal_change.reword", "goal_change.move", "goal_change.pause",
    "goal_change.take_up", "first_step.add",
}  # fmt: skip
OF_THE_OFFICE = {
    "family.begin", "family.change", "person.add", "person.change", "person.judge", "person.move_home",
    "person.add_household", "person.change_household", "member.add", "member.change", "member.end",
}  # fmt: skip
OF_THE_OFFICE_ALONE = {"worker.add_area_team", "worker.add_agency", "worker.change"}


def forbidden(name):
    """Which of the five strangers to a command must be refused."""
    if name in OF_THE_FAMILY:
        return ("partner", "administrator", "relative")
    if name in OF_THE_OFFICE:
        return ("partner", "relative", "own")
    if name in OF_THE_OFFICE_ALONE:
        return ("partner", "relative", "own", "keyworker", "manager")
    if name == "consent.decide":
        return ("partner", "administrator", "relative", "keyworker", "manager")
    return ("partner", "administrator", "relative", "own")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_refuses_whoever_may_not_and_writes_nothing(make, database, name):
    own = make.parent()
    one = own.family
    make.household(one)
    make.step(one), make.goal(own), make.note(one)
    actors = {
        "own": own.actor,
        "relative": make.parent(one, first_name="Gareth").actor,
        "partner": make.partner(one).actor,
        "administrator": make.administrator().actor,
        "keyworker": one.keyworker.actor,
        "manager": make.manager().actor,
    }
    for who in forbidden(name):
        before = entries(database)
        with pytest.raises(NotAllowed), make.writing() as db:
            COMMANDS[name](db, actors[who], rows(db, one))
        assert entries(database) == before, who


def entries(database):
    with session_of(database) as db:
        return db.scalar(select(func.count(Entry.id)))


def test_someone_elses_note_cannot_be_changed_even_by_a_colleague(make):
    one = make.family()
    make.household(one)
    make.step(one), make.goal(make.parent(one)), make.note(one)
    colleague = make.worker(first_name="Dai")
    make.member(one, colleague)

    with pytest.raises(NotAllowed), make.writing() as db:
        COMMANDS["note.change"](db, colleague.actor, rows(db, one))
