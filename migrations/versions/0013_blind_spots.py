"""Blind spots.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "column_questions",
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["column_id"], ["matrix_columns.id"], name=op.f("fk_column_questions_column_id_matrix_columns")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_column_questions_question_id_questions")
        ),
        sa.PrimaryKeyConstraint("column_id", "question_id", name=op.f("pk_column_questions")),
    )
    op.create_index("ix_column_questions_question_id", "column_questions", ["question_id"])
    op.add_column("sources", sa.Column("looked_at", sa.DateTime(), nullable=True))
    # By hand, because SQLite takes a constraint only together with its column.
    op.execute(
        "ALTER TABLE sources ADD COLUMN looked_by_id INTEGER "
        "CONSTRAINT fk_sources_looked_by_id_users REFERENCES users (id)"
    )


def downgrade():
    op.drop_column("sources", "looked_by_id")
    op.drop_column("sources", "looked_at")
    op.drop_table("column_questions")
