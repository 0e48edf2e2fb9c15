"""Wake the loops at once when there is something to carry, instead of at their next look."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field


def _nobody() -> None:
    """Tell no other process."""


@dataclass(frozen=True, slots=True)
class Ear:
    """One loop's ear: a ring is heard once, also when it came before anybody waited."""

    _rung: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self) -> None:
        """Remember a ring."""
        self._rung.set()

    async def wait(self, timeout_s: float) -> None:
        """Return when rung, or after `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        except TimeoutError:
            return
        self._rung.clear()


@dataclass(frozen=True, slots=True)
class Bell:
    """Rings from use cases to every loop that listens; `tell` passes it on to other processes."""

    tell: Callable[[], None] = _nobody
    _ears: list[Ear] = field(default_factory=list)

    def ear(self) -> Ear:
        """Return a new ear."""
        ear = Ear()
        self._ears.append(ear)
        return ear

    def ring(self) -> None:
        """Say that something was written that a loop should carry, here or elsewhere."""
        self.heard()
        self.tell()

    def heard(self) -> None:
        """Wake the loops of this process alone: another has rung."""
        for ear in self._ears:
            ear.hear()
