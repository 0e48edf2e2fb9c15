"""Hold what simulations say of a policy against another, as far as it is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import RunId
from core.domain.preflight import Simulated


@dataclass(frozen=True, slots=True)
class Trial:
    """The newest finished run that both policies lived in.

    Args: worst_group is what the worst group of personas got in any world, as a share of the mean;
    None where no group can be told apart.
    """

    run: RunId
    begun_at: datetime
    against: str
    simulated: tuple[Simulated, ...] = ()
    worst_group: float | None = None


ReadTrial = Callable[[str, str], Awaitable[Trial | None]]
"""Tells what simulations say of the first policy against the second; None when no run has both."""


async def never_tried(_policy: str, _against: str) -> Trial | None:
    """Know of no simulation."""
    return None
