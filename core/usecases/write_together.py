"""Write deliveries down together: what comes while one transaction commits goes with the next."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from core.domain.delivery import Delivery
from core.errors import OoError, Overloaded, UserMust
from core.ports import Clock, Store

MOST_WAITING = 2000
"""Deliveries that wait to be written; one more is told to come again (reliability L2)."""
BATCH = 500
"""Deliveries of one transaction."""
WRITTEN_IN_S = 10.0
"""So long a locked database is waited for; then the sender is told to come again."""
LOOK_AGAIN_S = 0.05
"""Between two tries to write."""
COME_AGAIN_S = 60
"""Seconds after which a sender may try again; Todoist takes its own fifteen minutes."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    delivery: Delivery
    since_s: float
    written: "asyncio.Future[None]"


@dataclass(frozen=True, slots=True)
class WriteTogether:
    """Gather deliveries of many callers into few transactions (reliability H3)."""

    store: Store
    clock: Clock
    most_waiting: int = MOST_WAITING
    _queue: deque[_Waiting] = field(default_factory=deque)
    _writers: set["asyncio.Task[None]"] = field(default_factory=set)

    async def __call__(self, delivery: Delivery) -> None:
        """Return when the delivery is on the disk, also if it came before.

        Raises: Overloaded; NotFound when its user has left meanwhile.
        """
        if len(self._queue) >= self.most_waiting:
            raise Overloaded(COME_AGAIN_S)
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(delivery, self.clock.monotonic_s(), written))
        if not self._writers:
            writer = asyncio.create_task(self._write(), name="deliveries writer")
            self._writers.add(writer)
        await written

    async def _write(self) -> None:
        """Write until nobody waits; nobody is left waiting, whatever happens."""
        try:
            while self._queue:
                await self._batch()
        finally:
            while self._queue:
                _tell(self._queue.popleft(), Overloaded(COME_AGAIN_S))
            self._writers.clear()  # before anybody else can run: whoever comes next needs a writer

    async def _batch(self) -> None:
        batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
        try:
            error = await self._patiently(batch)
            if isinstance(error, UserMust) and not isinstance(error, Overloaded):
                for one in batch:  # one user has left: the others' must not go with theirs
                    _tell(one, await self._patiently([one]))
                return
        except BaseException:
            for one in batch:
                _tell(one, Overloaded(COME_AGAIN_S))
            raise
        for one in batch:
            _tell(one, error)

    async def _patiently(self, batch: list[_Waiting]) -> OoError | None:
        """Return None once the batch is on the disk, or why it never will be."""
        until_s = batch[0].since_s + WRITTEN_IN_S
        while True:
            try:
                async with self.store.writing() as work:
                    await work.deliveries.add(tuple(one.delivery for one in batch))
            except UserMust as error:
                return error
            except OoError:  # locked, or another process wrote the same: look again
                if self.clock.monotonic_s() >= until_s:
                    return Overloaded(COME_AGAIN_S)
                await asyncio.sleep(LOOK_AGAIN_S)
            else:
                return None


def _tell(one: _Waiting, error: OoError | None) -> None:
    if one.written.done():  # its sender has gone away
        return
    if error is None:
        one.written.set_result(None)
    else:
        one.written.set_exception(error)
