"""Working tables, their documents and observations.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('worktables',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('space_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('public', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_worktables_created_by_id_users')),
    sa.ForeignKeyConstraint(['space_id'], ['spaces.id'], name=op.f('fk_worktables_space_id_spaces')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worktables'))
    )
    op.create_index(op.f('ix_worktables_space_id'), 'worktables', ['space_id'], unique=False)
    op.create_table('documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('worktable_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('sector', sa.String(length=80), nullable=False),
    sa.Column('demander', sa.String(length=160), nullable=False),
    sa.Column('responsible_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'prepublished', 'review', 'closed', 'updated', 'delivered')", name=op.f('ck_documents_state')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_documents_created_by_id_users')),
    sa.ForeignKeyConstraint(['responsible_id'], ['users.id'], name=op.f('fk_documents_responsible_id_users')),
    sa.ForeignKeyConstraint(['worktable_id'], ['worktables.id'], name=op.f('fk_documents_worktable_id_worktables')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_documents')),
    sa.UniqueConstraint('worktable_id', 'code', name=op.f('uq_documents_worktable_id_code'))
    )
    op.create_index(op.f('ix_documents_worktable_id'), 'documents', ['worktable_id'], unique=False)
    op.create_table('clauses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_clauses_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clauses'))
    )
    op.create_index(op.f('ix_clauses_document_id'), 'clauses', ['document_id'], unique=False)
    op.create_table('document_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('undone_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_document_steps_document_id_documents')),
    sa.ForeignKeyConstraint(['undone_by_id'], ['users.id'], name=op.f('fk_document_steps_undone_by_id_users')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_document_steps_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_steps'))
    )
    op.create_index(op.f('ix_document_steps_document_id'), 'document_steps', ['document_id'], unique=False)
    op.create_table('document_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('finished_at', sa.DateTime(), nullable=True),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_document_versions_created_by_id_users')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_document_versions_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_versions')),
    sa.UniqueConstraint('document_id', 'number', name=op.f('uq_document_versions_document_id_number'))
    )
    op.create_index(op.f('ix_document_versions_document_id'), 'document_versions', ['document_id'], unique=False)
    op.create_table('observation_groups',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_observation_groups_created_by_id_users')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_observation_groups_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observation_groups'))
    )
    op.create_index(op.f('ix_observation_groups_document_id'), 'observation_groups', ['document_id'], unique=False)
    op.create_table('clause_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('clause_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('heading', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('tables', sa.JSON(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['clause_id'], ['clauses.id'], name=op.f('fk_clause_texts_clause_id_clauses')),
    sa.ForeignKeyConstraint(['version_id'], ['document_versions.id'], name=op.f('fk_clause_texts_version_id_document_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clause_texts')),
    sa.UniqueConstraint('version_id', 'clause_id', name=op.f('uq_clause_texts_version_id_clause_id'))
    )
    op.create_index(op.f('ix_clause_texts_clause_id'), 'clause_texts', ['clause_id'], unique=False)
    op.create_table('resolutions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('undone_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('accepted', 'changed', 'rejected', 'noted', 'withdrawn', 'out_of_scope')", name=op.f('ck_resolutions_kind')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_resolutions_document_id_documents')),
    sa.ForeignKeyConstraint(['undone_by_id'], ['users.id'], name=op.f('fk_resolutions_undone_by_id_users')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_resolutions_user_id_users')),
    sa.ForeignKeyConstraint(['version_id'], ['document_versions.id'], name=op.f('fk_resolutions_version_id_document_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resolutions'))
    )
    op.create_index(op.f('ix_resolutions_document_id'), 'resolutions', ['document_id'], unique=False)
    op.create_table('observations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('clause_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('prefix', sa.String(length=120), nullable=False),
    sa.Column('suffix', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('proposal', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('confidential', sa.JSON(), nullable=False),
    sa.Column('origin', sa.String(length=8), nullable=False),
    sa.Column('standing', sa.String(length=12), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('organization_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('organization_name', sa.String(length=160), nullable=False),
    sa.Column('contact', sa.String(length=254), nullable=False),
    sa.Column('token', sa.String(length=43), nullable=True),
    sa.Column('consented_at', sa.DateTime(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('resolution_id', sa.Integer(), nullable=True),
    sa.Column('refused_reason', sa.String(length=500), nullable=False),
    sa.Column('counter', sa.Integer(), nullable=False),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("kind IN ('general', 'technical', 'editorial')", name=op.f('ck_observations_kind')),
    sa.CheckConstraint("origin IN ('member', 'public', 'table', 'word', 'meeting')", name=op.f('ck_observations_origin')),
    sa.CheckConstraint("standing IN ('unconfirmed', 'waiting', 'published', 'refused')", name=op.f('ck_observations_standing')),
    sa.ForeignKeyConstraint(['actor_id'], ['actors.id'], name=op.f('fk_observations_actor_id_actors')),
    sa.ForeignKeyConstraint(['assignee_id'], ['users.id'], name=op.f('fk_observations_assignee_id_users')),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_observations_author_id_users')),
    sa.ForeignKeyConstraint(['clause_id'], ['clauses.id'], name=op.f('fk_observations_clause_id_clauses')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_observations_created_by_id_users')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_observations_document_id_documents')),
    sa.ForeignKeyConstraint(['group_id'], ['observation_groups.id'], name=op.f('fk_observations_group_id_observation_groups')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_observations_organization_id_organizations')),
    sa.ForeignKeyConstraint(['resolution_id'], ['resolutions.id'], name=op.f('fk_observations_resolution_id_resolutions')),
    sa.ForeignKeyConstraint(['version_id'], ['document_versions.id'], name=op.f('fk_observations_version_id_document_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observations')),
    sa.UniqueConstraint('document_id', 'number', name=op.f('uq_observations_document_id_number')),
    sa.UniqueConstraint('token', name=op.f('uq_observations_token'))
    )
    op.create_index('ix_observations_author_id', 'observations', ['author_id'], unique=False)
    op.create_index(op.f('ix_observations_clause_id'), 'observations', ['clause_id'], unique=False)
    op.create_index(op.f('ix_observations_document_id'), 'observations', ['document_id'], unique=False)
    op.create_index(op.f('ix_observations_group_id'), 'observations', ['group_id'], unique=False)
    op.create_index(op.f('ix_observations_resolution_id'), 'observations', ['resolution_id'], unique=False)
    op.create_index(op.f('ix_observations_version_id'), 'observations', ['version_id'], unique=False)
    op.create_table('observation_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('observation_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['observation_id'], ['observations.id'], name=op.f('fk_observation_files_observation_id_observations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observation_files'))
    )
    op.create_index(op.f('ix_observation_files_digest'), 'observation_files', ['digest'], unique=False)
    op.create_index(op.f('ix_observation_files_observation_id'), 'observation_files', ['observation_id'], unique=False)
    op.create_table('observation_places',
    sa.Column('observation_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('clause_id', sa.Integer(), nullable=True),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.CheckConstraint("state IN ('exact', 'found', 'orphan')", name=op.f('ck_observation_places_state')),
    sa.ForeignKeyConstraint(['clause_id'], ['clauses.id'], name=op.f('fk_observation_places_clause_id_clauses')),
    sa.ForeignKeyConstraint(['observation_id'], ['observations.id'], name=op.f('fk_observation_places_observation_id_observations')),
    sa.ForeignKeyConstraint(['version_id'], ['document_versions.id'], name=op.f('fk_observation_places_version_id_document_versions')),
    sa.PrimaryKeyConstraint('observation_id', 'version_id', name=op.f('pk_observation_places'))
    )
    op.create_index(op.f('ix_observation_places_version_id'), 'observation_places', ['version_id'], unique=False)
    op.create_table('observation_receptions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('observation_id', sa.Integer(), nullable=False),
    sa.Column('resolution_id', sa.Integer(), nullable=False),
    sa.Column('satisfied', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['observation_id'], ['observations.id'], name=op.f('fk_observation_receptions_observation_id_observations')),
    sa.ForeignKeyConstraint(['resolution_id'], ['resolutions.id'], name=op.f('fk_observation_receptions_resolution_id_resolutions')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_observation_receptions_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observation_receptions'))
    )
    op.create_index(op.f('ix_observation_receptions_observation_id'), 'observation_receptions', ['observation_id'], unique=False)


def downgrade():
    for table in ('observation_receptions', 'observation_places', 'observation_files', 'observations', 'resolutions', 'clause_texts', 'observation_groups', 'document_versions', 'document_steps', 'clauses', 'documents', 'worktables',):
        op.drop_table(table)
