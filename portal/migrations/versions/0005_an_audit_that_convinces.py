"""The audit says in which role and why, and is never changed; a family may be opened for a few hours.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"

BEFORE = ("step_added", "step_moved", "step_dropped", "team_changed", "sharing_asked", "sharing_written")
OPENED = "family_opened"
NEVER = "an entry of the audit is never changed and never deleted"
SQLITE = (
    f"CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, '{NEVER}'); END",
    f"CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, '{NEVER}'); END",
)
POSTGRESQL = (
    (
        f"CREATE FUNCTION entry_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'insufficient_privilege'; END$$"
    ),
    (
        "CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE ON entry "
        "FOR EACH ROW EXECUTE FUNCTION entry_is_never_changed()"
    ),
    (
        "CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION entry_is_never_changed()"
    ),
)


def hold_kinds_to(*words: str) -> None:
    """Hold the kinds of notices to a list of words."""
    kinds = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(op.f("ck_notice_noticekind"), type_="check")
        notice.create_check_constraint(op.f("ck_notice_noticekind"), f"kind IN ({kinds})")


def upgrade() -> None:
    op.add_column("entry", sa.Column("role", sa.Text()))  # null = from before it was kept
    op.add_column("entry", sa.Column("purpose", sa.Text()))
    op.add_column("entry", sa.Column("reason", sa.LargeBinary()))
    op.add_column("entry", sa.Column("is_locked", sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.create_table(
        "opening",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "danger",
                "unreachable",
                "law",
                "check",
                name="openingpurpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_opening_family_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_opening_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_opening"),
    )
    op.create_index("ix_opening_family_id", "opening", ["family_id"])
    op.create_index("ix_opening_worker_id_ends_at", "opening", ["worker_id", "ends_at"])
    op.create_table(
        "knock",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("ref_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_knock_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_knock"),
    )
    hold_kinds_to(*BEFORE, OPENED)
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("worker_id", sa.Uuid()))
        notice.alter_column("person_id", existing_type=sa.Uuid(), nullable=True)
        notice.create_foreign_key(op.f("fk_notice_worker_id"), "worker", ["worker_id"], ["id"])
        notice.create_check_constraint(op.f("ck_notice_to_one_reader"), "(person_id IS NULL) <> (worker_id IS NULL)")


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM notice WHERE kind = :kind").bindparams(kind=OPENED))
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(op.f("ck_notice_to_one_reader"), type_="check")
        notice.drop_constraint(op.f("fk_notice_worker_id"), type_="foreignkey")
        notice.alter_column("person_id", existing_type=sa.Uuid(), nullable=False)
        notice.drop_column("worker_id")
    hold_kinds_to(*BEFORE)
    op.drop_table("knock")
    op.drop_index("ix_opening_worker_id_ends_at", "opening")
    op.drop_index("ix_opening_family_id", "opening")
    op.drop_table("opening")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER entry_is_never_changed")
        op.execute("DROP TRIGGER entry_is_never_deleted")
    else:
        op.execute("DROP TRIGGER entry_is_never_emptied ON entry")
        op.execute("DROP TRIGGER entry_is_never_changed ON entry")
        op.execute("DROP FUNCTION entry_is_never_changed()")
    for column in ("is_locked", "reason", "purpose", "role"):
        op.drop_column("entry", column)
