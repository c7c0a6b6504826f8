"""A form's key remembers what was sent; a notice may tell of a decision written down; a home's name has a language.

Revision ID: 0003
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0001"

BEFORE = ("step_added", "step_moved", "step_dropped", "team_changed", "sharing_asked")
WRITTEN = "sharing_written"


def hold_kinds_to(*words: str) -> None:
    """Hold the kinds of notices to a list of words."""
    kinds = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(op.f("ck_notice_noticekind"), type_="check")
        notice.create_check_constraint(op.f("ck_notice_noticekind"), f"kind IN ({kinds})")


def upgrade() -> None:
    with op.batch_alter_table("submission") as submission:
        submission.add_column(sa.Column("digest", sa.LargeBinary()))  # null = sent before this was kept
    with op.batch_alter_table("household") as household:
        household.add_column(sa.Column("name_language", sa.Text()))  # null = nobody said
    hold_kinds_to(*BEFORE, WRITTEN)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM notice WHERE kind = :kind").bindparams(kind=WRITTEN))
    hold_kinds_to(*BEFORE)
    with op.batch_alter_table("household") as household:
        household.drop_column("name_language")
    with op.batch_alter_table("submission") as submission:
        submission.drop_column("digest")
