"""Remember what hands were asked for, and compute nothing."""

from dataclasses import dataclass, field

from core.domain.ids import RunId


@dataclass(frozen=True, slots=True)
class MemoryHands:
    """Hands that only listen."""

    processes: int = 1
    asked: list[RunId] = field(default_factory=list)

    async def set_to_work(self, run_id: RunId) -> None:
        """Keep what was asked."""
        self.asked.append(run_id)
