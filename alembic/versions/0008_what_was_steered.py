"""Steer what serves: deployments, change requests, marks on charts, resets, saved views.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('annotations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('pages', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_annotations'))
    )
    with op.batch_alter_table('annotations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_annotations_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_annotations_kind_at'), ['kind', 'at'], unique=False)

    op.create_table('change_requests',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('policy', sa.String(), nullable=False),
    sa.Column('asked_by', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('checks', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('despite', sa.String(), nullable=False),
    sa.Column('ended_by', sa.String(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change_requests'))
    )
    op.create_table('deployments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('policy', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('change_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deployments'))
    )
    with op.batch_alter_table('deployments', schema=None) as batch_op:
        batch_op.create_index('uq_deployments_champion', ['role'], unique=True, sqlite_where=sa.text("until IS NULL AND role = 'champion'"), postgresql_where=sa.text("until IS NULL AND role = 'champion'"))
        batch_op.create_index('uq_deployments_stands', ['policy'], unique=True, sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))

    op.create_table('posterior_resets',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('policy', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('newest', sa.Uuid(), nullable=True),
    sa.Column('restored_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_keys.user_id'], name=op.f('fk_posterior_resets_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posterior_resets'))
    )
    with op.batch_alter_table('posterior_resets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posterior_resets_user_id'), ['user_id'], unique=False)

    op.create_table('saved_views',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner', sa.Uuid(), nullable=False),
    sa.Column('page', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('query', sa.String(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner'], ['user_keys.user_id'], name=op.f('fk_saved_views_owner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views'))
    )
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_views_owner'), ['owner'], unique=False)
        batch_op.create_index(batch_op.f('ix_saved_views_page'), ['page'], unique=False)

    op.create_table('posterior_snapshots',
    sa.Column('reset_id', sa.Uuid(), nullable=False),
    sa.Column('policy', sa.String(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('blob', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['reset_id'], ['posterior_resets.id'], name=op.f('fk_posterior_snapshots_reset_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_keys.user_id'], name=op.f('fk_posterior_snapshots_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('reset_id', 'policy', name=op.f('pk_posterior_snapshots'))
    )
    with op.batch_alter_table('posterior_snapshots', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posterior_snapshots_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_posterior_snapshots_user_id'), ['user_id'], unique=False)

    with op.batch_alter_table('experiments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('holdback', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('pauses', sa.JSON(), server_default='[]', nullable=False))

    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pushes_paused', sa.Boolean(), server_default=sa.false(), nullable=False))



def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('pushes_paused')

    with op.batch_alter_table('experiments', schema=None) as batch_op:
        batch_op.drop_column('pauses')
        batch_op.drop_column('holdback')

    with op.batch_alter_table('posterior_snapshots', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posterior_snapshots_user_id'))
        batch_op.drop_index(batch_op.f('ix_posterior_snapshots_at'))

    op.drop_table('posterior_snapshots')
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_views_page'))
        batch_op.drop_index(batch_op.f('ix_saved_views_owner'))

    op.drop_table('saved_views')
    with op.batch_alter_table('posterior_resets', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posterior_resets_user_id'))

    op.drop_table('posterior_resets')
    with op.batch_alter_table('deployments', schema=None) as batch_op:
        batch_op.drop_index('uq_deployments_stands', sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))
        batch_op.drop_index('uq_deployments_champion', sqlite_where=sa.text("until IS NULL AND role = 'champion'"), postgresql_where=sa.text("until IS NULL AND role = 'champion'"))

    op.drop_table('deployments')
    op.drop_table('change_requests')
    with op.batch_alter_table('annotations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_annotations_kind_at'))
        batch_op.drop_index(batch_op.f('ix_annotations_at'))

    op.drop_table('annotations')
