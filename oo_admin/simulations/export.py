"""Hand over the verdicts of the run that the page judges, as numbers."""

from core.errors import NotFound
from core.wiring import running
from oo_admin.exported import Exported
from oo_admin.frame import Here
from oo_admin.simulations.duel_words import COLUMNS, rows_of


async def table(here: Here) -> Exported:
    """Return every comparison of the run that the address names, or of the newest that is done.

    Raises: NotFound.
    """
    reads, name = running().read_sim_runs, here.address.get("run")
    run = await reads.named(name) if name else await reads.newest_done()
    if run is None:
        raise NotFound("run")
    return Exported(COLUMNS, rows_of(await running().read_sim_run(run.id)))
