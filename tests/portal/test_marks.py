"""Every sensitive column is filled with marks, and the files that hold the database are searched for each of them."""

import base64
import subprocess
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert, select

from portal import backups, clock
from portal.commands import entry, goal_change
from portal.commands import opening as openings
from portal.database import session_of, unit_of_work
from portal.models import Base, Draft
from portal.models.audit_words import OpeningPurpose
from portal.models.base import Sealed
from portal.models.domains import Domain
from portal.security.keys import keyring, learn_key
from tests.support.law import shared_by_law
from tests.support.people import MakePeople

LEAST = 200
COMMON = "zwqmarkqwz"
"""How every mark begins: a file without it, in any form, has no mark."""


def life(make: MakePeople):
    """Let something happen in every table that holds a sealed text, a few times over."""
    for number in range(7):
        one = make.family()
        homes = tuple(make.household(one, label) for label in "AB")
        parent = make.parent(one, homes=homes[:1], sign_in_name=mark("name", number))
        make.safe(parent, code_word="Robin")
        make.young_person(one, homes=homes)
        aim = make.goal(parent)
        make.score(aim, parent, 3, why="Achos")
        make.first_step(aim)
        make.goal_changed(goal_change.reword, aim, words="We eat at six")
        make.goal_changed(goal_change.pause, aim, reason="Too much now")
        words_said(make, parent)
        stone = make.step(one)
        make.moved(stone, clock.today() + timedelta(days=9))
        make.note(one)
        make.decision(make.question(parent))
        sharing_said(make, parent)
        stranger = make.worker(first_name="Dai")
        with make.writing() as db:
            said = {"purpose": OpeningPurpose.LAW, "reason": "Twenty letters at the least", "hours": 1}
            openings.begin(db, stranger.actor, ref=one.ref, is_locked=False, **said)
            entry.record(db, one.keyworker.actor, one.id, "family_held", reason=mark("reason", number))


def words_said(make, parent):
    """Let something be said in every table that keeps words."""
    make.praise(parent)
    make.answered(make.voice(parent), happened="We went")
    make.look(parent, {Domain.HEALTH: 3}, why="Achos")
    make.left_out(parent)
    make.child_round(make.child(parent.family))


def sharing_said(make, parent):
    """Let a child think of a question, somebody be judged, and something be shared without agreement."""
    child = make.child(parent.family)
    make.child_view(make.question(parent, about=child), words="Fine")
    make.understands(child)
    make.told(make.override(child), parent)
    shared_by_law(make, child, make.agency())


def mark(kind: str, number: int) -> str:
    return f"{COMMON}{kind}{number:04d}"


def plant(database) -> list[str]:
    """Put a mark of its own into every sealed column of every row, and return them all."""
    marks: list[str] = []
    models = [mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ != "entry"]
    with session_of(database), unit_of_work() as db:
        for model in models:
            names = [name for name, held in vars(model).items() if isinstance(held, Sealed)]
            for row in db.scalars(select(model)).all() if names else ():
                learn_key(db, row.id if model.__tablename__ == "family" else row.family_id)
                for name in names:
                    marks.append(mark(f"{model.__tablename__}{name}".replace("_", ""), len(marks)))
                    setattr(row, name, marks[-1])
    return marks


def sealed_columns() -> set[str]:
    return {
        f"{mapper.class_.__tablename__}.{name}"
        for mapper in Base.registry.mappers
        for name, held in vars(mapper.class_).items()
        if isinstance(held, Sealed)
    }


def forms(text: str) -> list[bytes]:
    """A text as it could stand in a file: as it is, in hexadecimal, in base64, in two bytes a letter."""
    plain = text.encode()
    return [plain, plain.hex().encode(), plain.hex().upper().encode(), *in_base64(plain), text.encode("utf-16-le")]


def in_base64(plain: bytes) -> list[bytes]:
    """The middle of it in base64, which does not hang on where it begins."""
    return [base64.b64encode(plain[shift:])[4:-4] for shift in range(3)]


def holds(text: bytes, one: str) -> bool:
    return any(form in text for form in forms(one))


def everything_stored(database, folder) -> dict[str, bytes]:
    """The database's files, and a backup of it with its keys."""
    url = database.engine.url
    plain = url.render_as_string(hide_password=False)
    backups.write(plain, folder / "backup")
    if url.drivername.startswith("sqlite"):
        path = url.database
        names = {"database": path, "log": f"{path}-wal", "backup": folder / "backup", "keys": folder / "nod-keys.json"}
        return {name: Path(at).read_bytes() for name, at in names.items()}
    restored = subprocess.run(["pg_restore", "--file=-", folder / "backup"], check=True, stdout=subprocess.PIPE).stdout
    return {"database": cluster(database), "backup": restored, "keys": (folder / "nod-keys.json").read_bytes()}


def cluster(database) -> bytes:
    """This database's files in the PostgreSQL cluster and the write-ahead log, after all was written to the disk."""
    with psycopg.connect(database.engine.url.set(drivername="postgresql").render_as_string(), autocommit=True) as db:
        db.execute("CHECKPOINT")
        (top,) = db.execute("SHOW data_directory").fetchone()
        (own,) = db.execute("SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()").fetchone()
    files = (path for folder in (own, "pg_wal") for path in sorted(Path(top, folder).rglob("*")) if path.is_file())
    return b"\n".join(path.read_bytes() for path in files)


def keep_drafts(make, database) -> list[str]:
    """Keep what four workers typed and could not save; return the marks in it."""
    marks = [mark("draft", number) for number in range(4)]
    owners = [make.worker().account_id for _ in marks]
    with session_of(database), unit_of_work() as db:
        for owner, one in zip(owners, marks, strict=True):
            nonce = owner.bytes[:12]
            sealed = nonce + keyring(db).master.drafts.encrypt(nonce, one.encode(), b"/path")
            kept = {"id": owner, "account_id": owner, "path": "/path", "fields": sealed, "kept_at": clock.now()}
            db.execute(insert(Draft).values(**kept))
    return marks


def test_no_mark_is_found_in_any_file(make, database, tmp_path, capsys):
    life(make)
    marks = plant(database) + [mark(kind, number) for kind in ("name", "reason") for number in range(7)]
    marks += keep_drafts(make, database)
    stored = everything_stored(database, tmp_path)
    found = [name for name, text in stored.items() if holds(text, COMMON)]

    with capsys.disabled():
        sizes = ", ".join(f"{name} {len(text):,} bytes" for name, text in stored.items())
        print(f"\n{len(marks)} marks in {len(sealed_columns())} sealed columns; {sizes}: {len(found)} found")  # noqa: T201 (the figure)
    assert len(set(marks)) >= LEAST
    assert found == []


def test_every_sealed_column_gets_a_mark(make, database):
    life(make)
    planted = " ".join(plant(database))
    columns = sealed_columns() - {"entry.reason", "family.hold_reason"}

    assert [one for one in columns if one.replace(".", "").replace("_", "") not in planted] == []


def test_the_search_finds_what_was_not_sealed(make, database, tmp_path):
    make.worker(first_name=mark("notsealed", 0))
    stored = everything_stored(database, tmp_path)

    assert holds(stored["backup"], COMMON)
    assert holds(stored["database"] + stored.get("log", b""), COMMON)


@pytest.mark.parametrize("before", ["", "x", "xy"])
def test_what_all_marks_begin_with_is_found_in_every_form(before):
    text = f"{before}{mark('any', 7)}"
    as_stored = [text.encode(), text.encode().hex().upper().encode(), base64.b64encode(text.encode())]

    assert [one for one in [*as_stored, text.encode("utf-16-le")] if not holds(one, COMMON)] == []
