"""Ask for the one tip of this moment: one read, a pure decision, one write."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.bandit.candidates import barred
from core.bandit.choose import Candidates, Chooser
from core.bandit.context import Context
from core.bandit.features import matrix
from core.domain.assignment import Experiment, assigned
from core.domain.card import card
from core.domain.consent import Purpose, allowed
from core.domain.deployment import Policies
from core.domain.events import TipServed
from core.domain.explanation import Explanation
from core.domain.ids import TipId, UserId, new_id
from core.domain.integration import Provider
from core.domain.pick import Pick
from core.domain.reaction import Reaction
from core.domain.tip import Surface, Tip
from core.domain.user import User
from core.domain.views import Shown
from core.domain.why import sentence
from core.errors import IntegrationFault, NotFound, StaleWrite
from core.ports import Clock, Store, Work
from core.usecases.learned import read_learned
from core.usecases.outcomes import vanish
from core.usecases.person import zone
from core.usecases.situation import Situation, read_situation
from core.usecases.sync_tasks import SyncTasks

REMEMBERED = timedelta(days=60)
"""How far back it matters what was shown: recovery and weariness are long gone by then."""
PATIENCE_S = 2.5
"""How long a page waits for a fresh task list before it makes do with the one it has."""


@dataclass(frozen=True, slots=True)
class RequestTip:
    """Show the open tip again, or pick a new one."""

    store: Store
    clock: Clock
    chooser: Chooser
    policies: Policies
    """What serves until a deployment was written down."""
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
            tip = await self._serve(work, situation, surface, anyway=anyway)
        return Shown(tip.id, card(tip), situation.last)

    def _still_there(self, situation: Situation) -> bool:
        tip = situation.open_tip
        return tip is not None and any(task.id == tip.task.id for task in situation.known)

    async def _serve(
        self, work: Work, situation: Situation, surface: Surface, *, anyway: bool
    ) -> Tip:
        now, user = self.clock.now(), situation.user
        tasks = situation.candidates(now, anyway=anyway)
        context = Context(now, zone(user.timezone))
        candidates = Candidates(
            ids=tuple(task.id for task in tasks),
            sheet=matrix(context, tasks, await work.history.pasts(user.id, now - REMEMBERED)),
            day=now.toordinal(),
            barred=barred(situation.known, situation.rests, tasks),
        )
        pick, said = await self._pick(work, user, candidates)
        tip = Tip(
            id=TipId(new_id()),
            user_id=user.id,
            task=tasks[pick.chosen],
            why=sentence(
                tasks[pick.chosen], now, context.zone, said, learned=pick.policy_version > 0
            ),
            served_at=now,
            surface=surface,
            policy=pick.policy,
            policy_version=pick.policy_version,
            propensity=pick.propensity,
            candidates=len(tasks),
            explanation=said,
        )
        if situation.open_tip is not None:
            await vanish(work, situation.open_tip, now)
        await work.tips.add(tip, pick)
        await work.outbox.tell(
            TipServed(now, user.id, tip.id, tip.policy, tip.propensity, tip.candidates)
        )
        return tip

    async def _pick(
        self, work: Work, user: User, candidates: Candidates
    ) -> tuple[Pick, Explanation]:
        experiments = await _experiments(work, user)
        # Read in this very transaction: a promotion is in force in every process at once.
        policies = await work.deployments.policies() or self.policies
        assignment = assigned(user.id, policies.served, user.policy, experiments)
        names = (assignment.policy, *policies.beside(assignment.policy))
        learned = await read_learned(work, user.id, names, self.clock.now())
        served, *shadows = (learned[name] for name in names)
        return self.chooser.pick(candidates, self.seed(), served, shadows, assignment=assignment)


async def _experiments(work: Work, user: User) -> tuple[Experiment, ...]:
    """Return the experiments a user takes part in: none without their consent to research."""
    running = await work.experiments.running()
    if running and not allowed(await work.consents.of(user.id), Purpose.RESEARCH):
        return ()
    return running
