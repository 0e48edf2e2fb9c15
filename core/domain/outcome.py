"""Name what became of a tip: every fact once, in order, never changed afterwards."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import OutcomeId, TipId, UserId


class OutcomeKind(StrEnum):
    """What can become of a tip; silence and second thoughts are outcomes too."""

    DONE = "done"
    SNOOZE = "snooze"
    DISMISS = "dismiss"
    UNDONE = "undone"
    """The answer was taken back."""
    IGNORED = "ignored"
    """No answer came before the window closed."""
    VANISHED = "vanished"
    """The task went away elsewhere while the tip was open."""
    WITHDRAWN = "withdrawn"
    """An earlier tip was reopened, or silence was asked for, before this one was answered."""
    COMPLETED = "completed"
    """Its task was completed elsewhere, within the window; `rule` says how that is known."""
    REOPENED = "reopened"
    """Its task, which had been completed, was opened again elsewhere."""


class OutcomeSource(StrEnum):
    """How an outcome came to be known."""

    USER = "user"
    SYNC = "sync"
    WEBHOOK = "webhook"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fact about one tip."""

    id: OutcomeId
    user_id: UserId
    tip_id: TipId
    kind: OutcomeKind
    at: datetime
    source: OutcomeSource
    dwell_ms: int | None = None
    rule: str = ""
    """Which rule laid it at this tip's door; empty when somebody said so."""
