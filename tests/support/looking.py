"""Looks over the nineteen domains, written as a line of signs, and what a child with a pencil counts between two."""

from dataclasses import dataclass

from bs4 import BeautifulSoup

from portal.models.domains import Domain
from tests.pages import tidy

SIGNS = {"-": "not_applicable", "?": "unsure", "x": "skipped"}
"""What is chosen beside the numbers; `.` chooses nothing."""
LEFT_OUT = "."


@dataclass(frozen=True)
class Counted:
    """How far it is from one line of signs to another."""

    moves: tuple[str, ...]
    """In the order of the domains: better, same, harder, or nothing where an end has no number."""

    def __getitem__(self, move: str) -> int:
        return self.moves.count(move)


def counted(then: str, now: str) -> Counted:
    """Count: fewer is better, and only two numbers can be told apart."""
    return Counted(tuple(move(*ends) for ends in zip(then, now, strict=True)))


def move(then: str, now: str) -> str:
    """Say which way one sign went."""
    if not (then.isdecimal() and now.isdecimal()):
        return ""
    if then == now:
        return "same"
    return "better" if int(now) < int(then) else "harder"


def chosen(answers: str) -> dict[str, str]:
    """Return the value that is chosen for each domain; those left out are not in it."""
    return {
        domain.value: SIGNS.get(sign, sign)
        for domain, sign in zip(Domain, answers, strict=True)
        if sign != LEFT_OUT
    }  # fmt: skip


def table_of(html: str) -> list[list[str]]:
    """Return the cells of the table of a look, a list for each of the nineteen rows."""
    rows = BeautifulSoup(html, "html.parser").select("table.looks tbody tr:has(th[scope=row])")
    return [[tidy(cell.get_text(" ")) for cell in row.select("td")] for row in rows]
