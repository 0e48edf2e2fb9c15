"""Keep what the console counts: the consumer that lets each event's tip and user be counted anew.

It reads what is stored and adds the difference to what it had counted, so that neither the order of
events nor their coming twice matters (ADR 0044).
"""

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.domain.events import (
    Event,
    IntegrationConnected,
    IntegrationDisconnected,
    IntegrationLost,
    PersonChanged,
    SignedIn,
    TaskCompleted,
    TaskReopened,
    TipAnswered,
    TipAnswerUndone,
    TipClosed,
    TipServed,
    TipSettled,
    TipUnsettled,
    TipVanished,
    TipWithdrawn,
)
from core.domain.ids import TipId, UserId
from core.ports import Clock, Counted, Work
from core.usecases.counting import count, facts_of
from core.usecases.deliver import Consumer

OF_TIPS = (
    TipServed,
    TipAnswered,
    TipAnswerUndone,
    TipVanished,
    TipWithdrawn,
    TipClosed,
    TipSettled,
    TipUnsettled,
    TaskCompleted,
    TaskReopened,
)
"""What can change a tip's fact."""
OF_USERS = (
    SignedIn,
    IntegrationConnected,
    IntegrationLost,
    IntegrationDisconnected,
    PersonChanged,
)
"""What can change a user's fact otherwise."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Count the tips and users that events tell of, all of one batch together."""

    clock: Clock
    zone: ZoneInfo

    def consumer(self) -> Consumer:
        """Return it as the bus knows it."""
        subjects = frozenset(kind.subject for kind in (*OF_TIPS, *OF_USERS))
        return Consumer("tally", subjects, self._one, self)

    async def __call__(self, work: Work, events: tuple[Event, ...]) -> None:
        """Count what these events tell of."""
        counted = await work.counting.begin(self.clock.now(), self.zone.key)
        tips = {it.tip_id for it in events if isinstance(it, OF_TIPS) and it.tip_id is not None}
        await self._count(work, counted, tips)
        users = {it.user_id for it in events}
        await gathered(work, users)

    async def _one(self, work: Work, event: Event) -> None:
        await self(work, (event,))

    async def _count(self, work: Work, counted: Counted, tips: Collection[TipId]) -> None:
        courses = await work.courses.of(tips)
        known = await work.facts.get(tips)
        unseen = [tip for tip in tips if tip not in known or not known[tip].choice.known]
        facts = facts_of(courses, await work.courses.picks(unseen), known, self.zone)
        pairs = [(known.get(it.tip_id), it) for it in facts if known.get(it.tip_id) != it]
        await work.facts.put([new for _, new in pairs])
        await count(work, [(old, new) for old, new in pairs if counted.holds(new.tip_id)])


async def gathered(work: Work, users: Collection[UserId]) -> int:
    """Read these users anew, and return how many of them live."""
    found = await work.user_facts.gather(users)
    await work.user_facts.put(found)
    return len(found)
