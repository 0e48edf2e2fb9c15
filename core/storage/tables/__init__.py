"""Hand on every table; rows stay in this package."""

from core.storage.tables.audit import ADMIN_ACTIONS
from core.storage.tables.base import METADATA
from core.storage.tables.facts import TIP_FACTS, USER_DAYS, USER_FACTS
from core.storage.tables.learning import (
    EXPERIMENTS,
    POLICY_STATES,
    POSTERIORS,
    PRIORS,
    TIP_OUTCOMES,
    TIP_REWARDS,
)
from core.storage.tables.links import INTEGRATIONS, TASK_LISTS, TASK_RESTS, TOKENS
from core.storage.tables.people import (
    ATTEMPTS,
    CONSENTS,
    IDENTITIES,
    SESSIONS,
    USER_KEYS,
    USERS,
)
from core.storage.tables.picks import TIP_SCORES, TIP_SHADOWS
from core.storage.tables.queues import (
    COMMANDS,
    ERASURES,
    OUTBOX,
    REPLIES,
    REVOCATIONS,
    TOMBSTONES,
)
from core.storage.tables.rollups import (
    ROLLUP_ACTIVES,
    ROLLUP_BINS,
    ROLLUP_SLOTS,
    ROLLUP_STATE,
    ROLLUP_TARGETS,
    ROLLUPS,
)
from core.storage.tables.signals import DEAD_LETTERS, DELIVERIES, INBOX, LEASES
from core.storage.tables.simulation import SIM_EVENTS, SIM_RUNS, SIM_SHARDS
from core.storage.tables.steering import (
    ANNOTATIONS,
    CHANGE_REQUESTS,
    DEPLOYMENTS,
    POSTERIOR_RESETS,
    POSTERIOR_SNAPSHOTS,
    SAVED_VIEWS,
)
from core.storage.tables.tips import TIP_FEEDBACK, TIP_VIEWS

__all__ = [
    "ADMIN_ACTIONS",
    "ANNOTATIONS",
    "ATTEMPTS",
    "CHANGE_REQUESTS",
    "COMMANDS",
    "CONSENTS",
    "DEAD_LETTERS",
    "DELIVERIES",
    "DEPLOYMENTS",
    "ERASURES",
    "EXPERIMENTS",
    "IDENTITIES",
    "INBOX",
    "INTEGRATIONS",
    "LEASES",
    "METADATA",
    "OUTBOX",
    "POLICY_STATES",
    "POSTERIORS",
    "POSTERIOR_RESETS",
    "POSTERIOR_SNAPSHOTS",
    "PRIORS",
    "REPLIES",
    "REVOCATIONS",
    "ROLLUPS",
    "ROLLUP_ACTIVES",
    "ROLLUP_BINS",
    "ROLLUP_SLOTS",
    "ROLLUP_STATE",
    "ROLLUP_TARGETS",
    "SAVED_VIEWS",
    "SESSIONS",
    "SIM_EVENTS",
    "SIM_RUNS",
    "SIM_SHARDS",
    "TASK_LISTS",
    "TASK_RESTS",
    "TIP_FACTS",
    "TIP_FEEDBACK",
    "TIP_OUTCOMES",
    "TIP_REWARDS",
    "TIP_SCORES",
    "TIP_SHADOWS",
    "TIP_VIEWS",
    "TOKENS",
    "TOMBSTONES",
    "USERS",
    "USER_DAYS",
    "USER_FACTS",
    "USER_KEYS",
]
