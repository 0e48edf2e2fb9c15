"""Find the facts that lie in an experiment, user by user: whom each of its arms has reached.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WITHIN = sa.text("experiment <> ''")


def upgrade() -> None:
    """Apply the change."""
    op.create_index(
        "ix_tip_facts_experiment",
        "tip_facts",
        ["experiment", "user_id", "assigned", "day"],
        sqlite_where=WITHIN,
        postgresql_where=WITHIN,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_tip_facts_experiment", "tip_facts")
