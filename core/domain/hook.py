"""Describe a webhook on its way in: what was posted, and what it says once it has proved itself."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import TaskId


@dataclass(frozen=True, slots=True, repr=False)
class Posted:
    """What a stranger posted, not yet believed; a header that was not sent is empty."""

    body: bytes
    content_type: str
    signature: str
    delivery_id: str = ""
    """The sender's own id for it; it is not signed."""


@dataclass(frozen=True, slots=True)
class Hook:
    """What a proved webhook says: a hint, to be looked up before anything changes."""

    name: str
    external_id: str
    """Whose account it is about, by the service's own id."""
    task_id: TaskId | None
    intent: str
    triggered_at: datetime
