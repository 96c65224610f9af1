"""Table imports.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "table_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["matrix_id"], ["matrices.id"], name=op.f("fk_table_imports_matrix_id_matrices")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_table_imports_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_imports")),
    )
    op.create_index("ix_table_imports_matrix_id", "table_imports", ["matrix_id"])
    op.create_table(
        "table_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'read', 'refused')", name=op.f("ck_table_files_state")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["table_imports.id"], name=op.f("fk_table_files_import_id_table_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_files")),
    )
    op.create_index("ix_table_files_import_id", "table_files", ["import_id"])


def downgrade():
    for table in ("table_files", "table_imports"):
        op.drop_table(table)
