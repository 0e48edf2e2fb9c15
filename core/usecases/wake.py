"""Wake the loops at once when there is something to carry, instead of at their next look."""

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bell:
    """Rings from use cases to the loops of the same process."""

    _event: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        """Say that something was written that a loop should carry."""
        self._event.set()

    async def wait(self, timeout_s: float) -> None:
        """Return when rung, or after `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        except TimeoutError:
            return
        self._event.clear()
