"""Read one user's days as one line of moments, newest first, a stretch at a time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from core.domain.fact_query import FactsWanted
from core.domain.ids import TipId
from core.domain.period import Period
from core.domain.settlement import Settlement
from core.domain.trail import Stretch, newest_first, of_consents, of_events, of_tip
from core.errors import NotFound
from core.ports import Store
from core.usecases.read_users import called

TIPS = 12
"""Tips of one stretch."""
SIGNALS = 100
"""Signals of one stretch, the newest."""


@dataclass(frozen=True, slots=True)
class ReadTrail:
    """Read what happened to one user, by pseudonym."""

    store: Store

    async def __call__(self, name: str, period: Period, before: datetime | None = None) -> Stretch:
        """Return the newest stretch of a period, or the one before a time. Raises: NotFound."""
        end = min(before, period.end) if before else period.end
        async with self.store.reading() as work:
            user = await called(work, name)
            if user is None:
                raise NotFound("user")
            wanted = FactsWanted(period.start, end, user.user_id, limit=TIPS + 1)
            found = await work.facts.page(wanted)
            facts, more = found[:TIPS], len(found) > TIPS
            first = facts[-1].served_at if more else period.start
            tips = [it.tip_id for it in facts]
            outcomes = {it.tip_id: it.outcomes for it in await work.courses.of(tips)}
            settled = _by_tip(await work.trail.settled(tips))
            events = await work.trail.events(user.user_id, first, end, SIGNALS)
            consents = await work.consents.of(user.user_id)
        of_tips = (of_tip(it, outcomes.get(it.tip_id, ()), settled[it.tip_id]) for it in facts)
        moments = (
            *of_consents(tuple(it for it in consents if first <= it.at < end)),
            *of_events(events[::-1]),
            *(moment for moments in of_tips for moment in moments),
        )
        return Stretch(newest_first(moments), first if more else None)


def _by_tip(settlements: tuple[Settlement, ...]) -> dict[TipId, tuple[Settlement, ...]]:
    found: dict[TipId, tuple[Settlement, ...]] = defaultdict(tuple)
    for it in settlements:
        found[it.tip_id] = (*found[it.tip_id], it)
    return found
