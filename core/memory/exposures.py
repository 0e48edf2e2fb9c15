"""Count whom experiments have reached, in memory."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from core.domain.exposure import Exposed
from core.domain.fact import Fact
from core.domain.ids import UserId
from core.memory.draft import Draft


@dataclass(frozen=True, slots=True)
class MemoryExposures:
    """Whom experiments have reached, in memory."""

    draft: Draft

    async def of(self, end: int, name: str = "") -> tuple[Exposed, ...]:
        """Return users by experiment, arm and day."""
        met: dict[tuple[str, UserId], list[Fact]] = defaultdict(list)
        for fact in self.draft.facts.values():
            within = fact.choice.experiment
            if within and fact.day < end and name in {"", within}:
                met[within, fact.user_id].append(fact)
        users: Counter[tuple[str, str, int]] = Counter()
        crossed: Counter[tuple[str, str, int]] = Counter()
        for (within, _), facts in met.items():
            arms = {it.choice.assigned for it in facts}
            key = (within, min(arms), min(it.day for it in facts))
            users[key] += 1
            crossed[key] += len(arms) > 1
        return tuple(Exposed(*key, users[key], crossed[key]) for key in sorted(users))
