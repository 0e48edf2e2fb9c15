"""Count who was here by groups of users, and find links that fail and people who joined.

How many were active is derived: it is counted anew, by the house loop or `oo console rebuild`.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DUE = "UPDATE rollup_state SET zone = ''"
FAILING = sa.text("failing_since IS NOT NULL")
STEPS = ["joined_at", "connected_at", "first_tip_at", "first_answer_at", "returned_at"]


def upgrade() -> None:
    """Apply the change."""
    op.drop_table("rollup_actives")
    op.create_table(
        "rollup_actives",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("daily", sa.BigInteger(), nullable=False),
        sa.Column("weekly", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "bucket", name=op.f("pk_rollup_actives")),
    )
    op.create_index("ix_user_facts_link", "user_facts", ["link"])
    op.create_index("ix_user_facts_steps", "user_facts", STEPS)
    op.create_index(
        "ix_integrations_failing",
        "integrations",
        ["failing_since"],
        sqlite_where=FAILING,
        postgresql_where=FAILING,
    )
    op.execute(DUE)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_integrations_failing", "integrations")
    op.drop_index("ix_user_facts_steps", "user_facts")
    op.drop_index("ix_user_facts_link", "user_facts")
    op.drop_table("rollup_actives")
    op.create_table(
        "rollup_actives",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("daily", sa.BigInteger(), nullable=False),
        sa.Column("weekly", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_rollup_actives")),
    )
    op.execute(DUE)
