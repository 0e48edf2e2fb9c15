"""Store the deletion ledger, and forget users."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import bindparam, delete, insert, select, update

from core.domain.erasure import Erasure, RevocationState
from core.domain.ids import UserId
from core.domain.user import Role
from core.storage.data_map import DATA_MAP, Erased
from core.storage.posterior_memo import PosteriorMemo
from core.storage.tables import ERASURES, METADATA, TOMBSTONES, USER_KEYS, USERS
from core.storage.task_memo import TaskMemo
from core.storage.transaction import Transaction

_FIND = select(ERASURES).where(ERASURES.c.receipt == bindparam("the_receipt"))
_SAVE = update(ERASURES).where(ERASURES.c.receipt == bindparam("the_receipt"))
_DIGESTS_OF = (
    select(TOMBSTONES.c.digest)
    .where(TOMBSTONES.c.receipt == bindparam("the_receipt"))
    .order_by(TOMBSTONES.c.place)
)
_DROP_DIGESTS = delete(TOMBSTONES).where(TOMBSTONES.c.receipt == bindparam("the_receipt"))
_DIGESTS = select(TOMBSTONES.c.digest)
_LIVING = select(USERS.c.id).where(USERS.c.tombstoned_at.is_(None))
_DROP_KEY = delete(USER_KEYS).where(USER_KEYS.c.user_id == bindparam("the_user"))
_BY_USER = tuple(
    delete(table).where(table.c.user_id == bindparam("the_user"))
    for table in (METADATA.tables[it.table] for it in DATA_MAP if it.erased is Erased.BY_USER)
)
_BLANK = (
    update(USERS)
    .where(USERS.c.id == bindparam("the_user"))
    .values(
        created_at=bindparam("the_time"),
        role=Role.USER,
        timezone="UTC",
        quiet_until=None,
        letters=True,
        welcomed=False,
        disabled=True,
        policy="",
        pushes_paused=False,
        tombstoned_at=bindparam("the_time"),
    )
)


@dataclass(frozen=True, slots=True)
class SqlLedger:
    """The deletion ledger in the database."""

    tx: Transaction
    memo: TaskMemo
    learned: PosteriorMemo

    async def save(self, erasure: Erasure) -> None:
        """Write an erasure, new or known, with the digests of who must stay deleted."""
        receipt = {"the_receipt": erasure.receipt}
        values = {
            "asked_at": erasure.asked_at,
            "sessions_ended": erasure.sessions_ended,
            "revocation": erasure.revocation,
            "revoked_at": erasure.revoked_at,
        }
        if not await self.tx.write(_SAVE, values | receipt):
            await self.tx.write(insert(ERASURES), values | {"receipt": erasure.receipt})
        await self.tx.write(_DROP_DIGESTS, receipt)
        digests = [
            {"digest": digest, "receipt": erasure.receipt, "place": place}
            for place, digest in enumerate(erasure.tombstones)
        ]
        await self.tx.write_all(insert(TOMBSTONES), digests)

    async def find(self, receipt: str) -> Erasure | None:
        """Return the erasure with this receipt."""
        row = await self.tx.row(_FIND, {"the_receipt": receipt})
        if row is None:
            return None
        digests = await self.tx.rows(_DIGESTS_OF, {"the_receipt": receipt})
        return Erasure(
            receipt=row.receipt,
            tombstones=tuple(digest for (digest,) in digests),
            asked_at=row.asked_at,
            sessions_ended=row.sessions_ended,
            revocation=RevocationState(row.revocation),
            revoked_at=row.revoked_at,
        )

    async def tombstones(self) -> frozenset[str]:
        """Return the digests of all who must stay deleted."""
        return frozenset(digest for (digest,) in await self.tx.rows(_DIGESTS, {}))

    async def living(self) -> tuple[UserId, ...]:
        """Return the ids of all users who have not left."""
        return tuple(UserId(user_id) for (user_id,) in await self.tx.rows(_LIVING, {}))

    async def purge(self, user_id: UserId, at: datetime) -> None:
        """Destroy a user's key and all that hangs on it; leave a tombstone."""
        user = {"the_user": user_id}
        await self.tx.write(_DROP_KEY, user)
        for statement in _BY_USER:
            await self.tx.write(statement, user)
        await self.tx.write(_BLANK, user | {"the_time": at})
        self.tx.forget(user_id)
        self.tx.erased = True
        for memo in (self.memo, self.learned):
            self.tx.after_commit.append(partial(memo.forget, user_id))
