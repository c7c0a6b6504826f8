"""Sharing without agreement, where the law allows it.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0018", "0017"

KINDS = ("contact", "home", "health", "learning", "feelings", "plan")
GROUNDS = ("child_at_risk", "adult_at_risk", "crime", "court", "duty")


def one_of(name: str, *words: str) -> sa.Enum:
    """Return a column type that holds one of these words."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("to_whom", sa.LargeBinary()),
        sa.Column("what", sa.LargeBinary()),
        sa.Column("why", sa.LargeBinary()),
        sa.Column("ground", one_of("legalground", *GROUNDS), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("agree_by", sa.Date(), nullable=False),
        sa.Column("manager_id", sa.Uuid()),  # null = no manager said anything yet
        sa.Column("manager_said_at", sa.DateTime(timezone=True)),
        sa.Column("manager_agrees", sa.Boolean()),
        sa.Column("manager_why", sa.LargeBinary()),
        sa.Column("told_on", sa.Date()),  # null = nobody of the family was told
        sa.Column("why_not_told", sa.LargeBinary()),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),  # null = it was not ended
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_override"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_override_family_id"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_override_agency_id"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["worker.id"], name="fk_override_decided_by_id"),
        sa.ForeignKeyConstraint(["manager_id"], ["worker.id"], name="fk_override_manager_id"),
        sa.CheckConstraint("(manager_id IS NULL) = (manager_said_at IS NULL)", name="said_by_a_manager"),
        sa.CheckConstraint("(manager_agrees IS NULL) = (manager_said_at IS NULL)", name="a_manager_says_yes_or_no"),
    )
    op.create_index("ix_override_family_id_decided_at", "override", ["family_id", "decided_at"])
    op.create_table(
        "override_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("override_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", one_of("infokind", *KINDS), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_override_part"),
        sa.ForeignKeyConstraint(["override_id"], ["override.id"], name="fk_override_part_override_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_override_part_person_id"),
    )
    op.create_index("ix_override_part_override_id", "override_part", ["override_id"])
    op.create_table(
        "override_told",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("override_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how", sa.LargeBinary()),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_override_told"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_override_told_family_id"),
        sa.ForeignKeyConstraint(["override_id"], ["override.id"], name="fk_override_told_override_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_override_told_person_id"),
        sa.ForeignKeyConstraint(["by_id"], ["worker.id"], name="fk_override_told_by_id"),
        sa.UniqueConstraint("override_id", "person_id", name="uq_override_told_override_id_person_id"),
    )
    op.create_index("ix_override_told_family_id", "override_told", ["family_id"])


def downgrade() -> None:
    op.drop_table("override_told")
    op.drop_table("override_part")
    op.drop_table("override")
