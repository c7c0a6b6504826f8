"""The console command `nod`. Exit 0: done; 1: something was refused; 2: called wrongly."""

import os
import sys
import time
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import demo, key_copies, logs, migrations
from portal.cli_worker import worker
from portal.console import authority, database
from portal.console_keeping import COMMANDS
from portal.database import unit_of_work
from portal.errors import PortalError, RealPeopleHere
from portal.exchange.importing import import_caseload
from portal.exchange.report import Count, write_refused
from portal.models import Family
from portal.settings import Settings, new_secret


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nod")
@click.pass_context
def nod(context: click.Context) -> None:
    """A family and its keyworker look at one truth."""
    os.umask(0o077)  # what is written here, such as a database or a backup, is for this user alone
    if context.invoked_subcommand != "secrets":
        context.obj = Settings().with_secrets()
        logs.set_up(context.obj.log_level)


for command in COMMANDS:
    nod.add_command(command)


@nod.command()
def secrets() -> None:
    """Print fresh secrets for NOD_SECRET_KEY and NOD_MASTER_KEY."""
    click.echo(f"NOD_SECRET_KEY={new_secret()}\nNOD_MASTER_KEY={new_secret()}")


@nod.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the database up to date."""
    ensure_migrated(settings)
    click.echo("The database is up to date.")


@nod.command(name="demo")
@click.option("--size", type=click.Choice(["small", "wiltshire"]), default="small", show_default=True)
@click.pass_obj
def fill_demo(settings: Settings, size: str) -> None:
    """Add the demo people; `--size wiltshire` adds 49 keyworkers and 291 families as well."""
    if not settings.demo:
        raise click.UsageError("demo people are added only where NOD_DEMO=1")
    with database(settings) as db:
        refuse_real_people(db)
        with unit_of_work():
            if demo.is_empty(db):
                demo.fill(db, settings)
            if size == "wiltshire":
                demo.fill_wiltshire(db, settings)
    click.echo("The demo people are there. Open /demo to be one of them.")


@nod.command(name="import")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Where to write refused.csv.")
@click.pass_obj
def import_(settings: Settings, directory: Path, dry_run: bool, report: Path | None) -> None:
    """Take a council's workers.csv and caseload.csv. A refused row is named with its line, column and reason."""
    ensure_migrated(settings)
    with database(settings) as db, unit_of_work():
        taken = import_caseload(db, authority(db, settings).id, directory, dry_run=dry_run)
    for name, count in (("Workers", taken.workers), ("Families", taken.families), ("People", taken.people)):
        click.echo(counted(name, count))
    click.echo(f"Refused rows: {taken.refused}" + (" (nothing was written)" if dry_run else ""))
    for refusal in taken.refusals:
        click.echo(f"{refusal.file}:{refusal.line}: {refusal.column}: {refusal.reason}", err=True)
    if report:
        write_refused(taken, report)
    if taken.refusals:
        sys.exit(1)


def counted(name: str, count: Count) -> str:
    """Return one line of an import's outcome."""
    total = count.added + count.changed + count.unchanged
    return f"{name}: {total} ({count.added} new, {count.changed} changed, {count.unchanged} as they were)"


nod.add_command(worker)


@nod.command()
@click.option("--port", type=int, default=lambda: int(os.environ.get("PORT", "8000")), show_default="PORT or 8000")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.pass_obj
def serve(settings: Settings, host: str, port: int) -> None:
    """Migrate, add the demo people to an empty demo database, and serve with the job runner beside."""
    from portal import serving  # noqa: PLC0415 (the server's own libraries are for this command alone)

    ensure_migrated(settings)
    with database(settings) as db:
        if settings.demo:
            refuse_real_people(db)
            if demo.is_empty(db):
                with unit_of_work():
                    demo.fill(db, settings)
    serving.run(settings, host, port)


@nod.command()
@click.option("--after", type=int, default=0, help="Seconds to wait first.")
@click.pass_obj
def jobs(settings: Settings, after: int) -> None:
    """Run what must be sent later."""
    time.sleep(after)
    from portal.jobs import runner  # noqa: PLC0415 (the job runner's own libraries are for this command alone)

    runner.run(settings)


@nod.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keys", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the families' keys.")
@click.pass_obj
def backup(settings: Settings, file: Path, keys: Path | None) -> None:
    """Write a copy of the database while Nod runs, and today's keys of the families into a file beside it."""
    from portal import backups  # noqa: PLC0415 (starts other programs, for this command alone)

    at = backups.write(settings.database_url, file, keys)
    click.echo(f"Written to {file}, the keys to {at}. Keep NOD_MASTER_KEY somewhere else: nothing opens without it.")


@nod.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Where their keys are.")
@click.pass_obj
def restore(settings: Settings, file: Path, keys: Path | None) -> None:
    """Put a backup in the place of an empty database, with the keys that stand beside it."""
    from portal import backups  # noqa: PLC0415 (starts other programs, for this command alone)

    settings.instance.mkdir(parents=True, exist_ok=True)
    unread = backups.read(settings.database_url, file, keys)
    click.echo("Restored." + (f" {unread} families have no key and cannot be read." if unread else ""))
    if unread and not (keys or key_copies.beside(file)).exists():
        click.echo(f"There is no {key_copies.NAME} beside {file.name}: put it there, and restore anew.", err=True)
        sys.exit(1)


def ensure_migrated(settings: Settings) -> None:
    """Migrate when a migration is missing."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    if not migrations.is_current(settings.database_url):
        migrations.upgrade(settings.database_url)


def refuse_real_people(db: Session) -> None:
    """Raise `RealPeopleHere` when the database holds families and none of them is a demo family."""
    if db.scalar(select(Family.id).limit(1)) and not demo.holds_demo_people(db):
        raise RealPeopleHere("NOD_DEMO=1 over a database with real families; set NOD_DEMO=0 or another database")


def main() -> None:
    """Run the command; a refusal is one line, not a trace."""
    try:
        nod()
    except PortalError as refusal:
        click.echo(f"nod: {type(refusal).__name__}: {' '.join(map(str, refusal.args))}", err=True)
        sys.exit(1)
