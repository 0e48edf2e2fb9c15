"""Shape what use cases hand to the faces: values that a page or an answer is made from."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.command import CommandKind
from core.domain.consent import Purpose
from core.domain.ids import TipId
from core.domain.integration import IntegrationState, Provider
from core.domain.reaction import Reaction, ReactionKind
from core.domain.session import Session
from core.domain.tip import TipCard
from core.domain.user import User
from core.errors import NothingToTip


@dataclass(frozen=True, slots=True)
class Person:
    """A user with their devices and what they now allow."""

    user: User
    devices: tuple[Session, ...]
    consents: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class IntegrationView:
    """How a user's link to one service stands; `state` is None when there is no link."""

    provider: Provider
    state: IntegrationState | None = None
    personal: bool = False
    synced_at: datetime | None = None
    next_sync_at: datetime | None = None
    task_count: int = 0
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that stayed in oO: its task's words, what was asked for, and why it was not done."""

    text: str
    kind: CommandKind
    why: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What does not go as its user thinks; empty when all is well."""

    reconnect: bool = False
    unsynced_since: datetime | None = None
    """When the tasks were read last, while reading fails."""
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """The newest answer, as long as it can be undone."""

    tip_id: TipId
    kind: ReactionKind
    text: str
    until: datetime | None = None
    """When a snoozed task comes back, in the user's own time."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A tip on its way to a face: the id stays on the server, the card may be seen."""

    tip_id: TipId
    card: TipCard
    last: Last | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The reaction as recorded, and the next tip or the reason why there is none."""

    reaction: Reaction
    next: Shown | NothingToTip
