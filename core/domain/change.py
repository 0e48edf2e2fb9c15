"""Describe a change of the deployment: asked for, checked, then applied or not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import ChangeId
from core.domain.preflight import Check


class ChangeKind(StrEnum):
    """What is asked for."""

    PROMOTE = "promote"
    DEMOTE = "demote"
    ENABLE_SHADOW = "enable_shadow"
    DISABLE_SHADOW = "disable_shadow"
    ROLL_BACK = "roll_back"


class ChangeState(StrEnum):
    """What became of it; each but the first is its end."""

    OPEN = "open"
    APPLIED = "applied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One change request, with its checks as they stood when it was last looked at."""

    id: ChangeId
    kind: ChangeKind
    policy: str
    asked_by: str
    """A pseudonym, as all names here."""
    asked_at: datetime
    reason: str
    checks: tuple[Check, ...] = ()
    state: ChangeState = ChangeState.OPEN
    despite: str = ""
    """Why it was applied although a check could not be made."""
    ended_by: str = ""
    ended_at: datetime | None = None

    @property
    def applied_at(self) -> datetime | None:
        """Return since when it is, or was, in force."""
        return self.ended_at if self.state is ChangeState.APPLIED else None
