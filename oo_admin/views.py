"""Show the saved views of a page as links, and say when the page has been changed since."""

from core.domain.saved_view import SavedView
from core.wiring import running
from oo_admin.address import PLACE, Address
from oo_admin.here import Here
from oo_admin.nav import page_at
from oo_admin.seen import Choice
from oo_app.shared.session import current

ASIDE = (*PLACE, "v", "asof")
"""What a view does not keep: where somebody is in it, its own name, the clock."""
CHANGED = "changed"
"""The look of a view that the address does not show as it was saved any more."""


async def views_of(here: Here, page: str) -> list[Choice]:
    """Return the links of a page's saved views: one's own and the shared ones; none, none."""
    user_id = current().user_id
    if user_id is None:
        return []
    views = await running().steering.read_views(user_id, page)
    return links(here.address, page_at(page), views)


def links(address: Address, path: str, views: tuple[SavedView, ...]) -> list[Choice]:
    """Return views as links; the chosen one tells whether the address still says the same."""
    chosen = address.get("v")
    made = []
    for view in views:
        kept = Address.read(f"{path}?{view.query}")
        here = str(view.id) == chosen
        look = CHANGED if here and query_of(address) != query_of(kept) else ""
        made.append(Choice(kept.put(v=str(view.id)).href, view.name, here, look=look))
    return made


def query_of(address: Address) -> str:
    """Return what a view of an address keeps."""
    kept = address.without(*ASIDE)
    return Address(kept.path, tuple(sorted(kept.pairs))).query
