"""The demo people: who they are to each other, and what each of them must not find."""

import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, the_system
from portal.commands import worker
from portal.commands.entry import LINKED, link
from portal.database import Database, session_of, unit_of_work
from portal.demo import DEMO_PEOPLE, PASSWORD, fill, fill_wiltshire, holds_demo_people, is_empty
from portal.demo.council import authority_of
from portal.demo.days import Days, NextWeek
from portal.errors import NotFound, RealPeopleHere
from portal.models import Account, Entry, Family, Member, Notice, Person, Score, Step, Worker
from portal.models.notice_kinds import NoticeState
from portal.models.words import ConsentStatus, MemberFunction, Side, WorkerRole
from portal.queries import asking, caseload, circle, consent, goal, member, pages, person, step
from portal.queries import family as families
from portal.queries.account import actor_of
from portal.security.encryption import MasterKey
from portal.security.keys import keyring, learn_key
from portal.security.sign_in import account_for, name_lookup, tried
from portal.settings import Settings, new_secret
from tests.support.databases import Maker

SETTINGS = Settings(_env_file=None, testing=True, demo=True)  # type: ignore[call-arg]
HOME_A = ("Maes yr Onnen", "Llanfelen", "MB4 7QX", "07700 900141", "Dderwen", "01632 960771", "Asha", "Mam’s home")
HOME_B = ("Bridge Street", "MB1 2GP", "07700 900152", "Dad’s home")
ELINS_OWN = ("coleg celf", "ddigon dewr", "un llun i Beth", "Llwybr yr arfordir", "nyrs ysgol")
WORKERS_ONLY = ("hedgehog-quiet", "Kestrel rule", "marmalade sandwiches", "small butler")
TELEPHONE = re.compile(r"07700 900\d{3}|01632 960\d{3}")


@pytest.fixture(scope="module")
def demo(empty_database: Maker) -> Iterator[Database]:
    """A database with the demo people, for tests that only read."""
    with empty_database() as url:
        data = Database(url, MasterKey(new_secret()))
        with session_of(data), unit_of_work() as db:
            fill(db, SETTINGS)
        yield data
        data.close()


@pytest.fixture
def db(demo: Database) -> Iterator[Session]:
    with session_of(demo) as db:
        yield db


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database with nobody in it."""
    data = Database(database_url, MasterKey(new_secret()))
    yield data
    data.close()


def as_whom(db: Session, key: str) -> Actor:
    name = next(one.name for one in DEMO_PEOPLE if one.key == key)
    account = db.scalars(select(Account).where(Account.name_lookup == name_lookup(db, name))).one()
    return actor_of(db, account.id)


def all_that_is_read(db: Session, actor: Actor, family_id: uuid.UUID) -> str:
    """Everything the queries give one person of a family, as one text."""
    circles = circle.seen_by(db, actor, family_id)
    people = person.of_family(db, actor, family_id)
    team = member.of_family(db, actor, family_id, circles)
    rows = consent.rows(db, actor, family_id)
    return repr(
        (
            circles,
            people,
            team,
            rows,
            list(asking.by_decider(people, team, rows, actor.own_decision_age)),
            step.of_family(db, actor, family_id, circles),
            goal.of_family(db, actor, family_id, circles),
            person.households(db, actor, family_id),
            families.own(db, actor),
        )
    )


def llwyd(db: Session) -> uuid.UUID:
    return families.by_ref(db, as_whom(db, "beth"), "M1001").id


def counts(db: Session) -> list[int | None]:
    return [db.scalar(select(func.count(table.id))) for table in (Family, Worker, Person, Entry, Step, Score)]


def test_an_empty_database_is_filled_once(empty: Database) -> None:
    with session_of(empty) as db:
        assert is_empty(db)
        with unit_of_work():
            fill(db, SETTINGS)
        before = counts(db)
        with unit_of_work():
            fill(db, SETTINGS)
        assert counts(db) == before
        assert holds_demo_people(db)
        assert not is_empty(db)


def test_real_people_are_never_mixed_with_demo_people(empty: Database) -> None:
    with session_of(empty) as db, unit_of_work():
        system = the_system(authority_of(db, SETTINGS).id)
        council = worker.add_agency(db, system, name="Council", is_partner=False)
        worker.add(
            db,
            system,
            council,
            ref="W1",
            first_name="Real",
            last_name="Worker",
            role=WorkerRole.SOCIAL_WORKER,
            email="w@a.example",
        )
        with pytest.raises(RealPeopleHere):
            fill(db, SETTINGS)


def test_everyone_on_the_demo_page_signs_in(demo: Database) -> None:
    with session_of(demo), unit_of_work() as db:
        for one in DEMO_PEOPLE:
            account = account_for(db, tried(db, one.side, one.name, PASSWORD))
            assert actor_of(db, account.id).name == one.first_name


def test_gareth_reads_nothing_that_leads_to_home_a(db: Session) -> None:
    actor = as_whom(db, "gareth")
    text = all_that_is_read(db, actor, llwyd(db))
    assert "Bridge Street" in text
    assert [said for said in (*HOME_A, *ELINS_OWN, *WORKERS_ONLY) if said in text] == []


def test_sian_reads_nothing_of_elins_own_circle_or_of_dads_home(db: Session) -> None:
    actor = as_whom(db, "sian")
    text = all_that_is_read(db, actor, llwyd(db))
    assert "Maes yr Onnen" in text
    assert [said for said in (*ELINS_OWN, *HOME_B, *WORKERS_ONLY) if said in text] == []


def test_elin_reads_her_own_words_and_her_home(db: Session) -> None:
    actor = as_whom(db, "elin")
    text = all_that_is_read(db, actor, llwyd(db))
    assert actor.is_young
    assert [said for said in ELINS_OWN if said not in text] == []
    assert [said for said in (*HOME_B, *WORKERS_ONLY) if said in text] == []


def test_dai_finds_neither_family(db: Session) -> None:
    dai = as_whom(db, "dai")
    for ref in ("M1001", "M1002"):
        with pytest.raises(NotFound):
            families.by_ref(db, dai, ref)
    assert sorted(row.ref for row in caseload.of_worker(db, dai)) == ["M1003", "M1004", "M1005"]


@pytest.mark.parametrize(
    ("key", "refs"),
    [
        ("beth", ["M1001", "M1002"]),
        ("tom", ["M1001"]),
        ("asha", ["M1001"]),
        ("rhian", ["M1001", "M1002", "M1003", "M1004", "M1005"]),
        ("admin", []),
    ],
)
def test_each_worker_finds_their_own_families(db: Session, key: str, refs: list[str]) -> None:
    assert sorted(row.ref for row in caseload.of_worker(db, as_whom(db, key))) == refs


def test_sian_has_given_every_kind_of_answer(db: Session) -> None:
    actor, family_id = as_whom(db, "sian"), llwyd(db)
    people = person.of_family(db, actor, family_id)
    team = member.of_family(db, actor, family_id, circle.seen_by(db, actor, family_id))
    herself = next(one for one in people if one.id == actor.person_id)
    asked = asking.questions(herself, people, team, consent.rows(db, actor, family_id), actor.own_decision_age)
    assert {question.status for question in asked} == set(ConsentStatus) - {ConsentStatus.LAPSED, ConsentStatus.NOT_NOW}
    assert "Elin" not in {question.about.first_name for question in asked}


@pytest.mark.parametrize("key", ["sian", "gareth", "elin", "grace"])
def test_home_says_the_same_as_the_pages_it_leads_to(db: Session, key: str) -> None:
    actor = as_whom(db, key)
    home, goals, steps = pages.home(db, actor), pages.goals(db, actor), pages.next_steps(db, actor)

    asked = [question for question in pages.questions(db, actor) if question.waits]
    assert [(one.id, one.agency, one.kind) for one in home["to_decide"]] == [
        (question.id, question.agency, question.kind) for question in asked
    ]
    known = {view.id: view for place in ("mine", "ours", "others") for view in goals[place]}
    assert {view.id for view in home["goals"]} == set(known)
    for view in home["goals"]:
        same = known[view.id]
        assert (view.words, view.owner, view.scale, view.circle) == (same.words, same.owner, same.scale, same.circle)
        assert [(line.by, [(mark.value, mark.colour, mark.at) for mark in line.scores]) for line in view.lines] == [
            (line.by, [(score.value, score.colour, score.at) for score in line.scores]) for line in same.lines
        ]
    assert {view.id for view in home["to_score"]} == goals["to_score"]
    assert home["coming_count"] == len(steps["coming"])
    assert home["next_step"] in steps["coming"]
    assert home["keyworker"] == pages.team(db, actor)["team"][0]


def test_the_okafors_have_one_step_and_nothing_else(db: Session) -> None:
    grace = as_whom(db, "grace")
    circles = circle.seen_by(db, grace, grace.family_id)
    assert len(step.of_family(db, grace, grace.family_id, circles)) == 1
    assert not goal.of_family(db, grace, grace.family_id, circles)
    assert not consent.rows(db, grace, grace.family_id)


def test_beth_is_away_next_week_and_nia_covers(db: Session) -> None:
    grace = as_whom(db, "grace")
    team = member.of_family(db, grace, grace.family_id, circle.seen_by(db, grace, grace.family_id))
    away = next(one.away for one in team if one.is_keyworker)
    assert away is not None
    assert away.cover is not None
    assert (away.cover.name, away.from_on.weekday(), away.is_now) == ("Nia Prosser", 0, False)


def test_every_audit_chain_holds_and_runs_forward_in_time(db: Session) -> None:
    key = keyring(db).master.audit
    for family in db.scalars(select(Family)):
        table = Entry.__table__.c  # as they are stored: a reason is hashed sealed
        entries = db.execute(select(table).where(table.family_id == family.id).order_by(table.number)).all()
        previous, at = b"", datetime.min.replace(tzinfo=clock.LONDON)
        for number, entry in enumerate(entries, start=1):
            assert (entry.number, entry.previous) == (number, previous)
            assert entry.hash == link(key, **{name: getattr(entry, name) for name in LINKED})
            assert at <= entry.at <= clock.now()
            previous, at = entry.hash, entry.at
        assert (family.chain_length, family.chain_hash) == (len(entries), previous)


def test_steps_are_on_weekdays_and_no_old_news_waits_to_be_told(db: Session) -> None:
    assert all(day.weekday() < 5 for day in db.scalars(select(Step.happens_on)))
    assert set(db.scalars(select(Notice.state))) == {NoticeState.SENT, NoticeState.NOWHERE}


def test_telephone_numbers_are_those_kept_for_drama(db: Session) -> None:
    for one in db.scalars(select(Person)):
        learn_key(db, one.family_id)
        assert not one.mobile or TELEPHONE.fullmatch(one.mobile)
    assert all(TELEPHONE.fullmatch(phone or "") for phone in db.scalars(select(Worker.phone)))


@pytest.mark.parametrize("later", range(7))
def test_counted_days_are_working_days_on_every_day_of_the_week(later: int) -> None:
    days = Days(datetime(2026, 11, 23, 10, tzinfo=clock.LONDON) + timedelta(days=later))
    assert [days.day(count).weekday() < 5 for count in range(-9, 10)] == [True] * 19
    assert days.day(-1) < days.today < days.day(1)
    assert days.today < days.day(NextWeek(0)) <= days.today + timedelta(days=7)
    assert days.moment(0, datetime.max.time()) <= days.now


@pytest.mark.slow
@pytest.mark.one_engine
def test_a_county_has_49_keyworkers_and_291_families_beside_the_demo_people(empty: Database) -> None:
    with session_of(empty) as db:
        with unit_of_work():
            fill_wiltshire(db, SETTINGS)
        before = counts(db)
        with unit_of_work():
            fill_wiltshire(db, SETTINGS)
        assert counts(db) == before
        keyworkers = select(Member.worker_id).where(Member.function == MemberFunction.KEYWORKER)
        assert len(set(db.scalars(keyworkers))) == 49 + 2
        assert before[0] == 291 + 5
        with unit_of_work():
            account = account_for(db, tried(db, Side.WORKER, "keyworker01@demo.example", PASSWORD))
        assert len(caseload.of_worker(db, actor_of(db, account.id))) == 6
