"""Describe a user's link to one outside service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import IntegrationId, UserId

EXPIRY_MARGIN = timedelta(seconds=60)
"""A token this close to its end counts as expired (reliability F4)."""


class Provider(StrEnum):
    """An outside service that oO can read."""

    TODOIST = "todoist"


class IntegrationState(StrEnum):
    """How the link stands."""

    SYNCING = "syncing"
    CONNECTED = "connected"
    PARTIAL = "partial"
    """Fewer scopes were granted than asked for: it reads, but cannot complete tasks."""
    RECONNECT = "reconnect"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens the service for one user; never in logs, frames or page state."""

    access: str
    refresh: str = ""
    expires_at: datetime | None = None
    scopes: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Return a text without the tokens: a traceback must not leak them (reliability T3)."""
        return f"Tokens(scopes={sorted(self.scopes)}, expires_at={self.expires_at})"

    def fresh(self, now: datetime) -> bool:
        """Return whether the access token will still be taken for a while."""
        return self.expires_at is None or now + EXPIRY_MARGIN < self.expires_at


@dataclass(frozen=True, slots=True)
class Integration:
    """One user's link to one service."""

    id: IntegrationId
    user_id: UserId
    provider: Provider
    state: IntegrationState
    external_id: str
    """Who the user is over there."""
    connected_at: datetime
    personal: bool = False
    """Connected by a pasted personal token: there is nothing to refresh or revoke."""
    synced_at: datetime | None = None
    next_sync_at: datetime | None = None
    task_count: int = 0
    failing_since: datetime | None = None
    """Since when no sync has worked; None while it does."""
    failures: int = 0
    version: int = 1
