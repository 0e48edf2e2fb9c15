"""Lay out what admins did."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from core.storage.tables.base import Row, table_of


class AdminActionRow(Row, table=True):
    """One deed; rows are only added."""

    __tablename__ = "admin_actions"

    id: UUID = Field(primary_key=True)
    at: datetime
    role: str
    action: str
    kind: str
    object: str
    reason: str
    before: dict[str, str] = Field(sa_type=JSON)
    after: dict[str, str] = Field(sa_type=JSON)
    result: str
    reads: bool


ADMIN_ACTIONS = table_of(AdminActionRow)
