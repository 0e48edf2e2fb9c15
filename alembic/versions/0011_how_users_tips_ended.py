"""Let a user's tips and how they ended be read from one index: lists of users count them by the page.

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OLD, NEW = "ix_tip_facts_user_id_served_at", "ix_tip_facts_user_id_served_at_ending"


def upgrade() -> None:
    """Apply the change."""
    op.create_index(NEW, "tip_facts", ["user_id", "served_at", "ending"])
    op.drop_index(OLD, "tip_facts")


def downgrade() -> None:
    """Take the change back."""
    op.create_index(OLD, "tip_facts", ["user_id", "served_at"])
    op.drop_index(NEW, "tip_facts")
