"""Modes and limits of forums; posts and threads that wait for a moderator.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIMITS = ("min_words", "max_words", "posts_a_day")
SWITCHES = ("asks_question", "holds_new", "anonymous")


def upgrade():
    # By hand, because SQLite takes a constraint only together with its column: a table that others refer to cannot be
    # written anew.
    op.execute(
        "ALTER TABLE forums ADD COLUMN mode VARCHAR(12) DEFAULT 'discussion' NOT NULL "
        "CONSTRAINT ck_forums_mode CHECK (mode IN ('discussion', 'each', 'single', 'first', 'news'))"
    )
    for name in LIMITS:
        op.add_column("forums", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("forums", sa.Column("due_at", sa.DateTime(), nullable=True))
    for name in SWITCHES:
        op.add_column("forums", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("threads", sa.Column("held_at", sa.DateTime(), nullable=True))
    op.add_column("posts", sa.Column("held_at", sa.DateTime(), nullable=True))


def downgrade():
    op.drop_column("posts", "held_at")
    op.drop_column("threads", "held_at")
    for name in (*reversed(SWITCHES), "due_at", *reversed(LIMITS), "mode"):
        op.drop_column("forums", name)
