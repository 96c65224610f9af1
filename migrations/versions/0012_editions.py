"""Editions, and the voices of actors.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False),
        sa.Column("proposals", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=False),
        sa.Column("papers_state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("visibility IN ('public', 'members')", name=op.f("ck_editions_visibility")),
        sa.CheckConstraint("papers_state IN ('waiting', 'ready', 'failed')", name=op.f("ck_editions_papers_state")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_editions_created_by_id_users")),
        sa.ForeignKeyConstraint(["matrix_id"], ["matrices.id"], name=op.f("fk_editions_matrix_id_matrices")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["users.id"], name=op.f("fk_editions_withdrawn_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("matrix_id", "number", name=op.f("uq_editions_matrix_id_number")),
    )
    op.create_table(
        "edition_papers",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_edition_papers_edition_id_editions")),
        sa.PrimaryKeyConstraint("edition_id", "format", name=op.f("pk_edition_papers")),
    )
    op.create_index(op.f("ix_edition_papers_digest"), "edition_papers", ["digest"])
    op.create_table(
        "stances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('support', 'tolerate', 'object')", name=op.f("ck_stances_kind")),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_stances_actor_id_actors")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_stances_entry_id_entries")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_stances_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stances")),
        sa.UniqueConstraint("entry_id", "user_id", "actor_id", name=op.f("uq_stances_entry_id_user_id_actor_id")),
    )
    op.create_index(op.f("ix_stances_user_id"), "stances", ["user_id"])
    # By hand, because SQLite takes a constraint only together with its column.
    op.execute(
        "ALTER TABLE actors ADD COLUMN delegate_id INTEGER "
        "CONSTRAINT fk_actors_delegate_id_users REFERENCES users (id)"
    )


def downgrade():
    op.drop_column("actors", "delegate_id")
    op.drop_index(op.f("ix_stances_user_id"), table_name="stances")
    op.drop_table("stances")
    op.drop_index(op.f("ix_edition_papers_digest"), table_name="edition_papers")
    op.drop_table("edition_papers")
    op.drop_table("editions")
