"""Do one pick again for somebody in the console, and write down that they looked."""

from dataclasses import dataclass

from core.domain.access import Right, must
from core.domain.audit import Actor, Deed
from core.domain.ids import TipId
from core.domain.pick_seen import ReplaySeen
from core.ports import Clock, Store
from core.usecases.audited import Denials, write_down
from core.usecases.replay_picks import ReplayPicks

REPLAYED = "replayed a pick"
"""What a replay is called in the audit."""


@dataclass(frozen=True, slots=True)
class ReplayOne:
    """Recompute one pick from its record; it reads what a policy had learned of a user."""

    store: Store
    clock: Clock
    denials: Denials
    replay: ReplayPicks

    async def __call__(self, actor: Actor, tip_id: TipId) -> ReplaySeen:
        """Return how the pick compares. Raises: NotAllowed; NotFound when it is no longer logged."""
        deed = Deed(REPLAYED, "pick", str(tip_id), reads=True)
        async with self.denials.of(actor, deed):
            must(actor, Right.PICKS_REPLAY)
        replayed = await self.replay.one(tip_id)
        now = self.clock.now()
        async with self.store.writing() as work:
            pick = (await work.pick_log.find(tip_id)).pick
            after = {"equal": "yes" if replayed.same else "no"}
            deed = Deed(REPLAYED, "pick", str(tip_id), after=after, reads=True)
            await write_down(work, now, actor, deed)
        return ReplaySeen(now, replayed, len(pick.candidates), len(pick.shadows))
