"""The families' own rows: who is in them, where they live, who sees what, who helps."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from bench.council_rows import A_CASELOAD, DAYS, CouncilRows, Row, key, ref
from portal.actor import Kind
from portal.models import words as w
from portal.security.chain import link

PEOPLE = (("Mair", "1984-03-02"), ("Huw", "1982-11-19"), ("Cadi", "2012-06-01"), ("Ifan", "2016-01-23"))
ENTRIES = 5
"""Lines of each family's audit."""


class FamilyRows(CouncilRows):
    """Families of four people in one home, with two circles and a team of three."""

    def family(self) -> Iterator[Row]:
        for f in self.families:
            row = self.of("family", f, ref=ref(f), name=f"Teulu {f}")  # its own key is the family's
            del row["family_id"]
            yield row | {
                "authority_id": self.authority,
                "area_team_id": key("area"),
                "ref_lookup": self.master.lookup("family.ref", ref(f)),
                "level": w.LevelOfHelp.EARLY_HELP,
                "status": w.FamilyStatus.OPEN,
                "opened_on": self.on(DAYS),
                "changed_at": self.at(f % 30),
                "chain_length": ENTRIES,
                "chain_hash": self.chain(f)[-1],
            }

    def family_key(self) -> Iterator[Row]:
        for f in self.families:
            yield {"id": self.ids[f], "wrapped": self.wrapped[f], "made_at": self.at(DAYS)}

    def household(self) -> Iterator[Row]:
        for f in self.families:
            yield {**self.of("household", f, name="Adref", address=f"{f} Heol y Bont"), "label": "A"}

    def person(self) -> Iterator[Row]:
        for n, (name, born) in enumerate(PEOPLE):
            for f in self.families:
                own = {"first_name": name, "last_name": f"Ifans {f}"}
                reached = {"mobile": "07700 900123" if n < 2 else None, "school": None if n < 2 else "Ysgol y Bont"}
                yield {
                    **self.of("person", f, n, **own, **reached),
                    "born_on": date.fromisoformat(born),
                    "relationship": w.Relationship.PARENT if n < 2 else w.Relationship.CHILD,
                    "responsibility": w.Responsibility.YES if n < 2 else w.Responsibility.NO,
                    "language": "cy" if f % 3 else "en",
                }

    def household_person(self) -> Iterator[Row]:
        for n in range(len(PEOPLE)):
            for f in self.families:
                yield {
                    "id": key("household_person", f, n),
                    "household_id": key("household", f),
                    "person_id": key("person", f, n),
                }

    def circle(self) -> Iterator[Row]:
        for n, kind in enumerate((w.CircleKind.WHOLE_FAMILY, w.CircleKind.HOME)):
            for f in self.families:
                yield {**self.of("circle", f, n), "kind": kind, "household_id": key("household", f) if n else None}

    def circle_person(self) -> Iterator[Row]:
        for n in range(2 * len(PEOPLE)):
            for f in self.families:
                yield {
                    "id": key("circle_person", f, n),
                    "circle_id": key("circle", f, n % 2),
                    "person_id": key("person", f, n // 2),
                }

    def member(self) -> Iterator[Row]:
        functions = (w.MemberFunction.KEYWORKER, w.MemberFunction.LEAD_CHILDREN, w.MemberFunction.TEAM_MEMBER)
        for n, kind in enumerate(("key", "social", "health")):
            for f in self.families:
                yield {
                    **self.of("member", f, n, purpose="Helps us to make our plan and to keep it"),
                    "worker_id": self.worker_of(f, kind),
                    "circle_id": key("circle", f, 0),
                    "function": functions[n],
                    "purpose_language": "en",
                    "chosen_by_family": False,
                    "from_on": self.on(DAYS - n),
                }

    def entry(self) -> Iterator[Row]:
        for n in range(ENTRIES):
            for f in self.families:
                yield {**self._entry(f, n, self.chain(f)[n - 1] if n else b""), "hash": self.chain(f)[n]}

    def _entry(self, f: int, n: int, previous: bytes) -> Row:
        return {
            **self.of("entry", f, n),
            "number": n + 1,
            "at": self.at(DAYS - 15 * n),
            "account_id": key("account/key", f // A_CASELOAD),
            "action": "step_added",
            "thing_id": key("step", f, n),
            "role": Kind.PRACTITIONER.value,
            "purpose": None,
            "reason": None,
            "is_locked": False,
            "previous": previous,
        }

    @cache  # noqa: B019 (lives as long as the rows are made)
    def chain(self, f: int) -> tuple[bytes, ...]:
        """Return the hashes of a family's audit, each linked to the one before."""
        hashes: list[bytes] = []
        for n in range(ENTRIES):
            hashes.append(link(self.master.audit, **self._entry(f, n, hashes[-1] if hashes else b"")))
        return tuple(hashes)
