"""Store signed-in browsers."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from core.domain.ids import UserId
from core.domain.session import Session
from core.domain.user import Role
from core.storage.tables import SESSIONS
from core.storage.transaction import Transaction

_FIND = select(SESSIONS).where(SESSIONS.c.hash == bindparam("the_hash"))
_OF = (
    select(SESSIONS)
    .where(SESSIONS.c.user_id == bindparam("the_user"))
    .order_by(SESSIONS.c.created_at, SESSIONS.c.hash)
)
_LIVING = _OF.where(SESSIONS.c.ended_at.is_(None))
_SAVE = (
    update(SESSIONS)
    .where(SESSIONS.c.hash == bindparam("the_hash"), SESSIONS.c.user_id == bindparam("the_user"))
    .values(
        role=bindparam("role"),
        seen_at=bindparam("seen_at"),
        agent=bindparam("agent"),
        ended_at=func.coalesce(
            SESSIONS.c.ended_at, bindparam("the_end", type_=SESSIONS.c.ended_at.type)
        ),
    )
)
_END_ALL = (
    update(SESSIONS)
    .where(SESSIONS.c.user_id == bindparam("the_user"), SESSIONS.c.ended_at.is_(None))
    .values(ended_at=bindparam("the_end"))
)


@dataclass(frozen=True, slots=True)
class SqlSessions:
    """Sessions in the database; one that has ended stays ended (reliability S2)."""

    tx: Transaction

    async def save(self, session: Session) -> None:
        """Write a session, new or known."""
        known = {
            "the_hash": session.hash,
            "the_user": session.user_id,
            "the_end": session.ended_at,
            "role": session.role,
            "seen_at": session.seen_at,
            "agent": session.agent,
        }
        if not await self.tx.write(_SAVE, known):
            await self.tx.write(insert(SESSIONS), asdict(session))

    async def find(self, session_hash: str) -> Session | None:
        """Return the session with this hash, alive or not."""
        row = await self.tx.row(_FIND, {"the_hash": session_hash})
        return _session(row) if row else None

    async def of(self, user_id: UserId) -> tuple[Session, ...]:
        """Return a user's sessions, oldest first."""
        return tuple(map(_session, await self.tx.rows(_OF, {"the_user": user_id})))

    async def end_all(self, user_id: UserId, at: datetime) -> tuple[str, ...]:
        """End a user's living sessions and return their hashes."""
        living = await self.tx.rows(_LIVING, {"the_user": user_id})
        await self.tx.write(_END_ALL, {"the_user": user_id, "the_end": at})
        return tuple(row.hash for row in living)


def _session(row: Row[Any]) -> Session:
    return Session(
        hash=row.hash,
        user_id=UserId(row.user_id),
        role=Role(row.role),
        created_at=row.created_at,
        seen_at=row.seen_at,
        agent=row.agent,
        ended_at=row.ended_at,
    )
