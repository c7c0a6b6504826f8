"""The first tables.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def one_of(name: str, *words: str) -> sa.Enum:
    """Return a text column held to a list of words."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "authority",
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_cy", sa.Text(), nullable=False),
        sa.Column("own_decision_age", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_authority"),
        sa.UniqueConstraint("name_en", name="uq_authority_name_en"),
    )
    op.create_table(
        "sign_in_limit",
        sa.Column("name_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_limit"),
        sa.UniqueConstraint("name_lookup", name="uq_sign_in_limit_name_lookup"),
    )
    op.create_table(
        "agency",
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_partner", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_agency_authority_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agency"),
        sa.UniqueConstraint("authority_id", "name", name="uq_agency_authority_id_name"),
    )
    op.create_table(
        "area_team",
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_area_team_authority_id"),
        sa.PrimaryKeyConstraint("id", name="pk_area_team"),
        sa.UniqueConstraint("authority_id", "name", name="uq_area_team_authority_id_name"),
    )
    op.create_table(
        "family",
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("area_team_id", sa.Uuid(), nullable=True),
        sa.Column("ref_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("ref", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("level", one_of("levelofhelp", "early_help", "support", "child_in_need"), nullable=False),
        sa.Column("status", one_of("familystatus", "open", "closed"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chain_length", sa.Integer(), nullable=False),
        sa.Column("chain_hash", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_team_id"], ["area_team.id"], name="fk_family_area_team_id"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_family_authority_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family"),
        sa.UniqueConstraint("authority_id", "ref_lookup", name="uq_family_authority_id_ref_lookup"),
    )
    op.create_index("ix_family_area_team_id", "family", ["area_team_id"])

    op.create_table(
        "worker",
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("area_team_id", sa.Uuid(), nullable=True),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            one_of(
                "workerrole",
                "family_keyworker",
                "senior_family_keyworker",
                "social_worker",
                "health_visitor",
                "school_lead",
                "housing_officer",
                "youth_worker",
                "team_manager",
                "administrator",
            ),
            nullable=False,
        ),
        sa.Column("access", one_of("access", "practitioner", "manager", "administrator"), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("working_days", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_worker_agency_id"),
        sa.ForeignKeyConstraint(["area_team_id"], ["area_team.id"], name="fk_worker_area_team_id"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_worker_authority_id"),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
        sa.UniqueConstraint("authority_id", "ref", name="uq_worker_authority_id_ref"),
    )
    op.create_index("ix_worker_agency_id", "worker", ["agency_id"])
    op.create_index("ix_worker_area_team_id", "worker", ["area_team_id"])

    op.create_table(
        "absence",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("cover_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name="ck_absence_ends_after_it_begins"),
        sa.ForeignKeyConstraint(["cover_id"], ["worker.id"], name="fk_absence_cover_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_absence_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    op.create_index("ix_absence_cover_id", "absence", ["cover_id"])
    op.create_index("ix_absence_worker_id", "absence", ["worker_id"])

    op.create_table(
        "family_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["family.id"], name="fk_family_key_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family_key"),
    )
    op.create_table(
        "household",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_household_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_household"),
    )
    op.create_index("ix_household_family_id", "household", ["family_id"])

    op.create_table(
        "note",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_note_family_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_note_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_family_id", "note", ["family_id"])

    op.create_table(
        "person",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("ref_lookup", sa.LargeBinary(), nullable=True),
        sa.Column("first_name", sa.LargeBinary(), nullable=True),
        sa.Column("last_name", sa.LargeBinary(), nullable=True),
        sa.Column("known_as", sa.LargeBinary(), nullable=True),
        sa.Column("mobile", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("school", sa.LargeBinary(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column(
            "relationship", one_of("relationship", "parent", "carer", "other_adult", "child", "unborn"), nullable=False
        ),
        sa.Column("responsibility", one_of("responsibility", "yes", "no", "unknown"), nullable=False),
        sa.Column("responsibility_checked_on", sa.Date(), nullable=True),
        sa.Column("responsibility_checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("understands_since", sa.Date(), nullable=True),
        sa.Column("understands_judged_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_person_family_id"),
        sa.ForeignKeyConstraint(
            ["responsibility_checked_by_id"], ["worker.id"], name="fk_person_responsibility_checked_by_id"
        ),
        sa.ForeignKeyConstraint(["understands_judged_by_id"], ["worker.id"], name="fk_person_understands_judged_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("family_id", "ref_lookup", name="uq_person_family_id_ref_lookup"),
    )
    op.create_index("ix_person_family_id", "person", ["family_id"])
    op.create_index("ix_person_ref_lookup", "person", ["ref_lookup"])

    op.create_table(
        "account",
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("side", one_of("side", "family", "worker", "system"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("name_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (worker_id IS NULL)", name="ck_account_of_one_owner"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_account_authority_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_account_person_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_account_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name_lookup", name="uq_account_name_lookup"),
        sa.UniqueConstraint("person_id", name="uq_account_person_id"),
        sa.UniqueConstraint("worker_id", name="uq_account_worker_id"),
    )
    op.create_table(
        "circle",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("kind", one_of("circlekind", "whole_family", "home", "private"), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_circle_family_id"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_circle_household_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_circle_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle"),
        sa.UniqueConstraint("household_id", name="uq_circle_household_id"),
    )
    op.create_index("ix_circle_family_id_kind", "circle", ["family_id", "kind"])
    op.create_index("ix_circle_worker_id", "circle", ["worker_id"])

    op.create_table(
        "consent",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("decider_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", one_of("infokind", "contact", "home", "health", "learning", "feelings", "plan"), nullable=False
        ),
        sa.Column(
            "status",
            one_of("consentstatus", "not_asked", "asked", "given", "part", "refused", "talk", "withdrawn"),
            nullable=False,
        ),
        sa.Column("part", sa.LargeBinary(), nullable=True),
        sa.Column("purpose", sa.LargeBinary(), nullable=True),
        sa.Column("how", one_of("consenthow", "self", "beside_worker", "phone", "paper"), nullable=False),
        sa.Column("notice_version", sa.Text(), nullable=False),
        sa.Column("notice_language", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("status <> 'not_asked'", name="ck_consent_something_was_said"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_consent_agency_id"),
        sa.ForeignKeyConstraint(["decider_id"], ["person.id"], name="fk_consent_decider_id"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_consent_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_consent_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index(
        "ix_consent_agency_id_kind", "consent", ["agency_id", "kind", "person_id", "decider_id", "decided_at"]
    )
    op.create_index("ix_consent_family_id_person_id", "consent", ["family_id", "person_id"])

    op.create_table(
        "household_person",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_household_person_household_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_household_person_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_household_person"),
        sa.UniqueConstraint("household_id", "person_id", name="uq_household_person_household_id_person_id"),
    )
    op.create_index("ix_household_person_person_id", "household_person", ["person_id"])

    op.create_table(
        "invitation",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["worker.id"], name="fk_invitation_made_by_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_invitation_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("code_lookup", name="uq_invitation_code_lookup"),
    )
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"])

    op.create_table(
        "notice",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            one_of("noticekind", "step_added", "step_moved", "step_dropped", "team_changed", "sharing_asked"),
            nullable=False,
        ),
        sa.Column("state", one_of("noticestate", "waiting", "sent", "failed", "nowhere"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_notice_family_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_person_id", "notice", ["person_id"])
    op.create_index("ix_notice_state_due_at", "notice", ["state", "due_at"])

    op.create_table(
        "circle_person",
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_circle_person_circle_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_circle_person_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_person"),
        sa.UniqueConstraint("circle_id", "person_id", name="uq_circle_person_circle_id_person_id"),
    )
    op.create_index("ix_circle_person_person_id", "circle_person", ["person_id"])

    op.create_table(
        "draft",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_draft_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("account_id", "path", name="uq_draft_account_id_path"),
    )
    op.create_table(
        "entry",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=True),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_entry_account_id"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_entry_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("family_id", "number", name="uq_entry_family_id_number"),
    )
    op.create_table(
        "goal",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("scale", one_of("scale", "ten", "rag"), nullable=False),
        sa.Column("state", one_of("goalstate", "open", "reached", "closed"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_goal_circle_id"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_goal_family_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_goal_owner_id"),
        sa.ForeignKeyConstraint(["set_by_id"], ["account.id"], name="fk_goal_set_by_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_goal_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_goal"),
    )
    op.create_index("ix_goal_circle_id", "goal", ["circle_id"])
    op.create_index("ix_goal_family_id_state", "goal", ["family_id", "state"])
    op.create_index("ix_goal_owner_id", "goal", ["owner_id"])

    op.create_table(
        "member",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column(
            "function",
            one_of("memberfunction", "keyworker", "lead_adults", "lead_children", "team_member"),
            nullable=False,
        ),
        sa.Column("purpose", sa.LargeBinary(), nullable=True),
        sa.Column("purpose_language", sa.Text(), nullable=True),
        sa.Column("chosen_by_family", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_member_circle_id"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_member_family_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_member_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
    )
    op.create_index("ix_member_circle_id", "member", ["circle_id"])
    op.create_index("ix_member_family_id", "member", ["family_id"])
    op.create_index("ix_member_worker_id_family_id", "member", ["worker_id", "family_id"])

    op.create_table(
        "session",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_session_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("key_hash", name="uq_session_key_hash"),
    )
    op.create_index("ix_session_account_id", "session", ["account_id"])

    op.create_table(
        "step",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=True),
        sa.Column("who", sa.LargeBinary(), nullable=True),
        sa.Column("where", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("happens_on", sa.Date(), nullable=False),
        sa.Column("happens_at", sa.Time(), nullable=True),
        sa.Column("is_about", sa.Boolean(), nullable=False),
        sa.Column("state", one_of("stepstate", "coming", "happened", "dropped"), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["account.id"], name="fk_step_added_by_id"),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_step_circle_id"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_step_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_step"),
    )
    op.create_index("ix_step_circle_id", "step", ["circle_id"])
    op.create_index("ix_step_family_id_state_happens_on", "step", ["family_id", "state", "happens_on"])

    op.create_table(
        "submission",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_submission_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("account_id", "key", name="uq_submission_account_id_key"),
    )
    op.create_table(
        "score",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("kind", one_of("scorekind", "scored", "unsure", "skipped"), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("colour", one_of("colour", "red", "amber", "green"), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("why_language", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'scored') = (value IS NOT NULL OR colour IS NOT NULL)", name="ck_score_scored_has_an_answer"
        ),
        sa.CheckConstraint("value BETWEEN 0 AND 10", name="ck_score_value_on_the_scale"),
        sa.CheckConstraint("value IS NULL OR colour IS NULL", name="ck_score_of_one_scale"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_score_by_id"),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_score_family_id"),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name="fk_score_goal_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["worker.id"], name="fk_score_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score"),
    )
    op.create_index("ix_score_family_id", "score", ["family_id"])
    op.create_index("ix_score_goal_id_scored_at", "score", ["goal_id", "scored_at"])

    op.create_table(
        "step_move",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("moved_by_id", sa.Uuid(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_step_move_family_id"),
        sa.ForeignKeyConstraint(["moved_by_id"], ["account.id"], name="fk_step_move_moved_by_id"),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name="fk_step_move_step_id"),
        sa.PrimaryKeyConstraint("id", name="pk_step_move"),
    )
    op.create_index("ix_step_move_step_id", "step_move", ["step_id"])


def downgrade() -> None:
    op.drop_index("ix_step_move_step_id", "step_move")

    op.drop_table("step_move")
    op.drop_index("ix_score_goal_id_scored_at", "score")
    op.drop_index("ix_score_family_id", "score")

    op.drop_table("score")
    op.drop_table("submission")
    op.drop_index("ix_step_family_id_state_happens_on", "step")
    op.drop_index("ix_step_circle_id", "step")

    op.drop_table("step")
    op.drop_index("ix_session_account_id", "session")

    op.drop_table("session")
    op.drop_index("ix_member_worker_id_family_id", "member")
    op.drop_index("ix_member_family_id", "member")
    op.drop_index("ix_member_circle_id", "member")

    op.drop_table("member")
    op.drop_index("ix_goal_owner_id", "goal")
    op.drop_index("ix_goal_family_id_state", "goal")
    op.drop_index("ix_goal_circle_id", "goal")

    op.drop_table("goal")
    op.drop_table("entry")
    op.drop_table("draft")
    op.drop_index("ix_circle_person_person_id", "circle_person")

    op.drop_table("circle_person")
    op.drop_index("ix_notice_state_due_at", "notice")
    op.drop_index("ix_notice_person_id", "notice")

    op.drop_table("notice")
    op.drop_index("ix_invitation_person_id", "invitation")

    op.drop_table("invitation")
    op.drop_index("ix_household_person_person_id", "household_person")

    op.drop_table("household_person")
    op.drop_index("ix_consent_family_id_person_id", "consent")
    op.drop_index("ix_consent_agency_id_kind", "consent")

    op.drop_table("consent")
    op.drop_index("ix_circle_worker_id", "circle")
    op.drop_index("ix_circle_family_id_kind", "circle")

    op.drop_table("circle")
    op.drop_table("account")
    op.drop_index("ix_person_ref_lookup", "person")
    op.drop_index("ix_person_family_id", "person")

    op.drop_table("person")
    op.drop_index("ix_note_family_id", "note")

    op.drop_table("note")
    op.drop_index("ix_household_family_id", "household")

    op.drop_table("household")
    op.drop_table("family_key")
    op.drop_index("ix_absence_worker_id", "absence")
    op.drop_index("ix_absence_cover_id", "absence")

    op.drop_table("absence")
    op.drop_index("ix_worker_area_team_id", "worker")
    op.drop_index("ix_worker_agency_id", "worker")

    op.drop_table("worker")
    op.drop_index("ix_family_area_team_id", "family")

    op.drop_table("family")
    op.drop_table("area_team")
    op.drop_table("agency")
    op.drop_table("sign_in_limit")
    op.drop_table("authority")
