"""Lay out what the console counts: one row a tip, one row a user, one row a user's day."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, text
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of

FELL_BACK = text("fallback <> ''")
"""Tips that chance served instead: few, and looked for among all."""

WITHIN = text("experiment <> ''")
"""Tips of experiments: whom each arm reached is counted in their index alone."""

STEPS = ("joined_at", "connected_at", "first_tip_at", "first_answer_at", "returned_at")
"""What the funnel counts: it reads this index alone."""


class TipFactRow(Row, table=True):
    """One tip as the console counts it: ids, numbers and our words, never a user's."""

    __tablename__ = "tip_facts"
    __table_args__ = (
        Index(None, "served_at", "tip_id"),
        Index(None, "user_id", "served_at", "ending"),
        Index(None, "policy", "served_at", "tip_id"),
        Index(None, "ending", "served_at", "tip_id"),
        Index(
            "ix_tip_facts_fallback",
            "served_at",
            sqlite_where=FELL_BACK,
            postgresql_where=FELL_BACK,
        ),
        Index(
            "ix_tip_facts_experiment",
            "experiment",
            "user_id",
            "assigned",
            "day",
            sqlite_where=WITHIN,
            postgresql_where=WITHIN,
        ),
    )

    tip_id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user()
    served_at: datetime
    day: int
    surface: str
    policy: str
    policy_version: int
    propensity: float
    candidates: int
    size: str
    tenure: str
    week: int
    known: bool
    assigned: str
    assigned_by: str
    experiment: str
    barred: int
    explored: bool
    fallback: str
    took_us: int
    hour: int
    priority: str
    due: str
    minutes: str
    greedy: bool
    greedy_p: float
    expected_p: float
    variance_p: float
    targets: list[list[Any]] = Field(sa_type=JSON)
    disagreeing: int
    ending: str
    answered_at: datetime | None
    answered_day: int | None
    answered_week: int | None
    dwell_ms: int | None
    elsewhere: bool
    undone: int
    reward_milli: int | None
    final: bool


class UserFactRow(Row, table=True):
    """One user as the console lists them; `consents` are words with commas."""

    __tablename__ = "user_facts"
    __table_args__ = (
        Index(None, "last_seen_at", "user_id"),
        Index(None, "joined_at", "user_id"),
        Index(None, "tips", "user_id"),
        Index(None, "done", "user_id"),
        Index(None, "experiment", "arm"),
        Index(None, "link"),
        Index("ix_user_facts_steps", *STEPS),
    )

    user_id: UUID = of_living_user(primary_key=True)
    joined_at: datetime
    last_seen_at: datetime
    timezone: str
    connected_at: datetime | None
    first_tip_at: datetime | None
    first_answer_at: datetime | None
    returned_at: datetime | None
    tips: int
    done: int
    snooze: int
    dismiss: int
    none: int
    policy: str
    experiment: str
    arm: str
    link: str
    consents: str


class UserDayRow(Row, table=True):
    """What one user did on one day of the console's zone."""

    __tablename__ = "user_days"
    __table_args__ = (Index(None, "day"),)

    user_id: UUID = of_living_user(primary_key=True)
    day: int = Field(primary_key=True)
    tips: int
    answers: int
    done: int


TIP_FACTS = table_of(TipFactRow)
USER_FACTS = table_of(UserFactRow)
USER_DAYS = table_of(UserDayRow)
