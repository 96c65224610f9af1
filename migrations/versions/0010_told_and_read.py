"""Told and read.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    # By hand, because SQLite takes a constraint only together with its column.
    op.execute(
        "ALTER TABLE notifications ADD COLUMN decision_id INTEGER "
        "CONSTRAINT fk_notifications_decision_id_decisions REFERENCES decisions (id)"
    )
    op.create_table(
        "mail_answers",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_mail_answers_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_mail_answers")),
    )
    op.create_index(op.f("ix_mail_answers_user_id_created_at"), "mail_answers", ["user_id", "created_at"])


def downgrade():
    op.drop_index(op.f("ix_mail_answers_user_id_created_at"), table_name="mail_answers")
    op.drop_table("mail_answers")
    op.drop_column("notifications", "decision_id")
