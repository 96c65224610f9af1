"""Returns.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["matrix_id"], ["matrices.id"], name=op.f("fk_snapshots_matrix_id_matrices")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_snapshots_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("token", name=op.f("uq_snapshots_token")),
    )
    op.create_index("ix_snapshots_matrix_id", "snapshots", ["matrix_id"])
    op.create_table(
        "returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("identified", sa.Boolean(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["matrix_id"], ["matrices.id"], name=op.f("fk_returns_matrix_id_matrices")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_returns_snapshot_id_snapshots")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_returns_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
    )
    op.create_index("ix_returns_matrix_id", "returns", ["matrix_id"])
    op.create_table(
        "returned_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("entry_ids", sa.JSON(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("column_id", sa.Integer(), nullable=True),
        sa.Column("row_path", sa.JSON(), nullable=False),
        sa.Column("column_path", sa.JSON(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hands", sa.JSON(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('reworded', 'moved', 'new', 'copied', 'split', 'united', 'gone', 'comment', 'row', 'column')",
            name=op.f("ck_returned_changes_kind"),
        ),
        sa.CheckConstraint("state IN ('open', 'accepted', 'refused')", name=op.f("ck_returned_changes_state")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_returned_changes_return_id_returns")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_returned_changes_entry_id_entries")),
        sa.ForeignKeyConstraint(["row_id"], ["matrix_rows.id"], name=op.f("fk_returned_changes_row_id_matrix_rows")),
        sa.ForeignKeyConstraint(
            ["column_id"], ["matrix_columns.id"], name=op.f("fk_returned_changes_column_id_matrix_columns")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_returned_changes_decided_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_changes")),
    )
    op.create_index("ix_returned_changes_return_id", "returned_changes", ["return_id"])


def downgrade():
    for table in ("returned_changes", "returns", "snapshots"):
        op.drop_table(table)
