"""Ask for the one tip of this moment: one read, a pure decision, one write."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from core.bandit.choose import Chooser
from core.bandit.context import Context
from core.domain.card import card
from core.domain.events import TipServed
from core.domain.ids import TipId, UserId, new_id
from core.domain.integration import Provider
from core.domain.reaction import Reaction
from core.domain.tip import Pick, Surface, Tip, TipStatus
from core.domain.views import Shown
from core.domain.why import sentence
from core.errors import IntegrationFault, NotFound, StaleWrite
from core.ports import Clock, Store, Work
from core.usecases.person import zone
from core.usecases.situation import Situation, read_situation
from core.usecases.sync_tasks import SyncTasks

PATIENCE_S = 2.5
"""How long a page waits for a fresh task list before it makes do with the one it has."""


@dataclass(frozen=True, slots=True)
class RequestTip:
    """Show the open tip again, or pick a new one."""

    store: Store
    clock: Clock
    chooser: Chooser
    sync: SyncTasks
    seed: Callable[[], int]

    async def __call__(
        self, user_id: UserId, surface: Surface, *, fresh: bool = False, anyway: bool = False
    ) -> Shown:
        """Return the tip; `fresh` reads the tasks again when they are old.

        An unanswered tip is returned as it is: a reload is not a new pick.
        Raises: NothingToTip with the reason.
        """
        if fresh:
            await self._freshen(user_id)
        try:
            return await self._show(user_id, surface, anyway=anyway)
        except StaleWrite:  # another tab of the same user was quicker: show what it was shown
            return await self._show(user_id, surface, anyway=anyway)

    async def _freshen(self, user_id: UserId) -> None:
        now = self.clock.now()
        async with self.store.reading() as work:
            situation = await read_situation(work, user_id, now)
        if not situation.stale(now):
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.sync(user_id, Provider.TODOIST)
        except (TimeoutError, IntegrationFault, NotFound, StaleWrite):
            return  # what is known is shown; the integration remembers its own failure

    async def _show(self, user_id: UserId, surface: Surface, *, anyway: bool) -> Shown:
        # Read and write in one transaction: no other tab's answer can come between.
        async with self.store.writing() as work:
            return await self.within(work, user_id, surface, anyway=anyway)

    async def within(
        self,
        work: Work,
        user_id: UserId,
        surface: Surface,
        *,
        anyway: bool = False,
        answered: tuple[Reaction, Tip] | None = None,
    ) -> Shown:
        """Do the same in a transaction that is already open, with the tasks as they are known.

        Args: answered is what this transaction has just recorded, so that it is not read again.
        """
        now = self.clock.now()
        situation = await read_situation(work, user_id, now, answered=answered)
        tip = situation.open_tip
        if tip is None or not self._still_there(situation):
            tip, pick = self._pick(situation, surface, anyway=anyway)
            await self._serve(work, situation, tip, pick)
        return Shown(tip.id, card(tip), situation.last)

    def _still_there(self, situation: Situation) -> bool:
        known = situation.tasks.tasks if situation.tasks else ()
        tip = situation.open_tip
        return tip is not None and any(task.id == tip.task.id for task in known)

    def _pick(self, situation: Situation, surface: Surface, *, anyway: bool) -> tuple[Tip, Pick]:
        now, user = self.clock.now(), situation.user
        candidates = situation.candidates(now, anyway=anyway)
        here = zone(user.timezone)
        pick = self.chooser.pick(Context(now, here), candidates, self.seed())
        task = candidates[pick.chosen]
        tip = Tip(
            id=TipId(new_id()),
            user_id=user.id,
            task=task,
            why=sentence(task, now, here),
            served_at=now,
            surface=surface,
            policy=pick.policy,
            policy_version=pick.policy_version,
            propensity=pick.propensity,
            candidates=len(candidates),
        )
        return tip, pick

    async def _serve(self, work: Work, situation: Situation, tip: Tip, pick: Pick) -> None:
        if situation.open_tip is not None:
            await work.tips.mark(situation.open_tip.id, TipStatus.VANISHED)
        await work.tips.add(tip, pick)
        await work.outbox.tell(
            TipServed(
                tip.served_at, tip.user_id, tip.id, tip.policy, tip.propensity, tip.candidates
            )
        )
