"""A form's key remembers what was sent with it.

Revision ID: 0003
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0001"


def upgrade() -> None:
    with op.batch_alter_table("submission") as submission:
        submission.add_column(sa.Column("digest", sa.LargeBinary()))  # null = sent before this was kept


def downgrade() -> None:
    with op.batch_alter_table("submission") as submission:
        submission.drop_column("digest")
