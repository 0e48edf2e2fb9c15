"""Cut a period into what is counted already: whole days, whole hours, and parts of hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.period import Period, midnight

HOUR = timedelta(hours=1)
"""Hours are counted in UTC."""
Span = tuple[datetime, datetime]
"""From the first moment on, and before the second."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a period consists of: whole days [first, end) as ordinals, the rest in hours and parts.

    Nothing is left out and nothing counted twice, so a day in progress and the one it is compared
    with are cut at the same minute.
    """

    first: int
    end: int
    hours: tuple[Span, ...]
    parts: tuple[Span, ...]

    @property
    def days(self) -> int:
        """Return how many whole days there are."""
        return self.end - self.first


def pieces(period: Period) -> Pieces:
    """Return the pieces of a period, its days those of its own zone."""
    zone, start, end = period.zone, period.start, period.end
    first, last = _day(start, zone), _day(end, zone)
    if start > midnight(first, zone):
        first += timedelta(days=1)
    if first >= last:
        ragged = [(start, end)]
        first = last
    else:
        ragged = [(start, midnight(first, zone)), (midnight(last, zone), end)]
    cut = [_cut(*span) for span in ragged if span[0] < span[1]]
    return Pieces(
        first.toordinal(),
        last.toordinal(),
        tuple(span for hours, _ in cut for span in hours),
        tuple(span for _, parts in cut for span in parts),
    )


def hour_number(moment: datetime) -> int:
    """Return the hours since 1970 of the hour a moment lies in."""
    return int(moment.timestamp() // HOUR.total_seconds())


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _cut(start: datetime, end: datetime) -> tuple[list[Span], list[Span]]:
    """Return the whole hours of a span, and what is left of it at both ends."""
    ahead, behind = _hour(start + HOUR - timedelta(microseconds=1)), _hour(end)
    if ahead > behind:
        return [], [(start, end)]
    hours = [(ahead, behind)] if ahead < behind else []
    return hours, [span for span in ((start, ahead), (behind, end)) if span[0] < span[1]]


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
