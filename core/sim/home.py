"""Furnish one synthetic person: a store in memory, a clock, a list, and the real use cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.bandit import catalogue
from core.bandit.features import FEATURES_VERSION
from core.bandit.population import MIN_PEOPLE
from core.bandit.prior import Prior
from core.domain.deployment import Policies
from core.domain.ids import IntegrationId, TipId, UserId, new_id
from core.domain.integration import Integration, IntegrationState, Provider
from core.domain.posterior import PopulationPrior
from core.domain.reaction import ReactionKind
from core.domain.task import Task, TaskList
from core.domain.tip import Surface
from core.domain.user import Identity, User
from core.errors import NothingToTip
from core.memory.store import MemoryStore
from core.sim.hand import Arm, Hand, still
from core.usecases.open_tokens import OpenTokens
from core.usecases.record_reaction import RecordReaction
from core.usecases.request_tip import RequestTip
from core.usecases.settle_pick import SettlePick
from core.usecases.sync_tasks import SyncTasks
from core.usecases.wake import Bell

ISSUER = "https://laboratory.invalid"
"""Who vouches for synthetic people."""


@dataclass(slots=True)
class SimClock:
    """A clock that stands until it is set."""

    time: datetime

    def now(self) -> datetime:
        """Return the simulated time, UTC."""
        return self.time

    def monotonic_s(self) -> float:
        """Return the simulated time in seconds."""
        return self.time.timestamp()

    def advance(self, wait: timedelta) -> None:
        """Let time pass."""
        self.time += wait


@dataclass(frozen=True, slots=True)
class Home:
    """One person's oO: everything of it lies in memory and goes when this goes."""

    store: MemoryStore
    clock: SimClock
    user_id: UserId
    hand: Hand
    request: RequestTip
    record: RecordReaction
    settle: SettlePick

    async def refresh(self, tasks: tuple[Task, ...]) -> None:
        """Let oO know the list as a sync would leave it."""
        known = TaskList(tasks, synced_at=self.clock.now())
        async with self.store.writing() as work:
            await work.tasks.keep(self.user_id, Provider.TODOIST, known)

    async def tip(self) -> TipId | None:
        """Return the tip of this moment, None when there is nothing to tip."""
        try:
            shown = await self.request(self.user_id, Surface.PAGE)
        except NothingToTip:
            return None
        return shown.tip_id

    async def answer(self, tip_id: TipId, kind: ReactionKind, dwell_ms: int) -> int | None:
        """Answer a tip, let oO learn from it, and return the reward in thousandths."""
        await self.record(self.user_id, tip_id, kind, str(tip_id), dwell_ms=dwell_ms)
        return await self.settle(self.user_id, tip_id)


async def furnish(
    arm: Arm,
    now: datetime,
    timezone: str,
    seed: Callable[[], int],
    *,
    prior: Prior | None = None,
) -> Home:
    """Return the home of somebody who has just connected; `seed` is asked once per pick.

    Args: prior takes the place of the shipped one.
    """
    store, clock, hand = MemoryStore(), SimClock(now), Hand(elapsed=still, sees_all=arm.sees_all)
    user = User(UserId(new_id()), created_at=now, timezone=timezone)
    link = Integration(
        id=IntegrationId(new_id()),
        user_id=user.id,
        provider=Provider.TODOIST,
        state=IntegrationState.CONNECTED,
        external_id=ISSUER,
        connected_at=now,
    )
    async with store.writing() as work:
        await work.users.add(user, Identity(ISSUER, str(user.id)))
        await work.integrations.save(link)
        if prior is not None:
            known = PopulationPrior(
                catalogue.TAUGHT_PRIOR, FEATURES_VERSION, prior.dump(), MIN_PEOPLE, now
            )
            await work.priors.add(known)
    nobody = OpenTokens(store, clock, {})
    return Home(
        store=store,
        clock=clock,
        user_id=user.id,
        hand=hand,
        request=RequestTip(
            store,
            clock,
            hand,
            Policies(arm.served),
            SyncTasks(store, clock, {}, nobody, float),
            seed,
        ),
        record=RecordReaction(store, clock, Bell()),
        settle=SettlePick(store, clock),
    )
