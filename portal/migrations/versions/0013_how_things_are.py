"""How things are over the nineteen domains.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0013", "0012"

DOMAINS = (
    "health", "growing", "talking", "feelings", "behaviour", "identity", "relationships", "self_care", "reasoning",
    "participation", "progress", "aspirations", "basic_care", "warmth", "guidance", "family_life", "wider_family",
    "home_money", "community",
)  # fmt: skip


def words(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "occasion",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("tool", words("tool", "goals", "distance", "matrix"), nullable=False),
        sa.Column("gauge", words("gauge", "worry", "ten", "colour"), nullable=False),
        sa.Column("moment", words("moment", "start", "review", "end"), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("skipped_why", sa.LargeBinary(), nullable=True),
        sa.Column("skipped_why_language", sa.Text(), nullable=True),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occasion"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_occasion_family_id"),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_occasion_circle_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_occasion_person_id"),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name="fk_occasion_about_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_occasion_written_by_id"),
        sa.CheckConstraint("skipped_why IS NULL OR finished_at IS NOT NULL", name="ck_occasion_left_out_is_finished"),
    )
    op.create_index("ix_occasion_family_id_begun_at", "occasion", ["family_id", "begun_at"])
    for column in ("circle_id", "person_id", "about_id"):
        op.create_index(f"ix_occasion_{column}", "occasion", [column])
    op.create_table(
        "rating",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("occasion_id", sa.Uuid(), nullable=False),
        sa.Column("domain", words("domain", *DOMAINS), nullable=False),
        sa.Column("kind", words("ratingkind", "scored", "not_applicable", "unsure", "skipped"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("colour", words("colour", "red", "amber", "green"), nullable=True),
        sa.Column("helped", sa.Integer(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("why_language", sa.Text(), nullable=True),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_rating_family_id"),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasion.id"], name="fk_rating_occasion_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_rating_written_by_id"),
        sa.UniqueConstraint("occasion_id", "domain", name="uq_rating_occasion_id_domain"),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name="ck_rating_level_on_the_scale"),
        sa.CheckConstraint("value BETWEEN 0 AND 10", name="ck_rating_value_on_the_scale"),
        sa.CheckConstraint("helped BETWEEN 0 AND 4", name="ck_rating_helped_on_the_scale"),
        sa.CheckConstraint(
            "(CASE WHEN level IS NULL THEN 0 ELSE 1 END) + (CASE WHEN value IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN colour IS NULL THEN 0 ELSE 1 END) = (CASE WHEN kind = 'scored' THEN 1 ELSE 0 END)",
            name="ck_rating_scored_has_one_answer",
        ),
    )
    op.create_index("ix_rating_family_id", "rating", ["family_id"])


def downgrade() -> None:
    op.drop_table("rating")
    op.drop_table("occasion")
