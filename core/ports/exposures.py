"""Say what the console needs stored of who met which experiment."""

from typing import Protocol

from core.domain.exposure import Exposed


class Exposures(Protocol):
    """Users by experiment, arm and the day of their first tip of it, before `end`, in that order.

    It counts facts by one index; without a name, of every experiment. Of a user whom two arms served the
    arm that comes first by name is told.
    """

    async def of(self, end: int, name: str = "") -> tuple[Exposed, ...]: ...
