"""A copy of the database, and back into an empty one; what is sealed stays sealed."""

import pytest
from sqlalchemy import select

from portal import backups, clock, migrations
from portal.database import Database, session_of
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
