"""Files that documents are made of.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "document_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worktable_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_imports_document_id_documents")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_document_imports_user_id_users")),
        sa.ForeignKeyConstraint(
            ["worktable_id"], ["worktables.id"], name=op.f("fk_document_imports_worktable_id_worktables")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_imports")),
    )
    op.create_index(op.f("ix_document_imports_document_id"), "document_imports", ["document_id"], unique=False)
    op.create_index(op.f("ix_document_imports_worktable_id"), "document_imports", ["worktable_id"], unique=False)
    op.create_table(
        "document_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("made_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'read', 'refused')", name=op.f("ck_document_files_state")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["document_imports.id"], name=op.f("fk_document_files_import_id_document_imports")
        ),
        sa.ForeignKeyConstraint(["made_id"], ["documents.id"], name=op.f("fk_document_files_made_id_documents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
    )
    op.create_index(op.f("ix_document_files_import_id"), "document_files", ["import_id"], unique=False)


def downgrade():
    for table in (
        "document_files",
        "document_imports",
    ):
        op.drop_table(table)
