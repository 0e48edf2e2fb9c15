"""Make room for simulations: runs, the shards they are computed in, and the lives that came out.

Going back drops them.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
UNDONE = sa.text("done_at IS NULL")
ORDERED = sa.String().with_variant(sa.String(collation="C"), "postgresql")

TABLES = "sim_runs sim_shards sim_events"


def upgrade() -> None:
    """Apply the change."""
    runs()
    shards()
    lives()


def downgrade() -> None:
    """Take the change back."""
    for table in reversed(TABLES.split()):
        op.drop_table(table)


def columns(*names: str, kind: sa.types.TypeEngine, null: bool = False) -> list[sa.Column]:
    """Return columns of one kind."""
    return [sa.Column(name, kind, nullable=null) for name in names]


def runs() -> None:
    """Make the table for runs."""
    op.create_table(
        "sim_runs",
        *columns("id", kind=sa.Uuid()),
        *columns("plan", "code", kind=sa.String()),
        *columns("created_at", kind=MOMENT),
        *columns("shards", kind=sa.Integer()),
        *columns("state", "note", kind=sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_sim_runs"),
    )


def shards() -> None:
    """Make the table for parts of runs, and the index that finds the next one to compute."""
    op.create_table(
        "sim_shards",
        *columns("run_id", kind=sa.Uuid()),
        *columns("place", kind=sa.Integer()),
        *columns("key", "claimed_by", kind=sa.String()),
        *columns("claimed_until", "done_at", kind=MOMENT, null=True),
        *columns("tries", kind=sa.Integer()),
        sa.PrimaryKeyConstraint("run_id", "place", name="pk_sim_shards"),
        sa.ForeignKeyConstraint(
            ["run_id"], ["sim_runs.id"], name="fk_sim_shards_run_id", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_sim_shards_undone",
        "sim_shards",
        ["run_id", "place"],
        sqlite_where=UNDONE,
        postgresql_where=UNDONE,
    )


def lives() -> None:
    """Make the table for lives: one row each, with all its decisions packed."""
    op.create_table(
        "sim_events",
        *columns("run_id", kind=sa.Uuid()),
        *columns("place", kind=sa.Integer()),
        *columns("policy", kind=ORDERED),
        *columns("world", "persona", "seed", kind=sa.String()),
        *columns("decisions", kind=sa.Integer()),
        *columns("columns", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("run_id", "place", "policy", name="pk_sim_events"),
        sa.ForeignKeyConstraint(
            ["run_id", "place"],
            ["sim_shards.run_id", "sim_shards.place"],
            name="fk_sim_events_run_id_place",
            ondelete="CASCADE",
        ),
    )
