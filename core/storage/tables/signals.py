"""Lay out the way of a signal: what consumers had, what failed, what came in, who runs what."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of

PENDING = text("done_at IS NULL")
"""Deliveries that nobody has worked on yet."""
DEAD = text("dead_at IS NOT NULL")
"""Letters that wait for a person."""


def of_user(*, index: bool = False) -> UUID:
    """Return a user id column that stays until the user's row goes: events tell of leaving too."""
    column: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=index)
    return column


class InboxRow(Row, table=True):
    """An event that had its effect at a consumer, written in the effect's own transaction."""

    __tablename__ = "inbox"

    consumer: str = Field(primary_key=True)
    event_id: UUID = Field(primary_key=True)
    user_id: UUID = of_user(index=True)
    at: datetime = Field(index=True)


class DeadLetterRow(Row, table=True):
    """An event that failed at a consumer; dead once it has had all its tries."""

    __tablename__ = "dead_letters"
    __table_args__ = (
        Index("ix_dead_letters_dead", "dead_at", sqlite_where=DEAD, postgresql_where=DEAD),
    )

    consumer: str = Field(primary_key=True)
    event_id: UUID = Field(primary_key=True)
    user_id: UUID = of_user(index=True)
    subject: str
    version: int
    payload: str
    cause_id: UUID | None
    tries: int
    error: str
    failed_at: datetime
    dead_at: datetime | None


class DeliveryRow(Row, table=True):
    """A webhook as it came in, for one of its users: ids, names and times, no text."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("user_id", "provider", "digest"),
        Index(
            "uq_deliveries_key",
            "user_id",
            "provider",
            "key",
            unique=True,
            sqlite_where=text("key <> ''"),
            postgresql_where=text("key <> ''"),
        ),
        Index("ix_deliveries_pending", "id", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user()
    provider: str
    digest: str
    key: str
    name: str
    task_id: str | None
    intent: str
    triggered_at: datetime
    received_at: datetime = Field(index=True)
    held_until: datetime | None
    done_at: datetime | None


class LeaseRow(Row, table=True):
    """Who runs a loop, and until when."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    holder: str
    taken_at: datetime
    until: datetime
    term: int


INBOX = table_of(InboxRow)
DEAD_LETTERS = table_of(DeadLetterRow)
DELIVERIES = table_of(DeliveryRow)
LEASES = table_of(LeaseRow)
