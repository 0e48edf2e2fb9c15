"""Count everything anew from what is stored, batch by batch, while everybody goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.domain.fact import Fact
from core.domain.ids import UserId
from core.ports import Clock, Store, Work
from core.usecases.counting import count, facts_of
from core.usecases.tally import gathered

AT_ONCE = 500
"""Tips, or users, counted in one transaction: others wait meanwhile."""

Progress = Callable[[int], None]
"""Who is told how many tips are counted."""


def _nobody(_counted: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class RebuildRollups:
    """Fill facts and rollups from raw rows; until it is through, panels know that a part is missing.

    Rollups say up to which tip they are filled. Beyond it events only change facts, so that each tip
    is counted once, whatever happens meanwhile; what was broken off goes on from there.
    """

    store: Store
    clock: Clock
    zone: ZoneInfo
    at_once: int = AT_ONCE

    async def __call__(self, progress: Progress = _nobody) -> int:
        """Return how many tips were counted, all of them from nothing."""
        async with self.store.writing() as work:
            await work.counting.begin(self.clock.now(), self.zone.key)
            await work.counting.restart(self.zone.key)
        return await self._go_on(progress)

    async def carry_on(self) -> int:
        """Return how many tips were counted of a rebuild that is under way, or was due.

        It is due when the console's days begin at another hour than they did.
        """
        async with self.store.reading() as work:
            state = await work.counting.state()
        if state is None or (state.whole and state.zone == self.zone.key):
            return 0
        return await self._go_on(_nobody) if state.zone == self.zone.key else await self()

    async def _go_on(self, progress: Progress) -> int:
        counted, more = 0, True
        while more:
            async with self.store.writing() as work:
                batch, more = await self._some(work)
            counted += batch
            progress(counted)
        async with self.store.reading() as work:
            living = await work.ledger.living()
        for start in range(0, len(living), self.at_once):
            await self._gather(living[start : start + self.at_once])
        return counted

    async def _some(self, work: Work) -> tuple[int, bool]:
        """Return how many tips were counted, and whether there may be more."""
        state = await work.counting.begin(self.clock.now(), self.zone.key)
        if state.whole:
            return 0, False
        courses = await work.courses.after(state.reached, self.at_once)
        tips = [it.tip_id for it in courses]
        known, picks = await work.facts.get(tips), await work.courses.picks(tips)
        facts = facts_of(courses, picks, known, self.zone)
        pairs: list[tuple[Fact | None, Fact | None]] = [(None, it) for it in facts]
        await work.facts.put([it for it in facts if known.get(it.tip_id) != it])
        await count(work, pairs)
        more = len(courses) == self.at_once
        await work.counting.reach(tips[-1] if tips else state.reached, whole=not more)
        return len(tips), more

    async def _gather(self, users: tuple[UserId, ...]) -> None:
        async with self.store.writing() as work:
            await work.counting.begin(self.clock.now(), self.zone.key)
            await gathered(work, users)
