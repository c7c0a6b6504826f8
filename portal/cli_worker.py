"""`nod worker`: workers and their sign-ins."""

import click
from sqlalchemy import select

from portal.actor import the_system
from portal.commands import second_step
from portal.commands import sign_in_for_worker as workers
from portal.commands.account import FIRST_DAYS
from portal.commands.worker import leave
from portal.console import authority, database
from portal.database import unit_of_work
from portal.errors import NotFound
from portal.models import Account, Worker
from portal.models.words import Side, WorkerRole
from portal.security import passwords
from portal.security.codes import spaced
from portal.security.sign_in import name_lookup
from portal.settings import Settings


@click.group()
def worker() -> None:
    """Workers and their sign-ins."""


@worker.command(name="add")
@click.option("--ref", required=True, help="The council's reference of the worker.")
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--email", required=True, help="Also the sign-in name.")
@click.option("--role", type=click.Choice([role.value for role in WorkerRole]), required=True)
@click.option("--agency", default="Council", show_default=True)
@click.option("--team", default=None, help="The area team.")
@click.password_option(help="At least 12 characters; asked for when left out.")
@click.pass_obj
def add_worker(settings: Settings, /, password: str, **said: str) -> None:
    """Add a worker, or give one that an import brought a sign-in."""
    if len(password) < passwords.SHORTEST or passwords.is_known_to_everyone(password):
        raise click.BadParameter("use at least 12 characters, and not a password that many people use")
    with database(settings) as db, unit_of_work():
        council = authority(db, settings)
        workers.let_sign_in(db, the_system(council.id), password=password, **said)
    click.echo(f"{said['email']} can sign in.")


@worker.command(name="left")
@click.option("--ref", required=True, help="The council's reference of the worker.")
@click.pass_obj
def worker_left(settings: Settings, ref: str) -> None:
    """Sign a worker who has left out everywhere, for good."""
    with database(settings) as db, unit_of_work():
        council = authority(db, settings)
        found = db.scalar(select(Worker).where(Worker.authority_id == council.id, Worker.ref == ref))
        if found is None:
            raise NotFound("worker", ref)
        leave(db, the_system(council.id), found)
    click.echo(f"{ref} can no longer sign in.")


@worker.command(name="second-step")
@click.argument("email")
@click.pass_obj
def permit_second_step(settings: Settings, email: str) -> None:
    """Take a worker's second steps away and print the code with which they set up a new one."""
    with database(settings) as db, unit_of_work():
        council = authority(db, settings)
        mine = (Account.authority_id == council.id, Account.side == Side.WORKER)
        found = db.scalar(select(Account).where(*mine, Account.name_lookup == name_lookup(db, email)))
        if found is None:
            raise NotFound("worker", email)
        code = second_step.permit(db, the_system(council.id), found)
    click.echo(f"{email} is signed out everywhere and has no second step any more.")
    click.echo(f"Give them this code yourself. It works once, for {FIRST_DAYS.days} days: {spaced(code)}")
