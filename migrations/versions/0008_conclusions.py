"""Conclusions.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    for table in ("forums", "threads"):
        op.add_column(table, sa.Column("conclusion", sa.Text(), server_default="", nullable=False))
        op.add_column(table, sa.Column("conclusion_html", sa.Text(), server_default="", nullable=False))
        op.add_column(table, sa.Column("concluded_at", sa.DateTime(), nullable=True))
        # By hand, because SQLite takes a constraint only together with its column.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN concluded_by_id INTEGER "
            f"CONSTRAINT fk_{table}_concluded_by_id_users REFERENCES users (id)"
        )


def downgrade():
    for table in ("threads", "forums"):
        for column in ("concluded_by_id", "concluded_at", "conclusion_html", "conclusion"):
            op.drop_column(table, column)
