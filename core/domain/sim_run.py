"""Describe a simulation run, the shards it is computed in, and the lives that come out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.ids import RunId
from core.errors import Malformed, OurFault

PLAN_BYTES = 65_536
"""Bytes of UTF-8 that a plan may take."""


class RunState(StrEnum):
    """How far a run is."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SimRun:
    """One simulation as it was asked for; what came of it are its lives.

    Raises: Malformed when the plan is longer than `PLAN_BYTES`.
    """

    id: RunId
    plan: str
    """What is simulated, as JSON; opaque here."""
    code: str
    """The version of what computes it: lives of two versions do not compare."""
    created_at: datetime
    shards: int
    """How many parts it is computed in."""
    state: RunState = RunState.RUNNING
    note: str = ""
    """Why it stopped; empty otherwise."""

    def __post_init__(self) -> None:
        """Refuse a plan that is too long to be one."""
        if len(self.plan.encode("utf-8", "surrogatepass")) > PLAN_BYTES:
            raise Malformed("plan")


@dataclass(frozen=True, slots=True)
class SimLife:
    """One persona's life under one policy, as one row of packed columns."""

    run_id: RunId
    place: int
    """The shard it was lived in."""
    policy: str
    world: str
    persona: str
    seed: int
    decisions: int
    """How many rows the columns have."""
    columns: bytes
    """The decisions, packed and compressed by whoever lived them; opaque here."""


@dataclass(frozen=True, slots=True)
class SimShard:
    """A part of a run that one process computes at a time, and who has claimed it."""

    run_id: RunId
    place: int
    """From 0."""
    key: str
    """What is computed, for people: "linear/mira/3"."""
    claimed_by: str = ""
    claimed_until: datetime | None = None
    done_at: datetime | None = None
    tries: int = 0
    """How often it was handed out: the number of a claim, which no later claim shares."""

    def free(self, now: datetime) -> bool:
        """Return whether it may be claimed."""
        run_out = self.claimed_until is None or self.claimed_until <= now
        return self.done_at is None and run_out

    def held_as(self, claim: "SimShard") -> bool:
        """Return whether this claim still stands: neither finished, released nor overtaken."""
        claimed = self.claimed_until is not None
        return self.done_at is None and claimed and self.tries == claim.tries

    def must_own(self, lives: Iterable[SimLife]) -> None:
        """Raise OurFault when a life was lived elsewhere."""
        if any((it.run_id, it.place) != (self.run_id, self.place) for it in lives):
            raise OurFault


@dataclass(frozen=True, slots=True)
class Progress:
    """How many shards of a run are done, claimed by somebody, and free to be claimed."""

    done: int
    claimed: int
    waiting: int
    hands: int = field(default=0, compare=False)
    """Who holds what is claimed: so many processes."""
    last_at: datetime | None = field(default=None, compare=False)
    """When a part was last done."""

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.done + self.claimed + self.waiting


def shards_of(run: SimRun, keys: tuple[str, ...]) -> tuple[SimShard, ...]:
    """Return a new run's shards, in the order of their keys, claimed by nobody.

    Raises: OurFault when the run says another number.
    """
    if run.shards != len(keys):
        raise OurFault
    return tuple(SimShard(run.id, place, key) for place, key in enumerate(keys))
