"""Meetings, their minutes and agreements.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COLUMNS = (("agenda_item_id", "observations", "agenda_items"), ("meeting_id", "notifications", "meetings"))


def upgrade():
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worktable_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("code_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_reason", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_meetings_created_by_id_users")),
        sa.ForeignKeyConstraint(["worktable_id"], ["worktables.id"], name=op.f("fk_meetings_worktable_id_worktables")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("code", name=op.f("uq_meetings_code")),
        sa.UniqueConstraint("worktable_id", "number", name=op.f("uq_meetings_worktable_id_number")),
    )
    op.create_index(op.f("ix_meetings_worktable_id"), "meetings", ["worktable_id"], unique=False)
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("discussed", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('topic', 'approve_minutes')", name=op.f("ck_agenda_items_kind")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_agenda_items_approved_by_id_users")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_agenda_items_changed_by_id_users")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["previous_id"], ["meetings.id"], name=op.f("fk_agenda_items_previous_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    op.create_index(op.f("ix_agenda_items_meeting_id"), "agenda_items", ["meeting_id"], unique=False)
    op.create_table(
        "attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_name", sa.String(length=160), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("territory", sa.String(length=160), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("way IN ('code', 'list', 'paper')", name=op.f("ck_attendances_way")),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_attendances_actor_id_actors")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_attendances_by_id_users")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id_meetings")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_attendances_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attendances_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
    )
    op.create_index(op.f("ix_attendances_meeting_id"), "attendances", ["meeting_id"], unique=False)
    op.create_index("ix_attendances_user_id", "attendances", ["user_id"], unique=False)
    op.create_table(
        "meeting_invitations",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_meeting_invitations_by_id_users")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_invitations_meeting_id_meetings")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_meeting_invitations_user_id_users")),
        sa.PrimaryKeyConstraint("meeting_id", "user_id", name=op.f("pk_meeting_invitations")),
    )
    op.create_index(op.f("ix_meeting_invitations_user_id"), "meeting_invitations", ["user_id"], unique=False)
    op.create_table(
        "agenda_item_documents",
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_items.id"],
            name=op.f("fk_agenda_item_documents_agenda_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_agenda_item_documents_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agenda_item_id", "document_id", name=op.f("pk_agenda_item_documents")),
    )
    op.create_index(
        op.f("ix_agenda_item_documents_document_id"), "agenda_item_documents", ["document_id"], unique=False
    )
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_agreements_changed_by_id_users")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_agreements_created_by_id_users")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_agreements_item_id_agenda_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    op.create_index(op.f("ix_agreements_item_id"), "agreements", ["item_id"], unique=False)
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("remarks_until", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(), nullable=True),
        sa.Column("remarks_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=False),
        sa.Column("approved_item_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("phase IN ('live', 'prepared', 'remarks', 'final')", name=op.f("ck_minutes_phase")),
        sa.ForeignKeyConstraint(
            ["approved_item_id"], ["agenda_items.id"], name=op.f("fk_minutes_approved_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_minutes_created_by_id_users")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_minutes_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["sealed_by_id"], ["users.id"], name=op.f("fk_minutes_sealed_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_meeting_id")),
    )
    op.create_table(
        "minutes_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["users.id"], name=op.f("fk_minutes_remarks_answered_by_id_users")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_minutes_remarks_item_id_agenda_items")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_remarks_minutes_id_minutes")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_minutes_remarks_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_remarks")),
    )
    op.create_index(op.f("ix_minutes_remarks_minutes_id"), "minutes_remarks", ["minutes_id"], unique=False)
    op.create_index(op.f("ix_minutes_remarks_user_id"), "minutes_remarks", ["user_id"], unique=False)
    # By hand, because SQLite takes a constraint only together with its column.
    for name, table, other in COLUMNS:
        constraint = f"CONSTRAINT fk_{table}_{name}_{other} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {constraint}")
    op.create_index("ix_observations_agenda_item_id", "observations", ["agenda_item_id"])


def downgrade():
    op.execute("DELETE FROM notifications WHERE meeting_id IS NOT NULL")
    op.drop_index("ix_observations_agenda_item_id", "observations")
    for name, table, _other in COLUMNS:
        op.drop_column(table, name)
    for table in (
        "minutes_remarks",
        "minutes",
        "agreements",
        "agenda_item_documents",
        "meeting_invitations",
        "attendances",
        "agenda_items",
        "meetings",
    ):
        op.drop_table(table)
