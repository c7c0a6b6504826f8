"""What every table shares: keys, times, words and the columns that are sealed."""

import enum
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, overload

from sqlalchemy import ColumnOperators, DateTime, Dialect, Enum, LargeBinary, MetaData, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, object_session

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a naive moment and store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive moment")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give back an aware moment; SQLite keeps no zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


_key_of = lru_cache(maxsize=10_000)(uuid.UUID)


class Key(Uuid[uuid.UUID]):
    """A random key. The same keys are read again and again, and making one from its text costs more than reading it,
    so those made last are kept; a key says nothing of anyone. PostgreSQL's driver makes its own.
    """

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return what makes a key of stored text."""
        if super().result_processor(dialect, coltype) is None:  # type: ignore[no-untyped-call]  # has no types
            return None
        return lambda text: _key_of(text) if text else None


class Bytes(TypeDecorator[bytes]):
    """Bytes. Compared with a look-up, they are found under the master keys before this one too."""

    impl = LargeBinary
    cache_ok = True

    class Comparator(TypeDecorator.Comparator[bytes]):
        """Turns `column == lookup` into a list of the lookup's forms."""

        def __eq__(self, other: object) -> ColumnOperators:  # type: ignore[override]  # an expression, not an answer
            """Compare."""
            older: tuple[bytes, ...] = getattr(other, "older", ())
            return self.in_([other, *older]) if older else super().__eq__(other)

        __hash__ = TypeDecorator.Comparator.__hash__

    comparator_factory = Comparator

    def process_bind_param(self, value: bytes | None, _dialect: Dialect) -> bytes | None:
        """Store plain bytes."""
        return None if value is None else bytes(value)


class Several(TypeDecorator[tuple[str, ...]]):
    """A short tuple of plain codes, such as languages, kept as text with commas between."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str | None:
        """Join the codes."""
        return None if value is None else ",".join(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        """Split the codes."""
        return None if value is None else tuple(code for code in value.split(",") if code)


def words_of(kind: type[enum.Enum]) -> list[str]:
    """Return the stored words of an enumeration."""
    return [member.value for member in kind]


class Base(DeclarativeBase):
    """A row with a random key, made when the object is made."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        uuid.UUID: Key(),
        datetime: UtcDateTime(),
        str: Text(),
        bytes: Bytes(),
        tuple[str, ...]: Several(),
        enum.StrEnum: Enum(
            enum.StrEnum, native_enum=False, create_constraint=True, values_callable=words_of, length=32
        ),
    }

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)

    def __init__(self, **values: Any) -> None:
        """Take column values; the key is random unless given."""
        self.id = values.pop("id", None) or uuid.uuid4()
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


class Versioned:
    """A row that people edit: an edit made from an older version is refused."""

    version: Mapped[int] = mapped_column(default=1)


WAITING_TO_BE_SEALED = b""


class Sealed:
    """Text that is stored encrypted under the key of the row's family.

    Stands for the column `_<name>`; on the class it is that column. Setting it marks the row as changed, and
    `portal.database` seals it as the row is written, so the family's key must be on the session's keyring by then.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn which attribute this is."""
        self.name, self.column = name, f"_{name}"

    @overload
    def __get__(self, row: None, owner: type) -> Any: ...
    @overload
    def __get__(self, row: Base, owner: type) -> str: ...
    def __get__(self, row: Base | None, owner: type) -> Any:
        """Return the text, empty where nothing is stored."""
        if row is None:
            return getattr(owner, self.column)
        plain: dict[str, str] = row.__dict__.get("_plain", {})
        if self.name in plain:
            return plain[self.name]
        sealed = getattr(row, self.column)
        if not sealed:
            return ""
        db = object_session(row)
        if db is None:
            raise LookupError("a sealed text is read through its session")
        return db.info["keyring"].open(family_of(row), self.bound_name(row), row.id, sealed)

    def __set__(self, row: Base, text: str | None) -> None:
        """Keep the text until the row is written."""
        row.__dict__.setdefault("_plain", {})[self.name] = text or ""
        setattr(row, self.column, WAITING_TO_BE_SEALED if text else None)

    def bound_name(self, row: Base) -> str:
        """Return the `table.column` that the value is bound to."""
        return f"{row.__tablename__}.{self.name}"


def seal_waiting(row: Base, seal: Callable[[uuid.UUID, str, uuid.UUID, str], bytes]) -> None:
    """Seal every text that was set on the row since it was last written."""
    for name, text in row.__dict__.pop("_plain", {}).items():
        if text:
            setattr(row, f"_{name}", seal(family_of(row), f"{row.__tablename__}.{name}", row.id, text))


def family_of(row: Base) -> uuid.UUID:
    """Return the family whose key seals this row."""
    return row.id if row.__tablename__ == "family" else row.family_id  # type: ignore[attr-defined]


def sealed_column(name: str) -> Mapped[bytes | None]:
    """Return the column behind a `Sealed` attribute."""
    return mapped_column(name, LargeBinary)


class OfFamily:
    """A row that belongs to one family and is sealed under its key."""

    family_id: Mapped[uuid.UUID]
