"""Fill the audit: the chain, what was done over the period, one deed in full."""

from collections.abc import Sequence
from dataclasses import replace

import reflex as rx

from core.domain.access import Right
from core.domain.audit import Sought
from core.domain.chain import Entry, Verified
from core.wiring import running
from oo_admin.acting import ask
from oo_admin.address import Address
from oo_admin.audit import words
from oo_admin.audit.asked import choices, sought_of, ways
from oo_admin.audit.strip import Strip, strip
from oo_admin.frame import Frame
from oo_admin.here import Here
from oo_admin.numbers import count
from oo_admin.parts.filters import FilterBar, chips, exports
from oo_admin.parts.table import Pages
from oo_admin.views import views_of
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

PAGE = 50
"""Deeds on one page."""
MOST_DIGITS = 15
"""No deed has a longer number."""


class Audit(Frame):
    """What the audit shows."""

    bar: FilterBar = FilterBar()
    search: str = ""
    kept: list[tuple[str, str]] = []  # noqa: RUF012 — Reflex copies defaults
    """What a search takes along of the address."""
    chain: words.Chain = words.Chain()
    strip: Strip = Strip()
    rows: list[words.Row] = []  # noqa: RUF012 — Reflex copies defaults
    opened: words.Opened = words.Opened()
    pages: Pages = Pages()
    finding: str = ""
    may_verify: bool = False
    _verified: Verified | None = None

    @rx.event
    @requires(Right.AUDIT_READ)
    async def load(self):
        """Show the deeds that the address asks for."""
        here = self._arrive()
        sought = sought_of(here)
        self.may_verify = Right.AUDIT_VERIFY in current().rights
        await self._panel("chain", self._show_chain(here), None)
        await self._panel("strip", self._show_strip(here, sought), None)
        await self._panel("deeds", self._show_deeds(here, sought), None)
        self.ready = True

    @rx.event
    @requires(Right.AUDIT_VERIFY)
    async def verify(self):
        """Walk the whole chain and say whether anybody has tampered with it."""
        self._verified = await ask(self, "", running().verify_audit(acting()), None)
        await self._panel("chain", self._show_chain(self._arrive()), None)

    async def _show_chain(self, here: Here) -> None:
        read = running().read_audit
        rows, head = await read.count(acting()), await read.head(acting())
        self.chain = words.chain(rows, head, self._verified, here)

    async def _show_strip(self, here: Here, sought: Sought) -> None:
        entries = await running().read_audit.course(acting(), sought)
        period = here.period
        marks = await running().steering.read_annotations(period.start, period.end)
        self.strip = strip(entries, () if here.address.every("f") else marks, here)
        await self._show_bar(here, sought, entries)

    async def _show_bar(self, here: Here, sought: Sought, entries: Sequence[Entry]) -> None:
        address, read = here.address, running().read_audit
        refused = await read.count(acting(), replace(sought, reads=None, result="refused"))
        top = address.without("peek", "after", "q")
        self.search, self.kept = address.get("q"), list(top.pairs)
        narrowed = address.every("f") or address.get("q") or address.get("show")
        csv, json = exports(address, "audit")
        may_export = Right.EXPORTS_MAKE in current().rights
        self.bar = FilterBar(
            views=[*ways(address, refused), *await views_of(here, "audit")],
            chips=chips(address),
            choices=choices(address, entries),
            csv=csv if may_export else "",
            json=json if may_export else "",
            clear=top.without("f", "show").href if narrowed else "",
        )

    async def _show_deeds(self, here: Here, sought: Sought) -> None:
        read, address = running().read_audit, here.address
        after, peek = number_in(address, "after"), number_in(address, "peek")
        found = await read.page(acting(), sought, after, PAGE + 1)
        if peek and not after and peek not in {it.seq for it in found[:PAGE]}:
            around = await read.page(acting(), sought, peek + 1, PAGE + 1)
            if around and around[0].seq == peek:
                after, found = peek + 1, around
        self.rows = [words.row(it, here) for it in found[:PAGE]]
        self.opened = words.opened(found, PAGE, address)
        total = await read.count(acting(), sought)
        self.finding = f"{count(total)} {'deed' if total == 1 else 'deeds'}, newest first"
        self.pages = words.pages(address, found, PAGE, total, top=after is None)


def number_in(address: Address, key: str) -> int | None:
    """Return the number of a deed that an address names; nonsense is none."""
    text = address.get(key)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
