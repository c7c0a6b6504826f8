"""Access may be frozen; a family may live apart and be at risk; a role may be shown in other words.

Revision ID: 0006
Revises: 0005
"""

import re

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"

HELD = ("notice", "state", "ck_notice_noticestate", "nowhere", "held")
DOMESTIC_ABUSE = ("worker", "role", "ck_worker_workerrole", "youth_worker", "domestic_abuse_worker")
SHOWN_ROLES = "CONSTRAINT ck_member_shownrole CHECK (shown_role IN ('support_worker', 'family_worker'))"


def add_word(table: str, column: str, check: str, after: str, word: str) -> None:
    """Let a column hold one more word; its rows stay where they are, and all that points at them."""
    if op.get_bind().dialect.name == "sqlite":
        reword(table, f"'{after}'", f"'{after}', '{word}'")
    else:
        hold_to(table, column, check, [*held_to(check), word])


def take_word(table: str, column: str, check: str, after: str, word: str) -> None:
    """Let a column hold this word no more."""
    if op.get_bind().dialect.name == "sqlite":
        reword(table, f"'{after}', '{word}'", f"'{after}'")
    else:
        hold_to(table, column, check, [one for one in held_to(check) if one != word])


def held_to(check: str) -> list[str]:
    """Return the words that a check of PostgreSQL allows now."""
    definition = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    return re.findall(r"'(\w+)'", op.get_bind().execute(definition, {"name": check}).scalar_one())


def hold_to(table: str, column: str, check: str, words: list[str]) -> None:
    """Write a check of PostgreSQL anew."""
    op.drop_constraint(op.f(check), table, type_="check")
    op.create_check_constraint(op.f(check), table, sa.column(column).in_(words))


def reword(table: str, before: str, after: str) -> None:
    """Do as SQLite's own page on ALTER TABLE says for a check: making the table anew would drop what points at it."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?", (before, after, table)
    )
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")


def upgrade() -> None:
    add_word(*HELD)
    add_word(*DOMESTIC_ABUSE)
    op.add_column("account", sa.Column("frozen_at", sa.DateTime(timezone=True)))  # null = may come in
    op.execute(
        f"ALTER TABLE account ADD COLUMN frozen_by_id {uuid()} CONSTRAINT fk_account_frozen_by_id REFERENCES worker"
    )
    op.add_column("family", sa.Column("at_risk", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("circle", sa.Column("closed_on", sa.Date()))  # null = open
    op.execute(f"ALTER TABLE member ADD COLUMN shown_role VARCHAR(32) {SHOWN_ROLES}")  # null = as it is
    op.add_column("member", sa.Column("is_quiet", sa.Boolean(), nullable=False, server_default=sa.false()))


def uuid() -> str:
    """Return how this database writes a key."""
    return sa.Uuid().compile(dialect=op.get_bind().dialect)


def downgrade() -> None:
    op.execute("UPDATE notice SET state = 'failed' WHERE state = 'held'")
    op.execute("UPDATE worker SET role = 'social_worker' WHERE role = 'domestic_abuse_worker'")
    for table, name in (
        ("member", "is_quiet"),
        ("member", "shown_role"),
        ("circle", "closed_on"),
        ("family", "at_risk"),
        ("account", "frozen_by_id"),
        ("account", "frozen_at"),
    ):
        op.drop_column(table, name)
    take_word(*HELD)
    take_word(*DOMESTIC_ABUSE)
