"""How each person may be contacted safely.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    op.create_table(
        "safe_contact",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.LargeBinary(), nullable=True),
        sa.Column("ways", sa.LargeBinary(), nullable=True),
        sa.Column("hours", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("code_word", sa.LargeBinary(), nullable=True),
        sa.Column("email_mark", sa.LargeBinary(), nullable=True),
        sa.Column("mobile_mark", sa.LargeBinary(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_safe_contact_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_safe_contact_person_id"),
        sa.ForeignKeyConstraint(["set_by_id"], ["worker.id"], name="fk_safe_contact_set_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_safe_contact"),
        sa.UniqueConstraint("person_id", name="uq_safe_contact_person_id"),
    )
    op.create_index("ix_safe_contact_family_id", "safe_contact", ["family_id"])


def downgrade() -> None:
    op.drop_index("ix_safe_contact_family_id", "safe_contact")
    op.drop_table("safe_contact")
