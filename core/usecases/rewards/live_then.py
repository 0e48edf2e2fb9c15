"""Say who was live when a period ended."""

from core.domain.deployment import Live
from core.domain.period import INSTANT, Period
from core.usecases.read_live import ReadLive


async def live_then(read_live: ReadLive, period: Period) -> Live | None:
    """Return who was live at the end of a period; who is now, if nobody was deployed yet then."""
    return await read_live(period.end - INSTANT) or await read_live()
