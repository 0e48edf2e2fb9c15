"""Let an invented person live from the day they came until now, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count, groupby
from zoneinfo import ZoneInfo

from core.domain.ids import TaskId, TipId
from core.domain.past import NEVER, Past
from core.domain.reaction import ReactionKind
from core.sim.dice import Dice
from core.sim.generator import arrivals
from core.sim.judge import Judge, Scene
from core.sim.judges.rule import RuleJudge
from core.sim.life import visits
from core.sim.projects import projects
from core.sim.sample.home import Ground, SampleHome, furnish
from core.sim.sample.invented import Somebody, Way
from core.sim.sample.listing import Listing
from core.sim.world import World

ONE_MORE, MOST_TIPS = 0.35, 3
"""Chance of looking at one more tip after an answer, and how many a visit has at most."""
UNDONE = 0.03
"""Share of answers that are taken back a moment later."""
ELSEWHERE = 0.15
"""Chance that a task that was put off, or left, is done elsewhere within some hours."""
ELSEWHERE_H = 9.0
"""Hours within which it is."""
MOMENT = timedelta(seconds=6)
"""So soon an answer is taken back, and given anew."""
ANSWERED = timedelta(hours=2)
"""Before now nobody looks any more: a visit's answers take that long, and none may lie ahead."""
CONNECTS_AFTER = timedelta(minutes=3)
"""So long it takes from coming to connecting."""
NOW_AND_THEN = 3
"""Before the past that is told, one visit in so many takes place."""


@dataclass(slots=True)
class SampleLife:
    """One person's life; what they have seen of their tasks is in their head, not in oO."""

    who: Somebody
    home: SampleHome
    judge: Judge
    dice: Dice
    pasts: dict[TaskId, Past] = field(default_factory=dict)
    elsewhere: list[tuple[datetime, TaskId]] = field(default_factory=list)
    """What they are going to do elsewhere, and when."""
    _answered: tuple[date | None, int] = (None, 0)
    _throws: "count[int]" = field(default_factory=count)
    _turned: bool = False

    async def live(self) -> None:
        """Live from coming until now."""
        await self._come()
        for _, some in groupby(self._visits(), key=lambda at: at.date()):
            await self._day(tuple(some))

    async def _come(self) -> None:
        await self.home.join()
        if self.who.way is not Way.NEVER_CONNECTS:
            self.home.clock.advance(CONNECTS_AFTER)
            self.home.listing.receive(self.home.clock.now())
            await self.home.connect()

    def _visits(self) -> Iterator[datetime]:
        """Yield when they open oO."""
        who, plan = self.who, self.home.ground.plan
        zone = ZoneInfo(who.persona.timezone)
        days = (plan.until - who.joined_at).days + 2
        first = who.joined_at.astimezone(zone).date()
        opened = visits(who.persona.visits, first, days, dice=self.dice, zone=zone)
        for number, at in enumerate(opened):
            away = who.way is Way.STAYS_AWAY and at > who.turns_at
            seldom = at < plan.since and number % NOW_AND_THEN != 0
            if self.home.clock.now() < at < plan.until - ANSWERED and not away and not seldom:
                yield at

    async def _day(self, opened: tuple[datetime, ...]) -> None:
        self.home.clock.time = opened[0]
        await self.home.begin_day()
        for at in opened:
            self.home.clock.time = max(self.home.clock.time, at)
            await self._turn()
            await self._visit()

    async def _turn(self) -> None:
        """Let happen once what happens to some."""
        if self._turned or self.home.clock.now() < self.who.turns_at:
            return
        self._turned = True
        if self.who.way is Way.LOSES_LINK:
            await self.home.lose_link()
        if self.who.way is Way.DISCONNECTS:
            await self.home.disconnect()

    async def _visit(self) -> None:
        self._catch_up()
        await self.home.sync()
        for _ in range(MOST_TIPS):
            if not await self._tip() or self._throw("more") >= ONE_MORE:
                return

    def _catch_up(self) -> None:
        """Do what was to be done elsewhere by now, and find what has arrived."""
        now = self.home.clock.now()
        due = [it for it in self.elsewhere if it[0] <= now]
        self.elsewhere = [it for it in self.elsewhere if it[0] > now]
        self.home.listing.receive(now)
        for at, task_id in due:
            self.home.listing.complete(task_id, at)

    async def _tip(self) -> bool:
        """Look at a tip; return whether it was answered."""
        shown = await self.home.tip()
        if shown is None:
            return False
        tip_id, task_id = shown
        scene = self._scene(task_id)
        answer = await self.judge.react(scene, 0) if scene else None
        kind = answer.kind if answer else None
        self._remember(task_id, kind)
        if answer is None or kind is None:
            self._perhaps_elsewhere(task_id)
            return False
        self.home.clock.advance(timedelta(milliseconds=answer.dwell_ms))
        await self._answer(tip_id, kind, answer.dwell_ms)
        if kind is ReactionKind.SNOOZE:
            self._perhaps_elsewhere(task_id)
        return True

    async def _answer(self, tip_id: TipId, kind: ReactionKind, dwell_ms: int) -> None:
        await self.home.answer(tip_id, kind, dwell_ms)
        day, answered = self._answered
        today = self.home.clock.now().date()
        self._answered = (today, answered + 1 if day == today else 1)
        if self._throw("undo") < UNDONE:
            self.home.clock.advance(MOMENT)
            await self.home.undo(tip_id)
            self.home.clock.advance(MOMENT)
            other = ReactionKind.SNOOZE if kind is ReactionKind.DONE else ReactionKind.DONE
            await self.home.answer(tip_id, other, dwell_ms)

    def _scene(self, task_id: TaskId) -> Scene | None:
        """Return the moment with the tip's task alone; None when it is no longer on the list."""
        arrival = self.home.listing.open.get(task_id)
        if arrival is None:
            return None
        here = self.home.clock.now().astimezone(self.home.listing.zone)
        day, answered = self._answered
        today = answered if day == self.home.clock.now().date() else 0
        return Scene(self.who.persona, here, (arrival.task,), self.pasts, today)

    def _remember(self, task_id: TaskId, kind: ReactionKind | None) -> None:
        past = self.pasts.get(task_id, NEVER)
        self.pasts[task_id] = replace(
            past,
            shown=past.shown + 1,
            last_shown_at=self.home.clock.now(),
            snoozed=past.snoozed + (kind is ReactionKind.SNOOZE),
            dismissed=kind is ReactionKind.DISMISS or (kind is None and past.dismissed),
        )

    def _perhaps_elsewhere(self, task_id: TaskId) -> None:
        if self._throw("elsewhere") < ELSEWHERE:
            after = timedelta(hours=ELSEWHERE_H * self._throw("after"))
            self.elsewhere.append((self.home.clock.now() + after, task_id))

    def _throw(self, what: str) -> float:
        return self.dice.uniform(what, next(self._throws))


def born(ground: Ground, who: Somebody, world: World) -> SampleLife:
    """Return a life that has not begun."""
    plan, persona = ground.plan, who.persona
    dice, zone = Dice(plan.seed, "life", who.number), ZoneInfo(persona.timezone)
    days = (plan.until - who.joined_at).days + 2
    seed = plan.seed * 1000 + who.number
    listing = Listing(
        external_id=f"sandbox-{plan.seed}-{who.number}",
        zone=zone,
        arrivals=arrivals(persona, seed, who.joined_at, days),
    )
    first_day = who.joined_at.astimezone(zone).toordinal()
    judge = RuleJudge(world, dice, projects(persona), zone, first_day)
    return SampleLife(who, furnish(ground, who, listing, dice), judge, dice)
