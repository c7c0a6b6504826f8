"""The SQL statements that a block of a test sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


class Statements(list[str]):
    """Each statement, in order; beginnings and ends of transactions are left out."""

    def about(self, word: str) -> list[str]:
        """The statements in which a word stands, such as a table's name."""
        return [one for one in self if word in one]


@contextmanager
def counted() -> Iterator[Statements]:
    """Collect every statement sent to any database while the block runs."""
    seen = Statements()

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
