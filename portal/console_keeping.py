"""The commands that keep what is kept: the audit, the keys, and families that are held or erased."""

import sys
from pathlib import Path

import click

from portal import clock
from portal.console import database
from portal.exchange import checkpoints
from portal.queries import audit
from portal.queries.audit import Fault
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


COMMANDS = (audit_,)
