"""Read from an address where somebody is in the console, and at which time they look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.period import DEFAULT, NO_MARKS, Grain, Period, read_period
from core.domain.versus import Against, compared, read_versus
from core.errors import Malformed
from oo_admin.address import Address


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody is, and when: everything a page's panels are asked with."""

    address: Address
    now: datetime
    zone: ZoneInfo
    period: Period
    versus: Against
    grain: Grain
    rights: frozenset[str] = field(default_factory=frozenset)
    marks: Mapping[str, datetime] = field(default_factory=dict)
    """When each policy became champion, the newest first: a period may begin there."""

    @property
    def before(self) -> Period | None:
        """Return the period that this one is compared with."""
        return compared(self.period, self.versus)


def read_here(
    url: str,
    now: datetime,
    zone: ZoneInfo,
    rights: frozenset[str] = frozenset(),
    *,
    marks: Mapping[str, datetime] = NO_MARKS,
) -> Here:
    """Return where an address is; what it says wrongly is as if it had not been said."""
    address = Address.read(url)
    now = min(now, _pinned(address.get("asof")) or now)
    try:
        period = read_period(address.get("p"), now, zone, marks)
    except Malformed:
        address = address.without("p")
        period = read_period(DEFAULT, now, zone)
    by = address.get("by")
    grain = Grain(by) if by in set(Grain) else period.grain
    versus = read_versus(address.get("cmp"))
    return Here(address, now, zone, period, versus, grain, rights, marks)


def _pinned(text: str) -> datetime | None:
    """Return the moment that an address pins the clock to, if it does."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
