"""Store users, who vouches for them, and their data keys."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.ids import UserId, new_id
from core.domain.user import Identity, Role, User
from core.errors import NotFound
from core.ports import Cell
from core.storage.encoding import to_bytes
from core.storage.tables import IDENTITIES, USER_KEYS, USERS
from core.storage.transaction import Transaction, Values

_LIVING = select(USERS).where(USERS.c.tombstoned_at.is_(None))
_BY_ID = _LIVING.where(USERS.c.id == bindparam("the_user"))
_BY_IDENTITY = _LIVING.join(IDENTITIES, IDENTITIES.c.user_id == USERS.c.id).where(
    IDENTITIES.c.issuer == bindparam("the_issuer"),
    IDENTITIES.c.subject == bindparam("the_subject"),
)
_SAVE = update(USERS).where(USERS.c.id == bindparam("the_user"), USERS.c.tombstoned_at.is_(None))
_WITH_ROLE = _LIVING.where(USERS.c.role == bindparam("the_role")).order_by(USERS.c.id)


@dataclass(frozen=True, slots=True)
class SqlUsers:
    """Users in the database."""

    tx: Transaction

    async def add(self, user: User, identity: Identity) -> None:
        """Add a user, their data key and their first identity."""
        key = self.tx.vault.make_key(user.id)
        await self.tx.write(
            insert(USERS),
            {"id": user.id, "created_at": user.created_at, "tombstoned_at": None, **_traits(user)},
        )
        await self.tx.write(
            insert(USER_KEYS), {"user_id": user.id, "key_id": key.key_id, "blob": key.blob}
        )
        self.tx.know(user.id, key)
        row_id = new_id()
        profile = to_bytes([identity.email, identity.name])
        await self.tx.write(
            insert(IDENTITIES),
            {
                "id": row_id,
                "user_id": user.id,
                "issuer": identity.issuer,
                "subject": identity.subject,
                "email_verified": identity.email_verified,
                "profile": await self.tx.seal(profile_cell(row_id, user.id), profile),
            },
        )

    async def get(self, user_id: UserId) -> User:
        """Return a living user, or raise NotFound."""
        row = await self.tx.row(_BY_ID, {"the_user": user_id})
        if row is None:
            raise NotFound("user")
        return _user(row)

    async def of_identity(self, issuer: str, subject: str) -> User | None:
        """Return whom this issuer means by this subject."""
        row = await self.tx.row(_BY_IDENTITY, {"the_issuer": issuer, "the_subject": subject})
        return _user(row) if row else None

    async def save(self, user: User) -> None:
        """Write a living user's traits, or raise NotFound."""
        if not await self.tx.write(_SAVE, {"the_user": user.id, **_traits(user)}):
            raise NotFound("user")

    async def with_role(self, role: Role) -> tuple[User, ...]:
        """Return the living users of a role, oldest first."""
        return tuple(map(_user, await self.tx.rows(_WITH_ROLE, {"the_role": role})))


def profile_cell(row_id: UUID, user_id: UUID) -> Cell:
    """Return where e-mail and name of an identity are sealed."""
    return Cell("identities", "profile", str(row_id), str(user_id))


def _traits(user: User) -> Values:
    return {
        "role": user.role,
        "timezone": user.timezone,
        "quiet_until": user.quiet_until,
        "letters": user.letters,
        "welcomed": user.welcomed,
        "disabled": user.disabled,
        "policy": user.policy,
        "pushes_paused": user.pushes_paused,
    }


def _user(row: Row[Any]) -> User:
    return User(
        id=UserId(row.id),
        created_at=row.created_at,
        role=Role(row.role),
        timezone=row.timezone,
        quiet_until=row.quiet_until,
        letters=row.letters,
        welcomed=row.welcomed,
        disabled=row.disabled,
        policy=row.policy,
        pushes_paused=row.pushes_paused,
    )
