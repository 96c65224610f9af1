"""Commitments, indicators and figures.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("reporters", sa.String(length=12), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_indicators_created_by_id_users")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_indicators_space_id_spaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
    )
    op.create_index(op.f("ix_indicators_space_id"), "indicators", ["space_id"], unique=False)
    op.create_table(
        "published_totals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_published_totals_indicator_id_indicators")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_published_totals_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_totals")),
        sa.UniqueConstraint(
            "indicator_id", "starts_on", "ends_on", name=op.f("uq_published_totals_indicator_id_starts_on_ends_on")
        ),
    )
    op.create_table(
        "figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("invented", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("validated_at", sa.DateTime(), nullable=True),
        sa.Column("validated_by_id", sa.Integer(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_figures_indicator_id_indicators")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_figures_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["reported_by_id"], ["users.id"], name=op.f("fk_figures_reported_by_id_users")),
        sa.ForeignKeyConstraint(["validated_by_id"], ["users.id"], name=op.f("fk_figures_validated_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
        sa.UniqueConstraint(
            "indicator_id",
            "organization_id",
            "starts_on",
            "ends_on",
            "category",
            name=op.f("uq_figures_place"),
        ),
    )
    op.create_index("ix_figures_organization_id", "figures", ["organization_id"], unique=False)
    op.create_table(
        "figure_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["figure_id"], ["figures.id"], name=op.f("fk_figure_corrections_figure_id_figures")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_figure_corrections_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_corrections")),
    )
    op.create_index(op.f("ix_figure_corrections_figure_id"), "figure_corrections", ["figure_id"], unique=False)
    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("worktable_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(length=160), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("resolution_id", sa.Integer(), nullable=True),
        sa.Column("told_soon", sa.Date(), nullable=True),
        sa.Column("told_late", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'progress', 'done', 'dropped')", name=op.f("ck_commitments_state")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_commitments_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_commitments_created_by_id_users")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_commitments_entry_id_entries")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_commitments_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolutions.id"], name=op.f("fk_commitments_resolution_id_resolutions")
        ),
        sa.ForeignKeyConstraint(["responsible_id"], ["users.id"], name=op.f("fk_commitments_responsible_id_users")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_commitments_space_id_spaces")),
        sa.ForeignKeyConstraint(
            ["worktable_id"], ["worktables.id"], name=op.f("fk_commitments_worktable_id_worktables")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    op.create_index(op.f("ix_commitments_agreement_id"), "commitments", ["agreement_id"], unique=False)
    op.create_index("ix_commitments_due_on", "commitments", ["due_on"], unique=False)
    op.create_index(op.f("ix_commitments_entry_id"), "commitments", ["entry_id"], unique=False)
    op.create_index(op.f("ix_commitments_organization_id"), "commitments", ["organization_id"], unique=False)
    op.create_index(op.f("ix_commitments_resolution_id"), "commitments", ["resolution_id"], unique=False)
    op.create_index(op.f("ix_commitments_space_id"), "commitments", ["space_id"], unique=False)
    op.create_index(op.f("ix_commitments_worktable_id"), "commitments", ["worktable_id"], unique=False)
    op.create_table(
        "commitment_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_notes_commitment_id_commitments")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_commitment_notes_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_notes")),
    )
    op.create_index(op.f("ix_commitment_notes_commitment_id"), "commitment_notes", ["commitment_id"], unique=False)
    op.create_index(op.f("ix_commitment_notes_digest"), "commitment_notes", ["digest"], unique=False)
    # By hand, because SQLite takes a constraint only together with its column.
    op.execute(
        "ALTER TABLE notifications ADD COLUMN commitment_id INTEGER "
        "CONSTRAINT fk_notifications_commitment_id_commitments REFERENCES commitments (id)"
    )


def downgrade():
    op.execute("DELETE FROM notifications WHERE commitment_id IS NOT NULL")
    op.drop_column("notifications", "commitment_id")
    for table in (
        "commitment_notes",
        "commitments",
        "figure_corrections",
        "figures",
        "published_totals",
        "indicators",
    ):
        op.drop_table(table)
