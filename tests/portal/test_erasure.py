"""A family is erased: its key is destroyed, so that nothing of it opens, here or from any backup made before."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.app import create_app
from portal.commands import erasure
from portal.commands import family as families
from portal.commands import opening as openings
from portal.database import Database, session_of
from portal.errors import CannotBeRead, FamilyHeld, KeptLonger
from portal.models import Account, Base, Entry, Family, FamilyKey, Goal, Person
from portal.models.audit_words import OpeningPurpose
from portal.models.words import FamilyStatus
from portal.queries import audit
from portal.security.keys import learn_key
from tests.factories import PASSWORD
from tests.support.visitors import Visit

YEARS = 6


@pytest.fixture
def gone(make):
    """A family in which everything was done that leaves a row, closed long enough ago."""
    one = make.family("Zwbl")
    home = make.household(one, name="Cartref zwbl", address="14 Maes zwbl")
    parent = make.parent(one, first_name="Zwblina", homes=(home,), sign_in_name="zwblina", mobile="07700 900141")
    make.child(one, homes=(home,))
    make.score(make.goal(parent, "Nod zwbl"), parent, 3, why="Achos zwbl")
    stone = make.step(one, "Zwbl yn dod")
    make.moved(stone, clock.today() + timedelta(days=9))
    make.note(one, "Nodyn zwbl")
    make.decision(make.question(parent))
    make.invitation(make.parent(one, signs_in=False))
    stranger = make.worker(first_name="Dai")
    with make.writing() as db:
        said = {"purpose": OpeningPurpose.LAW, "reason": "The court asked for it today.", "hours": 1}
        openings.begin(db, stranger.actor, ref=one.ref, is_locked=False, **said)
    close(make, one, years=YEARS + 1)
    return parent


def close(make, one, *, years):
    with make.writing() as db:
        learn_key(db, one.id)
        row = db.get_one(Family, one.id)
        closed_on = clock.today() - timedelta(days=366 * years)
        families.change(db, make.system, row, version=row.version, status=FamilyStatus.CLOSED, closed_on=closed_on)


def erase(make, one, **said):
    with make.writing() as db:
        erasure.erase(db, make.system, one.id, keep_years=YEARS, **said)


# --- What is left


def test_nothing_is_left_but_the_audit_and_bare_ids(gone, make, database):
    one = gone.family
    erase(make, one)

    with database.engine.connect() as connection:
        left = {
            table.name: connection.scalar(select(func.count()).select_from(table).where(where))
            for table in Base.metadata.sorted_tables
            if (where := erasure.of_family(table, one.id)) is not None
        }
        person = connection.execute(select(Person.__table__)).mappings().one()
        account = connection.execute(select(Account.__table__).where(Account.side == "family")).mappings().one()
    assert {name for name, count in left.items() if count} == set(erasure.LEFT)
    assert len(left) > 15
    assert {name for name, value in person.items() if value is not None} <= {
        "id", "family_id", "relationship", "responsibility", "language", "version",
    }  # fmt: skip
    assert account["password_hash"] == ""


def test_the_audit_still_holds_and_ends_with_the_erasure(gone, make, database):
    with session_of(database) as db:
        before = db.scalar(select(func.count(Entry.id)).where(Entry.family_id == gone.family.id))
    erase(make, gone.family)

    with session_of(database) as db:
        entries = db.scalars(select(Entry).where(Entry.family_id == gone.family.id).order_by(Entry.number)).all()
        assert list(audit.broken(db)) == []
    assert len(entries) == before + 1
    assert (entries[-1].action, entries[-1].purpose) == ("family_erased", "kept_long_enough")


def test_pages_caseload_search_and_sign_in_go_on_without_it(gone, make, visit):
    other = make.family("Prys", keyworker=gone.family.keyworker)
    signed_in = visit(gone)
    erase(make, gone.family)

    assert signed_in.get("family.home.show").redirected_to == "/sign-in"
    worker, manager = visit(gone.family.keyworker), visit(make.manager())
    for browser in (worker, manager):
        assert browser.get("worker.case.show", ref=gone.family.ref).status == 404
        assert browser.get("worker.caseload.index", q="Prys").says("Prys")
        assert not browser.get("worker.caseload.index").says("Zwbl")
        assert browser.get("worker.openings.index").status == 200
        assert browser.get("worker.case.show", ref=other.ref).status == 200
    assert visit().post("public.sign_in", {"name": "zwblina", "password": PASSWORD}).status == 422


def test_another_family_is_not_touched(gone, make, database, visit):
    other = make.parent(first_name="Grace")
    make.note(other.family)
    before = counts(database, other.family.id)
    erase(make, gone.family)

    assert counts(database, other.family.id) == before
    assert visit(other).get("family.home.show").status == 200


def counts(database, family_id):
    with database.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table).where(where))
            for table in Base.metadata.sorted_tables
            if (where := erasure.of_family(table, family_id)) is not None
        }


# --- Backups made before


def test_a_backup_made_before_does_not_open_it_and_opens_all_others(
    nod, gone, make, database, unmigrated_url, tmp_path
):
    other = make.parent(first_name="Grace", sign_in_name="grace")
    aim, theirs = make.goal(gone, "Nod zwbl arall"), make.goal(other, "Cysgu’n well")
    assert nod("backup", tmp_path / "before").status == 0
    done = nod("family", "erase", gone.family.ref)
    assert (done.status, done.err) == (0, "")
    assert "1 families have no key" in nod("restore", tmp_path / "before", database_url=unmigrated_url).out

    restored = Database(unmigrated_url, database.master)
    with session_of(restored) as db:
        learn_key(db, gone.family.id)
        learn_key(db, other.family.id)
        assert db.get_one(Goal, theirs.id).words == "Cysgu’n well"
        with pytest.raises(CannotBeRead):
            db.get_one(Goal, aim.id).words  # noqa: B018 (reading it opens it)
        assert list(audit.broken(db)) == []
    restored.close()


def test_a_backup_put_back_is_served_without_the_erased_family(nod, gone, make, app, unmigrated_url, tmp_path):
    other = make.parent(first_name="Grace", sign_in_name="grace")
    nod("backup", tmp_path / "before")
    nod("family", "erase", gone.family.ref)
    nod("restore", tmp_path / "before", database_url=unmigrated_url)
    restored = create_app(app.extensions["nod.settings"].model_copy(update={"database_url": unmigrated_url}))
    visit = Visit(restored)

    assert visit().post("public.sign_in", {"name": "zwblina", "password": PASSWORD}).status == 422
    assert visit().post("public.sign_in", {"name": "grace", "password": PASSWORD}).redirected_to == "/family/"
    assert visit(gone).get("family.home.show").redirected_to == "/sign-in"
    assert visit(gone.family.keyworker).get("worker.case.show", ref=gone.family.ref).status == 404
    assert visit(gone.family.keyworker).get("worker.caseload.index").status == 200
    assert visit(other).get("family.home.show").status == 200
    restored.extensions["nod.database"].close()


def test_the_wrapped_key_stands_in_no_file_any_more(nod, gone, database, engine_name, tmp_path):
    nod("backup", tmp_path / "before")
    with database.engine.connect() as connection:
        wrapped = connection.scalar(select(FamilyKey.wrapped).where(FamilyKey.id == gone.family.id))
    stored = [path for path in tmp_path.iterdir() if path.is_file()]
    assert any(holds(path, wrapped) for path in stored)
    assert nod("family", "erase", gone.family.ref).status == 0
    if engine_name == "sqlite":
        database.engine.dispose()
        path = database.engine.url.database
        stored += [one for one in (path, f"{path}-wal") if one]

    assert [str(path) for path in stored if holds(path, wrapped)] == []


def holds(path, wrapped):
    try:
        with open(path, "rb") as stored:  # noqa: PTH123 (a path or its text)
            text = stored.read()
    except FileNotFoundError:
        return False
    return wrapped in text or wrapped.hex().encode() in text


def test_a_copy_of_keys_that_cannot_be_reached_is_named(nod, gone, tmp_path):
    nod("backup", tmp_path / "before")
    (tmp_path / "nod-keys.json").rename(tmp_path / "taken-away.json")
    done = nod("family", "erase", gone.family.ref)

    assert done.status == 1
    assert str(tmp_path / "nod-keys.json") in done.err


# --- When it may be done


def test_an_open_family_is_not_erased(make):
    with pytest.raises(KeptLonger):
        erase(make, make.family())


def test_a_family_is_kept_for_as_long_as_the_council_said(make):
    one = make.family()
    close(make, one, years=YEARS - 1)

    with pytest.raises(KeptLonger):
        erase(make, one)


def test_before_its_time_only_with_a_reason(nod, make, database):
    one = make.family()
    assert nod("family", "erase", one.ref).status == 1
    done = nod("family", "erase", one.ref, "--before-time", "The court ordered it")

    assert done.status == 0
    assert "The court ordered it" in done.out
    with session_of(database) as db:
        assert db.scalar(select(Entry.purpose).where(Entry.action == "family_erased")) == "before_time"


def test_a_family_that_is_held_is_not_erased_until_it_is_released(nod, gone, make, database):
    ref = gone.family.ref
    assert nod("family", "hold", ref, "A claim is running").status == 0
    assert nod("family", "erase", ref).err.startswith("nod: FamilyHeld: ")
    with pytest.raises(FamilyHeld):
        erase(make, gone.family, before_time=True)
    assert nod("family", "release", ref).status == 0
    assert nod("family", "erase", ref).status == 0

    with session_of(database) as db:
        actions = db.scalars(select(Entry.action).where(Entry.family_id == gone.family.id)).all()
        assert {"family_held", "family_released", "family_erased"} <= set(actions)
        assert list(audit.broken(db)) == []


def test_the_years_are_the_councils_own(nod, make):
    one = make.family()
    close(make, one, years=2)

    assert nod("family", "erase", one.ref).status == 1
    assert nod("family", "erase", one.ref, keep_years="1").status == 0


def test_a_family_is_erased_once(nod, gone):
    assert nod("family", "erase", gone.family.ref).status == 0
    assert nod("family", "erase", gone.family.ref).status == 1
