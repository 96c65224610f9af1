"""People without e-mail, and leaving.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("users", sa.Column("erased_at", sa.DateTime(), nullable=True))
    op.create_table(
        "cards",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_cards_created_by_id_users")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_cards_space_id_spaces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_cards_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_cards")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_cards_code_digest")),
        sa.UniqueConstraint("username", name=op.f("uq_cards_username")),
    )
    op.create_index(op.f("ix_cards_space_id"), "cards", ["space_id"])
    op.create_table(
        "downloads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed')", name=op.f("ck_downloads_state")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_downloads_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_downloads")),
    )
    op.create_index(op.f("ix_downloads_user_id"), "downloads", ["user_id"])
    op.create_table(
        "criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_criteria_space_id_spaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
    )
    op.create_index(op.f("ix_criteria_space_id"), "criteria", ["space_id"])
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["marked_by_id"], ["users.id"], name=op.f("fk_marks_marked_by_id_users")),
        sa.ForeignKeyConstraint(["membership_id"], ["memberships.id"], name=op.f("fk_marks_membership_id_memberships")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
    )
    op.create_index(op.f("ix_marks_membership_id"), "marks", ["membership_id"])
    # By hand, because SQLite takes a constraint only together with its column.
    op.execute(
        "ALTER TABLE posts ADD COLUMN captured_by_id INTEGER "
        "CONSTRAINT fk_posts_captured_by_id_users REFERENCES users (id)"
    )
    op.add_column("posts", sa.Column("captured_how", sa.String(length=8), nullable=True))
    op.add_column("posts", sa.Column("claimed_at", sa.DateTime(), nullable=True))
    op.add_column("posts", sa.Column("disowned_at", sa.DateTime(), nullable=True))


def downgrade():
    for name in ("disowned_at", "claimed_at", "captured_how", "captured_by_id"):
        op.drop_column("posts", name)
    op.drop_index(op.f("ix_marks_membership_id"), table_name="marks")
    op.drop_table("marks")
    op.drop_index(op.f("ix_criteria_space_id"), table_name="criteria")
    op.drop_table("criteria")
    op.drop_index(op.f("ix_downloads_user_id"), table_name="downloads")
    op.drop_table("downloads")
    op.drop_index(op.f("ix_cards_space_id"), table_name="cards")
    op.drop_table("cards")
    op.drop_column("users", "erased_at")
