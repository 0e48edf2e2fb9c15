"""Make up a past: invented people who lived with oO until now, and let them go again."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.domain.deployment import Policies
from core.domain.ids import UserId
from core.errors import Malformed
from core.ports import Clock, Store
from core.sim.persona_file import read_personas
from core.sim.sample.home import Ground
from core.sim.sample.invented import ISSUER, Plan, invented
from core.sim.sample.life import born
from core.sim.sample.move import MoveIn
from core.sim.sample.steered import steer_past
from core.sim.world_file import read_worlds
from core.usecases.counting import forget_counted
from core.usecases.tally import Tally

PERSONAS = "training"
"""The set they are taken from."""
WORLDS = ("linear", "gated")
"""The worlds they live in, by turns."""


Told = Callable[[int], None]
"""Who is told how many people are through."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A past that is made up, in a database where nobody real is."""

    store: Store
    clock: Clock
    zone: ZoneInfo
    policies: Policies

    async def make(
        self, people: int, days: int, seed: int, told: Told, *, pause_s: float = 0.0
    ) -> int:
        """Let so many people live through so many days, one after the other; return their tips.

        Args: pause_s is how long others may write after each day of each person.
        Raises: Malformed when there are invented people already.
        """
        if await self.people():
            raise Malformed("sample")
        plan = Plan(people, days, seed, self.clock.now())
        ground = Ground(plan, self.policies)
        async with self.store.writing() as work:
            await steer_past(work, plan, self.policies)
        move = MoveIn(self.store, Tally(self.clock, self.zone), plan.until, pause_s)
        worlds, tips = read_worlds(WORLDS), 0
        for who in invented(plan, read_personas(PERSONAS)):
            life = born(ground, who, worlds[who.number % len(worlds)])
            await life.live()
            tips += await move(life.home)
            told(who.number + 1)
        return tips

    async def remove(self) -> int:
        """Forget every invented person, and all that was counted of them; return how many."""
        gone = await self.people()
        for user_id in gone:
            async with self.store.writing() as work:
                await forget_counted(work, user_id, self.clock.now())
                await work.ledger.purge(user_id, self.clock.now())
        return len(gone)

    async def people(self) -> tuple[UserId, ...]:
        """Return the invented people there are."""
        async with self.store.reading() as work:
            living = await work.ledger.living()
            vouched = [(it, await work.history.identities(it)) for it in living]
        return tuple(it for it, by in vouched if any(one.issuer == ISSUER for one in by))
