"""Staying informed: notifications, what one follows, letters and when.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def states():
    """SQLite makes a table anew to change it, and does not read this of the old one."""
    return (sa.CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed')", name=op.f("ck_exports_state")),)


def upgrade():
    op.add_column("spaces", sa.Column("follow_level", sa.String(length=8), nullable=False, server_default="answers"))
    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("mailed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_notifications_entry_id_entries")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_notifications_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_notifications_post_id_posts")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_notifications_space_id_spaces")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notifications_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("user_id", "event_id", name=op.f("uq_notifications_user_id_event_id")),
    )
    op.create_index("ix_notifications_user_id_read_at", "notifications", ["user_id", "read_at"])
    op.create_index("ix_notifications_user_id_mailed_at", "notifications", ["user_id", "mailed_at"])
    op.create_index(op.f("ix_notifications_post_id"), "notifications", ["post_id"])
    op.create_table(
        "follows",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('space', 'forum', 'thread', 'person')", name=op.f("ck_follows_kind")),
        sa.CheckConstraint("level IN ('all', 'answers', 'none')", name=op.f("ck_follows_level")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_follows_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "kind", "thing_id", name=op.f("pk_follows")),
    )
    op.create_index("ix_follows_kind_thing_id", "follows", ["kind", "thing_id"])
    walks = op.create_table(
        "walks",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_walks")),
    )
    # What happened before is not told now.
    last = op.get_bind().scalar(sa.text("SELECT coalesce(max(id), 0) FROM events"))
    op.bulk_insert(walks, [{"name": "notifications", "event_id": last}])
    op.create_table(
        "mail_preferences",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=8), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("held_at", sa.DateTime(), nullable=True),
        sa.Column("hold_reason", sa.String(length=300), nullable=False),
        sa.Column("feed_key", sa.Integer(), nullable=False),
        sa.CheckConstraint("rhythm IN ('once', 'daily', 'weekly', 'off')", name=op.f("ck_mail_preferences_rhythm")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_mail_preferences_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_mail_preferences")),
    )
    op.create_index(op.f("ix_mail_preferences_next_at"), "mail_preferences", ["next_at"])
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name=op.f("ck_letters_state")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_letters_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letters_message_id")),
    )
    op.create_index("ix_letters_state_next_at", "letters", ["state", "next_at"])
    op.create_index(op.f("ix_letters_user_id"), "letters", ["user_id"])
    # Large conversations are written in the background as large matrices are.
    with op.batch_alter_table("exports", table_args=states()) as exports:
        exports.alter_column("matrix_id", existing_type=sa.Integer(), nullable=True)
        for name, table in (("forum_id", "forums"), ("thread_id", "threads")):
            exports.add_column(sa.Column(name, sa.Integer(), nullable=True))
            exports.create_foreign_key(op.f(f"fk_exports_{name}_{table}"), table, [name], ["id"])


def downgrade():
    op.execute("DELETE FROM exports WHERE matrix_id IS NULL")
    with op.batch_alter_table("exports", table_args=states()) as exports:
        for name, table in (("thread_id", "threads"), ("forum_id", "forums")):
            exports.drop_constraint(op.f(f"fk_exports_{name}_{table}"), type_="foreignkey")
            exports.drop_column(name)
        exports.alter_column("matrix_id", existing_type=sa.Integer(), nullable=False)
    for table in ("letters", "mail_preferences", "walks", "follows", "notifications"):
        op.drop_table(table)
    op.drop_column("spaces", "follow_level")
