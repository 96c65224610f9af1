"""Writing: drafts, and what was sent already.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_drafts_space_id_spaces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_drafts_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("user_id", "place", name=op.f("uq_drafts_user_id_place")),
    )
    op.create_index(op.f("ix_drafts_space_id"), "drafts", ["space_id"])
    op.create_table(
        "sendings",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_sendings_post_id_posts")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sendings_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "digest", name=op.f("pk_sendings")),
    )
    op.create_index(op.f("ix_sendings_post_id"), "sendings", ["post_id"])


def downgrade():
    op.drop_index(op.f("ix_sendings_post_id"), table_name="sendings")
    op.drop_table("sendings")
    op.drop_index(op.f("ix_drafts_space_id"), table_name="drafts")
    op.drop_table("drafts")
