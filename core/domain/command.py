"""Describe what oO asks an integration to do: written with its cause, sent later, at least once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import CommandId, TaskId, UserId
from core.domain.integration import Provider, Tokens
from core.domain.task import Due

GIVE_UP_AFTER = timedelta(hours=24)
"""A command or a revocation that has failed this long is set aside as dead."""
GIVE_UP_TRIES = 8
"""And no sooner than after so many: a machine that slept for days has not failed for days."""
BACKOFF_CAP_S = 900
"""Seconds between tries, at most."""
OUTAGE_CAP_S = 30
"""The same while a whole service may be down: its breaker asks only once every ten seconds, so that
waiting longer would spare nothing and would only delay the return (reliability F2: 60 s)."""
OUTAGE_TRIES = 5000
"""About a day of them: what fails for longer is no outage, and is asked for less often."""
HOLD = timedelta(seconds=60)
"""What one process has claimed of any queue, another may claim after this."""
LONGEST_HOLD = timedelta(minutes=65)
"""Longer than anything is ever put off: a wait that a service asks for is an hour at most. What is
held longer was held before the clock was set back, and is free (reliability F4)."""
DOUBLINGS = 10
"""After so many tries the cap is reached, and doubling on would leave the numbers."""


class CommandKind(StrEnum):
    """What is to be done there."""

    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class TaskCommand:
    """One wish about one task; its id is the idempotency key at the integration."""

    id: CommandId
    user_id: UserId
    provider: Provider
    kind: CommandKind
    task_id: TaskId
    created_at: datetime
    due: Due | None = None
    """For reopening a recurring task: the due it had before. Sealed at rest."""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Revocation:
    """Tokens to be revoked over there after they have been forgotten here.

    Sealed under oO's own key, because the user's key may be gone by then.
    """

    id: CommandId
    provider: Provider
    tokens: Tokens
    created_at: datetime
    receipt: str = ""
    """The erasure this belongs to, if any."""
    tries: int = 0


def next_try(tries: int, now: datetime, jitter: float, cap_s: float = BACKOFF_CAP_S) -> datetime:
    """Return when to try again: exponential, full jitter in [0, 1), at least half a second."""
    return now + timedelta(seconds=0.5 + jitter * min(cap_s, 2 ** min(tries, DOUBLINGS)))


def hopeless(created_at: datetime, now: datetime, tries: int) -> bool:
    """Return whether it has failed for so long, and so often, that a person must look."""
    return now - created_at > GIVE_UP_AFTER and tries >= GIVE_UP_TRIES
