"""Say what core needs from outside; each port has at most five methods and an in-memory twin."""

from core.ports.asides import Asides
from core.ports.audit import Audit
from core.ports.clock import Clock
from core.ports.exposures import Exposures
from core.ports.facts import Counted, Counting, Courses, Facts, Rollups
from core.ports.head_copy import HeadCopy
from core.ports.learning import (
    Experiments,
    Logged,
    Outcomes,
    PickLog,
    Posteriors,
    Priors,
    Rewards,
)
from core.ports.ledger_copy import LedgerCopy
from core.ports.overview import Overviews
from core.ports.queues import Backlog, Ledger, Outbox, Queue, Replies, Reply, SentEvents
from core.ports.repositories import (
    Attempts,
    Consents,
    History,
    Integrations,
    Reactions,
    Sessions,
    Tasks,
    Tips,
    TokenShelf,
    Users,
)
from core.ports.services import Callback, IdentityProvider, Linker, Owner, Sent, TaskSource
from core.ports.signals import Deliveries, Inbox, Leases, Letters
from core.ports.simulation import SimLives, SimRuns, SimShards
from core.ports.steering import Annotations, Changes, Deployments, Resets, SavedViews
from core.ports.store import Store, Work
from core.ports.traces import Traces
from core.ports.trail import Trail
from core.ports.user_facts import Actives, UserFacts
from core.ports.user_search import UserSearch
from core.ports.vault import Cell, Vault, WrappedKey

__all__ = [
    "Actives",
    "Annotations",
    "Asides",
    "Attempts",
    "Audit",
    "Backlog",
    "Callback",
    "Cell",
    "Changes",
    "Clock",
    "Consents",
    "Counted",
    "Counting",
    "Courses",
    "Deliveries",
    "Deployments",
    "Experiments",
    "Exposures",
    "Facts",
    "HeadCopy",
    "History",
    "IdentityProvider",
    "Inbox",
    "Integrations",
    "Leases",
    "Ledger",
    "LedgerCopy",
    "Letters",
    "Linker",
    "Logged",
    "Outbox",
    "Outcomes",
    "Overviews",
    "Owner",
    "PickLog",
    "Posteriors",
    "Priors",
    "Queue",
    "Reactions",
    "Replies",
    "Reply",
    "Resets",
    "Rewards",
    "Rollups",
    "SavedViews",
    "Sent",
    "SentEvents",
    "Sessions",
    "SimLives",
    "SimRuns",
    "SimShards",
    "Store",
    "TaskSource",
    "Tasks",
    "Tips",
    "TokenShelf",
    "Traces",
    "Trail",
    "UserFacts",
    "UserSearch",
    "Users",
    "Vault",
    "Work",
    "WrappedKey",
]
