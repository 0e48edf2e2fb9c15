"""Keep closed days in memory: the twin of a folder, for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.fact import Fact


@dataclass(frozen=True, slots=True)
class MemoryDayFiles:
    """Days with their marks and facts."""

    days: dict[int, tuple[str, tuple[Fact, ...]]] = field(default_factory=dict)

    async def written(self) -> Mapping[int, str]:
        """Return what each day that is there added up to."""
        return {day: mark for day, (mark, _) in self.days.items()}

    async def write(self, day: int, mark: str, facts: Sequence[Fact]) -> None:
        """Keep a day in the place of what was there of it."""
        in_order = sorted(facts, key=lambda it: (it.served_at, it.tip_id))
        self.days[day] = (mark, tuple(in_order))

    async def drop(self, day: int) -> None:
        """Drop a day, if it is there."""
        self.days.pop(day, None)
