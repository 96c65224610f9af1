"""Asking the silent.

Also what people are told of editions, the wording that a stance was given on, another order of entries in a file that
came back, and where a facilitator puts the labels of tables that fit nowhere.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = "'reworded', 'moved', 'new', 'copied', 'split', 'united', 'gone', 'comment', 'row', 'column'"


def upgrade():
    op.create_table(
        "askings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(entry_id IS NULL) <> (row_id IS NULL)", name=op.f("ck_askings_one")),
        sa.ForeignKeyConstraint(["matrix_id"], ["matrices.id"], name=op.f("fk_askings_matrix_id_matrices")),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_askings_actor_id_actors")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_askings_entry_id_entries")),
        sa.ForeignKeyConstraint(["row_id"], ["matrix_rows.id"], name=op.f("fk_askings_row_id_matrix_rows")),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_askings_forum_id_forums")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_askings_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_askings")),
    )
    op.create_index(op.f("ix_askings_matrix_id_created_at"), "askings", ["matrix_id", "created_at"])
    # By hand, because SQLite takes a constraint only together with its column.
    for name, table in (("asking_id", "askings"), ("edition_id", "editions")):
        op.execute(
            f"ALTER TABLE notifications ADD COLUMN {name} INTEGER "
            f"CONSTRAINT fk_notifications_{name}_{table} REFERENCES {table} (id)"
        )
    op.add_column("stances", sa.Column("wording", sa.Text(), nullable=True))
    op.add_column("table_imports", sa.Column("placed", sa.JSON(), nullable=True))
    _allow(KINDS + ", 'order'")


def downgrade():
    op.execute("DELETE FROM returned_changes WHERE kind = 'order'")
    _allow(KINDS)
    op.drop_column("table_imports", "placed")
    op.drop_column("stances", "wording")
    op.execute("DELETE FROM notifications WHERE asking_id IS NOT NULL OR edition_id IS NOT NULL")
    op.drop_column("notifications", "edition_id")
    op.drop_column("notifications", "asking_id")
    op.drop_index(op.f("ix_askings_matrix_id_created_at"), table_name="askings")
    op.drop_table("askings")


def _allow(kinds):
    """These kinds of changes in a file that came back."""
    with op.batch_alter_table("returned_changes") as changes:
        changes.drop_constraint(op.f("ck_returned_changes_kind"), type_="check")
        changes.create_check_constraint(op.f("ck_returned_changes_kind"), f"kind IN ({kinds})")
