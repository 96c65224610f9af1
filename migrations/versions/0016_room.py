"""Room.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "room_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["matrix_id"], ["matrices.id"], name=op.f("fk_room_notes_matrix_id_matrices")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_room_notes_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_notes")),
        sa.UniqueConstraint("matrix_id", "user_id", name=op.f("uq_room_notes_matrix_id_user_id")),
    )
    op.create_index("ix_room_notes_user_id", "room_notes", ["user_id"])


def downgrade():
    op.drop_table("room_notes")
