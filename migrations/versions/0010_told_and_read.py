"""Told and read.

Revision ID: 0010
Revises: 0009
"""

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


def downgrade():
    op.drop_column("notifications", "decision_id")
