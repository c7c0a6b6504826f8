"""Agreeing to get help, apart from sharing.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0017", "0016"


def one_of(name: str, *words: str) -> sa.Enum:
    """Return a column type that holds one of these words."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("decider_id", sa.Uuid(), nullable=False),
        sa.Column("status", one_of("agreementstatus", "agreed", "refused", "withdrawn"), nullable=False),
        sa.Column("standing", one_of("standing", "adult", "age", "judged", "responsible"), nullable=False),
        sa.Column("how", one_of("consenthow", "self", "beside_worker", "phone", "paper"), nullable=False),
        sa.Column("notice_version", sa.Text(), nullable=False),
        sa.Column("notice_language", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid()),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_agreement_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_agreement_person_id"),
        sa.ForeignKeyConstraint(["decider_id"], ["person.id"], name="fk_agreement_decider_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_agreement_written_by_id"),
    )
    op.create_index("ix_agreement_family_id_person_id", "agreement", ["family_id", "person_id"])


def downgrade() -> None:
    op.drop_table("agreement")
