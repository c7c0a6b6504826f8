"""Numbered migrations, run by Alembic without an ini file. Whether one is missing is asked without loading Alembic."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from portal.database import make_engine

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent


def config(url: str) -> "Config":
    """Return Alembic's configuration for one database."""
    from alembic.config import Config  # noqa: PLC0415 (a quarter of a second that a start without migrations saves)

    settings = Config()
    settings.set_main_option("script_location", str(HERE))
    settings.attributes["url"] = url
    return settings


def upgrade(url: str, to: str = "head") -> None:
    """Bring a database up to a revision."""
    from alembic import command  # noqa: PLC0415 (the same)

    command.upgrade(config(url), to)


def downgrade(url: str, to: str) -> None:
    """Bring a database back to a revision; `base` is before the first."""
    from alembic import command  # noqa: PLC0415 (the same)

    command.downgrade(config(url), to)


def head() -> str:
    """Return the newest revision there is: migrations are files named for their number."""
    return max(path.name[:4] for path in (HERE / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def is_at_head(connection: Connection) -> bool:
    """Say whether a database has every migration."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == head())


def is_current(url: str) -> bool:
    """Say whether the database at this address has every migration."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return is_at_head(connection)
    finally:
        engine.dispose()
