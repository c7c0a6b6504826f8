"""What the page on security says is tried, is tried."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)

    assert len(named) >= 12
    assert [f"{path}::{test}" for path, test in named if f"def {test}(" not in (ROOT / path).read_text()] == []


def test_every_file_that_the_page_names_is_there():
    files = re.findall(r"`(tests/[\w/]+\.py)", PAGE)

    assert [path for path in files if not (ROOT / path).is_file()] == []
