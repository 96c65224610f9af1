"""Writing: what was sent already.

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
