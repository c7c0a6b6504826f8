"""What the audit records is told to a family, or on purpose not: no action is left without a decision."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.models.words import ConsentStatus
from portal.queries.deeds import DEEDS, UNTOLD
from tests.architecture.test_shape import sources

NEVER = {
    "access_frozen", "access_unfrozen", "homes_parted", "invitation_ended", "marked_at_risk", "no_longer_at_risk",
    "note_written",
}  # fmt: skip
"""To know of these could put someone in danger, or tells that something was written for workers."""


def recorded() -> set[str]:
    """Every action that any line of the code puts into the audit."""
    return {action for path in sources() for action in of_file(path)}


def of_file(path: Path) -> Iterator[str]:
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and called(call) == "record" and len(call.args) > 3:
                    yield from meant(call.args[3], function, path)


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def meant(said: ast.expr, function: ast.FunctionDef, path: Path) -> Iterator[str]:
    """What an expression can say: a word, one of two, one for each status, or what a name was set to."""
    match said:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=one, orelse=other):
            yield from meant(one, function, path)
            yield from meant(other, function, path)
        case ast.JoinedStr(values=parts):
            yield from ("".join(filled(part, status) for part in parts) for status in ConsentStatus)
        case ast.Name(id=name):
            yield from set_to(name, function, path)
        case _:
            pytest.fail(f"{path.name}: {ast.unparse(said)} cannot be read; say the action where it is recorded")


def filled(part: ast.expr, status: str) -> str:
    return part.value if isinstance(part, ast.Constant) else status


def set_to(name: str, function: ast.FunctionDef, path: Path) -> Iterator[str]:
    assigned = (one for one in ast.walk(function) if isinstance(one, ast.Assign))
    values = [one.value for one in assigned if getattr(one.targets[0], "id", "") == name]
    assert values, f"{path.name}: {name} is set nowhere in {function.name}"
    for value in values:
        if isinstance(value, ast.Call):
            yield from answered(called(value), path)
        else:
            yield from meant(value, function, path)


def answered(name: str, path: Path) -> Iterator[str]:
    """What another function of the file returns."""
    (function,) = [
        f for f in ast.walk(ast.parse(path.read_text())) if isinstance(f, ast.FunctionDef) and f.name == name
    ]
    for one in ast.walk(function):
        if isinstance(one, ast.Return) and one.value:
            yield from meant(one.value, function, path)


def unfilled() -> set[str]:
    """Statuses that nobody decides: a question is asked by other words, and no row is no decision."""
    ways = ("", "_written_down")
    computed = {f"sharing_{status}{way}" for status in ("not_asked", "lapsed") for way in ways}
    return {"sharing_asked_written_down", *computed}


def test_each_action_that_is_recorded_is_told_or_on_purpose_not():
    assert recorded() - unfilled() == DEEDS.keys() | UNTOLD
    assert DEEDS.keys() & UNTOLD == set()


def test_what_could_put_someone_in_danger_is_told_to_nobody():
    assert NEVER <= UNTOLD
