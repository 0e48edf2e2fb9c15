"""Lay out simulation runs, the shards they are computed in, and the lives that came out.

They are nobody's data: nobody in them has ever lived.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, text
from sqlmodel import Field

from core.storage.tables.base import Row, table_of

UNDONE = text("done_at IS NULL")
"""What is still to be computed."""
ORDERED = String().with_variant(String(collation="C"), "postgresql")
"""Text that sorts by its code points everywhere, so that lives come in one order everywhere."""


class SimRunRow(Row, table=True):
    """A run as it was asked for; `plan` is JSON that only the laboratory reads."""

    __tablename__ = "sim_runs"

    id: UUID = Field(primary_key=True)
    plan: str
    code: str
    created_at: datetime
    shards: int
    state: str
    note: str


class SimShardRow(Row, table=True):
    """A part of a run; `tries` is the number of its last claim, by which a claimer knows its own."""

    __tablename__ = "sim_shards"
    __table_args__ = (
        Index(
            "ix_sim_shards_undone",
            "run_id",
            "place",
            sqlite_where=UNDONE,
            postgresql_where=UNDONE,
        ),
    )

    run_id: UUID = Field(primary_key=True, foreign_key="sim_runs.id", ondelete="CASCADE")
    place: int = Field(primary_key=True)
    key: str
    claimed_by: str
    claimed_until: datetime | None
    done_at: datetime | None
    tries: int


class SimEventRow(Row, table=True):
    """What happened in one life: all its decisions in one row, as packed columns.

    A life has some 120 decisions, a full comparison some 1.5 million: at one row each they would
    outgrow everything else in the database, and are only ever read a life at a time. Packed, they
    are some 10,000 rows. `seed` is decimal text, because a seed may need more than 63 bits.
    """

    __tablename__ = "sim_events"
    __table_args__ = (
        ForeignKeyConstraint(
            ["run_id", "place"], ["sim_shards.run_id", "sim_shards.place"], ondelete="CASCADE"
        ),
    )

    run_id: UUID = Field(primary_key=True)
    place: int = Field(primary_key=True)
    policy: str = Field(primary_key=True, sa_type=ORDERED)
    world: str
    persona: str
    seed: str
    decisions: int
    columns: bytes


SIM_RUNS = table_of(SimRunRow)
SIM_SHARDS = table_of(SimShardRow)
SIM_EVENTS = table_of(SimEventRow)
