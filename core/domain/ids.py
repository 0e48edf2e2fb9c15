"""Name the ids of things, and make new ones: UUIDv7, so that they sort by birth."""

from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7

UserId = NewType("UserId", UUID)
TipId = NewType("TipId", UUID)
ReactionId = NewType("ReactionId", UUID)
IntegrationId = NewType("IntegrationId", UUID)
CommandId = NewType("CommandId", UUID)
EventId = NewType("EventId", UUID)
ConsentId = NewType("ConsentId", UUID)
OutcomeId = NewType("OutcomeId", UUID)
RewardId = NewType("RewardId", UUID)
RunId = NewType("RunId", UUID)
DeliveryId = NewType("DeliveryId", UUID)
DeedId = NewType("DeedId", UUID)
DeploymentId = NewType("DeploymentId", UUID)
ChangeId = NewType("ChangeId", UUID)
AnnotationId = NewType("AnnotationId", UUID)
ViewId = NewType("ViewId", UUID)
ResetId = NewType("ResetId", UUID)
TaskId = NewType("TaskId", str)
"""A task's id at its integration: opaque there, opaque here."""


def new_id() -> UUID:
    """Return a fresh UUIDv7."""
    return uuid7()
