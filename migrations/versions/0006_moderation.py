"""Moderation: flags, decisions, appeals; watched words; threads that went into another.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORDS = ("watched_hold", "watched_flag", "hiding_reasons")


def upgrade():
    for name in WORDS:
        op.add_column("spaces", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("memberships", sa.Column("silenced_until", sa.DateTime(), nullable=True))
    # By hand, because SQLite takes a constraint only together with its column.
    op.execute(
        "ALTER TABLE threads ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_threads_merged_into_id_threads REFERENCES threads (id)"
    )
    op.create_index("ix_posts_held_at", "posts", ["held_at"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["moderator_id"], ["users.id"], name=op.f("fk_decisions_moderator_id_users")),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_decisions_person_id_users")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_decisions_post_id_posts")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_decisions_space_id_spaces")),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name=op.f("fk_decisions_thread_id_threads")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name=op.f("fk_decisions_undone_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_space_id_id", "decisions", ["space_id", "id"])
    op.create_index("ix_decisions_person_id_space_id", "decisions", ["person_id", "space_id"])
    op.create_index(op.f("ix_decisions_post_id"), "decisions", ["post_id"])
    op.create_index(op.f("ix_decisions_thread_id"), "decisions", ["thread_id"])
    op.create_table(
        "flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("post_version", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_flags_decision_id_decisions")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_flags_post_id_posts")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_flags_space_id_spaces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_flags_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
    )
    op.create_index("ix_flags_space_id_resolved_at", "flags", ["space_id", "resolved_at"])
    op.create_index(op.f("ix_flags_post_id"), "flags", ["post_id"])
    op.create_index(op.f("ix_flags_decision_id"), "flags", ["decision_id"])
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("hiding_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_appeals_decision_id_decisions")),
        sa.ForeignKeyConstraint(["hiding_id"], ["hidings.id"], name=op.f("fk_appeals_hiding_id_hidings")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_appeals_post_id_posts")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_appeals_space_id_spaces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_appeals_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("hiding_id", name=op.f("uq_appeals_hiding_id")),
    )
    op.create_index("ix_appeals_space_id_answered_at", "appeals", ["space_id", "answered_at"])
    op.create_index(op.f("ix_appeals_post_id"), "appeals", ["post_id"])
    op.create_index(op.f("ix_appeals_decision_id"), "appeals", ["decision_id"])


def downgrade():
    for table in ("appeals", "flags", "decisions"):
        op.drop_table(table)
    op.drop_index("ix_posts_held_at", table_name="posts")
    op.drop_column("threads", "merged_into_id")
    op.drop_column("memberships", "silenced_until")
    for name in reversed(WORDS):
        op.drop_column("spaces", name)
