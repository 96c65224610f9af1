"""Summaries of observations and deliveries of documents.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('summaries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('worktable_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('frozen', sa.Text(), nullable=False),
    sa.Column('papers_state', sa.String(length=10), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_reason', sa.String(length=500), nullable=False),
    sa.CheckConstraint("papers_state IN ('waiting', 'ready', 'failed')", name=op.f('ck_summaries_papers_state')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_summaries_created_by_id_users')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['users.id'], name=op.f('fk_summaries_withdrawn_by_id_users')),
    sa.ForeignKeyConstraint(['worktable_id'], ['worktables.id'], name=op.f('fk_summaries_worktable_id_worktables')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summaries')),
    sa.UniqueConstraint('worktable_id', 'number', name=op.f('uq_summaries_worktable_id_number'))
    )
    op.create_table('deliveries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('worktable_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('summary_id', sa.Integer(), nullable=True),
    sa.Column('recipient', sa.String(length=160), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('token', sa.String(length=43), nullable=False),
    sa.Column('package_state', sa.String(length=10), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('manifest', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("package_state IN ('waiting', 'ready', 'failed')", name=op.f('ck_deliveries_package_state')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_deliveries_created_by_id_users')),
    sa.ForeignKeyConstraint(['summary_id'], ['summaries.id'], name=op.f('fk_deliveries_summary_id_summaries')),
    sa.ForeignKeyConstraint(['worktable_id'], ['worktables.id'], name=op.f('fk_deliveries_worktable_id_worktables')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries')),
    sa.UniqueConstraint('token', name=op.f('uq_deliveries_token')),
    sa.UniqueConstraint('worktable_id', 'number', name=op.f('uq_deliveries_worktable_id_number'))
    )
    op.create_index(op.f('ix_deliveries_digest'), 'deliveries', ['digest'], unique=False)
    op.create_table('summary_letters',
    sa.Column('summary_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('contact', sa.String(length=254), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['summary_id'], ['summaries.id'], name=op.f('fk_summary_letters_summary_id_summaries')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_summary_letters_user_id_users')),
    sa.PrimaryKeyConstraint('summary_id', 'name', 'contact', name=op.f('pk_summary_letters'))
    )
    op.create_table('summary_papers',
    sa.Column('summary_id', sa.Integer(), nullable=False),
    sa.Column('format', sa.String(length=10), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['summary_id'], ['summaries.id'], name=op.f('fk_summary_papers_summary_id_summaries')),
    sa.PrimaryKeyConstraint('summary_id', 'format', name=op.f('pk_summary_papers'))
    )
    op.create_index(op.f('ix_summary_papers_digest'), 'summary_papers', ['digest'], unique=False)
    op.create_table('delivery_adjustments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('delivery_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('adjusted', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['deliveries.id'], name=op.f('fk_delivery_adjustments_delivery_id_deliveries')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_delivery_adjustments_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_adjustments'))
    )
    op.create_index(op.f('ix_delivery_adjustments_delivery_id'), 'delivery_adjustments', ['delivery_id'], unique=False)
    op.create_table('delivery_calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('delivery_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=True),
    sa.Column('amount', sa.Numeric(precision=16, scale=2), nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['deliveries.id'], name=op.f('fk_delivery_calls_delivery_id_deliveries')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_calls'))
    )
    op.create_index(op.f('ix_delivery_calls_delivery_id'), 'delivery_calls', ['delivery_id'], unique=False)
    op.create_table('delivery_documents',
    sa.Column('delivery_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['deliveries.id'], name=op.f('fk_delivery_documents_delivery_id_deliveries')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_delivery_documents_document_id_documents')),
    sa.ForeignKeyConstraint(['version_id'], ['document_versions.id'], name=op.f('fk_delivery_documents_version_id_document_versions')),
    sa.PrimaryKeyConstraint('delivery_id', 'document_id', name=op.f('pk_delivery_documents'))
    )
    op.create_table('delivery_receipts',
    sa.Column('delivery_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('charge', sa.String(length=160), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['deliveries.id'], name=op.f('fk_delivery_receipts_delivery_id_deliveries')),
    sa.PrimaryKeyConstraint('delivery_id', name=op.f('pk_delivery_receipts'))
    )
    # By hand, because SQLite takes a constraint only together with its column.
    for name, table in (("summary_id", "summaries"), ("delivery_id", "deliveries")):
        op.execute(
            f"ALTER TABLE notifications ADD COLUMN {name} INTEGER "
            f"CONSTRAINT fk_notifications_{name}_{table} REFERENCES {table} (id)"
        )


def downgrade():
    for name in ("delivery_id", "summary_id"):
        op.execute(f"DELETE FROM notifications WHERE {name} IS NOT NULL")
        op.drop_column("notifications", name)
    for table in ('delivery_receipts', 'delivery_documents', 'delivery_calls', 'delivery_adjustments', 'summary_papers', 'summary_letters', 'deliveries', 'summaries',):
        op.drop_table(table)
