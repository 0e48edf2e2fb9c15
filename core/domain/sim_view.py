"""Show a simulation run: its setup, how far it is, and what its lives say so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.ids import RunId


class Standing(StrEnum):
    """How a run stands, as people ask about it."""

    RUNNING = "running"
    LEFT = "left"
    """It is not done, and nobody computes it any more."""
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    """It stopped by itself, for a reason that it tells."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run compares, on whom, and with which code."""

    policies: tuple[str, ...]
    """Contestants; the others are compared with the first."""
    worlds: tuple[str, ...]
    people: str
    """Name of the set of personas, or of a file."""
    personas: int
    seeds: int
    picks: int
    days: int | None
    judge: str
    judged_by: str
    digest: str
    """Of personas and worlds."""
    prior: str
    code: str
    command: str
    """What makes it again."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in the list of runs."""

    id: RunId
    setup: Setup
    standing: Standing
    created_at: datetime
    last_at: datetime | None
    """When a part was last done."""
    done: int
    total: int
    hands: int
    """Processes that compute it now."""
    note: str = ""
    by: str = ""
    """Who started it in the console; empty for a command."""
    question: str = ""
    """Why, in their own words."""

    @property
    def short(self) -> str:
        """Return the end of its id, which is what people call it by."""
        return short_of(self.id)


def short_of(run_id: RunId) -> str:
    """Return the last letters of a run's id: the random ones."""
    return run_id.hex[-SHORT:]


SHORT = 8
"""Letters that a run is called by."""


@dataclass(frozen=True, slots=True)
class Runs:
    """A page of runs, newest first, and those that are being computed."""

    page: tuple[RunLine, ...]
    running: tuple[RunLine, ...]
    total: int
    older: RunId | None = None
    """Where the next page begins after; None on the last one."""


@dataclass(frozen=True, slots=True)
class Span:
    """A figure with the bounds of its interval; NaN where nobody knows."""

    value: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Return half the width of the interval."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Course:
    """A figure pick by pick with its band, all of one length; NaN where nobody knows."""

    mean: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A group of personas under one policy; None where it has no clear gap."""

    name: str
    people: int
    gap: Span | None


@dataclass(frozen=True, slots=True)
class PolicySeen:
    """What one policy came to in one world."""

    policy: str
    reference: bool
    gap: Span | None
    early: Span | None
    """The gap closed in the first 15 picks."""
    worth: Span
    """Expected reward a pick, as the judge sees it."""
    reward: Span
    """Reward of the answers as they fell."""
    answers: Mapping[str, float] = field(default_factory=dict, hash=False)
    """Share of each answer, by its name; `ignored` is no answer."""
    courses: Mapping[str, Course] = field(default_factory=dict, hash=False)
    """By what is shown: `gap`, `reward`, `regret`."""
    groups: tuple[GroupSeen, ...] = ()
    fallbacks: int = 0


@dataclass(frozen=True, slots=True)
class Duel:
    """One policy minus the first, in shares of the gap where it is clear, else in reward."""

    policy: str
    verdict: str
    """`better`, `worse` or `no evidence`; the interval agrees with it."""
    difference: Span


@dataclass(frozen=True, slots=True)
class WorldSeen:
    """What one world showed."""

    world: str
    people: int
    lives: int
    clear: bool
    """Whether there is a gap to close."""
    least: float | None
    """The smallest difference that four runs in five would have shown."""
    policies: tuple[PolicySeen, ...]
    duels: tuple[Duel, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the lives of a run say, so far or for good."""

    done: int
    worlds: tuple[WorldSeen, ...] = ()
    claims: tuple[str, ...] = ()
    """What may be said of each policy in every world, a sentence each."""
    headline: str = ""
    warnings: tuple[str, ...] = ()
    tau: float | None = None
    """Kendall's tau of the order of policies, on average over pairs of worlds."""
    unlike: tuple[str, str, float] | None = None
    """The two worlds that agree least, and their tau."""
    judges: str = ""
    """How far the judge and the rules answer alike; empty where the rules judged alone."""
