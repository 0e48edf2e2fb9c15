"""Lay out what was done in the console: rows are added, never changed, and outlive their users."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field

from core.storage.tables.base import Row, table_of


class AdminActionRow(Row, table=True):
    """One deed, with the hash of the one before; triggers refuse to change or delete it.

    `actor_id` is no foreign key: who did what stays known after they have left, by a random id.
    """

    __tablename__ = "admin_actions"

    id: UUID = Field(primary_key=True)
    seq: int = Field(sa_type=BigInteger, unique=True)
    at: datetime = Field(index=True)
    actor_id: UUID | None
    actor: str = Field(index=True)
    role: str
    action: str
    kind: str
    object: str = Field(index=True)
    reason: str
    before: str
    after: str
    result: str
    reads: bool
    request: str
    previous: str
    hash: str


ADMIN_ACTIONS = table_of(AdminActionRow)
