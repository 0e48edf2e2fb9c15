"""Read everything kept about one user, for their own export."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select

from core.domain.ids import UserId
from core.domain.reaction import Reaction
from core.domain.tip import Tip
from core.domain.user import Identity
from core.storage.encoding import from_bytes
from core.storage.reactions import SqlReactions
from core.storage.tables import IDENTITIES
from core.storage.tips import SqlTips
from core.storage.transaction import Transaction
from core.storage.users import profile_cell

_IDENTITIES = (
    select(IDENTITIES)
    .where(IDENTITIES.c.user_id == bindparam("the_user"))
    .order_by(IDENTITIES.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlHistory:
    """A user's past in the database."""

    tx: Transaction

    async def tips(self, user_id: UserId) -> tuple[Tip, ...]:
        """Return every tip, oldest first."""
        return await SqlTips(self.tx).all_of(user_id)

    async def reactions(self, user_id: UserId) -> tuple[Reaction, ...]:
        """Return every answer, oldest first."""
        return await SqlReactions(self.tx).all_of(user_id)

    async def identities(self, user_id: UserId) -> tuple[Identity, ...]:
        """Return who vouches for a user, first come first."""
        rows = await self.tx.rows(_IDENTITIES, {"the_user": user_id})
        return tuple([await self._identity(row) for row in rows])

    async def _identity(self, row: Row[Any]) -> Identity:
        profile = await self.tx.open(profile_cell(row.id, row.user_id), row.profile)
        email, name = from_bytes(profile)
        return Identity(row.issuer, row.subject, email, row.email_verified, name)
