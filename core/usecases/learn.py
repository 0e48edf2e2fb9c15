"""Learn from what happened: the consumer behind the one door to learning."""

from dataclasses import dataclass

from core.domain.events import Event, TaskCompleted, TaskReopened, TipAnswered, TipAnswerUndone
from core.ports import Work
from core.usecases.deliver import Consumer
from core.usecases.settle_pick import SettlePick

EVIDENCE = (TipAnswered, TipAnswerUndone, TaskCompleted, TaskReopened)
"""What can change a pick's reward."""


@dataclass(frozen=True, slots=True)
class Learn:
    """Settle the pick that an event is evidence for, in the transaction that takes the event."""

    settle: SettlePick

    def consumer(self) -> Consumer:
        """Return it as the bus knows it."""
        return Consumer("learn", frozenset(kind.subject for kind in EVIDENCE), self)

    async def __call__(self, work: Work, event: Event) -> None:
        """Settle the event's pick; an event that concerns no tip teaches nothing."""
        if isinstance(event, EVIDENCE) and event.tip_id is not None:
            await self.settle.within(work, event.user_id, event.tip_id)
