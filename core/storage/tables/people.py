"""Lay out who the users are, what they allowed, and where they are signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint, false
from sqlmodel import Field

from core.storage.tables.base import Row, of_living_user, table_of


class UserRow(Row, table=True):
    """A user; after erasure a tombstone without a personal field."""

    __tablename__ = "users"

    id: UUID = Field(primary_key=True)
    created_at: datetime
    role: str
    timezone: str
    quiet_until: datetime | None
    letters: bool
    welcomed: bool
    disabled: bool
    policy: str = Field(sa_column_kwargs={"server_default": ""})
    pushes_paused: bool = Field(sa_column_kwargs={"server_default": false()})
    tombstoned_at: datetime | None


class UserKeyRow(Row, table=True):
    """A living user's data key, sealed; everything else about the user hangs on this row."""

    __tablename__ = "user_keys"

    user_id: UUID = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE")
    key_id: str = Field(index=True)
    blob: bytes


class IdentityRow(Row, table=True):
    """An issuer's word for a user; e-mail and name are sealed in `profile`."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user(index=True)
    issuer: str
    subject: str
    email_verified: bool
    profile: bytes


class ConsentRow(Row, table=True):
    """One recorded answer to one purpose."""

    __tablename__ = "consents"

    id: UUID = Field(primary_key=True)
    user_id: UUID = of_living_user(index=True)
    purpose: str
    given: bool
    text_version: str
    at: datetime


class SessionRow(Row, table=True):
    """A signed-in browser, by the hash of its id."""

    __tablename__ = "sessions"

    hash: str = Field(primary_key=True)
    user_id: UUID = of_living_user(index=True)
    role: str
    created_at: datetime
    seen_at: datetime
    agent: str
    ended_at: datetime | None


class AttemptRow(Row, table=True):
    """An unfinished attempt; verifier, nonce and e-mail are sealed in `secrets` by oO's own key."""

    __tablename__ = "attempts"

    state_hash: str = Field(primary_key=True)
    kind: str
    provider: str
    expires_at: datetime = Field(index=True)
    cookie_hash: str
    return_path: str
    user_id: UUID | None = of_living_user(index=True, null=True)
    secrets: bytes


USERS = table_of(UserRow)
USER_KEYS = table_of(UserKeyRow)
IDENTITIES = table_of(IdentityRow)
CONSENTS = table_of(ConsentRow)
SESSIONS = table_of(SessionRow)
ATTEMPTS = table_of(AttemptRow)
