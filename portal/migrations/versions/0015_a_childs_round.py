"""A child's round, and the device that is locked to it.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0015", "0014"


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
        sa.Column("colour", sa.String(32)),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_child_round"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_child_round_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_child_round_person_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_child_round_worker_id"),
        sa.CheckConstraint("colour IN ('red', 'amber', 'green')", name="ck_child_round_colour"),
    )
    op.create_index("ix_child_round_family_id", "child_round", ["family_id"])
    op.create_index("ix_child_round_person_id_began_at", "child_round", ["person_id", "began_at"])
    key = sa.Uuid().compile(dialect=op.get_bind().dialect)
    locked = "CONSTRAINT fk_session_child_round_id REFERENCES child_round"
    op.execute(f"ALTER TABLE session ADD COLUMN child_round_id {key} {locked}")  # null = not locked


def downgrade() -> None:
    op.drop_column("session", "child_round_id")  # in place: making the table anew would drop what points at it
    op.drop_table("child_round")
