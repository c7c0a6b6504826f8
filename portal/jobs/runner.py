"""The job runner: huey looks every minute for what is due."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import structlog
from huey.api import Huey, SqliteHuey, crontab
from sqlalchemy.orm import Session

from portal.commands import knock
from portal.database import Database, session_of, unit_of_work
from portal.jobs.endings import ask_again
from portal.jobs.notices import deliver
from portal.jobs.senders import sender_for
from portal.jobs.tidying import tidy_up
from portal.security.encryption import MasterKey
from portal.settings import Settings

log = structlog.get_logger()


def make_huey(settings: Settings) -> Huey:
    """Return the queue at `NOD_JOBS_URL`, with the periodic task on it."""
    at = urlsplit(settings.jobs_url)
    if at.scheme == "sqlite":
        huey: Huey = SqliteHuey("nod", filename=at.path[1:] if at.path.startswith("//") else at.path)
    else:
        from huey.api import PostgresHuey  # noqa: PLC0415 (only where the council runs PostgreSQL)

        huey = PostgresHuey("nod", dsn=settings.jobs_url)
    sender = sender_for(settings)

    def every_minute() -> None:
        with database_of(settings) as db:
            with unit_of_work():
                if told := knock.told(db):
                    log.info("refusals_told", changed=told)
            if sent := deliver(db, sender, settings.public_url):
                log.info("notices_sent", changed=sent)

    def tidy() -> None:
        with database_of(settings) as db, unit_of_work():
            log.info("tidied_up", changed=tidy_up(db))

    def before_it_ends() -> None:
        with database_of(settings) as db:
            if asked := ask_again(db):
                log.info("asked_again", changed=asked)

    huey.periodic_task(crontab(minute="*"))(every_minute)
    huey.periodic_task(crontab(minute="7", hour="3"))(tidy)
    huey.periodic_task(crontab(minute="20", hour="6"))(before_it_ends)
    return huey


@contextmanager
def database_of(settings: Settings) -> Iterator[Session]:
    """Open the database for one run of a job."""
    data = Database(settings.database_url, MasterKey(settings.master_key, settings.master_key_old))
    try:
        with session_of(data) as db:
            yield db
    finally:
        data.close()


def run(settings: Settings) -> None:
    """Run jobs until stopped."""
    make_huey(settings).create_consumer(workers=1, periodic=True).run()
