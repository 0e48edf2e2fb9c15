"""Give repositories one transaction: statements, the user's key, and sealed cells."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, Delete, Insert, Row, Select, Update, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.ids import UserId
from core.errors import Malformed, NotFound, OoError
from core.ports import Cell, Vault, WrappedKey
from core.storage.refusal import translated
from core.storage.tables import USER_KEYS

Values = Mapping[str, Any]
"""Bound values of a statement by name; a column may hold anything."""

_KEY = select(USER_KEYS.c.key_id, USER_KEYS.c.blob).where(
    USER_KEYS.c.user_id == bindparam("the_user")
)


class Transaction:
    """One open transaction. A statement that the database refuses dooms it, on both engines."""

    def __init__(
        self,
        connection: AsyncConnection,
        vault: Vault,
        *,
        writing: bool,
        told: Callable[[], None] | None = None,
    ) -> None:
        self.vault = vault
        self.after_commit: list[Callable[[], None]] = []
        self.erased = False
        self.refused: OoError | None = None
        self._told = told
        self._connection = connection
        self._writing = writing
        self._keys: dict[UserId, WrappedKey] = {}

    def tells(self) -> None:
        """Remember to wake whoever carries events, once, after the commit."""
        if self._told is not None and self._told not in self.after_commit:
            self.after_commit.append(self._told)

    def must_stand(self) -> None:
        """Raise what doomed this transaction, in case nobody let it out of the block."""
        if self.refused is not None:
            raise self.refused

    async def row(self, query: Select[Any], values: Values) -> Row[Any] | None:
        """Return the first row, or None; while writing, nobody else may change it meanwhile."""
        asked = locking(query) if self._writing else query
        return (await self._run(asked, values)).first()

    async def rows(self, query: Select[Any], values: Values) -> Sequence[Row[Any]]:
        """Return every row."""
        return (await self._run(query, values)).all()

    async def write(self, statement: Insert | Update | Delete, values: Values) -> int:
        """Return how many rows were written."""
        return (await self._run(statement, values)).rowcount

    async def write_all(self, statement: Insert | Delete, values: Sequence[Values]) -> None:
        """Write, or drop, many rows at once."""
        if values:
            await self._run(statement, values)

    async def alone(self, lock: int) -> None:
        """While writing, wait until nobody else holds this lock, and hold it until the end.

        SQLite has one writer anyway.
        """
        if self._writing and self._connection.dialect.name == "postgresql":
            await self._run(select(func.pg_advisory_xact_lock(lock)), {})

    async def key(self, user_id: UserId) -> WrappedKey:
        """Return the user's wrapped key, read at most once.

        Raises: NotFound when there is no such living user.
        """
        if user_id not in self._keys:
            found = await self.rows(_KEY, {"the_user": user_id})
            if not found:
                raise NotFound("user")
            self._keys[user_id] = WrappedKey(found[0].key_id, bytes(found[0].blob))
        return self._keys[user_id]

    def know(self, user_id: UserId, key: WrappedKey) -> None:
        """Remember a key that was just made."""
        self._keys[user_id] = key

    def forget(self, user_id: UserId) -> None:
        """Remember no more of a key that was just destroyed."""
        self._keys.pop(user_id, None)

    async def seal(self, cell: Cell, plain: bytes) -> bytes:
        """Seal under the key of the cell's user, or under oO's own when it names none."""
        return self.vault.seal(await self._key_of(cell), cell, plain)

    async def open(self, cell: Cell, sealed: bytes) -> bytes:
        """Open what `seal` made for this cell."""
        return self.vault.open(await self._key_of(cell), cell, bytes(sealed))

    async def _key_of(self, cell: Cell) -> WrappedKey | None:
        return await self.key(UserId(UUID(cell.user_id))) if cell.user_id else None

    async def _run(
        self, statement: Select[Any] | Insert | Update | Delete, values: Values | Sequence[Values]
    ) -> CursorResult[Any]:
        self.must_stand()
        try:
            _check_text(values)
            with translated():
                return await self._connection.execute(statement, values)
        except OoError as error:
            self.refused = error
            raise


@cache
def locking(query: Select[Any]) -> Select[Any]:
    """Return the query with a row lock, which SQLite leaves out: there it writes alone anyway."""
    return query.with_for_update(key_share=True)


def _check_text(values: Values | Sequence[Values]) -> None:
    """Refuse NUL on both engines alike: PostgreSQL cannot hold it."""
    for row in (values,) if isinstance(values, Mapping) else values:
        if any(isinstance(value, str) and "\0" in value for value in row.values()):
            raise Malformed("text")
