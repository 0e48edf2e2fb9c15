"""Put all use cases together on the ports they are given; decide nothing."""

import asyncio
import random
import secrets

import structlog

from core.bandit import catalogue
from core.bandit.choose import Chooser
from core.bus.ends import Ends
from core.composition.console import ConsoleCases
from core.composition.outside import Ports
from core.domain.arrival import Offer
from core.domain.deployment import Policies
from core.errors import SettingsWrong
from core.loops import Loops, Rhythm, once
from core.process import code_version, may_live, this_process
from core.settings import Settings
from core.usecases.answer_tip import AnswerTip
from core.usecases.audited import Denials
from core.usecases.begin_connect import BeginConnect
from core.usecases.begin_sign_in import BeginSignIn
from core.usecases.carry import SendCommands, SendRevocations
from core.usecases.close_windows import CloseWindows
from core.usecases.connect import ConnectWithToken, FinishConnect, KeepLink
from core.usecases.deliver import DeliverEvents
from core.usecases.end_sessions import EndAllSessions, EndSession, Listener, TellEnded
from core.usecases.erase_user import EraseUser, ReadErasure, RepeatErasures
from core.usecases.explain_tip import ExplainTip
from core.usecases.export_log import ExportLog
from core.usecases.export_user import ExportUser
from core.usecases.find_people import FindPeople
from core.usecases.finish_sign_in import FinishSignIn
from core.usecases.hold_leases import HoldLeases
from core.usecases.integrations import Disconnect, ReadIntegrations
from core.usecases.keep_house import Sweep, SyncDue
from core.usecases.learn import Learn
from core.usecases.learn_prior import LearnPrior
from core.usecases.login_link import MakeLoginLink, UseLoginLink
from core.usecases.note_incident import NoteIncidents
from core.usecases.note_start import NoteStart
from core.usecases.open_tokens import OpenTokens
from core.usecases.person import LiftQuiet, ReadPerson, RecordConsents, SavePreferences
from core.usecases.read_audit import ReadAudit
from core.usecases.read_evidence import ReadEvidence
from core.usecases.read_lag import ReadLag
from core.usecases.read_trouble import ReadTrouble
from core.usecases.record_reaction import RecordReaction
from core.usecases.refine_reaction import ChangeSnooze, GiveReason
from core.usecases.relay import RelayEvents
from core.usecases.replay_letters import ReplayLetters
from core.usecases.replay_picks import ReplayPicks
from core.usecases.request_tip import RequestTip
from core.usecases.resolve_session import ResolveSession
from core.usecases.reveal_identity import LookedAt, RevealIdentity
from core.usecases.set_role import SetRole
from core.usecases.settle_conflicts import SettleConflicts
from core.usecases.settle_pick import SettlePick
from core.usecases.sign_in import SignIn
from core.usecases.start_export import ExportStarted
from core.usecases.steer_policies import RebuildPosteriors, UsePolicy
from core.usecases.steering import Steering
from core.usecases.sync_tasks import SyncTasks
from core.usecases.take_attempt import TakeAttempt
from core.usecases.take_delivery import TakeDelivery
from core.usecases.tally import Tally
from core.usecases.undo_reaction import UndoReaction
from core.usecases.verify_audit import MirrorHead, VerifyAudit
from core.usecases.wake import Bell
from core.usecases.work_deliveries import WorkDeliveries
from core.usecases.write_together import WriteTogether

log = structlog.get_logger()

CARRY_EVERY_S = 1.0
"""How often relay and senders look when nobody rings."""
GATHER_S = 0.5
"""Commands wait this long for more of their user's: an undo right after a close costs one call."""
SYNC_EVERY_S = 15.0
"""How often the turns of integrations are looked at."""
SWEEP_EVERY_S = 600.0
"""How often windows are closed, expired rows swept out, and it is asked whether a prior is due."""


MIRROR_EVERY_S = 60.0
"""How often the head of the audit is remembered outside the database (reliability R3)."""


class Core(ConsoleCases):
    """All use cases, built: what the faces call."""

    def __init__(self, settings: Settings, ports: Ports) -> None:
        self.settings = settings
        self.ports = ports
        self.clock = ports.clock
        self.bell = ports.bell
        self.sync_bell = Bell()
        self._build_sign_in()
        self._build_access()
        self._build_connect()
        self._build_tip()
        self._build_learning()
        self._build_steering()
        self._build_bus()
        self._build_leave()
        self._build_console()
        self._build_loops()

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
        self.save_preferences = SavePreferences(store, clock)
        self.record_consents = RecordConsents(store, clock)
        self.lift_quiet = LiftQuiet(store)

    def _build_access(self) -> None:
        store, clock, heads = self.ports.store, self.clock, self.ports.heads
        self.write_denial = Denials(store, clock)
        self.set_role = SetRole(store, clock, self._tell_ended, self.write_denial)
        self.find_people = FindPeople(store)
        self.reveal_identity = RevealIdentity(store, clock, self.write_denial)
        self.looked_at = LookedAt(store, clock)
        self.export_started = ExportStarted(store, clock)
        self.read_audit = ReadAudit(store, clock, self.write_denial)
        self.verify_audit = VerifyAudit(store, clock, heads)
        self._mirror_head = MirrorHead(store, heads)

    def _build_connect(self) -> None:
        store, clock, linkers = self.ports.store, self.clock, self.ports.linkers
        keep = KeepLink(store, clock, linkers, self.sync_bell)
        allowed = self.settings.todoist_personal_tokens
        self._open_tokens = OpenTokens(store, clock, linkers)
        registered = linkers if self.settings.todoist_client_id else {}
        self.begin_connect = BeginConnect(store, clock, registered)
        self.finish_connect = FinishConnect(self._take, linkers, keep)
        self.connect_with_token = ConnectWithToken(store, clock, keep, allowed)
        self.read_trouble = ReadTrouble(store, clock)
        self.read_integrations = ReadIntegrations(store, linkers)
        self.disconnect = Disconnect(store, clock, self.bell)
        self.sync_tasks = SyncTasks(
            store, clock, self.ports.sources, self._open_tokens, random.random
        )
        self._build_hooks()

    def _build_hooks(self) -> None:
        store, clock, ports = self.ports.store, self.clock, self.ports
        self.hook_bell = Bell(self.bell.tell)
        written = WriteTogether(store, clock)
        self.take_delivery = TakeDelivery(
            store, clock, ports.vault, ports.hooks, written, self.hook_bell
        )
        self.work_deliveries = WorkDeliveries(store, clock, self.sync_tasks, self.hook_bell)

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
        self.use_policy = UsePolicy(store, clock)
        self.rebuild_posteriors = RebuildPosteriors(store, clock)

    def _build_steering(self) -> None:
        ports = (self.ports.store, self.clock)
        self.note_start = NoteStart(*ports, self.policies, code_version())
        self.note_incidents = NoteIncidents(*ports, self.ports.trouble)
        zone, read_trial = self.settings.console_timezone, self.ports.read_trial
        self.read_evidence = ReadEvidence(*ports, self.policies, zone, read_trial)
        self.steering = Steering.on(ports, self.policies, self.bell, self.read_evidence)

    def _build_bus(self) -> None:
        store, clock = self.ports.store, self.clock
        self.tally = Tally(clock, self.settings.console_timezone)
        effects = (Learn(self.settle_pick).consumer(), self.tally.consumer())
        consumers = {it.name: it for it in effects}
        self.deliver_events = DeliverEvents(store, clock, consumers, random.random)
        ends = Ends(tuple(consumers), self.deliver_events, self._rung_elsewhere, clock)
        self.bus = self.ports.make_bus(ends)
        self.relay_events = RelayEvents(store, clock, self.bus)
        self.replay_letters = ReplayLetters(store, clock, consumers)
        self.read_lag = ReadLag(store, clock)

    def _build_leave(self) -> None:
        store, clock = self.ports.store, self.clock
        vault, ledger = self.ports.vault, self.ports.ledger
        self.erase_user = EraseUser(store, clock, vault, ledger, self.bell, self._tell_ended)
        self.repeat_erasures = RepeatErasures(store, clock, vault, ledger)
        self.read_erasure = ReadErasure(store)
        self.export_user = ExportUser(store, clock)
        conflicts = SettleConflicts(store, clock, self.sync_tasks)
        self.send_commands = SendCommands(
            store, clock, self.ports.sources, self._open_tokens, conflicts, random.random
        )
        self.send_revocations = SendRevocations(store, clock, self.ports.linkers, random.random)
        self.sync_due = SyncDue(store, clock, self.sync_tasks)
        self.sweep = Sweep(store, clock)

    def _build_loops(self) -> None:
        """Give each loop its ear at once: what rings before they run is heard then."""
        carriers = (self.send_commands, self.send_revocations)
        house = (self.sweep, self.learn_prior, self.rebuild_rollups.carry_on)
        self._rhythms = (
            Rhythm("relay", (self.relay_events,), CARRY_EVERY_S, self.bell.ear()),
            Rhythm("send", carriers, CARRY_EVERY_S, self.bell.ear(), GATHER_S),
            Rhythm("hooks", (self.work_deliveries,), CARRY_EVERY_S, self.hook_bell.ear()),
            Rhythm("sync", (self.sync_due,), SYNC_EVERY_S, self.sync_bell.ear()),
            Rhythm("windows", (self.close_windows,), SWEEP_EVERY_S),
            Rhythm("house", house, SWEEP_EVERY_S),
            Rhythm("audit", (self._mirror_head,), MIRROR_EVERY_S),
        )

    def _rung_elsewhere(self) -> None:
        """Wake every loop: another process has written something, whatever it was."""
        self.bell.heard()
        self.hook_bell.heard()

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

    async def run(self, *, loops: bool = True) -> None:
        """Listen to the bus, and run those loops whose leases this process gets, until cancelled."""
        leases = HoldLeases(self.ports.store, self.clock, this_process(), may_live)
        async with asyncio.TaskGroup() as group:
            group.create_task(self.bus.run(), name="bus")
            group.create_task(self._begin(), name="begin")
            ear = self.ports.trouble.ear
            incidents = Rhythm("incidents", (self.note_incidents,), SWEEP_EVERY_S, ear)
            group.create_task(incidents.run(), name="incidents")
            if loops:
                group.create_task(Loops(self._rhythms, leases, self.clock).run(), name="rhythms")

    async def _begin(self) -> None:
        serves = await once(self.note_start, SYNC_EVERY_S)
        if serves.served != self.policies.served:
            log.warning("policy_setting_overruled", setting=self.policies.served, by=serves.served)

    async def close(self) -> None:
        """Close database and connections."""
        await self.bus.close()
        await self.ports.store.close()
        if self.ports.outbound is not None:
            await self.ports.outbound.close()


def _policies(settings: Settings) -> Policies:
    if not catalogue.knows(settings.policy):
        raise SettingsWrong(("OO_POLICY: there is no such policy",))
    if not all(map(catalogue.knows, settings.shadows)):
        raise SettingsWrong(("OO_SHADOWS: there is no such policy",))
    return Policies(settings.policy, settings.shadows)


def _seed() -> int:
    return secrets.randbits(63)
