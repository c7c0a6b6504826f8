"""What families had before a migration is there after it, with what it means now; and so on the way back."""

from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from portal import migrations
from portal.database import make_engine

AT = "2026-01-05 09:00:00+00:00"
LATER = "2026-02-05 09:00:00+00:00"
ROWS = {
    "authority": {"name_en": "A", "name_cy": "A", "own_decision_age": 16},
    "agency": {"authority_id": 1, "name": "A", "is_partner": False},
    "worker": {
        "authority_id": 1, "agency_id": 1, "ref": "W1", "first_name": "Beth", "last_name": "Morris",
        "role": "family_keyworker", "access": "practitioner", "email": "b@demo.example", "working_days": "",
        "languages": "", "version": 1,
    },
    "family": {
        "authority_id": 1, "ref_lookup": b"a", "level": "support", "status": "open", "opened_on": "2026-01-05",
        "changed_at": AT, "chain_length": 1, "chain_hash": b"a", "version": 1,
    },
    "circle": {"family_id": 1, "kind": "whole_family"},
    "person": {"family_id": 1, "relationship": "parent", "responsibility": "yes", "language": "en", "version": 1},
    "account": {
        "authority_id": 1, "side": "family", "person_id": 1, "name_lookup": b"a", "password_hash": "-",
        "password_changed_at": AT, "created_at": AT, "version": 1,
    },
    "session": {"account_id": 1, "key_hash": b"a", "device": "-", "began_at": AT, "seen_at": AT},
    "goal": {
        "family_id": 1, "circle_id": 1, "words": b"a", "language": "en", "scale": "ten", "state": "open", "set_at": AT,
        "set_by_id": 1, "version": 1,
    },
    "score": {"family_id": 1, "goal_id": 1, "kind": "scored", "value": 0, "by_id": 1, "scored_at": AT},
    "notice": {
        "family_id": 1, "person_id": 1, "kind": "step_added", "state": "sent", "due_at": AT, "tries": 1,
    },
    "child_round": {
        "family_id": 1, "person_id": 1, "worker_id": 1, "language": "cy", "began_at": AT, "last_at": AT, "where": "",
        "passed": "",
    },
    "consent": {
        "family_id": 1, "person_id": 1, "decider_id": 1, "agency_id": 1, "kind": "health", "status": "given",
        "how": "self", "notice_version": "1", "notice_language": "en", "decided_at": AT,
    },
    "voice": {
        "family_id": 1, "circle_id": 1, "person_id": 1, "kind": "wish", "words": b"a", "language": "cy", "said_at": AT,
        "version": 1,
    },
}  # fmt: skip
"""A row of each table, as it has to be; a number in the place of a key is the row of that number."""
FAMILY = ("authority", "agency", "worker", "family", "circle", "person", "account")


@pytest.fixture
def connected(unmigrated_url):
    """A new connection to the database, at a version: `connected("0010")`."""

    @contextmanager
    def connect(version: str, *, down: bool = False):
        (migrations.downgrade if down else migrations.upgrade)(unmigrated_url, version)
        engine = make_engine(unmigrated_url)
        with engine.connect() as connection:
            yield connection
            connection.commit()
        engine.dispose()

    return connect


def key(number: int) -> str:
    return f"{number:032x}"


def add(connection: Connection, table: str, number: int = 1, **changes: object) -> None:
    row = {"id": number, **ROWS[table], **changes}
    values = {
        name: key(value) if (name == "id" or name.endswith("_id")) and isinstance(value, int) else value
        for name, value in row.items()
    }
    names = ", ".join(f'"{name}"' for name in values)
    slots = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({slots})"), values)  # noqa: S608 (our own names)


def kept(connection: Connection, table: str, *columns: str) -> list[tuple[object, ...]]:
    found = connection.execute(text(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"))  # noqa: S608
    return [tuple(row) for row in found]


def is_refused(connection: Connection, table: str, number: int, **changes: object) -> bool:
    with pytest.raises(DBAPIError), connection.begin_nested():
        add(connection, table, number, **changes)
    return True


def begun(connection: Connection) -> None:
    for table in FAMILY:
        add(connection, table)


def test_goals_and_scores_of_before_get_their_rank_and_their_place_in_time(connected):
    with connected("0010") as before:
        begun(before)
        add(before, "person", 2, relationship="child")
        add(before, "goal", 1)
        add(before, "goal", 2, set_at=LATER)
        add(before, "goal", 3, owner_id=2, scale="rag", set_at=LATER)
        add(before, "goal", 4, state="reached", ended_on="2026-03-01")
        add(before, "score", 1, kind="unsure", value=None)
        add(before, "score", 2, scored_at="2026-01-06 09:00:00+00:00")
        add(before, "score", 3, value=3, scored_at=LATER)
        add(before, "score", 4, by_id=2, value=6, scored_at=LATER)
        add(before, "score", 5, goal_id=3, by_id=2, value=None, colour="red", scored_at=LATER)

    with connected("0011") as after:
        ranks = dict(kept(after, "goal", "id", "rank"))
        points = kept(after, "score", "point", "value", "colour", "corrects_id")
        open_ranks = [rank for _id, rank in sorted(ranks.items(), key=lambda row: str(row[0]))][:3]
        reasons = kept(after, "goal", "reason", "declined_by_id")

    assert open_ranks == [1, 2, 1]
    assert points == [
        ("start", None, None, None),
        ("start", 0, None, None),
        ("between", 3, None, None),
        ("start", 6, None, None),
        ("start", None, "red", None),
    ]
    assert set(reasons) == {(None, None)}


def test_going_back_a_paused_goal_is_open_a_declined_one_put_away_and_a_slip_is_gone(connected):
    with connected("0011") as now:
        begun(now)
        add(now, "goal", 1, state="paused", rank=1)
        add(now, "goal", 2, state="declined", rank=1, declined_by_id=1)
        add(now, "goal", 3, rank=2)
        add(now, "score", 1, goal_id=3, point="start", value=7)
        add(now, "score", 2, goal_id=3, point="start", value=0, corrects_id=1, put_right_at=LATER)
        add(now, "score", 3, goal_id=3, point="review", value=3, scored_at=LATER)

    with connected("0010", down=True) as before:
        assert kept(before, "goal", "state") == [("open",), ("closed",), ("open",)]
        assert kept(before, "score", "value") == [(0,), (3,)]
        assert is_refused(before, "goal", 4, state="paused")


def test_notices_of_before_stay_and_new_kinds_go_on_the_way_back(connected):
    with connected("0013") as before:
        begun(before)
        add(before, "notice", 1)
        assert is_refused(before, "notice", 2, kind="voice_said")

    with connected("0014") as after:
        assert kept(after, "notice", "kind", "state") == [("step_added", "sent")]
        add(after, "notice", 2, kind="voice_said", person_id=None, worker_id=1)
        add(after, "notice", 3, kind="voice_answered")
        add(after, "voice", 1)

    with connected("0013", down=True) as before:
        assert kept(before, "notice", "kind", "state") == [("step_added", "sent")]
        assert is_refused(before, "notice", 4, kind="voice_said")


def test_a_voice_of_before_is_of_no_round_and_no_browser_is_locked(connected):
    with connected("0014") as before:
        begun(before)
        add(before, "session")
        add(before, "voice", 1)

    with connected("0015") as after:
        assert kept(after, "voice", "kind", "child_round_id") == [("wish", None)]
        assert kept(after, "session", "child_round_id") == [(None,)]
        add(after, "child_round", 1, colour="amber")
        add(after, "voice", 2, child_round_id=1)
        assert is_refused(after, "voice", 3, child_round_id=9)
        assert is_refused(after, "child_round", 2, colour="blue")

    with connected("0014", down=True) as before:
        assert kept(before, "voice", "kind", "language") == [("wish", "cy")] * 2
        assert kept(before, "session", "device") == [("-",)]


def test_going_back_no_yes_lives_again_and_no_service_is_named_to_who_may_not_read_it(connected):
    """Siân (1) reads every name; Gareth (2) may not read the refuge's (2), and had read the school's (1) before."""
    ended = {"until_on": "2026-02-01", "lasts": "six_months"}
    with connected("0016") as now:
        begun(now)
        add(now, "person", 2)
        add(now, "agency", 2, name="Refuge")
        add(now, "consent", 1, until_on="2999-01-01", lasts="year")
        add(now, "consent", 2, kind="plan", **ended)
        add(now, "consent", 3, kind="home", status="part", **ended)
        add(now, "consent", 4, decider_id=2)
        add(now, "consent", 5, decider_id=2, status="refused", is_named=False, decided_at=LATER)
        add(now, "consent", 6, decider_id=2, agency_id=2, status="refused", is_named=False)
        add(now, "consent", 7, decider_id=2, agency_id=2, kind="plan", is_named=False)
        add(now, "consent", 8, agency_id=2)
        add(now, "consent", 9, agency_id=2, kind="plan")
        add(now, "consent", 10, agency_id=2, kind="home", status="not_now")

    with connected("0015", down=True) as before:
        statuses = [status for (status,) in kept(before, "consent", "status")]
        deciders = kept(before, "consent", "agency_id", "decider_id")

    assert statuses == ["given", "withdrawn", "withdrawn", "given", "refused", "withdrawn", "given", "talk"]
    assert len(set(deciders)) == 3

    with connected("0016") as again:
        assert [status for (status,) in kept(again, "consent", "status")] == statuses


def test_going_back_no_yes_until_the_end_of_a_help_that_ended_lives_again(connected):
    until_end = {"lasts": "until_end", "is_named": True}
    with connected("0019") as now:
        for table in FAMILY:
            add(now, table, **({"help_turned_at": LATER} if table == "family" else {}))
        add(now, "family", 2, ref_lookup=b"b")
        add(now, "consent", 1, **until_end)
        add(now, "consent", 2, kind="plan", status="part", **until_end)
        add(now, "consent", 3, kind="home", status="refused", is_named=True)
        add(now, "consent", 4, kind="learning", until_on="2999-01-01", lasts="year", is_named=True)
        add(now, "consent", 5, kind="feelings", decided_at="2026-02-05 09:00:00.000001+00:00", **until_end)
        add(now, "consent", 6, kind="contact", decided_at=LATER, **until_end)
        add(now, "consent", 7, family_id=2, **until_end)

    with connected("0018", down=True) as before:
        statuses = [status for (status,) in kept(before, "consent", "status")]

    assert statuses == ["withdrawn", "withdrawn", "refused", "given", "given", "withdrawn", "given"]
