"""Lay out how oO is steered: deployments, change requests, annotations, resets, saved views."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of

STANDS = text("until IS NULL")
"""Which deployments are in force."""
CHAMPION = text("until IS NULL AND role = 'champion'")
"""Which of them serves: one at a time."""


class DeploymentRow(Row, table=True):
    """One policy's time as champion or shadow."""

    __tablename__ = "deployments"
    __table_args__ = (
        Index(
            "uq_deployments_stands",
            "policy",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        Index(
            "uq_deployments_champion",
            "role",
            unique=True,
            sqlite_where=CHAMPION,
            postgresql_where=CHAMPION,
        ),
    )

    id: UUID = Field(primary_key=True)
    role: str
    policy: str
    at: datetime
    until: datetime | None
    by: str
    change_id: UUID | None
    reason: str


class ChangeRow(Row, table=True):
    """One change request; `checks` are triples of name, state and words."""

    __tablename__ = "change_requests"

    id: UUID = Field(primary_key=True)
    kind: str
    policy: str
    asked_by: str
    asked_at: datetime
    reason: str
    checks: list[tuple[str, str, str]] = Field(sa_type=JSON)
    state: str
    despite: str
    ended_by: str
    ended_at: datetime | None


class AnnotationRow(Row, table=True):
    """One mark on the time charts."""

    __tablename__ = "annotations"
    __table_args__ = (Index(None, "at"), Index(None, "kind", "at"))

    id: UUID = Field(primary_key=True)
    at: datetime
    kind: str
    words: str
    pages: str
    by: str
    link: str


class ResetRow(Row, table=True):
    """One reset of a user; it stands until `restored_at`, so that old rewards teach no more."""

    __tablename__ = "posterior_resets"
    __table_args__ = (Index(None, "user_id"),)

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user()
    policy: str
    at: datetime
    by: str
    newest: UUID | None
    restored_at: datetime | None


class SnapshotRow(Row, table=True):
    """One posterior as it was when it was reset."""

    __tablename__ = "posterior_snapshots"
    __table_args__ = (
        ForeignKeyConstraint(["reset_id"], ["posterior_resets.id"], ondelete="CASCADE"),
        Index(None, "user_id"),
        Index(None, "at"),
    )

    reset_id: UUID = Field(primary_key=True)
    policy: str = Field(primary_key=True)
    user_id: UUID = of_living_user()
    blob: bytes
    at: datetime


class SavedViewRow(Row, table=True):
    """One view of a console page."""

    __tablename__ = "saved_views"
    __table_args__ = (Index(None, "page"),)

    id: UUID = Field(primary_key=True)
    owner: UUID = of_living_user(index=True)
    page: str
    name: str
    query: str
    shared: bool
    created_at: datetime


DEPLOYMENTS = table_of(DeploymentRow)
CHANGE_REQUESTS = table_of(ChangeRow)
ANNOTATIONS = table_of(AnnotationRow)
POSTERIOR_RESETS = table_of(ResetRow)
POSTERIOR_SNAPSHOTS = table_of(SnapshotRow)
SAVED_VIEWS = table_of(SavedViewRow)
