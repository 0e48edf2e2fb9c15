"""Name what has happened: past tense, immutable, saved with what caused it; ids and numbers only."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.domain.ids import ReactionId, TipId, UserId
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind


@dataclass(frozen=True, slots=True)
class Event:
    """What every event says; `subject` is its address on the bus and carries no version."""

    subject: ClassVar[str]
    version: ClassVar[int] = 1

    at: datetime
    user_id: UserId


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A user began a session."""

    subject: ClassVar[str] = "signals.user.signed_in"

    issuer: str
    first: bool


@dataclass(frozen=True, slots=True)
class IntegrationConnected(Event):
    """A user linked an integration."""

    subject: ClassVar[str] = "signals.integration.connected"

    provider: Provider


@dataclass(frozen=True, slots=True)
class IntegrationLost(Event):
    """The tokens of an integration died; only its user can mend that."""

    subject: ClassVar[str] = "signals.integration.lost"

    provider: Provider


@dataclass(frozen=True, slots=True)
class IntegrationDisconnected(Event):
    """A user unlinked an integration."""

    subject: ClassVar[str] = "signals.integration.disconnected"

    provider: Provider


@dataclass(frozen=True, slots=True)
class TasksSynced(Event):
    """A sync brought what had changed."""

    subject: ClassVar[str] = "signals.task.synced"

    provider: Provider
    changed: int
    gone: int
    total: int


@dataclass(frozen=True, slots=True)
class TipServed(Event):
    """A tip was shown."""

    subject: ClassVar[str] = "signals.tip.served"

    tip_id: TipId
    policy: str
    propensity: float
    candidates: int


@dataclass(frozen=True, slots=True)
class TipAnswered(Event):
    """A tip was answered."""

    subject: ClassVar[str] = "signals.tip.feedback"

    tip_id: TipId
    reaction_id: ReactionId
    kind: ReactionKind
    dwell_ms: int


@dataclass(frozen=True, slots=True)
class TipAnswerUndone(Event):
    """An answer was taken back."""

    subject: ClassVar[str] = "signals.tip.undone"

    tip_id: TipId
    reaction_id: ReactionId


@dataclass(frozen=True, slots=True)
class TipSettled(Event):
    """A pick was given its reward."""

    subject: ClassVar[str] = "signals.tip.settled"

    tip_id: TipId
    reward_milli: int


@dataclass(frozen=True, slots=True)
class TipUnsettled(Event):
    """A pick's reward was taken back: every policy is as if it had never been."""

    subject: ClassVar[str] = "signals.tip.unsettled"

    tip_id: TipId


@dataclass(frozen=True, slots=True)
class UserErased(Event):
    """A user left; the id is the last trace and dies with the outbox row."""

    subject: ClassVar[str] = "signals.user.erased"


EVENTS: dict[str, type[Event]] = {kind.subject: kind for kind in Event.__subclasses__()}
"""Every event by its subject: what the outbox can hold."""
