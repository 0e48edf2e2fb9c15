"""Store tokens that are forgotten here and have yet to be revoked over there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert

from core.domain.command import Revocation
from core.domain.ids import CommandId
from core.domain.integration import Provider, Tokens
from core.ports import Cell
from core.storage.encoding import from_bytes, to_bytes
from core.storage.opened import opened
from core.storage.queue import NEW, QueueQueries
from core.storage.tables import REVOCATIONS
from core.storage.transaction import Transaction

_QUEUE = QueueQueries.on(REVOCATIONS)


@dataclass(frozen=True, slots=True)
class SqlRevocations:
    """Revocations in the database, sealed under oO's own key; a settled one drops its token."""

    tx: Transaction

    async def add(self, item: Revocation) -> None:
        """Write a revocation down."""
        await self.tx.write(
            insert(REVOCATIONS),
            {
                "id": item.id,
                "provider": item.provider,
                "access": await self.tx.seal(_access(item.id), _packed(item.tokens)),
                "created_at": item.created_at,
                "receipt": item.receipt,
                "tries": item.tries,
                **NEW,
            },
        )

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Revocation, ...]:
        """Return waiting revocations, oldest first, and hold them until then."""
        rows = await _QUEUE.claim(self.tx, now, until, limit)
        return await opened(rows, self._revocation)

    async def done(self, item_id: CommandId, at: datetime) -> None:
        """Write down that the token is revoked, and drop it."""
        await _QUEUE.become(self.tx, item_id, {"done_at": at, "access": None})

    async def later(self, item_id: CommandId, at: datetime, error: str) -> None:
        """Try again at that time."""
        await _QUEUE.retry(self.tx, item_id, at, error)

    async def dead(self, item_id: CommandId, at: datetime, error: str) -> None:
        """Set a hopeless revocation aside, and drop its token."""
        await _QUEUE.become(self.tx, item_id, {"dead_at": at, "access": None, "error": error})

    async def _revocation(self, row: Row[Any]) -> Revocation:
        sealed = await self.tx.open(_access(row.id), row.access)
        return Revocation(
            id=CommandId(row.id),
            provider=Provider(row.provider),
            tokens=_unpacked(sealed),
            created_at=row.created_at,
            receipt=row.receipt,
            tries=row.tries,
        )


def _packed(tokens: Tokens) -> bytes:
    """Return what it takes to revoke: an expired access token has to be made new first."""
    expires = tokens.expires_at.isoformat() if tokens.expires_at else None
    return to_bytes([tokens.access, tokens.refresh, expires])


def _unpacked(plain: bytes) -> Tokens:
    access, refresh, expires = from_bytes(plain)
    return Tokens(access, refresh, datetime.fromisoformat(expires) if expires else None)


def _access(item_id: CommandId) -> Cell:
    return Cell("revocations", "access", str(item_id))
