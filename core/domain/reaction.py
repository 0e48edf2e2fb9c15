"""Describe what a user answered to a tip, and how long a task then rests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import ReactionId, TaskId, TipId, UserId

DWELL_CAP_MS = 30 * 60 * 1000
"""Half an hour: beyond it nobody was looking any more."""
DISMISS_REST = timedelta(hours=20)
"""A dismissed task stays away until about the same time tomorrow."""
DISOWNED_REST = timedelta(days=30)
"""A task that is "not mine any more" stays away for a month."""
DONE_REST = timedelta(hours=12)
"""A completed task stays away until the integration has told us so, and a daily one until later."""


class ReactionKind(StrEnum):
    """The three answers."""

    DONE = "done"
    SNOOZE = "snooze"
    DISMISS = "dismiss"


class DismissReason(StrEnum):
    """What was wrong with a dismissed tip."""

    WRONG_TIME = "wrong_time"
    NOT_MINE = "not_mine"
    TOO_BIG = "too_big"
    ALREADY_DONE = "already_done"


@dataclass(frozen=True, slots=True)
class Reaction:
    """One answer to one tip."""

    id: ReactionId
    user_id: UserId
    tip_id: TipId
    kind: ReactionKind
    dwell_ms: int
    at: datetime
    snoozed_until: datetime | None = None
    reason: DismissReason | None = None
    undone_at: datetime | None = None
    reward_milli: int | None = None
    """The settled reward in thousandths; None until it is settled."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client asks for: an answer, under the key that makes it happen once."""

    kind: ReactionKind
    key: str
    dwell_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """A task that must not be tipped for a while, and the tip whose answer said so."""

    user_id: UserId
    task_id: TaskId
    tip_id: TipId
    until: datetime
    cause: ReactionKind


def dwell_ms(served_at: datetime, answered_at: datetime, claimed_ms: int | None = None) -> int:
    """Return how long the tip was looked at: what the page claims, never longer than it could be.

    Never negative, never longer than served → answered, capped at `DWELL_CAP_MS`.
    """
    possible = int((answered_at - served_at) / timedelta(milliseconds=1))
    looked = possible if claimed_ms is None else claimed_ms
    return max(0, min(looked, possible, DWELL_CAP_MS))
