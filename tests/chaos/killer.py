"""Kill the processes of a run at random, one every few seconds."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.chaos.children import Child


@dataclass(frozen=True, slots=True)
class Killer:
    """Kills until it is stopped; whom and when comes from the seed, and each has an equal share."""

    children: Sequence[Child]
    dice: random.Random
    pause_s: tuple[float, float]
    _next: list[Child] = field(default_factory=list)

    async def run(self, over: asyncio.Event) -> None:
        """Kill one after a pause, start it again at once, and so on until it is over."""
        while True:
            try:
                await asyncio.wait_for(over.wait(), self.dice.uniform(*self.pause_s))
            except TimeoutError:
                child = self._draw()
                child.kill()
                child.start()
            else:
                return

    def _draw(self) -> Child:
        if not self._next:
            self._next.extend(self.dice.sample(self.children, len(self.children)))
        return self._next.pop()

    @property
    def kills(self) -> int:
        """Return how many were killed so far."""
        return sum(child.killed for child in self.children)
