"""A PostgreSQL for the length of the tests: Debian's programs, a socket in a temporary folder, no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

UNSAFE_AND_QUICK = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
    " -c jit=off"  # the tables are too small for what compiling a statement costs
)


class Postgres:
    """One server; `create` makes a database in it and answers its URL."""

    def __init__(self) -> None:
        self.programs = newest_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="nod-pg-"))
        self.data = self.folder / "data"
        self._connection: psycopg.Connection | None = None
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)

    def start(self) -> Self:
        """Make the cluster and wait until it answers."""
        self._run("initdb", "-D", str(self.data), "-U", "nod", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=200 {UNSAFE_AND_QUICK}"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return self

    def stop(self) -> None:
        """End it, cutting off whoever is still connected."""
        if self._connection is not None:
            self._connection.close()
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database as a copy of another."""
        self._say(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self.url(name)

    def cut_off(self, name: str) -> None:
        """End every connection to a database, so that it can be copied or emptied."""
        self._say(
            sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(
                sql.Literal(name)
            )
        )

    def empty(self, name: str) -> None:
        """Delete every row but the migrations' own."""
        with psycopg.connect(host=str(self.folder), user="nod", dbname=name) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            ).fetchall()
            connection.execute("SET session_replication_role = replica")  # in any order, past every trigger
            for (table,) in tables:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))

    def drop(self, name: str) -> None:
        """Remove a database, and with it every connection left open."""
        self._say(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str) -> str:
        """The address as SQLAlchemy reads it."""
        return f"postgresql+psycopg://nod@/{name}?host={self.folder}"

    def _say(self, statement: sql.Composed) -> None:
        if self._connection is None:
            self._connection = psycopg.connect(host=str(self.folder), user="nod", dbname="postgres", autocommit=True)
        self._connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*unprivileged(), str(self.programs / program), *arguments]
        done = subprocess.run(
            command, check=False, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}")


def newest_programs() -> Path:
    """The folder of the newest PostgreSQL on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    if elsewhere is None:
        raise RuntimeError("PostgreSQL is missing: apt-get install postgresql (`make test` does it as root)")
    return Path(elsewhere).resolve().parent


def unprivileged() -> Sequence[str]:
    """What to write before a program that refuses to run as root."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--reuid=nobody", f"--regid={pwd.getpwnam('nobody').pw_gid}", "--clear-groups", "--")
