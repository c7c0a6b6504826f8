"""The list of what OWASP ASVS 5.0.0 asks: whole for levels 1 and 2, and each test that it names is there."""

import ast
import csv
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "asvs.csv"
AT_LEVEL = {"1": 70, "2": 183}
IN_CHAPTER = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16,
    17: 7,
}  # fmt: skip
"""How many requirements of both levels the published list has."""
HOW = {"test", "met", "outside", "not applicable", "not yet"}


def rows():
    lines = [line for line in LIST.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@cache
def functions_in(path):
    functions = ast.walk(ast.parse((ROOT / path).read_text())) if (ROOT / path).is_file() else ()
    return {node.name for node in functions if isinstance(node, ast.FunctionDef)}


def test_every_requirement_of_levels_1_and_2_is_answered_once():
    listed = rows()

    assert Counter(row["level"] for row in listed) == AT_LEVEL
    assert Counter(int(row["requirement"][1:].split(".")[0]) for row in listed) == IN_CHAPTER
    assert len({row["requirement"] for row in listed}) == len(listed)
    assert {row["how"] for row in listed} <= HOW
    assert [row["requirement"] for row in listed if not (row["asks"] and row["where"])] == []


def test_every_test_that_the_list_names_is_there():
    gone = [
        (row["requirement"], named)
        for row in rows()
        if row["how"] == "test"
        for named in row["where"].split()
        if named.partition("::")[2] not in functions_in(named.partition("::")[0])
    ]
    assert gone == []


def test_every_page_of_the_documentation_that_the_list_names_is_there():
    named = {word.strip(".,;:") for row in rows() for word in row["where"].split() if word.startswith("docs/")}

    missing = [name for name in named if not list((ROOT / name).parent.glob(f"{Path(name).name}*"))]
    assert named
    assert missing == []
