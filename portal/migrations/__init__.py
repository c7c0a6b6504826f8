"""Numbered migrations, run by Alembic without an ini file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from portal.database import make_engine


def config(url: str) -> Config:
    """Return Alembic's configuration for one database."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["url"] = url
    return settings


def upgrade(url: str, to: str = "head") -> None:
    """Bring a database up to a revision."""
    command.upgrade(config(url), to)


def downgrade(url: str, to: str) -> None:
    """Bring a database back to a revision; `base` is before the first."""
    command.downgrade(config(url), to)


def head() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory.from_config(config("")).get_current_head()


def is_at_head(connection: Connection) -> bool:
    """Say whether a database has every migration."""
    return MigrationContext.configure(connection).get_current_revision() == head()


def is_current(url: str) -> bool:
    """Say whether the database at this address has every migration."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return is_at_head(connection)
    finally:
        engine.dispose()
