"""A child's round, and the device that is locked to it.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0015", "0014"


def one_of(name: str, *words: str) -> sa.Enum:
    """Return a column type that holds one of these words."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "child_round",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("present", sa.LargeBinary()),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True)),
        sa.Column("passed", sa.Text(), nullable=False),
        sa.Column("colour", one_of("colour", "red", "amber", "green")),  # null = the child was not asked, or left it
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_child_round"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_child_round_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_child_round_person_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_child_round_worker_id"),
    )
    op.create_index("ix_child_round_family_id", "child_round", ["family_id"])
    op.create_index("ix_child_round_person_id_began_at", "child_round", ["person_id", "began_at"])
    key = sa.Uuid().compile(dialect=op.get_bind().dialect)
    for table in ("session", "voice"):  # null = not locked; null = not said in a round
        points = f"CONSTRAINT fk_{table}_child_round_id REFERENCES child_round"
        op.execute(f"ALTER TABLE {table} ADD COLUMN child_round_id {key} {points}")
    op.create_index("ix_voice_child_round_id", "voice", ["child_round_id"])


def downgrade() -> None:
    op.drop_index("ix_voice_child_round_id", "voice")
    for table in ("voice", "session"):  # in place: making a table anew would drop what points at it
        op.drop_column(table, "child_round_id")
    op.drop_table("child_round")
