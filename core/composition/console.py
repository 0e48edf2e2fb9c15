"""Put the console's use cases together: what it reads, and what is done from it."""

from core.composition.outside import Ports
from core.ports import Clock
from core.settings import Settings
from core.usecases.count_facets import CountFacets
from core.usecases.read_trail import ReadTrail
from core.usecases.read_user import ReadUser
from core.usecases.read_users import ReadUsers
from core.usecases.rebuild_rollups import RebuildRollups


class ConsoleCases:
    """The console's use cases; `Core` is one of these, with all the others."""

    settings: Settings
    ports: Ports
    clock: Clock

    def _build_console(self) -> None:
        store, zone = self.ports.store, self.settings.console_timezone
        self.rebuild_rollups = RebuildRollups(store, self.clock, zone)
        self.read_users = ReadUsers(store)
        self.count_facets = CountFacets(store, self.clock)
        self.read_user = ReadUser(store)
        self.read_trail = ReadTrail(store)
