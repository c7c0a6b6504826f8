"""Second steps, passkeys, devices that are known, and what someone is told of a new way in.

Revision ID: 0004
Revises: 0003
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"

WAY = """ALTER TABLE session ADD COLUMN way VARCHAR(32) DEFAULT 'password' NOT NULL
CONSTRAINT ck_session_signinway CHECK (way IN ('password', 'passkey', 'sso', 'code', 'demo'))"""
"""A check that stands in the column itself comes and goes with it, on both engines."""
FIRST_DAYS = timedelta(days=14)


def upgrade() -> None:
    op.add_column("account", sa.Column("totp", sa.LargeBinary()))
    op.add_column("account", sa.Column("totp_used_step", sa.Integer()))
    op.add_column("account", sa.Column("second_step_by", sa.DateTime(timezone=True)))
    op.add_column("account", sa.Column("permit_lookup", sa.LargeBinary()))
    op.execute(WAY)
    op.add_column("session", sa.Column("proved_at", sa.DateTime(timezone=True)))
    op.add_column("session", sa.Column("keyed_for", sa.Text()))
    op.add_column("session", sa.Column("permitted_at", sa.DateTime(timezone=True)))
    op.add_column("session", sa.Column("totp_offered", sa.LargeBinary()))
    op.add_column("session", sa.Column("told_at", sa.DateTime(timezone=True)))
    _make_tables()
    # Workers who sign in already have as long as new ones to set a second step up.
    account = sa.table("account", sa.column("side"), sa.column("second_step_by", sa.DateTime(timezone=True)))
    until = datetime.now(UTC) + FIRST_DAYS
    op.execute(account.update().where(account.c.side == "worker").values(second_step_by=until))


def _make_tables() -> None:
    op.create_table(
        "passkey",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_passkey_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_account_id", "passkey", ["account_id"])
    op.create_table(
        "challenge",
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_challenge_account_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_challenge_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_challenge"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_recovery_code_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("code_lookup", name="uq_recovery_code_code_lookup"),
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])
    op.create_table(
        "known_device",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_known_device_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_known_device"),
        sa.UniqueConstraint("account_id", "key_hash", name="uq_known_device_account_id_key_hash"),
    )
    op.create_table(
        "new_way_in",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_new_way_in_account_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name="fk_new_way_in_made_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_new_way_in"),
    )
    op.create_index("ix_new_way_in_account_id", "new_way_in", ["account_id"])


def downgrade() -> None:
    for table in ("new_way_in", "known_device", "recovery_code", "challenge", "passkey"):
        op.drop_table(table)
    for name in ("told_at", "totp_offered", "permitted_at", "keyed_for", "proved_at", "way"):
        op.drop_column("session", name)
    for name in ("permit_lookup", "second_step_by", "totp_used_step", "totp"):
        op.drop_column("account", name)
