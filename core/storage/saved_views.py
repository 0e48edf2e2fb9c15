"""Store the views of console pages that admins keep."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select, update

from core.domain.ids import UserId, ViewId
from core.domain.saved_view import SavedView
from core.storage.tables import SAVED_VIEWS
from core.storage.transaction import Transaction

_MINE = SAVED_VIEWS.c.owner == bindparam("the_user")
_OF = select(SAVED_VIEWS).where(
    SAVED_VIEWS.c.page == bindparam("the_page"), or_(SAVED_VIEWS.c.shared, _MINE)
)
_SAVE = update(SAVED_VIEWS).where(SAVED_VIEWS.c.id == bindparam("the_id"), _MINE)
_REMOVE = delete(SAVED_VIEWS).where(SAVED_VIEWS.c.id == bindparam("the_id"), _MINE)


@dataclass(frozen=True, slots=True)
class SqlSavedViews:
    """Saved views in the database."""

    tx: Transaction

    async def save(self, view: SavedView) -> None:
        """Write a view of a living user."""
        values = asdict(view)
        if not await self.tx.write(_SAVE, values | {"the_id": view.id, "the_user": view.owner}):
            await self.tx.write(insert(SAVED_VIEWS), values)

    async def of(self, user_id: UserId, page: str) -> tuple[SavedView, ...]:
        """Return a user's views of a page and all shared ones, by name."""
        rows = await self.tx.rows(_OF, {"the_user": user_id, "the_page": page})
        found = map(_view, rows)
        return tuple(sorted(found, key=lambda it: (it.name, it.id)))

    async def remove(self, user_id: UserId, view_id: ViewId) -> bool:
        """Delete a user's own view."""
        return bool(await self.tx.write(_REMOVE, {"the_user": user_id, "the_id": view_id}))


def _view(row: Row[Any]) -> SavedView:
    return SavedView(
        id=ViewId(row.id),
        owner=UserId(row.owner),
        page=row.page,
        name=row.name,
        query=row.query,
        shared=row.shared,
        created_at=row.created_at,
    )
