"""Cancel a simulation: whoever computes it sees that and ends by itself."""

from dataclasses import dataclass, replace

from core.domain.access import Right, must
from core.domain.audit import Actor, Deed
from core.domain.ids import RunId
from core.domain.sim_run import RunState, SimRun
from core.ports import Clock, Store
from core.usecases.audited import Denials, write_down

CANCELLED = "cancelled a simulation"
"""What it is called in the audit."""
BY = "Cancelled by "
"""How the note of a cancelled run begins; then comes the pseudonym of who did it."""


@dataclass(frozen=True, slots=True)
class CancelSimulation:
    """Stop a run; what it has computed stays, and it can go on later."""

    store: Store
    clock: Clock
    denials: Denials

    async def __call__(self, actor: Actor, run_id: RunId) -> SimRun:
        """Return the run; one that had ended stays as it was. Raises: NotAllowed, NotFound."""
        deed = Deed(CANCELLED, "simulation", str(run_id))
        async with self.denials.of(actor, deed):
            must(actor, Right.SIMULATIONS_RUN)
        now = self.clock.now()
        async with self.store.writing() as work:
            run = await work.sim_runs.get(run_id)
            if run.state is not RunState.RUNNING:
                return run
            run = replace(run, state=RunState.STOPPED, note=f"{BY}{actor.name}")
            await work.sim_runs.save(run)
            done = (await work.sim_shards.progress(run_id, now)).done
            after = {"done": str(done), "parts": str(run.shards)}
            await write_down(work, now, actor, replace(deed, after=after))
        return run
