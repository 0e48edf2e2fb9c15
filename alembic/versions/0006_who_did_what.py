"""Write down who did what in the console, in rows that no statement changes or deletes.

The one role of admins becomes that of owners. Going back makes admins of owners and takes the other
roles of the console away; it also drops what was written down.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REFUSED = "rows of admin_actions are added, never changed"
ROLES = ("users", "sessions")


def upgrade() -> None:
    """Apply the change."""
    op.create_table('admin_actions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('object', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('reads', sa.Boolean(), nullable=False),
    sa.Column('request', sa.String(), nullable=False),
    sa.Column('previous', sa.String(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_admin_actions')),
    sa.UniqueConstraint('seq', name=op.f('uq_admin_actions_seq'))
    )
    with op.batch_alter_table('admin_actions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_admin_actions_actor'), ['actor'], unique=False)
        batch_op.create_index(batch_op.f('ix_admin_actions_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_admin_actions_object'), ['object'], unique=False)
    for statement in triggers():
        op.execute(statement)
    for table in ROLES:
        op.execute(f"UPDATE {table} SET role = 'owner' WHERE role = 'admin'")


def downgrade() -> None:
    """Take the change back."""
    for table in ROLES:
        op.execute(f"UPDATE {table} SET role = 'admin' WHERE role = 'owner'")
        op.execute(f"UPDATE {table} SET role = 'user' WHERE role <> 'admin'")
    with op.batch_alter_table('admin_actions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_admin_actions_object'))
        batch_op.drop_index(batch_op.f('ix_admin_actions_at'))
        batch_op.drop_index(batch_op.f('ix_admin_actions_actor'))

    op.drop_table('admin_actions')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_to_change_admin_actions()")


def triggers() -> tuple[str, ...]:
    """Return what makes the engine itself refuse; it goes with its table."""
    if op.get_bind().dialect.name == "postgresql":
        return (
            "CREATE FUNCTION refuse_to_change_admin_actions() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
            "CREATE TRIGGER admin_actions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON admin_actions "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_admin_actions()",
        )
    return tuple(
        f"CREATE TRIGGER admin_actions_stay_{name} BEFORE {event} ON admin_actions "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for name, event in (("unchanged", "UPDATE"), ("undeleted", "DELETE"))
    )
