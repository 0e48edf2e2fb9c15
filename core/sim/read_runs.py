"""Read which runs there are, how far they are, and who wanted to know what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.audit import DONE, Sought
from core.domain.chain import Entry
from core.domain.ids import RunId
from core.domain.sim_run import RunState, SimRun
from core.domain.sim_view import RunLine, Runs, Standing, short_of
from core.errors import NotFound
from core.ports import Clock, Store, Work
from core.sim.setup import line

PAGE = 12
"""Runs on one page of the list."""
DEEDS = 500
"""Entries of the audit that are looked through for who started what."""


@dataclass(frozen=True, slots=True)
class ReadSimRuns:
    """Read runs as the console lists them; nothing of what they found."""

    store: Store
    clock: Clock

    async def __call__(self, after: RunId | None = None, limit: int = PAGE) -> Runs:
        """Return the runs after one, newest first, and all that are being computed."""
        async with self.store.reading() as work:
            every = await work.sim_runs.all()
            begin = next((at + 1 for at, it in enumerate(every) if it.id == after), 0)
            page = every[begin : begin + limit]
            going = [it for it in every if it.state is RunState.RUNNING]
            lines = {it.id: it for it in await self._lines(work, [*page, *going])}
        more = begin + limit < len(every)
        return Runs(
            page=tuple(lines[it.id] for it in page),
            running=tuple(
                lines[it.id] for it in going if lines[it.id].standing is Standing.RUNNING
            ),
            total=len(every),
            older=page[-1].id if more and page else None,
        )

    async def named(self, name: str) -> RunLine:
        """Return a run by its id or the end of it. Raises: NotFound."""
        (found,) = await self.all_named((name,)) or (None,)
        if found is None:
            raise NotFound("run")
        return found

    async def newest_done(self) -> RunLine | None:
        """Return the newest run that is done; None when there is none."""
        async with self.store.reading() as work:
            done = [it for it in await work.sim_runs.all() if it.state is RunState.DONE]
            return next(iter(await self._lines(work, done[:1])), None)

    async def all_named(self, names: Sequence[str]) -> tuple[RunLine, ...]:
        """Return those runs that exist, in this order, by id or the end of it."""
        async with self.store.reading() as work:
            every = await work.sim_runs.all()
            found = [run for name in names if (run := _named(every, name))]
            return await self._lines(work, found)

    async def _lines(self, work: Work, runs: Sequence[SimRun]) -> tuple[RunLine, ...]:
        now, deeds = self.clock.now(), await _deeds(work)
        return tuple(
            [
                line(it, await work.sim_shards.progress(it.id, now), now, deeds[str(it.id)])
                for it in dict.fromkeys(runs)
            ]
        )


def _named(runs: Sequence[SimRun], name: str) -> SimRun | None:
    """Return the newest run of that id, or of that end of an id."""
    return next((it for it in runs if name and name in {str(it.id), short_of(it.id)}), None)


async def _deeds(work: Work) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for it in await work.audit.page(Sought(kind="simulation", result=DONE), None, DEEDS):
        found[it.object].append(it)
    return found
