"""People may say what somebody did well.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0012", "0011"


def upgrade() -> None:
    op.create_table(
        "praise",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=True),
        sa.Column("by_worker_id", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(by_person_id IS NULL) <> (by_worker_id IS NULL)", name="ck_praise_said_by_one"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_praise_family_id"),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_praise_circle_id"),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name="fk_praise_to_id"),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name="fk_praise_goal_id"),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name="fk_praise_by_id"),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name="fk_praise_by_person_id"),
        sa.ForeignKeyConstraint(["by_worker_id"], ["worker.id"], name="fk_praise_by_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_praise"),
    )
    op.create_index("ix_praise_circle_id", "praise", ["circle_id"])
    op.create_index("ix_praise_goal_id", "praise", ["goal_id"])
    op.create_index("ix_praise_family_id_said_at", "praise", ["family_id", "said_at"])


def downgrade() -> None:
    op.drop_table("praise")
