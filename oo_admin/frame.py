"""Keep what every console page has around it: the side, the period, who looks, what failed."""

from collections.abc import Awaitable
from datetime import datetime
from typing import TypeVar

import reflex as rx
import structlog

from core.domain.access import Right, granted
from core.domain.ids import new_id
from core.domain.user import Role
from core.errors import OoError
from core.wiring import running
from oo_admin.address import Address
from oo_admin.here import Here, read_here
from oo_admin.moments import clock_words
from oo_admin.nav import ENTRIES, Entry, entry_of
from oo_admin.period_bar import period_bar
from oo_admin.seen import Denied, Part, PeriodBar, Place, Said
from oo_app.shared.session import acting, current

_log = structlog.get_logger(__name__)
T = TypeVar("T")
"""What a panel shows."""


class Frame(rx.State):
    """What surrounds every page of the console. It has no handlers: pages inherit it."""

    ready: bool = False
    """Whether the page was filled once; until then its places stand empty."""
    host: str = ""
    who: str = ""
    role: str = ""
    letters: bool = True
    as_of: str = ""
    parts: list[Part] = []  # noqa: RUF012 — Reflex copies defaults
    period: PeriodBar = PeriodBar()
    denied: Denied = Denied()
    trouble: dict[str, str] = {}  # noqa: RUF012 — Reflex copies defaults
    """What could not be shown: the panel's name, and the reference that the log knows."""
    said: Said = Said()
    """What became of the last act; gone when another address opens."""
    _marks: dict[str, datetime] = {}  # noqa: RUF012 — Reflex copies defaults
    """When each policy became champion: a period may begin there."""
    _keeps_said: bool = False
    """Whether the next arrival is only a second look at the same."""
    may_note: bool = False
    here: str = ""
    """The address as it is, for links that are made in the page."""

    def _arrive(self, *, over_time: bool = True) -> Here:
        """Read the address, and show the shell as it says; return where that is."""
        core = running()
        here = read_here(
            self.router.url,
            core.clock.now(),
            core.settings.console_timezone,
            current().rights,
            marks=self._marks,
        )
        self.as_of, self.trouble = clock_words(here.now, here.zone), {}
        self.here = here.address.href
        self.period = period_bar(here) if over_time else PeriodBar()
        return here

    def _show_side(self) -> bool:
        """Show who looks and where they may go; return whether they may be here."""
        principal, address = current(), Address.read(self.router.url)
        self.said = self.said if self._keeps_said else Said(done=self.said.done)
        self._keeps_said = False
        self.may_note = Right.NOTES_WRITE in principal.rights
        entry = entry_of(address.path)
        self.role, self.who = principal.role, acting().name
        self.host = running().settings.public_host
        self.parts = side(address, entry, principal.rights)
        allowed = entry.right in principal.rights
        self.denied = Denied() if allowed else _denied(entry, self.role)
        return allowed

    async def _panel(self, name: str, answer: Awaitable[T], otherwise: T) -> T:
        """Return what a panel shows; when that fails, note it under the panel's name and go on."""
        try:
            return await answer
        except OoError as error:
            reference = f"e_{str(new_id())[-8:]}"
            _log.warning("panel_failed", panel=name, reference=reference, exc_info=error)
            self.trouble = {**self.trouble, name: reference}
            return otherwise


def side(address: Address, here: Entry, rights: frozenset[str]) -> list[Part]:
    """Return the pages somebody may see, in their parts; links take the period along."""
    seen = [entry for entry in ENTRIES if entry.right in rights]
    names = dict.fromkeys(entry.part for entry in seen)
    return [
        Part(
            name,
            [
                Place(address.to(it.path).href, it.name, it is here, it.letter)
                for it in seen
                if it.part == name
            ],
        )
        for name in names
    ]


def _denied(entry: Entry, mine: str) -> Denied:
    roles = [role.value for role in Role if entry.right in granted(role)]
    return Denied(entry.name, ", ".join(roles), mine)
