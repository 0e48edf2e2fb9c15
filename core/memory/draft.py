"""Hold everything that is stored, and one transaction's draft of it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, NoReturn, Self, TypeVar

from core.domain.annotation import Annotation
from core.domain.assignment import Experiment
from core.domain.attempt import Attempt
from core.domain.chain import Entry
from core.domain.change import Change
from core.domain.command import Revocation, TaskCommand
from core.domain.consent import Consent
from core.domain.delivery import Delivery
from core.domain.deployment import Deployment
from core.domain.erasure import Erasure
from core.domain.events import Event
from core.domain.fact import Fact
from core.domain.ids import (
    AnnotationId,
    ChangeId,
    CommandId,
    ConsentId,
    DeliveryId,
    DeploymentId,
    EventId,
    IntegrationId,
    OutcomeId,
    ReactionId,
    ResetId,
    RewardId,
    RunId,
    TipId,
    UserId,
    ViewId,
)
from core.domain.integration import Integration, Provider, Tokens
from core.domain.lease import Lease
from core.domain.letter import Letter
from core.domain.outcome import Outcome
from core.domain.pick import Pick
from core.domain.posterior import PopulationPrior, Posterior
from core.domain.reaction import Reaction, Rest
from core.domain.reset import Reset, Snapshot
from core.domain.reward import Reward
from core.domain.rollup import Bin, Slot, Sums, TargetSlot, TargetSums
from core.domain.saved_view import SavedView
from core.domain.session import Session
from core.domain.sim_run import SimLife, SimRun, SimShard
from core.domain.task import TaskList
from core.domain.tip import Tip, TipStatus
from core.domain.user import Identity, User
from core.domain.user_fact import Active, UserDay, UserFact
from core.errors import NotFound, OoError
from core.memory.shelf import Kept, Shelf
from core.ports import Counted, Reply

T = TypeVar("T")
"""What waits."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """An identity and whose it is."""

    user_id: UserId
    identity: Identity


@dataclass(frozen=True, slots=True)
class Held:
    """Tokens, and until when somebody refreshes them."""

    tokens: Tokens
    claimed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting(Generic[T]):
    """What waits to be told or done, and since when it no longer does."""

    item: T
    held_until: datetime | None = None
    over_at: datetime | None = None
    error: str = ""

    def free(self, now: datetime) -> bool:
        """Return whether it may be claimed."""
        return self.over_at is None and (self.held_until is None or self.held_until <= now)


@dataclass(frozen=True, slots=True)
class Had:
    """That an event had its effect, whose event, and when."""

    user_id: UserId
    at: datetime


def _groups_of_tip(tip: Tip) -> tuple[Hashable, ...]:
    mine = ("user", tip.user_id)
    return (mine, ("open", tip.user_id)) if tip.status is TipStatus.OPEN else (mine,)


def _about(it: Reaction | Outcome | Reward) -> tuple[Hashable, ...]:
    return ("user", it.user_id), ("tip", it.tip_id)


GROUPS: Mapping[str, Callable[[Any], tuple[Hashable, ...]]] = {
    "tips": _groups_of_tip,
    "reactions": _about,
    "outcomes": _about,
    "rewards": _about,
    "facts": lambda it: (("user", it.user_id),),
    "rests": lambda it: (("user", it.user_id),),
}
"""By what else than their key things are looked for. Any: each function takes its own kind."""


class Room:
    """Everything that is committed, one kind of thing beside the other."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kept[Any, Any]] = {}

    def kind(self, name: str) -> Kept[Any, Any]:
        """Return what is kept of one kind. Any: each shelf types its own."""
        return self._kinds.setdefault(name, Kept(GROUPS.get(name)))


@dataclass(slots=True)
class Draft:
    """One transaction: a shelf for each kind of thing."""

    users: Shelf[UserId, User]
    living: Shelf[UserId, bool]
    identities: Shelf[tuple[str, str], Vouched]
    consents: Shelf[ConsentId, Consent]
    sessions: Shelf[str, Session]
    attempts: Shelf[str, Attempt]
    integrations: Shelf[IntegrationId, Integration]
    tokens: Shelf[IntegrationId, Held]
    task_lists: Shelf[tuple[UserId, Provider], TaskList]
    rests: Shelf[TipId, Rest]
    tips: Shelf[TipId, Tip]
    picks: Shelf[TipId, Pick]
    reactions: Shelf[ReactionId, Reaction]
    outcomes: Shelf[OutcomeId, Outcome]
    rewards: Shelf[RewardId, Reward]
    posteriors: Shelf[tuple[UserId, str], Posterior]
    states: Shelf[tuple[UserId, str], Posterior]
    priors: Shelf[str, PopulationPrior]
    experiments: Shelf[str, Experiment]
    deeds: Shelf[int, Entry]
    replies: Shelf[tuple[UserId, str], Reply]
    outbox: Shelf[EventId, Waiting[Event]]
    inbox: Shelf[tuple[str, EventId], Had]
    letters: Shelf[tuple[str, EventId], Letter]
    deliveries: Shelf[DeliveryId, Waiting[Delivery]]
    leases: Shelf[str, Lease]
    commands: Shelf[CommandId, Waiting[TaskCommand]]
    revocations: Shelf[CommandId, Waiting[Revocation]]
    erasures: Shelf[str, Erasure]
    deployments: Shelf[DeploymentId, Deployment]
    changes: Shelf[ChangeId, Change]
    annotations: Shelf[AnnotationId, Annotation]
    resets: Shelf[ResetId, Reset]
    snapshots: Shelf[tuple[ResetId, str], Snapshot]
    saved_views: Shelf[ViewId, SavedView]
    sim_runs: Shelf[RunId, SimRun]
    sim_shards: Shelf[tuple[RunId, int], SimShard]
    sim_lives: Shelf[tuple[RunId, int, str], SimLife]
    facts: Shelf[TipId, Fact]
    slots: Shelf[Slot, Sums]
    target_slots: Shelf[TargetSlot, TargetSums]
    bins: Shelf[Bin, int]
    counted: Shelf[int, Counted]
    user_facts: Shelf[UserId, UserFact]
    user_days: Shelf[tuple[UserId, int], UserDay]
    actives: Shelf[tuple[int, int], Active]
    refused: OoError | None = field(default=None, init=False)
    _shelves: tuple[Shelf[Any, Any], ...] = field(init=False)
    """All of them. Any: of every kind."""

    def __post_init__(self) -> None:
        """Gather the shelves."""
        self._shelves = tuple(getattr(self, name) for name in SHELVES)

    @classmethod
    def on(cls, room: Room, *, writable: bool) -> Self:
        """Return a draft that begins as the room is."""
        return cls(*(Shelf(room.kind(name), writable=writable) for name in SHELVES))

    def commit(self) -> None:
        """Make the draft everybody's, or raise what doomed it."""
        if self.refused is not None:
            raise self.refused
        for shelf in self._shelves:
            if shelf.changed:
                shelf.commit()

    def reset(self) -> None:
        """Begin anew from what is committed, whatever was written or refused since."""
        self.refused = None
        for shelf in self._shelves:
            if shelf.changed:
                shelf.forget()

    def refuse(self, error: OoError) -> NoReturn:
        """Doom the transaction, as a database does."""
        self.refused = error
        raise error

    def must_live(self, user_id: UserId) -> None:
        """Refuse to write for a user who is not there, or has left."""
        if not self.living.get(user_id):
            self.refuse(NotFound("owner"))

    def must_own(self, user_id: UserId, tip_id: TipId) -> None:
        """Refuse to write about a tip that is not the user's."""
        tip = self.tips.get(tip_id)
        if tip is None or tip.user_id != user_id:
            self.refuse(NotFound("owner"))


SHELVES = tuple(name for name in Draft.__annotations__ if name not in {"refused", "_shelves"})
"""The names of all kinds."""


def drop_where(shelf: Shelf[Any, Any], doomed: Callable[[Any, Any], bool]) -> int:
    """Drop what the condition names and return how many. Any: for every kind of shelf."""
    keys = [key for key, value in shelf.items() if doomed(key, value)]
    for key in keys:
        shelf.drop(key)
    return len(keys)
