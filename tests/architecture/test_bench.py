"""The families that `make bench` measures with are such as Nod keeps: they fit today's tables and its audit."""

from sqlalchemy import func, select

from bench import seeding
from portal.database import Database, session_of
from portal.models import Entry
from portal.queries import audit
from portal.security.encryption import MasterKey


def test_the_made_up_families_are_whole(settings_for, tmp_path):
    settings = settings_for(f"sqlite:///{tmp_path / 'made-up.db'}")
    seeding.many([settings.database_url], settings, 20)
    data = Database(settings.database_url, MasterKey(settings.master_key))
    with session_of(data) as db:
        assert list(audit.broken(db)) == []
        assert db.scalar(select(func.count(Entry.id))) == 20 * 5
    data.close()
