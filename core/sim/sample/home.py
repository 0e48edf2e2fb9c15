"""Furnish an invented person: the real use cases in memory, on a clock of their own."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from core.domain.command import HOLD, TaskCommand
from core.domain.consent import Purpose
from core.domain.deployment import Policies
from core.domain.events import Event
from core.domain.ids import TaskId, TipId, UserId
from core.domain.integration import Provider
from core.domain.posterior import Posterior
from core.domain.reaction import ReactionKind
from core.domain.tip import Surface
from core.domain.user import Identity
from core.errors import NotFound, NothingToTip, ReconnectNeeded
from core.memory.store import MemoryStore
from core.ports import Work
from core.sim.dice import Dice
from core.sim.hand import Hand
from core.sim.home import SimClock
from core.sim.sample.invented import ISSUER, Plan, Somebody
from core.sim.sample.listing import Listing
from core.sim.sample.stood import policies_at, the_experiment
from core.usecases.close_windows import CloseWindows
from core.usecases.connect import ConnectWithToken, KeepLink
from core.usecases.integrations import Disconnect
from core.usecases.learn import EVIDENCE, Learn
from core.usecases.open_tokens import OpenTokens, lose
from core.usecases.person import RecordConsents
from core.usecases.record_reaction import RecordReaction
from core.usecases.request_tip import RequestTip
from core.usecases.settle_pick import SettlePick
from core.usecases.sign_in import SignIn
from core.usecases.sync_tasks import SyncTasks
from core.usecases.undo_reaction import UndoReaction
from core.usecases.wake import Bell

AT_ONCE = 256
"""Events, or commands, that are taken at once."""
AGENTS = ("Firefox on Linux", "Safari on iPhone", "Chrome on Android", "Chrome on Windows")
"""What their browsers call themselves."""
STEP_S, STEP_SPREAD = 60e-6, 0.5
"""Seconds between two looks at the clock while a tip is picked, and how much that scatters (log)."""
STALLED, STALLED_S = 0.0003, 0.06
"""Chance that a machine stalls between two such looks, and for how long: then chance serves."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all invented people have in common: their plan, and what serves now."""

    plan: Plan
    policies: Policies


@dataclass(slots=True)
class SampleHome:
    """One invented person's oO: everything of it lies in memory, until it is moved."""

    ground: Ground
    who: Somebody
    listing: Listing
    clock: SimClock
    hand: Hand
    seed: Callable[[], int]
    store: MemoryStore = field(default_factory=MemoryStore)
    user_id: UserId | None = None
    told: list[Event] = field(default_factory=list)
    """All events, in the order in which they had their effect."""
    asked: list[TaskCommand] = field(default_factory=list)
    """All commands that were carried."""
    learned: list[Posterior] = field(default_factory=list)
    """Everything that any policy ever had learned, in that order."""
    _versions: dict[str, int] = field(default_factory=dict)
    _in_experiment: bool = False

    @property
    def me(self) -> UserId:
        """Return whose home it is. Raises: NotFound before they came."""
        if self.user_id is None:
            raise NotFound("user")
        return self.user_id

    async def join(self) -> None:
        """Let them come, and say what they allow."""
        who, store, clock = self.who, self.store, self.clock
        subject = f"{self.ground.plan.seed}-{who.number}"
        email = f"{who.persona.id}-{who.number}@sandbox.invalid"
        identity = Identity(ISSUER, subject, email, email_verified=True, name=who.persona.name)
        await SignIn(store, clock)(identity, AGENTS[who.number % len(AGENTS)], "/")
        async with store.reading() as work:
            found = await work.users.of_identity(ISSUER, subject)
        self.user_id = found.id if found else None
        asked = {Purpose.NUDGES: who.nudges, Purpose.RESEARCH: who.research}
        await RecordConsents(store, clock)(self.me, asked)
        await self.have_effect()

    async def connect(self) -> None:
        """Let oO read their list."""
        keep = KeepLink(self.store, self.clock, {Provider.TODOIST: self.listing}, Bell())
        connect = ConnectWithToken(self.store, self.clock, keep, allowed=True)
        await connect(self.me, Provider.TODOIST, f"sandbox{self.who.number}")
        await self.sync()

    async def disconnect(self) -> None:
        """Take that back."""
        await Disconnect(self.store, self.clock, Bell())(self.me, Provider.TODOIST)
        await self.have_effect()

    async def lose_link(self) -> None:
        """Let the tokens die."""
        async with self.store.writing() as work:
            link = await work.integrations.get(self.me, Provider.TODOIST)
            if link is not None:
                await lose(work, link, self.clock.now())
        await self.have_effect()

    async def begin_day(self) -> None:
        """Close the windows that have closed by now, and begin the experiment if that is due."""
        await CloseWindows(self.store, self.clock)()
        experiment = the_experiment(self.ground.plan, self.ground.policies)
        if not self._in_experiment and experiment.began_at <= self.clock.now():
            self._in_experiment = True
            async with self.store.writing() as work:
                await work.experiments.save(experiment)
        await self.have_effect()

    async def sync(self) -> None:
        """Read the list anew, if it can be read."""
        try:
            await self._sync_tasks(self.me, Provider.TODOIST)
        except (NotFound, ReconnectNeeded):
            return
        await self.have_effect()

    async def tip(self) -> tuple[TipId, TaskId] | None:
        """Return the tip of this moment and its task; None when there is nothing to tip."""
        served = policies_at(self.ground.plan, self.ground.policies, self.clock.now())
        request = RequestTip(self.store, self.clock, self.hand, served, self._sync_tasks, self.seed)
        try:
            shown = await request(self.me, Surface.PAGE)
        except NothingToTip:
            return None
        await self.have_effect()
        pick = self.hand.picks[0]
        return shown.tip_id, pick.candidates[pick.chosen]

    async def answer(self, tip_id: TipId, kind: ReactionKind, dwell_ms: int) -> None:
        """Answer a tip, and let oO learn from it."""
        key = f"{tip_id}-{self.clock.now():%H%M%S}"
        record = RecordReaction(self.store, self.clock, Bell())
        await record(self.me, tip_id, kind, key, dwell_ms=dwell_ms)
        await self.have_effect()

    async def undo(self, tip_id: TipId) -> None:
        """Take the answer back."""
        await UndoReaction(self.store, self.clock, Bell())(self.me, tip_id)
        await self.have_effect()

    async def have_effect(self) -> None:
        """Let what was told and asked have its effect, as bus and sender would a moment later."""
        now, learn = self.clock.now(), Learn(SettlePick(self.store, self.clock))
        async with self.store.writing() as work:
            while events := await work.outbox.claim(now, now + HOLD, AT_ONCE):
                for event in events:
                    if isinstance(event, EVIDENCE):
                        await learn(work, event)
                    await self._note(work)
                await work.outbox.sent(tuple(it.id for it in events), now)
                self.told += events
            for command in await work.commands.claim(now, now + HOLD, AT_ONCE):
                self.listing.carry(command)
                await work.commands.done(command.id, now)
                self.asked.append(command)

    async def _note(self, work: Work) -> None:
        """Note what any policy has learned since; nothing learns twice between two looks."""
        for it in (await work.posteriors.of(self.me)).values():
            if self._versions.get(it.policy) != it.version:
                self._versions[it.policy] = it.version
                self.learned.append(it)

    @property
    def _sync_tasks(self) -> SyncTasks:
        there = {Provider.TODOIST: self.listing}
        tokens = OpenTokens(self.store, self.clock, there)
        return SyncTasks(self.store, self.clock, there, tokens, float)


def furnish(ground: Ground, who: Somebody, listing: Listing, dice: Dice) -> SampleHome:
    """Return the home of somebody who has not come yet."""
    hand = Hand(elapsed=_thinking(dice))
    return SampleHome(ground, who, listing, SimClock(who.joined_at), hand, _seeds(dice))


def _seeds(dice: Dice) -> Callable[[], int]:
    thrown = iter(range(1, 2**31))
    return lambda: int(dice.uniform("pick", next(thrown)) * 2**53)


def _thinking(dice: Dice) -> Callable[[], float]:
    """Return a clock for picks that shows usual times: this machine's own would tell of its load."""
    looks, now_s = iter(range(2**31)), 0.0

    def look() -> float:
        nonlocal now_s
        number = next(looks)
        stalled = dice.uniform("stalled", number) < STALLED
        usual = STEP_S * math.exp(STEP_SPREAD * dice.normal("step", number))
        now_s += STALLED_S if stalled else usual
        return now_s

    return look
