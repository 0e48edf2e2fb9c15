"""Describe one delivery of a webhook: a hint that something changed, never the change itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.ids import DeliveryId, TaskId, UserId
from core.domain.integration import Provider

OLD_AFTER = timedelta(hours=2)
"""A delivery triggered longer ago says nothing of now: it only asks for a sync (reliability H2)."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is kept of a delivery: ids, names and times; its words stay where they are."""

    id: DeliveryId
    user_id: UserId
    provider: Provider
    digest: str
    """SHA-256 of the signed body, hex: what was signed twice arrived twice."""
    key: str
    """Keyed digest of the sender's id for it, which is not signed; empty when it had none."""
    name: str
    """The sender's name for what happened, such as `item:completed`."""
    task_id: TaskId | None
    intent: str
    """The sender's `update_intent`, such as `item_completed`; empty when there is none."""
    triggered_at: datetime
    received_at: datetime

    def old(self, now: datetime) -> bool:
        """Return whether it tells of a moment long past."""
        return now - self.triggered_at > OLD_AFTER
