"""Build everything from settings; decide nothing."""

import asyncio
import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.bandit import catalogue
from core.bandit.choose import Chooser
from core.clock import SystemClock
from core.crypto.keyring import Keyring
from core.domain.arrival import Offer
from core.domain.integration import Provider
from core.doors import identity_providers, todoist_config
from core.errors import SettingsWrong
from core.ledger_file import LedgerFile
from core.loops import Loops
from core.outbound import Outbound
from core.ports import Clock, IdentityProvider, LedgerCopy, Linker, Store, TaskSource, Vault
from core.settings import Settings
from core.storage import migrate
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.todoist.oauth import TodoistLinker
from core.todoist.source import TodoistSource
from core.usecases.answer_tip import AnswerTip
from core.usecases.begin_connect import BeginConnect
from core.usecases.begin_sign_in import BeginSignIn
from core.usecases.carry import RelayEvents, SendCommands, SendRevocations
from core.usecases.close_windows import CloseWindows
from core.usecases.connect import ConnectWithToken, FinishConnect, KeepLink
from core.usecases.end_sessions import EndAllSessions, EndSession, Listener, TellEnded
from core.usecases.erase_user import EraseUser, ReadErasure, RepeatErasures
from core.usecases.explain_tip import ExplainTip
from core.usecases.export_log import ExportLog
from core.usecases.export_user import ExportUser
from core.usecases.finish_sign_in import FinishSignIn
from core.usecases.integrations import Disconnect, ReadIntegrations
from core.usecases.keep_house import Sweep, SyncDue
from core.usecases.learn_prior import LearnPrior
from core.usecases.learned import Policies
from core.usecases.login_link import MakeLoginLink, UseLoginLink
from core.usecases.open_tokens import OpenTokens
from core.usecases.person import LiftQuiet, ReadPerson, RecordConsents, SavePreferences
from core.usecases.record_reaction import RecordReaction
from core.usecases.refine_reaction import ChangeSnooze, GiveReason
from core.usecases.replay_picks import ReplayPicks
from core.usecases.request_tip import RequestTip
from core.usecases.resolve_session import ResolveSession
from core.usecases.settle_pick import SettlePick
from core.usecases.sign_in import SignIn
from core.usecases.steer_policies import RebuildPosteriors, RunExperiment, UsePolicy
from core.usecases.sync_tasks import SyncTasks
from core.usecases.take_attempt import TakeAttempt
from core.usecases.undo_reaction import UndoReaction
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
    outbound: Outbound | None = None


class Core:
    """All use cases, built: what the faces call."""

    def __init__(self, settings: Settings, ports: Ports) -> None:
        self.settings = settings
        self.ports = ports
        self.clock = ports.clock
        self.bell = Bell()
        self.sync_bell = Bell()
        self._build_sign_in()
        self._build_connect()
        self._build_tip()
        self._build_learning()
        self._build_leave()
        self._running: asyncio.Task[None] | None = None

    def _build_sign_in(self) -> None:
        store, clock, providers = self.ports.store, self.clock, self.ports.providers
        sign_in = SignIn(store, clock, self.settings.admin_seed_email)
        self._take = TakeAttempt(store, clock)
        self.begin_sign_in = BeginSignIn(store, clock, providers)
        self.finish_sign_in = FinishSignIn(self._take, sign_in, providers)
        self.make_login_link = MakeLoginLink(store, clock)
        self.use_login_link = UseLoginLink(store, clock, self.ports.vault, sign_in)
        self.resolve_session = ResolveSession(store, clock)
        self._tell_ended = TellEnded(self.resolve_session)
        self.end_session = EndSession(store, clock, self._tell_ended)
        self.end_all_sessions = EndAllSessions(store, clock, self._tell_ended)
        self.read_person = ReadPerson(store, clock)
        self.save_preferences = SavePreferences(store)
        self.record_consents = RecordConsents(store, clock)
        self.lift_quiet = LiftQuiet(store)

    def _build_connect(self) -> None:
        store, clock, linkers = self.ports.store, self.clock, self.ports.linkers
        keep = KeepLink(store, clock, linkers, self.sync_bell)
        allowed = self.settings.todoist_personal_tokens
        self._open_tokens = OpenTokens(store, clock, linkers)
        registered = linkers if self.settings.todoist_client_id else {}
        self.begin_connect = BeginConnect(store, clock, registered)
        self.finish_connect = FinishConnect(self._take, linkers, keep)
        self.connect_with_token = ConnectWithToken(store, clock, keep, allowed)
        self.read_integrations = ReadIntegrations(store, linkers)
        self.disconnect = Disconnect(store, clock, self.bell)
        self.sync_tasks = SyncTasks(store, clock, self.ports.sources, self._open_tokens)

    def _build_tip(self) -> None:
        store, clock = self.ports.store, self.clock
        self.policies = _policies(self.settings)
        self.request_tip = RequestTip(
            store, clock, Chooser(), self.policies, self.sync_tasks, _seed
        )
        self.record_reaction = RecordReaction(store, clock, self.bell)
        self.answer_tip = AnswerTip(store, self.record_reaction, self.request_tip, self.bell)
        self.undo_reaction = UndoReaction(store, clock, self.bell)
        self.change_snooze = ChangeSnooze(store, clock)
        self.give_reason = GiveReason(store, clock, self.bell)
        self.explain_tip = ExplainTip(store, self.ports.sources)
        self.settle_pick = SettlePick(store, clock)

    def _build_learning(self) -> None:
        store, clock = self.ports.store, self.clock
        self.close_windows = CloseWindows(store, clock)
        self.learn_prior = LearnPrior(store, clock)
        self.replay_picks = ReplayPicks(store)
        self.export_log = ExportLog(store)
        self.use_policy = UsePolicy(store)
        self.run_experiment = RunExperiment(store, clock)
        self.rebuild_posteriors = RebuildPosteriors(store, clock)

    def _build_leave(self) -> None:
        store, clock = self.ports.store, self.clock
        vault, ledger = self.ports.vault, self.ports.ledger
        self.erase_user = EraseUser(store, clock, vault, ledger, self.bell, self._tell_ended)
        self.repeat_erasures = RepeatErasures(store, clock, vault, ledger)
        self.read_erasure = ReadErasure(store)
        self.export_user = ExportUser(store, clock)
        self.relay_events = RelayEvents(store, clock, self.settle_pick)
        self.send_commands = SendCommands(
            store, clock, self.ports.sources, self._open_tokens, random.random
        )
        self.send_revocations = SendRevocations(store, clock, self.ports.linkers, random.random)
        self.sync_due = SyncDue(store, clock, self.sync_tasks)
        self.sweep = Sweep(store, clock)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return the configured ways to sign in."""
        labels = {"google": "Continue with Google", "apple": "Continue with Apple"}
        return tuple(
            Offer(name, labels.get(name, self.settings.oidc_name), provider.form_post)
            for name, provider in self.ports.providers.items()
        )

    @property
    def policy_names(self) -> tuple[str, ...]:
        """Return the names of all policies; any two of them make a pair."""
        return catalogue.names()

    @property
    def on_sessions_ended(self) -> list[Listener]:
        """Return whom to tell when sessions end; append to it."""
        return self._tell_ended.listeners

    async def check(self) -> None:
        """Prove that the database can be written and is up to date. Raises: OurFault."""
        await self.ports.store.check()

    async def run_loops(self) -> None:
        """Carry, sync and keep house until cancelled."""
        carriers = (self.relay_events, self.send_commands, self.send_revocations)
        housework = (self.close_windows, self.sweep, self.learn_prior)
        await Loops(self.bell, self.sync_bell, carriers, self.sync_due, housework).run()

    async def close(self) -> None:
        """Close database and connections."""
        await self.ports.store.close()
        if self.ports.outbound is not None:
            await self.ports.outbound.close()


def build(settings: Settings) -> Core:
    """Return a core on the real ports. Raises: SettingsWrong when a key is missing."""
    clock = SystemClock()
    outbound = Outbound(allow_loopback_http=settings.sandbox)
    vault = open_vault(settings)
    todoist = todoist_config(settings)
    ports = Ports(
        store=SqlStore(open_engine(settings.database), vault),
        vault=vault,
        clock=clock,
        providers=identity_providers(settings, outbound, clock),
        linkers={Provider.TODOIST: TodoistLinker(todoist, outbound, clock)},
        sources={Provider.TODOIST: TodoistSource(todoist, outbound, clock)},
        ledger=LedgerFile(settings.ledger_file),
        outbound=outbound,
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


def _policies(settings: Settings) -> Policies:
    if not catalogue.knows(settings.policy):
        raise SettingsWrong(("OO_POLICY: there is no such policy",))
    if not all(map(catalogue.knows, settings.shadows)):
        raise SettingsWrong(("OO_SHADOWS: there is no such policy",))
    return Policies(settings.policy, settings.shadows)


def _seed() -> int:
    return secrets.randbits(63)


def upgrade_database(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    migrate.upgrade(settings.database)


def write_migration(message: str) -> None:
    """Write a migration that brings an empty, upgraded database to the tables as they are now."""
    migrate.write(message)
