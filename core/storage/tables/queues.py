"""Lay out what waits for later, and what outlives a user."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of

WAITING = text("done_at IS NULL AND dead_at IS NULL")
"""What a queue still has to do."""


class ReplyRow(Row, table=True):
    """What was answered under an idempotency key; the answer is sealed, it may hold a task."""

    __tablename__ = "replies"

    user_id: UUID = of_living_user(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    body: bytes
    at: datetime = Field(index=True)


class OutboxRow(Row, table=True):
    """An event to be told; hangs on `users`, so that a user's leaving can still be told."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_unsent",
            "id",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    subject: str
    version: int
    at: datetime
    payload: str
    cause_id: UUID | None
    held_until: datetime | None
    sent_at: datetime | None = Field(index=True)


class CommandRow(Row, table=True):
    """A wish to an integration about one task; its former due is sealed."""

    __tablename__ = "commands"
    __table_args__ = (
        Index(
            "ix_commands_waiting",
            "created_at",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user(index=True)
    provider: str
    kind: str
    task_id: str
    created_at: datetime
    due: bytes | None
    tries: int
    held_until: datetime | None
    done_at: datetime | None
    dead_at: datetime | None
    error: str


class RevocationRow(Row, table=True):
    """A token to be revoked; sealed by oO's own key, dropped when it is done or hopeless."""

    __tablename__ = "revocations"
    __table_args__ = (
        Index(
            "ix_revocations_waiting",
            "created_at",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
    )

    id: UUID = Field(primary_key=True)
    provider: str
    access: bytes | None
    created_at: datetime
    receipt: str
    tries: int
    held_until: datetime | None
    done_at: datetime | None
    dead_at: datetime | None
    error: str


class ErasureRow(Row, table=True):
    """A finished deletion."""

    __tablename__ = "erasures"

    receipt: str = Field(primary_key=True)
    asked_at: datetime
    sessions_ended: int
    revocation: str
    revoked_at: datetime | None


class TombstoneRow(Row, table=True):
    """A keyed digest of who must stay deleted."""

    __tablename__ = "tombstones"

    receipt: str = Field(primary_key=True, foreign_key="erasures.receipt", ondelete="CASCADE")
    place: int = Field(primary_key=True)
    digest: str


REPLIES = table_of(ReplyRow)
OUTBOX = table_of(OutboxRow)
COMMANDS = table_of(CommandRow)
REVOCATIONS = table_of(RevocationRow)
ERASURES = table_of(ErasureRow)
TOMBSTONES = table_of(TombstoneRow)
