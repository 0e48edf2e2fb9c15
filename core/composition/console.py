"""Put the console's use cases together: what it reads, and what is done from it."""

from functools import partial

from core.composition.outside import Ports
from core.day_files import DayFolder, ask
from core.domain.deployment import Policies
from core.ports import Clock
from core.settings import Settings
from core.sim.cancel import CancelSimulation
from core.sim.read_run import ReadSimRun
from core.sim.read_runs import ReadSimRuns
from core.sim.start import StartSimulation
from core.usecases.audited import Denials
from core.usecases.count_facets import CountFacets
from core.usecases.experiments.read_experiment import ReadExperiment
from core.usecases.experiments.read_experiments import ReadExperiments
from core.usecases.export_days import ExportDays
from core.usecases.note_export import NoteExport
from core.usecases.overview.read_alarms import ReadAlarms
from core.usecases.overview.read_changes import ReadChanges
from core.usecases.overview.read_funnel import ReadFunnel
from core.usecases.overview.read_overview import ReadOverview
from core.usecases.overview.tell_history import tell_history
from core.usecases.propose_change import CheckChange
from core.usecases.read_evidence import ReadEvidence
from core.usecases.read_lag import ReadLag
from core.usecases.read_pick import ReadPick
from core.usecases.read_picks import ReadPicks
from core.usecases.read_policies import ReadPolicies
from core.usecases.read_policy_card import ReadPolicyCard
from core.usecases.read_trail import ReadTrail
from core.usecases.read_user import ReadUser
from core.usecases.read_users import ReadUsers
from core.usecases.rebuild_rollups import RebuildRollups
from core.usecases.replay_one import ReplayOne
from core.usecases.replay_picks import ReplayPicks
from core.usecases.rewards.read_days import ReadRewardDays
from core.usecases.rewards.read_delays import ReadRewardDelays
from core.usecases.rewards.read_others import ReadOtherPolicies
from core.usecases.rewards.read_slices import ReadRewardSlices
from core.usecases.steering import Steering


class ConsoleCases:
    """The console's use cases; `Core` is one of these, with all the others."""

    settings: Settings
    ports: Ports
    clock: Clock
    write_denial: Denials
    replay_picks: ReplayPicks
    policies: Policies
    read_evidence: ReadEvidence
    steering: Steering

    def _build_console(self) -> None:
        store, zone = self.ports.store, self.settings.console_timezone
        self.rebuild_rollups = RebuildRollups(store, self.clock, zone)
        self.export_days = ExportDays(store, self.clock, zone, DayFolder)
        self.ask_days = ask
        self.note_export = NoteExport(store, self.clock, self.write_denial)
        self.read_overview = ReadOverview(store, tell_history)
        self.read_funnel = ReadFunnel(store)
        self.read_changes = ReadChanges(store)
        self.read_alarms = ReadAlarms(store, self.clock, ReadLag(store, self.clock), zone)
        self.read_picks = ReadPicks(store, self.clock)
        self.read_pick = ReadPick(store)
        self.replay_one = ReplayOne(store, self.clock, self.write_denial, self.replay_picks)
        self.read_users = ReadUsers(store)
        self.count_facets = CountFacets(store, self.clock)
        self.read_user = ReadUser(store)
        self.read_trail = ReadTrail(store)
        check = CheckChange(self.read_evidence)
        self.read_policies = ReadPolicies(store, self.steering.read_live)
        self.read_policy_card = ReadPolicyCard(store, self.policies, check, self.ports.read_trial)
        self._build_rewards()
        self.read_experiments = ReadExperiments(store, zone)
        self.read_experiment = ReadExperiment(store, zone)
        self._build_simulations()

    def _build_rewards(self) -> None:
        store, read_live = self.ports.store, self.steering.read_live
        self.read_reward_days = ReadRewardDays(store, partial(tell_history, page="rewards"))
        self.read_reward_slices = ReadRewardSlices(store)
        self.read_reward_delays = ReadRewardDelays(store, read_live)
        self.read_other_policies = ReadOtherPolicies(store, read_live)

    def _build_simulations(self) -> None:
        store, clock, denials = self.ports.store, self.clock, self.write_denial
        self.read_sim_runs = ReadSimRuns(store, clock)
        self.read_sim_run = ReadSimRun(store, clock)
        self.start_simulation = StartSimulation(
            store, clock, denials, self.ports.hands, self.settings
        )
        self.cancel_simulation = CancelSimulation(store, clock, denials)
