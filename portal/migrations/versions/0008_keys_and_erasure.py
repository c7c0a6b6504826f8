"""Keys of master keys before are kept; a family may be held, and erased.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0008", "0007"


def upgrade() -> None:
    op.add_column("family_key", sa.Column("wrapped_by", sa.LargeBinary()))  # null = by the first master key
    op.add_column("family", sa.Column("held_since", sa.DateTime(timezone=True)))
    op.add_column("family", sa.Column("hold_reason", sa.LargeBinary()))
    op.add_column("family", sa.Column("erased_at", sa.DateTime(timezone=True)))
    op.create_table(
        "kept_key",
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_key"),
        sa.UniqueConstraint("purpose", "number", name="uq_kept_key_purpose_number"),
    )
    op.create_table(
        "key_copy",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_copy"),
        sa.UniqueConstraint("path", name="uq_key_copy_path"),
    )


def downgrade() -> None:
    op.drop_table("key_copy")
    op.drop_table("kept_key")
    for column in ("erased_at", "hold_reason", "held_since"):
        op.drop_column("family", column)  # in place: making the table anew would drop what points at it
    op.drop_column("family_key", "wrapped_by")
