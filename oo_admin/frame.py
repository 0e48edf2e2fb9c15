"""Keep what every console page has around it: the side, the period, who looks, what failed."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import reflex as rx
import structlog

from core.domain.ids import new_id
from core.domain.period import DEFAULT, Grain, Period, read_period
from core.domain.versus import Versus, compared, read_versus
from core.errors import Malformed, OoError
from core.wiring import running
from oo_admin.address import Address
from oo_admin.moments import clock_words
from oo_admin.nav import ENTRIES, Entry, entry_of
from oo_admin.period_bar import period_bar
from oo_admin.seen import Denied, Part, PeriodBar, Place
from oo_app.shared.session import acting, current

_log = structlog.get_logger(__name__)
T = TypeVar("T")
"""What a panel shows."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody is, and when: everything a page's panels are asked with."""

    address: Address
    now: datetime
    zone: ZoneInfo
    period: Period
    versus: Versus
    grain: Grain

    @property
    def before(self) -> Period | None:
        """Return the period that this one is compared with."""
        return compared(self.period, self.versus)


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
    here: str = ""
    """The address as it is, for links that are made in the page."""

    def _arrive(self, *, over_time: bool = True) -> Here:
        """Read the address, and show the shell as it says; return where that is."""
        core = running()
        zone = core.settings.console_timezone
        address = Address.read(self.router.url)
        now = min(core.clock.now(), _pinned(address.get("asof")) or core.clock.now())
        try:
            period = read_period(address.get("p"), now, zone)
        except Malformed:
            address = address.without("p")
            period = read_period(DEFAULT, now, zone)
        versus = read_versus(address.get("cmp"))
        by = address.get("by")
        grain = Grain(by) if by in set(Grain) else period.grain
        self.as_of, self.trouble, self.here = clock_words(now, zone), {}, address.href
        later = period.end < now
        bar = period_bar(address, period, versus, grain, over=later)
        self.period = bar if over_time else PeriodBar()
        return Here(address, now, zone, period, versus, grain)

    def _show_side(self) -> bool:
        """Show who looks and where they may go; return whether they may be here."""
        principal, address = current(), Address.read(self.router.url)
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
    return Denied(entry.name, "", mine)


def _pinned(text: str) -> datetime | None:
    """Return the moment that an address pins the clock to, if it does."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
