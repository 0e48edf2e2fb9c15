"""Lay out links to outside services, and the tasks last seen there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of

FAILING = text("failing_since IS NOT NULL")
"""Links whose last sync failed: few, and looked for among all."""


class IntegrationRow(Row, table=True):
    """A user's link to one service; who they are over there is sealed.

    `external_key` is a keyed digest of it, by which a webhook finds its user; a link that was made
    before there were webhooks gets it with its next sync.
    """

    __tablename__ = "integrations"
    __table_args__ = (
        UniqueConstraint("user_id", "provider"),
        Index(None, "provider", "external_key"),
        Index(
            "ix_integrations_failing",
            "failing_since",
            sqlite_where=FAILING,
            postgresql_where=FAILING,
        ),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user()
    provider: str
    state: str
    external_id: bytes
    external_key: str = Field(default="", sa_column_kwargs={"server_default": ""})
    connected_at: datetime
    personal: bool
    synced_at: datetime | None
    next_sync_at: datetime | None = Field(index=True)
    task_count: int
    failing_since: datetime | None
    failures: int
    version: int


class TokenRow(Row, table=True):
    """An integration's tokens, sealed, and until when one caller may refresh them."""

    __tablename__ = "tokens"

    integration_id: UUID = Field(
        primary_key=True, foreign_key="integrations.id", ondelete="CASCADE"
    )
    body: bytes
    version: int
    claimed_until: datetime | None


class TaskListRow(Row, table=True):
    """All open tasks of a user at one service, compressed and sealed."""

    __tablename__ = "task_lists"
    __table_args__ = (UniqueConstraint("user_id", "provider"),)

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user()
    provider: str
    body: bytes
    version: int


class TaskRestRow(Row, table=True):
    """A task that one answer put to rest."""

    __tablename__ = "task_rests"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], ondelete="CASCADE"
        ),
        Index(None, "user_id", "until"),
    )

    tip_id: UUID = Field(primary_key=True)
    user_id: UUID
    task_id: str
    until: datetime
    cause: str


INTEGRATIONS = table_of(IntegrationRow)
TOKENS = table_of(TokenRow)
TASK_LISTS = table_of(TaskListRow)
TASK_RESTS = table_of(TaskRestRow)
