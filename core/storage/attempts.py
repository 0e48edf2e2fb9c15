"""Store attempts to sign in or connect, each to be taken once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from core.domain.attempt import Attempt, AttemptKind
from core.domain.ids import UserId
from core.ports import Cell
from core.storage.encoding import from_bytes, to_bytes
from core.storage.tables import ATTEMPTS
from core.storage.transaction import Transaction

_FIND = select(ATTEMPTS).where(ATTEMPTS.c.state_hash == bindparam("the_state"))
_TAKE = delete(ATTEMPTS).where(ATTEMPTS.c.state_hash == bindparam("the_state"))
_SWEEP = delete(ATTEMPTS).where(ATTEMPTS.c.expires_at <= bindparam("the_time"))


@dataclass(frozen=True, slots=True)
class SqlAttempts:
    """Attempts in the database; their secrets are sealed under oO's own key."""

    tx: Transaction

    async def add(self, attempt: Attempt) -> None:
        """Write an attempt down."""
        secrets = to_bytes([attempt.verifier, attempt.nonce, attempt.email])
        await self.tx.write(
            insert(ATTEMPTS),
            {
                "state_hash": attempt.state_hash,
                "kind": attempt.kind,
                "provider": attempt.provider,
                "expires_at": attempt.expires_at,
                "cookie_hash": attempt.cookie_hash,
                "return_path": attempt.return_path,
                "user_id": attempt.user_id,
                "secrets": await self.tx.seal(_secrets(attempt.state_hash), secrets),
            },
        )

    async def take(self, state_hash: str) -> Attempt | None:
        """Return an attempt and delete it; of two callers one gets it."""
        row = await self.tx.row(_FIND, {"the_state": state_hash})
        if row is None or not await self.tx.write(_TAKE, {"the_state": state_hash}):
            return None
        verifier, nonce, email = from_bytes(await self.tx.open(_secrets(state_hash), row.secrets))
        return Attempt(
            state_hash=row.state_hash,
            kind=AttemptKind(row.kind),
            provider=row.provider,
            expires_at=row.expires_at,
            cookie_hash=row.cookie_hash,
            verifier=verifier,
            nonce=nonce,
            return_path=row.return_path,
            user_id=UserId(row.user_id) if row.user_id else None,
            email=email,
        )

    async def sweep(self, now: datetime) -> int:
        """Delete what has expired and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": now})


def _secrets(state_hash: str) -> Cell:
    return Cell("attempts", "secrets", state_hash)
