"""Name what has happened: past tense, immutable, saved with what caused it; ids and numbers only."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from core.domain.completion import Noticed
from core.domain.ids import EventId, ReactionId, TaskId, TipId, UserId, new_id
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind


def _fresh() -> EventId:
    return EventId(new_id())


@dataclass(frozen=True, slots=True)
class Event:
    """What every event says; `subject` is its address on the bus and carries no version.

    Two events that say the same are equal, whatever their ids; consumers tell them apart by id.
    """

    subject: ClassVar[str]
    version: ClassVar[int] = 1

    at: datetime
    user_id: UserId
    id: EventId = field(default_factory=_fresh, kw_only=True, compare=False)
    cause: UUID | None = field(default=None, kw_only=True, compare=False)
    """Id of what brought it about: a reaction, a delivery, another event."""


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A user began a session."""

    subject: ClassVar[str] = "signals.user.signed_in"

    issuer: str
    first: bool


@dataclass(frozen=True, slots=True)
class PersonChanged(Event):
    """A user changed what is set about them: what they allow, or their time zone."""

    subject: ClassVar[str] = "signals.user.changed"


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
class TaskCompleted(Event):
    """A task was completed over there, and not because oO asked for it."""

    subject: ClassVar[str] = "signals.task.completed"

    provider: Provider
    task_id: TaskId
    completed_at: datetime
    noticed: Noticed
    tip_id: TipId | None
    """The tip that had proposed it within its window, if there is one."""


@dataclass(frozen=True, slots=True)
class TaskReopened(Event):
    """A completed task was opened again over there."""

    subject: ClassVar[str] = "signals.task.reopened"

    provider: Provider
    task_id: TaskId
    tip_id: TipId | None


@dataclass(frozen=True, slots=True)
class TaskPostponed(Event):
    """A task was given a later due over there, without being completed."""

    subject: ClassVar[str] = "signals.task.postponed"

    provider: Provider
    task_id: TaskId


@dataclass(frozen=True, slots=True)
class TaskDeleted(Event):
    """A task was deleted over there."""

    subject: ClassVar[str] = "signals.task.deleted"

    provider: Provider
    task_id: TaskId


@dataclass(frozen=True, slots=True)
class TaskEdited(Event):
    """A task was changed over there in another way."""

    subject: ClassVar[str] = "signals.task.edited"

    provider: Provider
    task_id: TaskId


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
class TipVanished(Event):
    """An open tip went, because its task went away elsewhere."""

    subject: ClassVar[str] = "signals.tip.vanished"

    tip_id: TipId


@dataclass(frozen=True, slots=True)
class TipWithdrawn(Event):
    """An open tip was taken back, because an earlier one was reopened or silence was asked for."""

    subject: ClassVar[str] = "signals.tip.withdrawn"

    tip_id: TipId


@dataclass(frozen=True, slots=True)
class TipClosed(Event):
    """The window of a tip closed: its reward stands for good, or no answer came."""

    subject: ClassVar[str] = "signals.tip.closed"

    tip_id: TipId


@dataclass(frozen=True, slots=True)
class PolicyAssigned(Event):
    """A user was given a policy of their own, or (empty) the one that everybody has."""

    subject: ClassVar[str] = "signals.policy.assigned"

    policy: str


@dataclass(frozen=True, slots=True)
class PosteriorRebuilt(Event):
    """What a policy had learned about a user was learned anew from the standing rewards."""

    subject: ClassVar[str] = "signals.policy.rebuilt"

    policy: str


@dataclass(frozen=True, slots=True)
class UserErased(Event):
    """A user left; the id is the last trace and dies with the outbox row."""

    subject: ClassVar[str] = "signals.user.erased"


EVENTS: dict[str, type[Event]] = {kind.subject: kind for kind in Event.__subclasses__()}
"""Every event by its subject: what the outbox can hold."""
