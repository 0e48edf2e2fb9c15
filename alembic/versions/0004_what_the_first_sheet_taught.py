"""Forget what policies learned from the first sheet of features: its columns meant something else.

Rewards and the log stay as they are; a policy begins again with what is expected of a new person.
Going back brings nothing back: what was learned since was learned from the second sheet.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LEARNED = ("posteriors", "priors")


def upgrade() -> None:
    """Apply the change."""
    forget()


def downgrade() -> None:
    """Take the change back."""
    forget()


def forget() -> None:
    """Drop what was learned."""
    for table in LEARNED:
        op.execute(sa.delete(sa.table(table)))
