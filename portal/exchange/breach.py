"""The report for a breach: who saw and changed what of one family, as text to read and as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence

from portal import clock
from portal.exchange.sheets import Cell
from portal.queries.told import Told

COLUMNS = (
    "number", "at", "who", "role", "agency", "side", "action", "about", "purpose", "reason", "hidden_from_family",
)  # fmt: skip


def as_rows(entries: Sequence[Told]) -> Iterator[Sequence[Cell]]:
    """Yield the table, the oldest entry first; times as a clock in London shows them."""
    for entry in entries:
        yield (
            entry.number,
            clock.local(entry.at).isoformat(sep=" ", timespec="seconds"),
            entry.who,
            entry.role,
            entry.agency,
            entry.side,
            entry.action,
            str(entry.thing_id or ""),
            entry.purpose,
            entry.reason,
            "yes" if entry.is_hidden else "",
        )


def as_text(ref: str, entries: Sequence[Told]) -> str:
    """Return the report as text: first each who with how much and when, then every entry."""
    lines = [f"Family {ref}: {len(entries)} entries.", "", "Who saw or changed it:"]
    lines += [f"  {line}" for line in _people(entries)]
    lines += ["", "Every entry, the oldest first:"]
    lines += [f"  {_line(entry)}" for entry in entries]
    return "\n".join(lines) + "\n"


def _people(entries: Sequence[Told]) -> Iterator[str]:
    seen = Counter((entry.who, entry.role, entry.agency) for entry in entries)
    for (who, role, agency), count in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])):
        own = [entry.at for entry in entries if (entry.who, entry.role, entry.agency) == (who, role, agency)]
        first, last = (clock.local(at).strftime("%Y-%m-%d %H:%M") for at in (min(own), max(own)))
        named = ", ".join(part for part in (who, role, agency) if part)
        yield f"{named}: {count} entries, {first} to {last}"


def _line(entry: Told) -> str:
    when = clock.local(entry.at).strftime("%Y-%m-%d %H:%M:%S")
    said = f"{entry.number}. {when} {entry.who}: {entry.action.replace('_', ' ')}"
    why = "; ".join(part for part in (entry.purpose, entry.reason.replace("\n", " ")) if part)
    return said + (f" ({why})" if why else "") + (" [not told to the family]" if entry.is_hidden else "")
