"""A desk on memory where simulations are started and cancelled."""

from core.domain.audit import Sought
from core.domain.sim_wish import Wish
from core.domain.user import Role
from core.memory.hands import MemoryHands
from core.memory.store import MemoryStore
from core.settings import Settings
from core.sim.cancel import CancelSimulation
from core.sim.start import StartSimulation
from core.usecases.audited import Denials
from tests.fakes.access import an_actor
from tests.fakes.clock import FakeClock

WISH = Wish(("bayes-v1", "egreedy-v1"), ("linear",), "training", seeds=1, picks=30)
ANALYST = an_actor(Role.ANALYST)


class Desk:
    """All that starts and cancels runs, on memory."""

    def __init__(self, **settings):
        self.store, self.clock, self.hands = MemoryStore(), FakeClock(), MemoryHands(processes=2)
        denials = Denials(self.store, self.clock)
        given = Settings.of(**settings)
        self.start = StartSimulation(self.store, self.clock, denials, self.hands, given)
        self.cancel = CancelSimulation(self.store, self.clock, denials)

    async def runs(self):
        async with self.store.reading() as work:
            return await work.sim_runs.all()

    async def deeds(self):
        async with self.store.reading() as work:
            every = await work.audit.page(Sought(), None, 50)
        return [(it.action, it.object, it.result) for it in reversed(every)]

    async def hold(self, run):
        """Let somebody compute a part."""
        now = self.clock.now()
        async with self.store.writing() as work:
            await work.sim_shards.claim(run.id, "one", now, now.replace(year=now.year + 1))
