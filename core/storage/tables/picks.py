"""Lay out the picks behind tips, and what other policies would have picked."""

from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from core.storage.tables.base import Row, table_of

TRAINED = text("state <> ''")
"""What refers to a state; a policy that has learned nothing refers to none."""


class ScoringRow(Row):
    """What one policy made of the candidates; numbers are packed as core.storage.numbers says."""

    policy: str
    policy_version: int
    state: str
    prior: str
    chosen: int
    fallback: str
    probabilities: bytes
    scores: bytes


class TipScoreRow(ScoringRow, table=True):
    """The pick behind a tip, one row per decision, with the scoring that served.

    `seed` is decimal text, because a seed may need more than 63 bits; `barred` are pairs of a task
    and why it could not be picked.
    """

    __tablename__ = "tip_scores"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], ondelete="CASCADE"
        ),
        Index(None, "day"),
        Index(
            "ix_tip_scores_state",
            "user_id",
            "state",
            sqlite_where=TRAINED,
            postgresql_where=TRAINED,
        ),
    )

    tip_id: UUID = Field(primary_key=True)
    user_id: UUID
    day: int
    seed: str
    assigned_policy: str
    assigned_by: str
    experiment: str
    chance: float
    code: str
    took_us: int
    features_version: str
    candidate_count: int
    feature_count: int
    feature_names: list[str] = Field(sa_type=JSON)
    candidates: list[str] = Field(sa_type=JSON)
    barred: list[list[str]] = Field(sa_type=JSON)
    features: bytes


class TipShadowRow(ScoringRow, table=True):
    """What a policy that stood beside made of the same candidates; never shown."""

    __tablename__ = "tip_shadows"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], ondelete="CASCADE"
        ),
        Index(
            "ix_tip_shadows_state",
            "user_id",
            "state",
            sqlite_where=TRAINED,
            postgresql_where=TRAINED,
        ),
    )

    tip_id: UUID = Field(primary_key=True)
    place: int = Field(primary_key=True)
    user_id: UUID


TIP_SCORES = table_of(TipScoreRow)
TIP_SHADOWS = table_of(TipShadowRow)
