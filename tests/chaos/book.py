"""Hold the three books that are compared: the client's, the outside's, and the database's."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """An acknowledged answer to a tip, with the time that the acknowledgement named."""

    user: str
    tip: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Undo:
    """An acknowledged undo."""

    user: str
    tip: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A task that a person completed over there; the stand-in knows when."""

    user: str
    task: str


@dataclass(slots=True)
class Told:
    """The client's own log: what was acknowledged to it."""

    answers: list[Answer] = field(default_factory=list)
    undos: list[Undo] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the stand-in Todoist saw; it is never killed."""

    executed: tuple[str, ...] = ()
    """The uuid of each command, each time it was carried out."""
    completed_at: dict[str, tuple[datetime, ...]] = field(default_factory=dict)
    """When each task was completed, whoever did it."""
    checked: frozenset[str] = frozenset()
    """Tasks that are completed now."""
    hooks: tuple[str, ...] = ()
    """Digest of each webhook that was answered with 200, each time it was."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A row of tip_feedback."""

    id: str
    user: str
    tip: str
    kind: str
    at: datetime
    undone: bool
    dwell_ms: int


@dataclass(frozen=True, slots=True)
class KeptTip:
    """A row of tip_views."""

    user: str
    task: str
    served_at: datetime


@dataclass(frozen=True, slots=True)
class KeptOutcome:
    """A row of tip_outcomes."""

    tip: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """A row of the outbox."""

    id: str
    subject: str
    sent: bool
    tip: str = ""
    reaction: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds at the end."""

    answers: tuple[KeptAnswer, ...] = ()
    tips: dict[str, KeptTip] = field(default_factory=dict)
    rewards: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    """Thousandths of each tip's rewards, oldest first; the last one stands."""
    outcomes: tuple[KeptOutcome, ...] = ()
    events: tuple[KeptEvent, ...] = ()
    inbox: tuple[tuple[str, str], ...] = ()
    """Consumer and event."""
    dead_letters: int = 0
    deliveries: dict[str, int] = field(default_factory=dict)
    """Digest of a webhook, and how many rows it has."""
    closes: dict[str, str] = field(default_factory=dict)
    """Id of each command to close a task, and how it ended: done, dead, or waiting."""
    commands: frozenset[str] = frozenset()
    """Ids of all commands."""

    @property
    def sizes(self) -> dict[str, int]:
        """Return how many rows of each sort there are."""
        return {
            "answers": len(self.answers),
            "tips": len(self.tips),
            "rewards": sum(map(len, self.rewards.values())),
            "outcomes": len(self.outcomes),
            "completions elsewhere": sum(it.kind == "completed" for it in self.outcomes),
            "events": len(self.events),
            "inbox": len(self.inbox),
            "deliveries": sum(self.deliveries.values()),
            "commands": len(self.commands),
        }
