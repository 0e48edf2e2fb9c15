"""Lay out the sums that panels read: whole numbers, nobody's, in as many columns as are counted.

The counted columns follow the values of `core.domain.rollup`, so that neither forgets one.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Integer, String, Table
from sqlmodel import Field

from core.domain.counts import Counts, names_of
from core.domain.rollup import Sums, TargetSums
from core.domain.user_fact import Active
from core.storage.tables.base import METADATA, Row, table_of


def _keys(**kinds: type[Integer] | type[String]) -> tuple["Column[object]", ...]:
    return tuple(
        Column(name, kind(), primary_key=True, autoincrement=False) for name, kind in kinds.items()
    )


def _counts(kind: type[Counts]) -> tuple["Column[object]", ...]:
    return tuple(Column(name, BigInteger(), nullable=False) for name in names_of(kind))


ROLLUP_SLOTS = Table(
    "rollup_slots",
    METADATA,
    *_keys(
        grain=String,
        dim=String,
        start=Integer,
        value=String,
        policy=String,
        experiment=String,
        bucket=Integer,
    ),
    *_counts(Sums),
    sqlite_with_rowid=False,
)
"""Tips by hour or day; the key begins as panels ask, and on SQLite the rows lie in its order."""
ROLLUP_TARGETS = Table(
    "rollup_targets",
    METADATA,
    *_keys(day=Integer, policy=String, target=String, bucket=Integer),
    *_counts(TargetSums),
    sqlite_with_rowid=False,
)
"""What judges policies that did not serve, by day."""
ROLLUP_BINS = Table(
    "rollup_bins",
    METADATA,
    *_keys(measure=String, day=Integer, policy=String, target=String, place=Integer),
    Column("n", BigInteger(), nullable=False),
    sqlite_with_rowid=False,
)
"""Times and weights by day, in bins that grow by a tenth."""
ROLLUP_ACTIVES = Table(
    "rollup_actives", METADATA, *_keys(day=Integer, bucket=Integer), *_counts(Active)
)
"""How many users were active, by day and group of users."""


class RollupStateRow(Row, table=True):
    """Who counts, at most one at a time: whoever has changed this row, until their commit."""

    __tablename__ = "rollup_state"

    id: int = Field(primary_key=True)
    at: datetime
    zone: str
    whole: bool
    reached: UUID | None


ROLLUP_STATE = table_of(RollupStateRow)
ROLLUPS = (ROLLUP_SLOTS, ROLLUP_TARGETS, ROLLUP_BINS, ROLLUP_ACTIVES)
"""All sums; a rebuild begins by emptying them."""
