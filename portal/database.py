"""Engine, sessions and the unit of work. Nothing is written outside `unit_of_work`."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar, Token
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from portal import clock
from portal.errors import AlreadyDone, EditedMeanwhile, WriteOutsideUnitOfWork
from portal.models import KeptKey, Submission
from portal.models.base import Base, family_of, seal_waiting
from portal.security.encryption import Keyring, MasterKey
from portal.security.keys import learn_key
from portal.security.look_ups import Lookup

BUSY_MILLISECONDS = 10_000
WRITING = "nod_writing"


class Database:
    """One database and the master key that opens what is sealed in it."""

    def __init__(self, url: str, master: MasterKey) -> None:
        """Take an SQLAlchemy URL: `sqlite:///…` or `postgresql+psycopg://…`."""
        self.engine = make_engine(url)
        self.master = master
        self._sessions = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)

    def open_session(self) -> Session:
        """Return a new session with an empty keyring."""
        if not self.master.is_settled:
            self._learn_kept_keys()
        return self._sessions(info={"keyring": Keyring(self.master), "writing": False})

    def _learn_kept_keys(self) -> None:
        """Tell the master key what was kept of those before it; a database without its tables has none yet."""
        with self.engine.connect() as connection, suppress(OperationalError, ProgrammingError):
            self.master.settle(connection.execute(select(KeptKey.__table__).order_by(KeptKey.number)).all())

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


class Once(NamedTuple):
    """A form that may be sent twice and is saved once: whose it is, its key, and a keyed hash of what it says."""

    account_id: uuid.UUID
    key: uuid.UUID
    digest: Lookup | None = None


_current: ContextVar[Session | None] = ContextVar("session", default=None)


def session() -> Session:
    """Return the session of this request or command."""
    db = _current.get()
    if db is None:
        raise LookupError("no database session is open here")
    return db


def begin_session(database: Database) -> Token[Session | None]:
    """Open the session that `session()` gives out from now on; hand the token to `end_session`."""
    return _current.set(database.open_session())


def end_session(token: Token[Session | None]) -> None:
    """Close the session; what was not committed is forgotten."""
    session().close()
    _current.reset(token)


@contextmanager
def session_of(database: Database) -> Iterator[Session]:
    """Open a session for a command or a job."""
    token = begin_session(database)
    try:
        yield session()
    finally:
        end_session(token)


@contextmanager
def unit_of_work(once: Once | None = None) -> Iterator[Session]:
    """Commit everything in the block together, or nothing.

    Args:
        once: a form that may be sent twice; the second time is refused.

    Raises:
        AlreadyDone: this form was saved before.
        EditedMeanwhile: a row that the block changed was changed by someone else since it was read.
    """
    db = session()
    db.commit()  # ends the reading transaction, so that SQLite takes its write lock at the start of ours
    db.info["writing"] = True
    try:
        db.connection(execution_options={WRITING: True})
        if once:
            _note_submission(db, once)
        yield db
        db.commit()
    except StaleDataError as stale:
        db.rollback()
        raise EditedMeanwhile from stale
    except BaseException:
        db.rollback()
        raise
    finally:
        db.info["writing"] = False


@contextmanager
def rehearsal() -> Iterator[Session]:
    """Write in the block to see what would come of it, and take all of it back at its end."""
    db = session()
    db.commit()  # as in `unit_of_work`
    db.info["writing"] = True
    try:
        db.connection(execution_options={WRITING: True})
        yield db
    finally:
        db.rollback()
        db.info["writing"] = False


def _note_submission(db: Session, once: Once) -> None:
    row = once._asdict() | {"id": uuid.uuid4(), "answer": "", "sent_at": clock.now()}
    try:
        db.execute(insert(Submission).values(**row))
    except IntegrityError as twice:
        raise AlreadyDone(once.key) from twice


def make_engine(url: str) -> Engine:
    """Return an engine with the settings that each database needs to keep its word."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=4, max_overflow=4, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what was deleted, such as the key of an erased family, is overwritten
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(Session, "before_flush")
def _refuse_stray_writes(db: Session, _context: UOWTransaction, _instances: object) -> None:
    changed = [row for row in (*db.new, *db.dirty) if isinstance(row, Base) and db.is_modified(row)]
    if not (changed or db.deleted):
        return
    if not db.info.get("writing"):
        raise WriteOutsideUnitOfWork
    with db.no_autoflush:
        for row in changed:
            if row.__dict__.get("_plain"):
                seal_waiting(row, learn_key(db, family_of(row)).seal)


@event.listens_for(Session, "do_orm_execute")
def _refuse_stray_statements(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.session.info.get("writing"):
        raise WriteOutsideUnitOfWork
