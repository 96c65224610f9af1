"""What people are told of their observations.

Revision ID: 0024
Revises: 0023
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    # By hand, because SQLite takes a constraint only together with its column.
    op.execute(
        "ALTER TABLE notifications ADD COLUMN observation_id INTEGER "
        "CONSTRAINT fk_notifications_observation_id_observations REFERENCES observations (id)"
    )


def downgrade():
    op.execute("DELETE FROM notifications WHERE observation_id IS NOT NULL")
    op.drop_column("notifications", "observation_id")
