"""Goals are ranked, reworded, paused and declined; scores know where in time they stand and what they put right.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0011", "0010"

BEFORE, NEW = ("open", "reached", "closed"), ("paused", "declined")
POINTS = "('start', 'between', 'review', 'end')"
RANKS = """
UPDATE goal SET rank = 1 + (
    SELECT count(*) FROM goal AS before
    WHERE before.family_id = goal.family_id AND before.state = 'open'
    AND (before.owner_id = goal.owner_id OR (before.owner_id IS NULL AND goal.owner_id IS NULL))
    AND (before.set_at, before.id) < (goal.set_at, goal.id)
)
"""
STARTS = """
UPDATE score SET point = 'start' WHERE NOT EXISTS (
    SELECT 1 FROM score AS before
    WHERE before.goal_id = score.goal_id AND before.by_id = score.by_id AND before.kind = 'scored'
    AND (before.scored_at, before.id) < (score.scored_at, score.id)
)
"""


def hold_states_to(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Hold the states of goals to a list of words; its rows stay where they are, and all that points at them."""
    if op.get_bind().dialect.name == "sqlite":
        reword("goal", listed(before), listed(after))
    else:
        op.drop_constraint(op.f("ck_goal_goalstate"), "goal", type_="check")
        op.create_check_constraint(op.f("ck_goal_goalstate"), "goal", sa.column("state").in_(after))


def listed(words: tuple[str, ...]) -> str:
    """Return words as a check lists them."""
    return ", ".join(f"'{word}'" for word in words)


def reword(table: str, before: str, after: str) -> None:
    """Do as SQLite's own page on ALTER TABLE says for a check: making the table anew would drop what points at it."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?", (before, after, table)
    )
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")


def upgrade() -> None:
    hold_states_to(BEFORE, (*BEFORE, *NEW))
    key = sa.Uuid().compile(dialect=op.get_bind().dialect)
    op.add_column("goal", sa.Column("rank", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("goal", sa.Column("reason", sa.LargeBinary()))  # null = none was given
    op.add_column("goal", sa.Column("reason_language", sa.Text()))
    op.execute(f"ALTER TABLE goal ADD COLUMN declined_by_id {key} CONSTRAINT fk_goal_declined_by_id REFERENCES worker")
    op.execute(
        "ALTER TABLE score ADD COLUMN point VARCHAR(32) DEFAULT 'between' NOT NULL"
        f" CONSTRAINT ck_score_scorepoint CHECK (point IN {POINTS})"
    )
    op.execute(f"ALTER TABLE score ADD COLUMN corrects_id {key} CONSTRAINT fk_score_corrects_id REFERENCES score")
    moment = sa.DateTime(timezone=True).compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE score ADD COLUMN put_right_at {moment} CONSTRAINT ck_score_put_right_at_a_time"
        " CHECK ((corrects_id IS NULL) = (put_right_at IS NULL))"
    )
    op.create_index("ix_score_corrects_id", "score", ["corrects_id"], unique=True)
    op.execute(RANKS)
    op.execute(STARTS)
    _add_tables()


def _add_tables() -> None:
    op.create_table(
        "wording",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_wording_family_id"),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name="fk_wording_goal_id"),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name="fk_wording_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_wording"),
    )
    op.create_table(
        "first_step",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_first_step_family_id"),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name="fk_first_step_goal_id"),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name="fk_first_step_by_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_first_step_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_first_step"),
    )
    for table in ("wording", "first_step"):
        op.create_index(f"ix_{table}_family_id", table, ["family_id"])
        op.create_index(f"ix_{table}_goal_id", table, ["goal_id"])


def downgrade() -> None:
    for table in ("first_step", "wording"):
        op.drop_index(f"ix_{table}_goal_id", table)
        op.drop_index(f"ix_{table}_family_id", table)
        op.drop_table(table)
    _let_go_of_slips()
    op.drop_index("ix_score_corrects_id", "score")
    for name in ("put_right_at", "corrects_id", "point"):
        op.drop_column("score", name)
    for name in ("declined_by_id", "reason_language", "reason", "rank"):
        op.drop_column("goal", name)
    op.execute("UPDATE goal SET state = 'open' WHERE state = 'paused'")
    op.execute("UPDATE goal SET state = 'closed' WHERE state = 'declined'")
    hold_states_to((*BEFORE, *NEW), BEFORE)


def _let_go_of_slips() -> None:
    """Keep of each slip only what stands in its place; one may have been put right several times."""
    op.execute("CREATE TEMPORARY TABLE slip AS SELECT corrects_id AS id FROM score WHERE corrects_id IS NOT NULL")
    op.execute("UPDATE score SET corrects_id = NULL, put_right_at = NULL")
    op.execute("DELETE FROM score WHERE id IN (SELECT id FROM slip)")
    op.execute("DROP TABLE slip")
