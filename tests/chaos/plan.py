"""Say what one run is: on which engine, from which seed, and how much must happen."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Engine(StrEnum):
    """The two sizes that oO comes in."""

    SQLITE = "sqlite"
    """One file; events stay in the worker."""
    POSTGRES = "postgres"
    """A database of the run's own, and a NATS server of its own with JetStream."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: it ends when there were enough operations and enough kills."""

    engine: Engine
    seed: int = 1
    ops: int = 20_000
    """Acknowledged operations, at least."""
    kills: int = 100
    """Processes killed, at least."""
    people: int = 48
    """More of them ask for more than our API's allowance of one of them gives."""
    tasks: int = 40
    """Tasks that each of them begins with, and about as many as they keep open."""
    pause_s: tuple[float, float] = (1.0, 5.0)
    """Between two kills."""
    think_s: tuple[float, float] = (0.2, 0.8)
    """Between two turns of a person."""
    calm_s: float = 600.0
    """Longest wait at the end until nothing is left to be carried."""
    limit_s: float = 3600.0
    """A run that takes longer has failed."""

    def as_dict(self):
        """Return the plan for a report."""
        return asdict(self)
