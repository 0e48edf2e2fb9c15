"""Say what core needs of whoever computes a simulation: hands outside of this process."""

from typing import Protocol

from core.domain.ids import RunId


class Hands(Protocol):
    """Processes of their own that compute runs; they go on when whoever asked has gone.

    `processes` of them work on a run; `set_to_work` returns as soon as they have begun. Raises: OurFault when none can begin.
    """

    @property
    def processes(self) -> int: ...
    async def set_to_work(self, run_id: RunId) -> None: ...
