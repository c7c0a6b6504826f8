"""A decision on sharing says for how long and on what standing; judgements and what children think are kept.

Revision ID: 0016
Revises: 0015
"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0016", "0015"

STATUS = ("consent", "status", "ck_consent_consentstatus", "withdrawn", ("not_now", "lapsed"))
NOTICE = (
    "notice", "kind", "ck_notice_noticekind", "voice_answered",
    ("sharing_ends_soon", "sharing_answered", "shared", "share_replied", "override_waits"),
)  # fmt: skip
SAID = ("ck_consent_ck_consent_something_was_said", "status <> 'not_asked'", "status NOT IN ('not_asked', 'lapsed')")
CHECKED = {
    "for_what": ("purpose", ("help_together", "learning", "health", "housing", "meeting", "other")),
    "standing": ("standing", ("adult", "age", "judged", "responsible")),
    "lasts": ("consentlasts", ("review", "six_months", "year", "until_end")),
}
SORTS = ("school", "health", "housing", "police", "charity", "other")
STATUSES = ("not_asked", "asked", "given", "part", "refused", "talk", "not_now", "withdrawn", "lapsed")
KINDS = ("contact", "home", "health", "learning", "feelings", "plan")


def one_of(name: str, *words: str) -> sa.Enum:
    """Return a column type that holds one of these words."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    for table, column, check, after, new in (STATUS, NOTICE):
        if op.get_bind().dialect.name == "sqlite":
            reword(table, f"'{after}'", listed(after, *new))
        else:
            hold_to(table, column, check, [*held_to(check), *new])
    say_again(*SAID)
    for column, (name, words) in CHECKED.items():  # null = a question, or said before this was kept
        held = f"CONSTRAINT ck_consent_{name} CHECK ({column} IN ({listed(*words)}))"
        op.execute(f"ALTER TABLE consent ADD COLUMN {column} VARCHAR(32) {held}")
    op.add_column("consent", sa.Column("is_named", sa.Boolean(), nullable=False, server_default=sa.true()))
    sorts = f"CONSTRAINT ck_agency_agencysort CHECK (sort IN ({listed(*SORTS)}))"
    op.execute(f"ALTER TABLE agency ADD COLUMN sort VARCHAR(32) DEFAULT 'other' NOT NULL {sorts}")
    op.add_column("consent", sa.Column("until_on", sa.Date()))  # null = no end
    op.add_column("consent", sa.Column("witness", sa.LargeBinary()))
    op.create_table(
        "judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("understands", sa.Boolean(), nullable=False),
        sa.Column("why", sa.LargeBinary()),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_judgement_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_judgement_person_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_judgement_worker_id"),
    )
    op.create_index("ix_judgement_person_id", "judgement", ["person_id"])
    op.create_table(
        "child_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", one_of("infokind", *KINDS), nullable=False),
        sa.Column("says", one_of("childsays", "fine", "unsure", "not_fine"), nullable=False),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid()),  # null = on their own
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("weighed_by_id", sa.Uuid()),
        sa.Column("weighed_at", sa.DateTime(timezone=True)),
        sa.Column("held_then", one_of("consentstatus", *STATUSES)),
        sa.Column("weighed", sa.LargeBinary()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_child_view"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_child_view_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_child_view_person_id"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_child_view_agency_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_child_view_written_by_id"),
        sa.ForeignKeyConstraint(["weighed_by_id"], ["worker.id"], name="fk_child_view_weighed_by_id"),
        sa.CheckConstraint("(weighed_at IS NULL) = (weighed_by_id IS NULL)", name="weighed_by_somebody"),
    )
    op.create_index("ix_child_view_family_id", "child_view", ["family_id"])
    op.create_index("ix_child_view_person_id_agency_id", "child_view", ["person_id", "agency_id"])


def downgrade() -> None:
    op.drop_table("child_view")
    op.drop_table("judgement")
    op.drop_column("agency", "sort")
    end_what_is_over()
    forget_what_is_not_named()
    for column in ("witness", "until_on", "is_named", *reversed(CHECKED)):
        op.drop_column("consent", column)
    op.execute("UPDATE consent SET status = 'talk' WHERE status = 'not_now'")
    op.execute(sa.delete(sa.table("notice")).where(sa.column("kind").in_(NOTICE[4])))
    check, before, after = SAID
    say_again(check, after, before)
    for table, column, check, last, new in (STATUS, NOTICE):
        if op.get_bind().dialect.name == "sqlite":
            reword(table, listed(last, *new), f"'{last}'")
        else:
            hold_to(table, column, check, [word for word in held_to(check) if word not in new])


WORDS = ("id", "person_id", "decider_id", "agency_id", "kind", "status", "is_named")
CONSENT = sa.table("consent", *map(sa.column, WORDS), sa.column("until_on", sa.Date()))
IS_YES = CONSENT.c.status.in_(("given", "part"))


def end_what_is_over() -> None:
    """Take back each yes whose last day is over: without its end it would count again."""
    today = datetime.now(UTC).astimezone(ZoneInfo("Europe/London")).date()
    op.execute(sa.update(CONSENT).values(status="withdrawn").where(IS_YES, CONSENT.c.until_on < today))


def forget_what_is_not_named() -> None:
    """Delete what would now tell somebody the name of a service; a yes that it held back may not count by that."""
    gone = CONSENT.alias("gone")
    matter = (gone.c[name] == CONSENT.c[name] for name in ("person_id", "agency_id", "kind"))
    held_back = sa.exists().where(*matter, gone.c.status.not_in(("given", "asked")), tells_a_name(gone))
    op.execute(sa.update(CONSENT).values(status="withdrawn").where(IS_YES, held_back))
    op.execute(sa.delete(CONSENT).where(tells_a_name(CONSENT)))


def tells_a_name(row: sa.FromClause) -> sa.ColumnElement[bool]:
    """Hold for words of somebody who never read the name of the service that they are about."""
    named = CONSENT.alias("named")
    is_same = (named.c[name] == row.c[name] for name in ("decider_id", "agency_id"))
    return sa.and_(row.c.is_named == sa.false(), ~sa.exists().where(*is_same, named.c.is_named == sa.true()))


def listed(*words: str) -> str:
    """Return words as a check lists them."""
    return ", ".join(f"'{word}'" for word in words)


def say_again(check: str, before: str, after: str) -> None:
    """Put another condition in the place of one of `consent`."""
    if op.get_bind().dialect.name == "sqlite":
        reword("consent", f"CHECK ({before})", f"CHECK ({after})")
    else:
        op.drop_constraint(op.f(check), "consent", type_="check")
        op.create_check_constraint(op.f(check), "consent", sa.text(after))


def held_to(check: str) -> list[str]:
    """Return the words that a check of PostgreSQL allows now."""
    definition = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    return re.findall(r"'(\w+)'", op.get_bind().execute(definition, {"name": check}).scalar_one())


def hold_to(table: str, column: str, check: str, words: list[str]) -> None:
    """Write a check of PostgreSQL anew."""
    op.drop_constraint(op.f(check), table, type_="check")
    op.create_check_constraint(op.f(check), table, sa.column(column).in_(words))


def reword(table: str, before: str, after: str) -> None:
    """Change the words of a check of SQLite in place: making the table anew would drop what points at it."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?", (before, after, table)
    )
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")
