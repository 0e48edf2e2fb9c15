"""Count what happened to tips, for the console: facts, and the sums over them.

Where there are tips already, counting is due: the house loop does it, or `oo console rebuild`.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DUE = """
INSERT INTO rollup_state (id, at, zone, whole, reached)
SELECT 1, CURRENT_TIMESTAMP, '', false, NULL WHERE EXISTS (SELECT 1 FROM tip_views)
"""


def upgrade() -> None:
    """Apply the change."""
    op.create_table('rollup_actives',
    sa.Column('day', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('daily', sa.BigInteger(), nullable=False),
    sa.Column('weekly', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_rollup_actives'))
    )
    op.create_table('rollup_bins',
    sa.Column('measure', sa.String(), autoincrement=False, nullable=False),
    sa.Column('day', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('policy', sa.String(), autoincrement=False, nullable=False),
    sa.Column('target', sa.String(), autoincrement=False, nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('n', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('measure', 'day', 'policy', 'target', 'place', name=op.f('pk_rollup_bins')),
    sqlite_with_rowid=False
    )
    op.create_table('rollup_slots',
    sa.Column('grain', sa.String(), autoincrement=False, nullable=False),
    sa.Column('dim', sa.String(), autoincrement=False, nullable=False),
    sa.Column('start', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('value', sa.String(), autoincrement=False, nullable=False),
    sa.Column('policy', sa.String(), autoincrement=False, nullable=False),
    sa.Column('experiment', sa.String(), autoincrement=False, nullable=False),
    sa.Column('bucket', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('tips', sa.BigInteger(), nullable=False),
    sa.Column('open', sa.BigInteger(), nullable=False),
    sa.Column('done', sa.BigInteger(), nullable=False),
    sa.Column('snooze', sa.BigInteger(), nullable=False),
    sa.Column('dismiss', sa.BigInteger(), nullable=False),
    sa.Column('none', sa.BigInteger(), nullable=False),
    sa.Column('withdrawn', sa.BigInteger(), nullable=False),
    sa.Column('vanished', sa.BigInteger(), nullable=False),
    sa.Column('undone', sa.BigInteger(), nullable=False),
    sa.Column('elsewhere', sa.BigInteger(), nullable=False),
    sa.Column('final', sa.BigInteger(), nullable=False),
    sa.Column('explored', sa.BigInteger(), nullable=False),
    sa.Column('fallbacks', sa.BigInteger(), nullable=False),
    sa.Column('candidates', sa.BigInteger(), nullable=False),
    sa.Column('barred', sa.BigInteger(), nullable=False),
    sa.Column('answered_ms', sa.BigInteger(), nullable=False),
    sa.Column('dwell_ms', sa.BigInteger(), nullable=False),
    sa.Column('rewarded', sa.BigInteger(), nullable=False),
    sa.Column('reward_milli', sa.BigInteger(), nullable=False),
    sa.Column('reward_milli2', sa.BigInteger(), nullable=False),
    sa.Column('reward_minus_1000', sa.BigInteger(), nullable=False),
    sa.Column('reward_minus_300', sa.BigInteger(), nullable=False),
    sa.Column('reward_100', sa.BigInteger(), nullable=False),
    sa.Column('reward_300', sa.BigInteger(), nullable=False),
    sa.Column('reward_600', sa.BigInteger(), nullable=False),
    sa.Column('reward_1000', sa.BigInteger(), nullable=False),
    sa.Column('reward_other', sa.BigInteger(), nullable=False),
    sa.Column('known', sa.BigInteger(), nullable=False),
    sa.Column('greedy', sa.BigInteger(), nullable=False),
    sa.Column('greedy_p_micro', sa.BigInteger(), nullable=False),
    sa.Column('greedy_v_micro', sa.BigInteger(), nullable=False),
    sa.Column('chosen_p_micro', sa.BigInteger(), nullable=False),
    sa.Column('expected_p_micro', sa.BigInteger(), nullable=False),
    sa.Column('variance_p_micro', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('grain', 'dim', 'start', 'value', 'policy', 'experiment', 'bucket', name=op.f('pk_rollup_slots')),
    sqlite_with_rowid=False
    )
    op.create_table('rollup_state',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('whole', sa.Boolean(), nullable=False),
    sa.Column('reached', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rollup_state'))
    )
    op.create_table('rollup_targets',
    sa.Column('day', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('policy', sa.String(), autoincrement=False, nullable=False),
    sa.Column('target', sa.String(), autoincrement=False, nullable=False),
    sa.Column('bucket', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('n', sa.BigInteger(), nullable=False),
    sa.Column('agree', sa.BigInteger(), nullable=False),
    sa.Column('w_micro', sa.BigInteger(), nullable=False),
    sa.Column('w2_micro', sa.BigInteger(), nullable=False),
    sa.Column('wr_micro', sa.BigInteger(), nullable=False),
    sa.Column('w2r_micro', sa.BigInteger(), nullable=False),
    sa.Column('w2r2_micro', sa.BigInteger(), nullable=False),
    sa.Column('r_micro', sa.BigInteger(), nullable=False),
    sa.Column('r2_micro', sa.BigInteger(), nullable=False),
    sa.Column('dr_micro', sa.BigInteger(), nullable=False),
    sa.Column('dr2_micro', sa.BigInteger(), nullable=False),
    sa.Column('unsupported_micro', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'policy', 'target', 'bucket', name=op.f('pk_rollup_targets')),
    sqlite_with_rowid=False
    )
    op.create_table('tip_facts',
    sa.Column('tip_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('served_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('surface', sa.String(), nullable=False),
    sa.Column('policy', sa.String(), nullable=False),
    sa.Column('policy_version', sa.Integer(), nullable=False),
    sa.Column('propensity', sa.Float(), nullable=False),
    sa.Column('candidates', sa.Integer(), nullable=False),
    sa.Column('size', sa.String(), nullable=False),
    sa.Column('tenure', sa.String(), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('known', sa.Boolean(), nullable=False),
    sa.Column('assigned', sa.String(), nullable=False),
    sa.Column('assigned_by', sa.String(), nullable=False),
    sa.Column('experiment', sa.String(), nullable=False),
    sa.Column('barred', sa.Integer(), nullable=False),
    sa.Column('explored', sa.Boolean(), nullable=False),
    sa.Column('fallback', sa.String(), nullable=False),
    sa.Column('took_us', sa.Integer(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('priority', sa.String(), nullable=False),
    sa.Column('due', sa.String(), nullable=False),
    sa.Column('minutes', sa.String(), nullable=False),
    sa.Column('greedy', sa.Boolean(), nullable=False),
    sa.Column('greedy_p', sa.Float(), nullable=False),
    sa.Column('expected_p', sa.Float(), nullable=False),
    sa.Column('variance_p', sa.Float(), nullable=False),
    sa.Column('targets', sa.JSON(), nullable=False),
    sa.Column('disagreeing', sa.Integer(), nullable=False),
    sa.Column('ending', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_day', sa.Integer(), nullable=True),
    sa.Column('answered_week', sa.Integer(), nullable=True),
    sa.Column('dwell_ms', sa.Integer(), nullable=True),
    sa.Column('elsewhere', sa.Boolean(), nullable=False),
    sa.Column('undone', sa.Integer(), nullable=False),
    sa.Column('reward_milli', sa.Integer(), nullable=True),
    sa.Column('final', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_keys.user_id'], name=op.f('fk_tip_facts_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('tip_id', name=op.f('pk_tip_facts'))
    )
    with op.batch_alter_table('tip_facts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tip_facts_ending_served_at_tip_id'), ['ending', 'served_at', 'tip_id'], unique=False)
        batch_op.create_index('ix_tip_facts_fallback', ['served_at'], unique=False, sqlite_where=sa.text("fallback <> ''"), postgresql_where=sa.text("fallback <> ''"))
        batch_op.create_index(batch_op.f('ix_tip_facts_policy_served_at_tip_id'), ['policy', 'served_at', 'tip_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tip_facts_served_at_tip_id'), ['served_at', 'tip_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tip_facts_user_id_served_at'), ['user_id', 'served_at'], unique=False)

    op.create_table('user_days',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('tips', sa.Integer(), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_keys.user_id'], name=op.f('fk_user_days_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'day', name=op.f('pk_user_days'))
    )
    with op.batch_alter_table('user_days', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_days_day'), ['day'], unique=False)

    op.create_table('user_facts',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('connected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_tip_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_answer_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tips', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('snooze', sa.Integer(), nullable=False),
    sa.Column('dismiss', sa.Integer(), nullable=False),
    sa.Column('none', sa.Integer(), nullable=False),
    sa.Column('policy', sa.String(), nullable=False),
    sa.Column('experiment', sa.String(), nullable=False),
    sa.Column('arm', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('consents', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_keys.user_id'], name=op.f('fk_user_facts_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_user_facts'))
    )
    with op.batch_alter_table('user_facts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_facts_done_user_id'), ['done', 'user_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_user_facts_experiment_arm'), ['experiment', 'arm'], unique=False)
        batch_op.create_index(batch_op.f('ix_user_facts_joined_at_user_id'), ['joined_at', 'user_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_user_facts_last_seen_at_user_id'), ['last_seen_at', 'user_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_user_facts_tips_user_id'), ['tips', 'user_id'], unique=False)

    op.execute(DUE)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('user_facts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_facts_tips_user_id'))
        batch_op.drop_index(batch_op.f('ix_user_facts_last_seen_at_user_id'))
        batch_op.drop_index(batch_op.f('ix_user_facts_joined_at_user_id'))
        batch_op.drop_index(batch_op.f('ix_user_facts_experiment_arm'))
        batch_op.drop_index(batch_op.f('ix_user_facts_done_user_id'))

    op.drop_table('user_facts')
    with op.batch_alter_table('user_days', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_days_day'))

    op.drop_table('user_days')
    with op.batch_alter_table('tip_facts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tip_facts_user_id_served_at'))
        batch_op.drop_index(batch_op.f('ix_tip_facts_served_at_tip_id'))
        batch_op.drop_index(batch_op.f('ix_tip_facts_policy_served_at_tip_id'))
        batch_op.drop_index('ix_tip_facts_fallback', sqlite_where=sa.text("fallback <> ''"), postgresql_where=sa.text("fallback <> ''"))
        batch_op.drop_index(batch_op.f('ix_tip_facts_ending_served_at_tip_id'))

    op.drop_table('tip_facts')
    op.drop_table('rollup_targets')
    op.drop_table('rollup_state')
    op.drop_table('rollup_slots')
    op.drop_table('rollup_bins')
    op.drop_table('rollup_actives')
