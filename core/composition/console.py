"""Put the console's use cases together: what it reads, and what is done from it."""

from core.composition.outside import Ports
from core.ports import Clock
from core.settings import Settings
from core.usecases.audited import Denials
from core.usecases.note_export import NoteExport
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
        self.note_export = NoteExport(store, self.clock, self.write_denial)
