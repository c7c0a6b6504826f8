"""What was shared, with whom, and what each part of it stands on.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0019", "0018"

KINDS = ("contact", "home", "health", "learning", "feelings", "plan")
PURPOSES = ("help_together", "learning", "health", "housing", "meeting", "other")


def one_of(name: str, *words: str) -> sa.Enum:
    """Return a column type that holds one of these words."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("override_id", sa.Uuid()),
        sa.Column("to_name", sa.LargeBinary()),
        sa.Column("for_what", one_of("purpose", *PURPOSES), nullable=False),
        sa.Column("purpose", sa.LargeBinary()),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_why", one_of("shareend", "taken_back", "by_worker", "too_many_tries")),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.Column("opened_last_at", sa.DateTime(timezone=True)),
        sa.Column("opened_count", sa.Integer(), nullable=False),
        sa.Column("reply", sa.LargeBinary()),
        sa.Column("replied_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_share"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_share_family_id"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_share_agency_id"),
        sa.ForeignKeyConstraint(["override_id"], ["override.id"], name="fk_share_override_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name="fk_share_made_by_id"),
        sa.UniqueConstraint("link_lookup", name="uq_share_link_lookup"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_why IS NULL)", name="ends_for_a_reason"),
        sa.CheckConstraint("(reply IS NULL) = (replied_at IS NULL)", name="a_reply_has_a_time"),
    )
    op.create_index("ix_share_family_id_made_at", "share", ["family_id", "made_at"])
    op.create_table(
        "share_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", one_of("infokind", *KINDS), nullable=False),
        sa.Column("consent_id", sa.Uuid()),
        sa.Column("override_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_share_part"),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name="fk_share_part_share_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_share_part_person_id"),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name="fk_share_part_consent_id"),
        sa.ForeignKeyConstraint(["override_id"], ["override.id"], name="fk_share_part_override_id"),
        sa.CheckConstraint("(consent_id IS NULL) <> (override_id IS NULL)", name="stands_on_one_thing"),
    )
    op.create_index("ix_share_part_share_id", "share_part", ["share_id"])
    op.add_column("family", sa.Column("help_turned_at", sa.DateTime(timezone=True)))  # null = it never ended
    op.add_column("voice", sa.Column("is_for_others", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("voice", "is_for_others")
    end_what_the_help_ended()
    op.drop_column("family", "help_turned_at")
    op.drop_table("share_part")
    op.drop_table("share")


CONSENT = sa.table("consent", *map(sa.column, ("family_id", "status", "until_on", "decided_at")))
FAMILY = sa.table("family", *map(sa.column, ("id", "help_turned_at")))


def end_what_the_help_ended() -> None:
    """Take back each yes until the end of a help that has ended: without that moment it would count again."""
    has_ended = sa.exists().where(FAMILY.c.id == CONSENT.c.family_id, FAMILY.c.help_turned_at >= CONSENT.c.decided_at)
    is_until_end = sa.and_(CONSENT.c.status.in_(("given", "part")), CONSENT.c.until_on.is_(None))
    op.execute(sa.update(CONSENT).values(status="withdrawn").where(is_until_end, has_ended))
