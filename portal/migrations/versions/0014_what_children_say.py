"""Children and young people say something, and somebody answers.

Revision ID: 0014
Revises: 0013
"""

import re

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0014", "0013"

KINDS = ("notice", "kind", "ck_notice_noticekind", "family_opened")
NEW = ("voice_said", "voice_answered")


def one_of(name: str, *words: str) -> sa.Enum:
    """Return a column type that holds one of these words."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "voice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", one_of("voicekind", "meeting", "wish", "worry", "good_news", "feeling"), nullable=False),
        sa.Column("face", one_of("feeling", "happy", "okay", "sad", "angry", "scared")),  # null = no face was chosen
        sa.Column("words", sa.LargeBinary()),
        sa.Column("language", sa.Text()),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid()),  # null = on their own
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("answer_language", sa.Text()),
        sa.Column("answered_by_id", sa.Uuid()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),  # null = waits
        sa.Column("what_happened", sa.LargeBinary()),
        sa.Column("happened_language", sa.Text()),
        sa.Column("happened_by_id", sa.Uuid()),
        sa.Column("happened_at", sa.DateTime(timezone=True)),
        sa.Column("told_at", sa.DateTime(timezone=True)),  # null = not told on the child's screen
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_voice"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_voice_family_id"),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_voice_circle_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_voice_person_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_voice_written_by_id"),
        sa.ForeignKeyConstraint(["answered_by_id"], ["worker.id"], name="fk_voice_answered_by_id"),
        sa.ForeignKeyConstraint(["happened_by_id"], ["worker.id"], name="fk_voice_happened_by_id"),
        sa.CheckConstraint("face IS NULL OR kind = 'feeling'", name="a_face_is_a_feeling"),
        sa.CheckConstraint("words IS NOT NULL OR face IS NOT NULL", name="says_something"),
        sa.CheckConstraint("answered_at IS NULL OR answer IS NOT NULL", name="answered_has_an_answer"),
    )
    op.create_index("ix_voice_family_id_answered_at", "voice", ["family_id", "answered_at"])
    op.create_index("ix_voice_circle_id", "voice", ["circle_id"])
    op.create_index("ix_voice_person_id", "voice", ["person_id"])
    table, column, check, after = KINDS
    if op.get_bind().dialect.name == "sqlite":
        reword(table, f"'{after}'", ", ".join(f"'{word}'" for word in (after, *NEW)))
    else:
        hold_to(table, column, check, [*held_to(check), *NEW])


def downgrade() -> None:
    table, column, check, after = KINDS
    op.execute("DELETE FROM notice WHERE kind IN ('voice_said', 'voice_answered')")
    if op.get_bind().dialect.name == "sqlite":
        reword(table, ", ".join(f"'{word}'" for word in (after, *NEW)), f"'{after}'")
    else:
        hold_to(table, column, check, [word for word in held_to(check) if word not in NEW])
    op.drop_table("voice")


def held_to(check: str) -> list[str]:
    """Return the words that a check of PostgreSQL allows now."""
    definition = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    return re.findall(r"'(\w+)'", op.get_bind().execute(definition, {"name": check}).scalar_one())


def hold_to(table: str, column: str, check: str, words: list[str]) -> None:
    """Write a check of PostgreSQL anew."""
    op.drop_constraint(op.f(check), table, type_="check")
    op.create_check_constraint(op.f(check), table, sa.column(column).in_(words))


def reword(table: str, before: str, after: str) -> None:
    """Change the words of a check of SQLite in place: making the table anew would drop what points at it."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?", (before, after, table)
    )
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")
