"""What the rows of many families share, and the council they belong to.

Every key follows from table, family and number, so nothing has to be remembered. What a family has several of comes
pass by pass, the first of every family, then the second: so its rows lie scattered, as in a database that has grown.
"""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from portal import clock
from portal.models import words as w
from portal.security.encryption import Keyring, MasterKey

A_CASELOAD = 20
"""Families of one keyworker."""
COLLEAGUES = {"social": 50, "health": 100}
"""For how many families there is one."""
DAYS = 160
"""How long ago the families began."""

Row = dict[str, Any]


def key(table: str, *numbers: int) -> uuid.UUID:
    """Return the key of one row: as scattered as a random one, and the same every time."""
    return uuid.UUID(bytes=blake2b(f"{table}/{numbers}".encode(), digest_size=16).digest())


class CouncilRows:
    """The council of `count` families: its agencies, its workers, and who signs in."""

    def __init__(self, master: MasterKey, authority_id: uuid.UUID, count: int, password_hash: str) -> None:
        self.master, self.authority, self.password_hash = master, authority_id, password_hash
        self.families = range(count)
        self.ids = [key("family", f) for f in self.families]
        self.wrapped = [master.new_wrapped_key(id_) for id_ in self.ids]
        self.ring = Keyring(master)
        for id_, wrapped in zip(self.ids, self.wrapped, strict=True):
            self.ring.add(id_, wrapped)
        self.now, self.today = clock.now(), clock.today()

    def worker_of(self, f: int, kind: str = "key") -> uuid.UUID:
        """Return the family's keyworker, social worker or health visitor."""
        return key(f"worker/{kind}", f // COLLEAGUES.get(kind, A_CASELOAD))

    def workers(self) -> Iterator[tuple[str, int]]:
        """Yield the kind and number of every worker."""
        for kind, each in {"key": A_CASELOAD, **COLLEAGUES}.items():
            for n in range(-(-len(self.families) // each)):
                yield kind, n

    def agency(self) -> Iterator[Row]:
        for n, name in enumerate(("The council’s own", "Another board")):
            yield {"id": key("agency", n), "authority_id": self.authority, "name": name, "is_partner": n == 1}

    def area_team(self) -> Iterator[Row]:
        yield {"id": key("area"), "authority_id": self.authority, "name": "Middle"}

    def worker(self) -> Iterator[Row]:
        roles = {"key": "family_keyworker", "social": "social_worker", "health": "health_visitor"}
        for kind, n in self.workers():
            yield {
                "id": key(f"worker/{kind}", n),
                "authority_id": self.authority,
                "agency_id": key("agency", int(kind == "health")),
                "area_team_id": key("area"),
                "ref": f"bench-{kind}-{n}",
                "first_name": "Eleri",
                "last_name": f"Bevan {n}",
                "role": w.WorkerRole(roles[kind]),
                "access": w.Access.PRACTITIONER,
                "email": f"{kind}{n}@council.example",
                "phone": "01632 960199",
                "working_days": ("0", "1", "2", "3"),
                "languages": ("cy", "en"),
            }

    def account(self) -> Iterator[Row]:
        """Give every first parent and every keyworker a sign-in."""
        for f in self.families:
            yield self._account(w.Side.FAMILY, key("account", f), person_id=key("person", f, 0), worker_id=None)
        for kind, n in self.workers():
            if kind == "key":
                owner = key("worker/key", n)
                yield self._account(w.Side.WORKER, key("account/key", n), person_id=None, worker_id=owner)

    def _account(self, side: w.Side, id_: uuid.UUID, **owner: uuid.UUID | None) -> Row:
        return {
            "id": id_,
            "authority_id": self.authority,
            "side": side,
            "name_lookup": self.master.lookup("account.name", str(id_)),
            "password_hash": self.password_hash,
            "password_changed_at": self.at(DAYS),
            "created_at": self.at(DAYS),
            **owner,
        }

    # --- What every row needs

    def at(self, days_ago: int) -> datetime:
        """Return the moment so many days ago."""
        return self.now - timedelta(days=days_ago)

    def on(self, days_ago: int) -> date:
        """Return the day so many days ago."""
        return self.today - timedelta(days=days_ago)

    def of(self, table: str, f: int, *numbers: int, **sealed: str | None) -> Row:
        """Return the beginning of a row: its key, its family, and its sealed texts."""
        id_, family = key(table, f, *numbers), self.ids[f]
        return {
            "id": id_,
            "family_id": family,
            **{
                name: self.ring.seal(family, f"{table}.{name}", id_, text) if text else None
                for name, text in sealed.items()
            },
        }


def ref(f: int) -> str:
    """Return the council's reference of a family."""
    return f"B{f:06}"
