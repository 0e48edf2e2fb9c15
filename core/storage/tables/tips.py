"""Lay out tips, and what was answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of


class TipViewRow(Row, table=True):
    """A tip; task, "why" and explanation are sealed in `body`. At most one of a user is open.

    `window_open` is whether the newest reward may still change: kept here, so that the rewards
    themselves are only ever added to.
    """

    __tablename__ = "tip_views"
    __table_args__ = (
        UniqueConstraint("id", "user_id"),
        Index(None, "user_id", "served_at"),
        Index(
            "uq_tip_views_open",
            "user_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        Index(
            "ix_tip_views_window_open",
            "served_at",
            sqlite_where=text("window_open = 1"),
            postgresql_where=text("window_open"),
        ),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user()
    task_id: str
    body: bytes
    served_at: datetime
    surface: str
    policy: str
    policy_version: int
    propensity: float
    candidates: int
    status: str
    window_open: bool = Field(sa_column_kwargs={"server_default": false()})


class TipFeedbackRow(Row, table=True):
    """An answer; at most one per tip stands."""

    __tablename__ = "tip_feedback"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], ondelete="CASCADE"
        ),
        Index(None, "user_id", "at"),
        Index(None, "tip_id", "user_id"),
        Index(
            "uq_tip_feedback_standing",
            "tip_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID
    tip_id: UUID
    kind: str
    dwell_ms: int
    at: datetime
    snoozed_until: datetime | None
    reason: str | None
    undone_at: datetime | None
    reward_milli: int | None


TIP_VIEWS = table_of(TipViewRow)
TIP_FEEDBACK = table_of(TipFeedbackRow)
