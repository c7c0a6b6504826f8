"""A copy of the database, and back into an empty one; what is sealed stays sealed."""

import pytest
from sqlalchemy import select

from portal import backups, clock, migrations
from portal.database import Database, session_of
from portal.errors import NotOurs
from portal.models import Base, Goal, Note
from portal.queries import audit
from portal.security.keys import learn_key


@pytest.fixture
def url(app):
    """Where the application's database is."""
    return app.extensions["nod.settings"].database_url


def rows(database):
    with database.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name != "key_copy"  # where copies of keys are, which a backup is too early to know
        }


def test_what_was_copied_comes_back_whole_and_can_be_read(make, database, url, unmigrated_url, tmp_path):
    aim = make.goal(make.parent(), "Bwyta gyda’n gilydd")
    make.note(aim.family)
    before = rows(database)
    backups.write(url, tmp_path / "copy")
    make.note(aim.family, "After the copy")

    backups.read(unmigrated_url, tmp_path / "copy")
    restored = Database(unmigrated_url, database.master)
    assert rows(restored) == before
    assert migrations.is_current(unmigrated_url)
    with session_of(restored) as db:
        learn_key(db, aim.family.id)
        assert db.get_one(Goal, aim.id).words == "Bwyta gyda’n gilydd"
        assert list(audit.broken(db)) == []
    restored.close()


def test_a_copy_is_made_while_someone_writes(make, database, url, unmigrated_url, tmp_path):
    one = make.family()
    backups.write(url, tmp_path / "before")
    with make.writing() as db:
        db.add(Note(family_id=one.id, written_by_id=one.keyworker.id, written_at=clock.now()))
        db.flush()
        backups.write(url, tmp_path / "copy")

    backups.read(unmigrated_url, tmp_path / "copy")
    restored = Database(unmigrated_url, database.master)
    assert rows(restored)["note"] == []
    restored.close()


def test_a_copy_holds_no_word_of_a_family(make, url, tmp_path):
    make.goal(make.parent(first_name="Zwblina"), "Zwbl")
    backups.write(url, tmp_path / "copy")

    assert b"zwbl" not in (tmp_path / "copy").read_bytes().lower()


def test_a_copy_is_never_put_over_a_file(url, tmp_path):
    (tmp_path / "copy").write_text("mine")

    with pytest.raises(backups.NotEmpty):
        backups.write(url, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "mine"


def test_a_copy_is_never_put_over_a_database_that_holds_something(make, url, tmp_path):
    make.family()
    backups.write(url, tmp_path / "copy")

    with pytest.raises(backups.NotEmpty):
        backups.read(url, tmp_path / "copy")


def test_a_copy_holds_no_key_and_the_file_beside_it_does(make, database, url, unmigrated_url, tmp_path):
    aim = make.goal(make.parent(), "Fy nod")
    backups.write(url, tmp_path / "copy")
    (tmp_path / "nod-keys.json").rename(tmp_path / "elsewhere.json")

    assert backups.read(unmigrated_url, tmp_path / "copy") == 1
    restored = Database(unmigrated_url, database.master)
    assert rows(restored)["family_key"] == []
    restored.close()
    kept = (tmp_path / "elsewhere.json").read_text()
    assert str(aim.family.id) in kept
    assert (tmp_path / "elsewhere.json").stat().st_mode & 0o077 == 0


def test_keys_come_back_from_where_they_were_put(make, database, url, unmigrated_url, tmp_path):
    aim = make.goal(make.parent(), "Fy nod")
    backups.write(url, tmp_path / "copy", tmp_path / "mine.json")

    assert backups.read(unmigrated_url, tmp_path / "copy", tmp_path / "mine.json") == 0
    restored = Database(unmigrated_url, database.master)
    with session_of(restored) as db:
        learn_key(db, aim.family.id)
        assert db.get_one(Goal, aim.id).words == "Fy nod"
    restored.close()


@pytest.mark.parametrize("there", ["mine", "{}", '{"what": "nod keys 1", "council": "another"}'])
def test_keys_are_never_put_over_something_else(make, url, tmp_path, there):
    make.family()
    (tmp_path / "nod-keys.json").write_text(there)

    with pytest.raises(NotOurs):
        backups.write(url, tmp_path / "copy")
    assert (tmp_path / "nod-keys.json").read_text() == there


def test_a_second_backup_finds_todays_keys_in_the_same_place(make, url, tmp_path):
    make.family()
    backups.write(url, tmp_path / "first")
    one = make.family()
    backups.write(url, tmp_path / "second")

    assert str(one.id) in (tmp_path / "nod-keys.json").read_text()
