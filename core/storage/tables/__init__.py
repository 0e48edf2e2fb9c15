"""Hand on every table; rows stay in this package."""

from core.storage.tables.base import METADATA
from core.storage.tables.links import INTEGRATIONS, TASK_LISTS, TASK_RESTS, TOKENS
from core.storage.tables.people import (
    ATTEMPTS,
    CONSENTS,
    IDENTITIES,
    SESSIONS,
    USER_KEYS,
    USERS,
)
from core.storage.tables.queues import (
    COMMANDS,
    ERASURES,
    OUTBOX,
    REPLIES,
    REVOCATIONS,
    TOMBSTONES,
)
from core.storage.tables.tips import TIP_FEEDBACK, TIP_SCORES, TIP_VIEWS

__all__ = [
    "ATTEMPTS",
    "COMMANDS",
    "CONSENTS",
    "ERASURES",
    "IDENTITIES",
    "INTEGRATIONS",
    "METADATA",
    "OUTBOX",
    "REPLIES",
    "REVOCATIONS",
    "SESSIONS",
    "TASK_LISTS",
    "TASK_RESTS",
    "TIP_FEEDBACK",
    "TIP_SCORES",
    "TIP_VIEWS",
    "TOKENS",
    "TOMBSTONES",
    "USERS",
    "USER_KEYS",
]
