"""Fill the list of users."""

import reflex as rx

from core.domain.access import Right
from core.domain.users_panel import UsersAsked, UsersPage
from core.wiring import running
from oo_admin.frame import Frame, Here
from oo_admin.parts.filters import FilterBar, exports
from oo_admin.parts.peek import Peek
from oo_admin.parts.table import Head, Pages
from oo_admin.seen import Choice
from oo_admin.users import facets, peeked, words
from oo_admin.users.asked import LIST, asked_of
from oo_app.shared.marks import requires
from oo_app.shared.session import current

VIEWS = (
    ("Everybody", ()),
    ("Active today", ("seen:24h",)),
    ("New", ("tenure:under_14d",)),
    ("Lost token", ("link:lost",)),
)
"""Views that everybody finds in the list: a name, and what it is narrowed by."""


class Users(Frame):
    """What the list of users shows."""

    bar: FilterBar = FilterBar()
    search: str = ""
    kept: list[tuple[str, str]] = []  # noqa: RUF012 — Reflex copies defaults
    """What a search takes along of the address."""
    narrow: list[Choice] = []  # noqa: RUF012 — Reflex copies defaults
    groups: list[facets.Group] = []  # noqa: RUF012 — Reflex copies defaults
    heads: list[Head] = []  # noqa: RUF012 — Reflex copies defaults
    rows: list[words.Row] = []  # noqa: RUF012 — Reflex copies defaults
    pages: Pages = Pages()
    finding: str = ""
    peek: Peek = Peek()
    drawer: peeked.Drawer = peeked.Drawer()

    @rx.event
    @requires(Right.USERS_READ)
    async def load(self):
        """Show the users that the address asks for."""
        here = self._arrive()
        asked = asked_of(here)
        page = await self._panel("users", running().read_users(asked), UsersPage())
        self._show_list(here, asked, page)
        found = await self._panel("facets", running().count_facets(asked), ())
        self.groups = facets.groups(found, here.address)
        self.narrow = facets.choices(self.groups)
        await self._look_at(here, asked, page)
        self.ready = True

    def _show_list(self, here: Here, asked: UsersAsked, page: UsersPage) -> None:
        address = here.address
        may_export = Right.EXPORTS_MAKE in current().rights
        csv, json = exports(address, "users") if may_export else ("", "")
        narrowed = bool(address.every("f") or address.get("q"))
        bare = address.without("f", "q", "after", "before", "peek")
        self.bar = FilterBar(
            views=_views(here),
            chips=facets.chips(address),
            left=words.match_words(page, asked),
            csv=csv,
            json=json,
            clear=bare.href if narrowed else "",
        )
        self.search = address.get("q")
        self.kept = list(address.without("q", "after", "before", "peek").pairs)
        self.heads = words.columns(address, here.period.length)
        self.rows = [words.row_of(it, address, here.now, page.base) for it in page.rows]
        self.pages = words.pages(page, address, asked.order)
        self.finding = words.finding(page)

    async def _look_at(self, here: Here, asked: UsersAsked, page: UsersPage) -> None:
        """Show who is looked at beside the list; somebody who does not exist is nobody."""
        name = here.address.get("peek")
        found = None
        if name:
            found = await self._panel("peek", running().read_users.peek(asked, name), None)
        if found is None:
            self.peek, self.drawer = Peek(), peeked.Drawer()
            return
        self.peek = peeked.peek_of(found, page, here.address, asked.order)
        self.drawer = peeked.drawer(found, here)


def _views(here: Here) -> list[Choice]:
    said = here.address.every("f")
    return [
        Choice(
            here.address.to(LIST, *filters).href,
            name,
            said == filters and not here.address.get("q"),
        )
        for name, filters in VIEWS
    ]
