"""Put the console's use cases together: what it reads, and what is done from it."""

from core.composition.outside import Ports
from core.domain.deployment import Policies
from core.ports import Clock
from core.settings import Settings
from core.usecases.audited import Denials
from core.usecases.note_export import NoteExport
from core.usecases.propose_change import CheckChange
from core.usecases.read_evidence import ReadEvidence
from core.usecases.read_policies import ReadPolicies
from core.usecases.read_policy_card import ReadPolicyCard
from core.usecases.rebuild_rollups import RebuildRollups
from core.usecases.steering import Steering


class ConsoleCases:
    """The console's use cases; `Core` is one of these, with all the others."""

    settings: Settings
    ports: Ports
    clock: Clock
    write_denial: Denials
    policies: Policies
    read_evidence: ReadEvidence
    steering: Steering

    def _build_console(self) -> None:
        store, zone = self.ports.store, self.settings.console_timezone
        self.rebuild_rollups = RebuildRollups(store, self.clock, zone)
        self.note_export = NoteExport(store, self.clock, self.write_denial)
        check = CheckChange(self.read_evidence)
        self.read_policies = ReadPolicies(store, self.steering.read_live)
        self.read_policy_card = ReadPolicyCard(store, self.policies, check, self.ports.read_trial)
