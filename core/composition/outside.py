"""Name everything outside that core runs on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.bus.ends import MakeBus
from core.bus.in_process import InProcessBus
from core.domain.integration import Provider
from core.domain.trial import ReadTrial, never_tried
from core.memory.hands import MemoryHands
from core.memory.head_copy import MemoryHeadCopy
from core.outbound import Outbound
from core.ports import (
    Clock,
    HeadCopy,
    IdentityProvider,
    LedgerCopy,
    Linker,
    Store,
    TaskSource,
    Vault,
)
from core.ports.hands import Hands
from core.ports.hooks import HookReader
from core.usecases.note_incident import Trouble
from core.usecases.wake import Bell


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside that core runs on; tests bring their own."""

    store: Store
    vault: Vault
    clock: Clock
    providers: Mapping[str, IdentityProvider]
    linkers: Mapping[Provider, Linker]
    sources: Mapping[Provider, TaskSource]
    ledger: LedgerCopy
    hooks: Mapping[Provider, HookReader] = field(default_factory=dict)
    outbound: Outbound | None = None
    bell: Bell = field(default_factory=Bell)
    """Rung after each transaction that tells an event, if the store was given it."""
    make_bus: MakeBus = InProcessBus
    heads: HeadCopy = field(default_factory=MemoryHeadCopy)
    """Where the head of the audit is remembered; real ones outlive the process."""
    trouble: Trouble = field(default_factory=Trouble)
    read_trial: ReadTrial = never_tried
    """Says what finished simulations show: they lie above the use cases that ask."""
    hands: Hands = field(default_factory=MemoryHands)
    """Who computes simulations."""
