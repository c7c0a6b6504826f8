"""Writing: all or nothing, never by accident, never twice, never over someone else's words."""

import threading
import uuid

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.commands import goal as goals
from portal.commands import goal_change
from portal.commands import step as steps
from portal.database import Once, session, session_of, unit_of_work
from portal.errors import AlreadyDone, EditedMeanwhile, GoalEnded, GoalsFull, WriteOutsideUnitOfWork
from portal.models import AreaTeam, Circle, Entry, Goal, Person, Step, Submission
from portal.models.words import GoalState
from portal.security.keys import learn_key
from tests.support.threads import at_once


@pytest.fixture
def count(database):
    """How many rows a table holds."""

    def rows(model):
        with session_of(database) as db:
            return db.scalar(select(func.count()).select_from(model))

    return rows


# --- All or nothing


def test_what_was_done_in_one_unit_is_there_afterwards(make, count):
    make.step(make.family())

    assert count(Step) == 1


def test_a_fault_half_way_leaves_nothing_behind(make, count):
    one = make.family()
    before = count(Entry)

    def half_of_it():
        with make.writing() as db:
            learn_key(db, one.id)
            around = db.get_one(Circle, one.circle_id)
            goals.begin(db, one.keyworker.actor, around, owner=None, words="Cysgu", language="cy")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_of_it()

    assert (count(Goal), count(Entry)) == (0, before)


def test_after_a_fault_the_same_session_goes_on_working(make, database):
    one = make.family()
    with session_of(database) as db:
        with pytest.raises(IntegrityError), unit_of_work():
            db.add_all(AreaTeam(authority_id=make.system.authority_id, name="North") for _ in range(2))
        with unit_of_work():
            learn_key(db, one.id)
            around = db.get_one(Circle, one.circle_id)
            goals.begin(db, one.keyworker.actor, around, owner=None, words="Cysgu", language="cy")
        assert db.scalar(select(func.count(Goal.id))) == 1


def test_nobody_asks_for_a_session_where_none_is_open():
    with pytest.raises(LookupError):
        session()


# --- Never by accident


def test_a_new_row_outside_a_unit_of_work_is_refused(make, database, count):
    system = make.system
    with session_of(database) as db:
        db.add(AreaTeam(authority_id=system.authority_id, name="East"))
        with pytest.raises(WriteOutsideUnitOfWork):
            db.flush()

    assert count(AreaTeam) == 0


def test_a_change_outside_a_unit_of_work_is_refused(make, database):
    parent = make.parent()
    with session_of(database) as db:
        learn_key(db, parent.family.id)
        db.get_one(Person, parent.id).first_name = "Rhywun"
        with pytest.raises(WriteOutsideUnitOfWork):
            db.flush()


def test_a_removal_outside_a_unit_of_work_is_refused(make, database, count):
    stone = make.step(make.family())
    with session_of(database) as db:
        db.delete(db.get_one(Step, stone.id))
        with pytest.raises(WriteOutsideUnitOfWork):
            db.flush()

    assert count(Step) == 1


def test_a_statement_that_changes_rows_outside_a_unit_of_work_is_refused(make, database, count):
    make.step(make.family())
    with session_of(database) as db, pytest.raises(WriteOutsideUnitOfWork):
        db.execute(delete(Step.__table__))

    assert count(Step) == 1


def test_a_change_left_over_from_before_is_not_carried_into_a_unit_of_work(make, database):
    parent = make.parent()
    with session_of(database) as db:
        learn_key(db, parent.family.id)
        db.get_one(Person, parent.id).language = "pl"
        with pytest.raises(WriteOutsideUnitOfWork), unit_of_work():
            pass


def test_a_page_that_is_only_read_writes_nothing(make, visit, count):
    parent = make.parent()
    make.step(parent.family)
    browser, before = visit(parent), count(Entry)
    for path in ("/family/", "/family/next", "/family/team", "/family/goals", "/family/sharing", "/family/account"):
        browser.get(path)

    assert count(Entry) == before


# --- Never twice


def test_the_same_form_is_taken_once(make, database, count):
    one, key = make.parent(), uuid.uuid4()
    with session_of(database):
        with unit_of_work(Once(one.account_id, key)):
            pass
        with pytest.raises(AlreadyDone), unit_of_work(Once(one.account_id, key)) as db:
            db.add(AreaTeam(authority_id=make.system.authority_id, name="East"))

    assert count(Submission) == 1


def test_two_people_may_send_the_same_key(make, database, count):
    key = uuid.uuid4()
    for one in (make.parent(), make.parent()):
        with session_of(database), unit_of_work(Once(one.account_id, key)):
            pass

    assert count(Submission) == 2


def test_a_form_that_failed_may_be_sent_again(make, database, count):
    one, key = make.parent(), uuid.uuid4()
    with session_of(database):
        with pytest.raises(GoalsFull), unit_of_work(Once(one.account_id, key)):
            raise GoalsFull(one.id)
        with unit_of_work(Once(one.account_id, key)):
            pass

    assert count(Submission) == 1


def test_a_form_sent_twice_at_the_same_moment_is_taken_once(make, visit, count):
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.goals.new")
    typed = {"words": "Cysgu", "whose": "mine", "circle": form.choices["circle"][0]}
    twin = visit(parent)
    twin.client.set_cookie(
        "__Host-nod", browser.client.get_cookie("__Host-nod", domain="nod.example").value, domain="nod.example"
    )

    answers = at_once(*(lambda one=one: one.send(form, typed, follow=False) for one in (browser, twin)))

    assert [answer.status for answer in answers] == [303, 303]
    assert count(Goal) == 1


# --- Never over someone else's words


def test_an_edit_begun_on_an_older_version_is_refused(make, database):
    one = make.family()
    stone, actor = make.step(one), one.keyworker.actor
    with session_of(database) as db:
        learn_key(db, one.id)
        row = db.get_one(Step, stone.id)
        begun_on = row.version
        with unit_of_work():
            steps.finish(db, actor, row, version=begun_on)
        with pytest.raises(EditedMeanwhile), unit_of_work():
            steps.drop(db, actor, row, why="Too late", version=begun_on)


def test_two_people_who_edit_at_the_same_moment_are_told_apart(make, database):
    one = make.family()
    stone, actor = make.step(one), one.keyworker.actor
    read, seen = threading.Barrier(2), []

    def drop(why):
        with session_of(database) as db:
            learn_key(db, one.id)
            row = db.get_one(Step, stone.id)
            seen.append(row.version)
            read.wait()
            with unit_of_work():
                steps.drop(db, actor, row, why=why, version=row.version)
            return why

    outcomes = at_once(lambda: drop("first"), lambda: drop("second"))

    assert seen == [1, 1]
    won = [outcome for outcome in outcomes if isinstance(outcome, str)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, EditedMeanwhile)]
    assert (len(won), len(lost)) == (1, 1), outcomes
    with session_of(database) as db:
        learn_key(db, one.id)
        row = db.get_one(Step, stone.id)
        assert (row.why, row.version) == (won[0], 2)


def test_three_open_goals_stay_three_when_two_more_come_at_once(make, database):
    parent = make.parent()
    for words in ("Cysgu", "Bwyta"):
        make.goal(parent, words)

    outcomes = at_once(lambda: make.goal(parent, "Chwarae"), lambda: make.goal(parent, "Darllen"))

    assert sum(isinstance(outcome, GoalsFull) for outcome in outcomes) == 1, outcomes
    with session_of(database) as db:
        assert db.scalar(select(func.count(Goal.id)).where(Goal.state == GoalState.OPEN)) == 3


def test_many_writers_at_once_all_get_their_turn(make, count):
    families = [make.family() for _ in range(4)]

    outcomes = at_once(*(lambda one=one: make.step(one) for one in families for _ in range(3)))

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert count(Step) == 12


def test_a_reader_is_never_stopped_by_a_writer(make, database):
    stone = make.step(make.family())
    with make.writing() as db:
        db.get_one(Step, stone.id).happens_on = clock.today()
        db.flush()
        with session_of(database) as other:
            assert other.get_one(Step, stone.id).version == 1


def test_a_goal_that_someone_ends_between_reading_and_moving_it_is_not_moved(make, database):
    parent = make.parent()
    aim = make.goal(parent, "Sleep well")
    with session_of(database) as db:
        learn_key(db, parent.family.id)
        read_before = db.get_one(Goal, aim.id)
        db.commit()
        make.ended(aim)
        with pytest.raises(GoalEnded), unit_of_work() as later:
            goal_change.move(later, parent.actor, read_before, up=True)
