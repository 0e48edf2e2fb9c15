"""Put the console's use cases together: what it reads, and what is done from it."""

from core.composition.outside import Ports
from core.ports import Clock
from core.settings import Settings
from core.sim.cancel import CancelSimulation
from core.sim.read_run import ReadSimRun
from core.sim.read_runs import ReadSimRuns
from core.sim.start import StartSimulation
from core.usecases.audited import Denials
from core.usecases.rebuild_rollups import RebuildRollups


class ConsoleCases:
    """The console's use cases; `Core` is one of these, with all the others."""

    settings: Settings
    ports: Ports
    clock: Clock
    write_denial: Denials

    def _build_console(self) -> None:
        store, zone = self.ports.store, self.settings.console_timezone
        self.rebuild_rollups = RebuildRollups(store, self.clock, zone)
        self._build_simulations()

    def _build_simulations(self) -> None:
        store, clock, denials = self.ports.store, self.clock, self.write_denial
        self.read_sim_runs = ReadSimRuns(store, clock)
        self.read_sim_run = ReadSimRun(store, clock)
        self.start_simulation = StartSimulation(
            store, clock, denials, self.ports.hands, self.settings
        )
        self.cancel_simulation = CancelSimulation(store, clock, denials)
