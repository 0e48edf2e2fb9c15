"""Keep the views of console pages that admins want to come back to."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.access import Right
from core.domain.audit import Actor, Deed
from core.domain.ids import UserId, ViewId, new_id
from core.domain.saved_view import SavedView
from core.errors import Malformed, NotFound, NotSignedIn
from core.ports import Store
from core.usecases.acting import Acts

MAX_VIEWS = 50
"""Views that one admin keeps of a page: more are not found again anyway."""


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep a view under a name; under the same name it takes the place of the earlier one."""

    acts: Acts

    async def __call__(
        self, actor: Actor, place: tuple[str, str], query: str, *, shared: bool = False
    ) -> SavedView:
        """Return the view.

        Args: place is the page and the view's name. Raises: NotAllowed; Malformed.
        """
        page, name = place
        deed = Deed("saved a view", "view", name[:64])
        async with self.acts.begin(actor, Right.VIEWS_SAVE, deed, fresh=False) as act:
            owner = _owner(actor)
            mine = [it for it in await act.work.saved_views.of(owner, page) if it.owner == owner]
            known = next((it for it in mine if it.name == name), None)
            if known is None and len(mine) >= MAX_VIEWS:
                raise Malformed("views")
            view_id = known.id if known else ViewId(new_id())
            view = SavedView(view_id, owner, page, name, query, shared, act.now)
            await act.work.saved_views.save(view)
            shown = {"page": page, "shared": str(shared).lower()}
            act.deed = Deed("saved a view", "view", str(view.id), after=shown)
        return view


@dataclass(frozen=True, slots=True)
class ReadViews:
    """Read one's own views of a page, and what others share."""

    store: Store

    async def __call__(self, user_id: UserId, page: str) -> tuple[SavedView, ...]:
        """Return them by name."""
        async with self.store.reading() as work:
            return await work.saved_views.of(user_id, page)

    async def named(
        self, user_id: UserId, text: str, pages: Iterable[str]
    ) -> tuple[SavedView, ...]:
        """Return those of any of these pages whose name holds a text, whatever its case."""
        async with self.store.reading() as work:
            every = [it for page in pages for it in await work.saved_views.of(user_id, page)]
        return tuple(it for it in every if text.casefold() in it.name.casefold())


@dataclass(frozen=True, slots=True)
class RemoveView:
    """Forget a view of one's own."""

    acts: Acts

    async def __call__(self, actor: Actor, view_id: ViewId) -> None:
        """Forget it. Raises: NotAllowed; NotFound when there is none of theirs."""
        deed = Deed("removed a view", "view", str(view_id))
        async with self.acts.begin(actor, Right.VIEWS_SAVE, deed, fresh=False) as act:
            if not await act.work.saved_views.remove(_owner(actor), view_id):
                raise NotFound("view")


def _owner(actor: Actor) -> UserId:
    if actor.user_id is None:
        raise NotSignedIn
    return actor.user_id
