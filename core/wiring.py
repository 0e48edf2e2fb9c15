"""Build everything from settings, and keep the one core of this process."""

import os
from dataclasses import dataclass, field
from functools import partial

from core.bus.in_process import InProcessBus
from core.bus.jetstream import JetStreamBus
from core.clock import SystemClock
from core.composition import Core
from core.composition.outside import Ports
from core.crypto.keyring import Keyring
from core.domain.integration import Provider
from core.doors import hook_readers, identity_providers, nats_server, todoist_config
from core.errors import SettingsWrong
from core.head_file import HeadFile
from core.ledger_file import LedgerFile
from core.outbound import Outbound
from core.settings import ROOT, Settings
from core.sim.child_hands import ChildHands
from core.sim.trials import Trials
from core.storage import migrate
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.todoist.breaker import Breaker
from core.todoist.oauth import TodoistLinker
from core.todoist.source import TodoistSource
from core.usecases.note_incident import Trouble
from core.usecases.wake import Bell

__all__ = [
    "Core",
    "Ports",
    "build",
    "open_vault",
    "running",
    "start",
    "upgrade_database",
    "use",
    "write_migration",
]


def build(settings: Settings) -> Core:
    """Return a core on the real ports. Raises: SettingsWrong when a key is missing."""
    clock = SystemClock()
    outbound = Outbound(allow_loopback_http=settings.sandbox)
    vault = open_vault(settings)
    todoist = todoist_config(settings)
    trouble = Trouble()
    breaker = Breaker(clock, trouble.teller("Todoist does not answer", Provider.TODOIST))
    nats = nats_server(settings, vault)
    bell = Bell(nats.waker) if nats else Bell()
    store = SqlStore(open_engine(settings.database), vault, bell.ring)
    ports = Ports(
        store=store,
        bell=bell,
        vault=vault,
        clock=clock,
        providers=identity_providers(settings, outbound, clock),
        linkers={Provider.TODOIST: TodoistLinker(todoist, outbound, clock, breaker)},
        sources={Provider.TODOIST: TodoistSource(todoist, outbound, clock, breaker)},
        ledger=LedgerFile(settings.ledger_file),
        hooks=hook_readers(settings),
        outbound=outbound,
        heads=HeadFile(settings.ledger_file.with_name("audit-heads.jsonl")),
        trouble=trouble,
        read_trial=Trials(store),
        hands=ChildHands(ROOT, processes=max(1, (os.cpu_count() or 1) - 1)),  # pages keep a core
        make_bus=partial(JetStreamBus, nats) if nats else InProcessBus,
    )
    return Core(settings, ports)


def open_vault(settings: Settings) -> Keyring:
    """Return the vault that the settings' keys open. Raises: SettingsWrong."""
    try:
        pepper = settings.pepper.get_secret_value().encode()
        return Keyring.from_text(settings.token_keys.get_secret_value(), pepper)
    except ValueError as error:
        raise SettingsWrong(("OO_TOKEN_KEYS and OO_PEPPER: `oo keys new` makes them",)) from error


@dataclass(slots=True)
class _Process:
    core: Core | None = field(default=None)


_process = _Process()


def use(core: Core | None) -> None:
    """Make this core the one that `running` returns."""
    _process.core = core


def running() -> Core:
    """Return the core of this process. Raises: SettingsWrong before it was started."""
    if _process.core is None:
        raise SettingsWrong(("core has not been started",))
    return _process.core


def start(settings: Settings) -> Core:
    """Build a core, make it the running one, and return it."""
    core = build(settings)
    use(core)
    return core


def upgrade_database(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    migrate.upgrade(settings.database)


def write_migration(message: str) -> None:
    """Write a migration that brings an empty, upgraded database to the tables as they are now."""
    migrate.write(message)
