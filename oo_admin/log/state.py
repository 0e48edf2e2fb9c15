"""Fill the recommendation log: its list, and the drawer of the pick that is open."""

import reflex as rx

from core.domain.access import Right
from core.domain.pick_list import NO_PICKS
from core.errors import NotFound
from core.wiring import running
from oo_admin.frame import Frame
from oo_admin.here import Here
from oo_admin.log.asked import asked_of
from oo_admin.log.course_words import replay_words
from oo_admin.log.drawer import drawer_of
from oo_admin.log.drawn import Again, Drawer
from oo_admin.log.rows import (
    Group,
    Row,
    bar_of,
    groups_of,
    heads_of,
    pages_of,
    peek_of,
    rows_of,
)
from oo_admin.parts.filters import FilterBar
from oo_admin.parts.peek import Peek
from oo_admin.parts.table import Head, Pages
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

GONE = Again("unk", "Not kept", "Its record was swept: it cannot be done again.")
"""What a replay says of a pick that is no longer logged."""


class Log(Frame):
    """What the recommendation log shows."""

    rows: list[Row] = []  # noqa: RUF012 — Reflex copies defaults
    heads: list[Head] = []  # noqa: RUF012 — Reflex copies defaults
    bar: FilterBar = FilterBar()
    groups: list[Group] = []  # noqa: RUF012 — Reflex copies defaults
    pages: Pages = Pages()
    peek: Peek = Peek()
    pick: Drawer = Drawer()
    again: Again = Again()
    search: str = ""
    hidden: list[list[str]] = []  # noqa: RUF012 — Reflex copies defaults
    """Key and value of all that a search by the field must keep."""
    empty: str = ""
    """Why there are no rows; empty when there are some."""
    bounded: bool = False
    """Whether the period holds more picks than one search looks through."""
    filter_by: str = ""
    """An address that lacks the filter at its end."""
    open_by: str = ""
    """An address that lacks the pick at its end."""
    may_replay: bool = False
    may_reveal: bool = False

    @rx.event
    @requires(Right.PICKS_READ)
    async def load(self):
        """Show the page, and the pick, that the address names."""
        here, core = self._arrive(), running()
        asked = asked_of(here)
        page = await self._panel("log", core.read_picks(asked), NO_PICKS)
        self.rows, self.heads = rows_of(page, here, asked.peek), heads_of(here.address)
        self.bar, self.pages = bar_of(page, here), pages_of(page, here.address)
        self.bounded, self.empty = page.looked.more, _empty(page.looked.number, len(page.rows))
        self.peek = peek_of(page, here.address, asked.peek, open_=asked.peek is not None)
        self.pick = Drawer()
        if asked.peek is not None:
            seen = await self._panel("pick", core.read_pick(asked.peek), None)
            self.pick = drawer_of(seen, here)
        experiments = tuple(it.name for it in await core.steering.experiment.all())
        self.groups = groups_of(here.address, core.policy_names, experiments)
        self._ways(here)
        self.ready = True

    @rx.event
    @requires(Right.PICKS_REPLAY)
    async def replay(self):
        """Do the open pick again, and show whether it came out the same."""
        here = self._arrive()
        peek = asked_of(here).peek
        if peek is None:
            return
        try:
            self.again = replay_words(await running().replay_one(acting(), peek), here)
        except NotFound:
            self.again = GONE

    def _ways(self, here: Here) -> None:
        """Set the beginnings of links that each row completes, and forget an earlier replay."""
        top = here.address.without("peek", "after", "before")
        self.filter_by = _open_end(top.href, "f")
        self.open_by = _open_end(here.address.without("peek").href, "peek")
        self.search = here.address.get("q")
        self.hidden = [[key, value] for key, value in top.pairs if key != "q"]
        self.again = Again()
        self.may_replay = Right.PICKS_REPLAY in current().rights
        self.may_reveal = Right.IDENTITIES_REVEAL in current().rights


def _open_end(href: str, key: str) -> str:
    return f"{href}{'&' if '?' in href else '?'}{key}="


def _empty(looked: int, rows: int) -> str:
    if rows:
        return ""
    return "filtered" if looked else "period"
