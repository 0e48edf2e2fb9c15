"""Say what a reset forgets: which rewards teach no more, and what is kept to undo it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.ids import ResetId, RewardId, TipId, UserId
from core.domain.reward import Reward

SNAPSHOTS_KEPT = timedelta(days=7)
"""So long a reset can be undone."""
EVERY_POLICY = ""
"""The name under which a reset of all policies is written down."""


@dataclass(frozen=True, slots=True)
class Reset:
    """That one policy, or every policy, was to forget what it had learned about a user."""

    id: ResetId
    user_id: UserId
    policy: str
    at: datetime
    by: str
    """A pseudonym."""
    newest: RewardId | None
    """The last reward that was known then."""
    restored_at: datetime | None = None

    def concerns(self, policy: str) -> bool:
        """Return whether a policy was to forget."""
        return self.policy in {EVERY_POLICY, policy}

    @property
    def kept_until(self) -> datetime:
        """Return until when it can be undone."""
        return self.at + SNAPSHOTS_KEPT


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a policy had learned when it was reset, byte for byte."""

    reset_id: ResetId
    user_id: UserId
    policy: str
    blob: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Which picks of a user teach no more: those served before a reset that stands."""

    resets: tuple[Reset, ...] = ()

    def since(self, policy: str) -> datetime | None:
        """Return the first moment whose picks teach a policy; None when all of them do."""
        moments = (it.at for it in self.resets if it.restored_at is None and it.concerns(policy))
        return max(moments, default=None)

    def teaches(self, policy: str, served_at: datetime) -> bool:
        """Return whether a pick served then teaches a policy."""
        since = self.since(policy)
        return since is None or served_at >= since

    @property
    def last(self) -> Reset | None:
        """Return the newest reset that stands: the only one that can be undone."""
        standing = (it for it in self.resets if it.restored_at is None)
        return max(standing, key=lambda it: (it.at, it.id), default=None)


Changed = tuple[Reward | None, Reward]
"""What stood for a tip, if anything did, and what stands now."""


def changed_since(rewards: Iterable[Reward], newest: RewardId | None) -> tuple[Changed, ...]:
    """Return, for each tip whose worth is another than at a reset, both.

    Args: rewards are all of a user's, oldest first.
    """
    then: dict[TipId, Reward] = {}
    now: dict[TipId, Reward] = {}
    for it in rewards:
        now[it.tip_id] = it
        if newest is not None and it.id <= newest:
            then[it.tip_id] = it
    pairs = ((then.get(tip_id), it) for tip_id, it in now.items())
    return tuple((old, new) for old, new in pairs if (old.milli if old else None) != new.milli)
