"""Lay out what became of tips, what picks were worth, and what policies have learned from it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of


class TipOutcomeRow(Row, table=True):
    """One fact about one tip; rows are only added."""

    __tablename__ = "tip_outcomes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], ondelete="CASCADE"
        ),
        Index(None, "tip_id", "user_id"),
        Index(None, "user_id", "at"),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID
    tip_id: UUID
    kind: str
    at: datetime
    source: str
    dwell_ms: int | None
    rule: str


class TipRewardRow(Row, table=True):
    """What a pick was worth at a time; rows are only added, the newest of a tip stands."""

    __tablename__ = "tip_rewards"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], ondelete="CASCADE"
        ),
        Index(None, "tip_id", "id"),
        Index(None, "user_id"),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID
    tip_id: UUID
    at: datetime
    spec: str
    milli: int | None
    state: str
    day: int
    features_version: str
    feature_names: list[str] = Field(sa_type=JSON)
    vector: bytes


class PosteriorRow(Row, table=True):
    """What one policy has learned about one user, as of now; `state` is the digest of `blob`."""

    __tablename__ = "posteriors"

    user_id: UUID = of_living_user(primary_key=True)
    policy: str = Field(primary_key=True)
    version: int
    state: str
    at: datetime
    blob: bytes


class PolicyStateRow(Row, table=True):
    """A state that a kept pick may refer to: what a policy had learned at some time."""

    __tablename__ = "policy_states"

    user_id: UUID = of_living_user(primary_key=True)
    state: str = Field(primary_key=True)
    policy: str
    at: datetime = Field(index=True)
    blob: bytes


class PriorRow(Row, table=True):
    """What a policy expects of a new user; over many people, so that it is nobody's."""

    __tablename__ = "priors"
    __table_args__ = (Index(None, "policy", "at"),)

    id: str = Field(primary_key=True)
    policy: str
    features_version: str
    people: int
    at: datetime
    blob: bytes


class ExperimentRow(Row, table=True):
    """Policies compared on real users; `shares` are pairs of a policy and its share of them.

    `pauses` are pairs of moments, the last one open while it rests.
    """

    __tablename__ = "experiments"

    name: str = Field(primary_key=True)
    shares: list[tuple[str, float]] = Field(sa_type=JSON)
    began_at: datetime
    ended_at: datetime | None
    holdback: str = Field(sa_column_kwargs={"server_default": ""})
    pauses: list[tuple[str, str | None]] = Field(
        sa_type=JSON, sa_column_kwargs={"server_default": "[]"}
    )


TIP_OUTCOMES = table_of(TipOutcomeRow)
TIP_REWARDS = table_of(TipRewardRow)
POSTERIORS = table_of(PosteriorRow)
POLICY_STATES = table_of(PolicyStateRow)
PRIORS = table_of(PriorRow)
EXPERIMENTS = table_of(ExperimentRow)
