"""Lay out tips, the picks behind them, and what was answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of


class TipViewRow(Row, table=True):
    """A tip; task and "why" are sealed in `body`. At most one of a user is open."""

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


class TipScoreRow(Row, table=True):
    """The pick behind a tip, one row per decision.

    `features` and `probabilities` are little-endian float64, row after row; `seed` is decimal
    text, because a seed may need more than 63 bits.
    """

    __tablename__ = "tip_scores"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], ondelete="CASCADE"
        ),
    )

    tip_id: UUID = Field(primary_key=True)
    user_id: UUID
    policy: str
    policy_version: int
    features_version: str
    feature_names: list[str] = Field(sa_type=JSON)
    candidates: list[str] = Field(sa_type=JSON)
    candidate_count: int
    feature_count: int
    features: bytes
    probabilities: bytes
    chosen: int
    seed: str
    fallback: str


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
TIP_SCORES = table_of(TipScoreRow)
TIP_FEEDBACK = table_of(TipFeedbackRow)
