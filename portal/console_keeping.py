"""The commands that keep what is kept: the audit, the keys, and families that are held or erased."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from portal import backups, clock, key_copies, rotating
from portal.actor import the_system
from portal.commands import erasure, knock
from portal.commands.entry import record
from portal.console import authority, database, opened
from portal.database import session_of, unit_of_work
from portal.exchange import breach as exchange
from portal.exchange import checkpoints, sheets
from portal.queries import audit, told
from portal.queries.audit import Fault
from portal.queries.family import of_reference
from portal.security.keys import keyring
from portal.settings import Settings


@click.group(name="audit")
def audit_() -> None:
    """The record of who did and looked at what."""


@audit_.command()
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier checkpoint.")
@click.pass_obj
def verify(settings: Settings, against: Path | None) -> None:
    """Check every family's chain of entries; name the first broken entry."""
    with database(settings) as db:
        earlier = checkpoints.read(against, keyring(db).master) if against else {}
        broken = list(audit.broken(db))
        named = {fault.family_id for fault in broken}
        broken += [fault for fault in audit.broken_since(db, earlier) if fault.family_id not in named]
        count = audit.count(db)
    tell(broken)
    click.echo(f"{count} entries checked, {len(broken)} chains broken.")
    if broken:
        sys.exit(1)


@audit_.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def checkpoint(settings: Settings, file: Path) -> None:
    """Write where every chain ends, signed, to be kept elsewhere. A broken chain is not signed."""
    if file.exists():
        raise click.BadParameter(f"{file.name} is there already")
    with database(settings) as db:
        if broken := list(audit.broken(db)):
            tell(broken)
            sys.exit(1)
        ends, master = audit.ends(db), keyring(db).master
        checkpoints.write(file, master, clock.now(), ends)
    click.echo(f"{len(ends)} chains signed in {file}. Public key: {checkpoints.public_keys(master)[0]}")


@audit_.command(name="public-key")
@click.pass_obj
def public_key(settings: Settings) -> None:
    """Print the public keys of checkpoints, the one of now first."""
    with database(settings) as db:
        for key in checkpoints.public_keys(keyring(db).master):
            click.echo(key)


def tell(broken: list[Fault]) -> None:
    """Name each broken entry."""
    for fault in broken:
        click.echo(f"family {fault.family_id}: entry {fault.number}: {fault.what}", err=True)


@click.group()
def breach() -> None:
    """When something was seen by the wrong eyes."""


@breach.command()
@click.argument("ref")
@click.option("--since", type=click.DateTime(formats=["%Y-%m-%d"]), help="The first day, as 2026-11-23.")
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it as a table.")
@click.pass_obj
def report(settings: Settings, ref: str, since: datetime | None, table: Path | None) -> None:
    """Say who saw and changed what of the family with the case reference REF."""
    if table and table.exists():
        raise click.BadParameter(f"{table.name} is there already")
    with database(settings) as db:
        with unit_of_work():
            system = the_system(authority(db, settings).id)
            knock.told(db)
            family_id = of_reference(db, system, ref)
            record(db, system, family_id, "breach_reported", family_id, is_change=False)
        entries = told.of_family(db, system, family_id, since.replace(tzinfo=clock.LONDON) if since else None)
    if table:
        sheets.save(table, exchange.COLUMNS, exchange.as_rows(entries))
        click.echo(f"{len(entries)} entries written to {table}. Treat it like the case itself.")
    else:
        click.echo(exchange.as_text(ref, entries), nl=False)


@click.group(name="keys")
def keys_() -> None:
    """The master key."""


@keys_.command()
@click.pass_obj
def rotate(settings: Settings) -> None:
    """Change from NOD_MASTER_KEY_OLD to NOD_MASTER_KEY while Nod serves; what was stopped goes on."""
    if not settings.master_key_old:
        raise click.UsageError("set NOD_MASTER_KEY to the new key and NOD_MASTER_KEY_OLD to the one before")
    with opened(settings) as data:
        with session_of(data), unit_of_work() as db:
            council = authority(db, settings).id
        changed = rotating.rotate(data, council)
        with backups.writing(data.engine) as connection:
            beyond = key_copies.rewrite(connection)
        backups.scrub(data.engine)
    done = f"Families: {changed.families}. Look-ups: {changed.look_ups}. Secrets: {changed.secrets}."
    click.echo(f"{done} Nothing is left under the key before.")
    tell_beyond(beyond)


@click.group(name="family")
def family_() -> None:
    """Families that are held, released or erased."""


@family_.command()
@click.argument("ref")
@click.argument("reason")
@click.pass_obj
def hold(settings: Settings, ref: str, reason: str) -> None:
    """Put a legal hold on the family REF: it cannot be erased."""
    with database(settings) as db, unit_of_work():
        system = the_system(authority(db, settings).id)
        erasure.hold(db, system, of_reference(db, system, ref), reason)
    click.echo(f"{ref} is held.")


@family_.command()
@click.argument("ref")
@click.pass_obj
def release(settings: Settings, ref: str) -> None:
    """Take the legal hold off the family REF."""
    with database(settings) as db, unit_of_work():
        system = the_system(authority(db, settings).id)
        erasure.release(db, system, of_reference(db, system, ref))
    click.echo(f"{ref} is no longer held.")


@family_.command()
@click.argument("ref")
@click.option("--before-time", metavar="REASON", default="", help="Erase a family that should be kept longer.")
@click.pass_obj
def erase(settings: Settings, ref: str, before_time: str) -> None:
    """Destroy the key of the family REF and delete it, here and in every backup. Nothing brings it back."""
    with opened(settings) as data:
        with session_of(data), unit_of_work() as db:
            system = the_system(authority(db, settings).id)
            family_id = of_reference(db, system, ref)
            erasure.erase(db, system, family_id, keep_years=settings.keep_years, before_time=bool(before_time.strip()))
        with backups.writing(data.engine) as connection:
            beyond = key_copies.rewrite(connection)
        backups.scrub(data.engine)
    click.echo(f"{ref} is erased. Its audit goes on under the id {family_id}.")
    if before_time.strip():
        click.echo(f"Keep this line, for Nod does not: erased before its time, because: {before_time.strip()}")
    tell_beyond(beyond)


def tell_beyond(beyond: Sequence[Path]) -> None:
    """Name the copies of keys that could not be rewritten, and end as refused."""
    for path in beyond:
        click.echo(f"This copy of the keys could not be rewritten; destroy it wherever it is: {path}", err=True)
    if beyond:
        sys.exit(1)


COMMANDS = (audit_, breach, keys_, family_)
