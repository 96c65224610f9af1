"""Mentions and attachments.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(user_id IS NULL) <> (actor_id IS NULL)", name=op.f("ck_mentions_one")),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_mentions_actor_id_actors")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_mentions_post_id_posts")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_mentions_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
        sa.UniqueConstraint("post_id", "actor_id", name=op.f("uq_mentions_post_id_actor_id")),
        sa.UniqueConstraint("post_id", "user_id", name=op.f("uq_mentions_post_id_user_id")),
    )
    op.create_index(op.f("ix_mentions_actor_id"), "mentions", ["actor_id"])
    op.create_index(op.f("ix_mentions_user_id"), "mentions", ["user_id"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("thumbnail", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_attachments_post_id_posts")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["users.id"], name=op.f("fk_attachments_removed_by_id_users")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_attachments_space_id_spaces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attachments_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    for column in ("digest", "post_id", "space_id", "thumbnail", "user_id"):
        op.create_index(op.f(f"ix_attachments_{column}"), "attachments", [column])
    op.add_column("posts", sa.Column("attached", sa.Integer(), server_default="0", nullable=False))


def downgrade():
    op.drop_column("posts", "attached")
    for column in ("user_id", "thumbnail", "space_id", "post_id", "digest"):
        op.drop_index(op.f(f"ix_attachments_{column}"), table_name="attachments")
    op.drop_table("attachments")
    op.drop_index(op.f("ix_mentions_user_id"), table_name="mentions")
    op.drop_index(op.f("ix_mentions_actor_id"), table_name="mentions")
    op.drop_table("mentions")
