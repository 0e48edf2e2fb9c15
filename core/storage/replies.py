"""Store what was answered under an idempotency key (reliability E6)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from core.domain.ids import UserId
from core.errors import KeyReused, StaleWrite
from core.ports import Cell, Reply
from core.storage.encoding import from_bytes, to_bytes
from core.storage.tables import REPLIES
from core.storage.transaction import Transaction

_FIND = select(REPLIES).where(
    REPLIES.c.user_id == bindparam("the_user"), REPLIES.c.key == bindparam("the_key")
)
_SWEEP = delete(REPLIES).where(REPLIES.c.at < bindparam("the_time"))


@dataclass(frozen=True, slots=True)
class SqlReplies:
    """Replies in the database, sealed: an answer may hold a task."""

    tx: Transaction

    async def find(self, user_id: UserId, key: str) -> Reply | None:
        """Return what was answered under a key."""
        row = await self.tx.row(_FIND, {"the_user": user_id, "the_key": key})
        if row is None:
            return None
        body = from_bytes(await self.tx.open(_body(user_id, key), row.body))
        return Reply(row.digest, body, row.at)

    async def keep(self, user_id: UserId, key: str, reply: Reply) -> None:
        """Write an answer down, or raise KeyReused when the key has one."""
        values = {
            "user_id": user_id,
            "key": key,
            "digest": reply.digest,
            "body": await self.tx.seal(_body(user_id, key), to_bytes(reply.body)),
            "at": reply.at,
        }
        try:
            await self.tx.write(insert(REPLIES), values)
        except StaleWrite as error:
            raise KeyReused(key) from error

    async def sweep(self, before: datetime) -> int:
        """Delete answers from before a time and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": before})


def _body(user_id: UserId, key: str) -> Cell:
    return Cell("replies", "body", key, str(user_id))
