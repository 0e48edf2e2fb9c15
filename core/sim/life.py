"""Let one synthetic person live with one policy: visits, tips, answers, and what was learned."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import numpy as np

from core.bandit.candidates import tippable
from core.bandit.prior import Prior
from core.domain.ids import TaskId, TipId
from core.domain.past import NEVER, Past
from core.domain.pick import Pick
from core.domain.reaction import ReactionKind
from core.domain.task import Task
from core.sim.arrivals import Arrival
from core.sim.diary import IGNORED, KINDS, NO_REWARD, ROW, UNJUDGED, Rows
from core.sim.dice import Dice
from core.sim.entry import entry
from core.sim.generator import reborn
from core.sim.hand import Arm
from core.sim.home import Home, furnish
from core.sim.judge import Answer, Judge, Scene
from core.sim.persona import Persona

LATE_MIN = 20
"""Nobody opens oO on the dot: up to so many minutes after the hour of a visit."""


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a life is made of but its policy: the same for every contestant."""

    persona: Persona
    arrivals: tuple[Arrival, ...]
    """By time."""
    visits: tuple[datetime, ...]
    """When oO is opened, UTC, ascending."""
    judge: Judge
    dice: Dice
    areas: Sequence[str]
    decisions: int
    """A life ends after so many tips, or with its last visit."""
    other: Judge | None = None
    """Another judge, who is asked what would have been answered, for comparison."""
    prior: Prior | None = None
    """What `bayes-v1` expects of a new person; None for what is shipped."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the persona's time zone."""
        return ZoneInfo(self.persona.timezone)


def visits(
    hours: Sequence[float], first: date, days: int, *, dice: Dice, zone: ZoneInfo
) -> tuple[datetime, ...]:
    """Return when somebody opens oO, UTC: the same whatever was answered."""
    found = []
    for day in range(days):
        for hour in hours:
            late = LATE_MIN * dice.uniform("visit", day, int(60 * hour))
            minutes = min(24 * 60 - 1, int(60 * hour + late))
            here = datetime.combine(first + timedelta(days=day), time(*divmod(minutes, 60)), zone)
            found.append(here.astimezone(UTC))
    return tuple(sorted(found))


@dataclass(slots=True)
class Life:
    """One person, one policy, from the first tip to the last."""

    setting: Setting
    home: Home
    rows: Rows
    count: int = 0
    """Decisions so far."""
    open: dict[TaskId, Arrival] = field(default_factory=dict)
    pasts: dict[TaskId, Past] = field(default_factory=dict)
    _answered: tuple[date | None, int] = (None, 0)
    _arrived: int = 0
    _open_tip: TipId | None = None
    _changed: bool = True

    async def live(self) -> Rows:
        """Return the rows of all decisions. Raises: BudgetSpent, when the judge may cost no more."""
        for at in self.setting.visits:
            self.home.clock.time = max(self.home.clock.time, at)
            await self._visit()
            if self.count == self.setting.decisions and self._open_tip is None:
                break
        return self.rows[: self.count]

    async def _visit(self) -> None:
        self._receive()
        if self._changed:
            await self.home.refresh(tuple(it.task for it in self.open.values()))
            self._changed = False
        here = self.home.clock.time.astimezone(self.setting.zone)
        if self.home.hand.sees_all and self._open_tip is None:
            await self._look_ahead(here)
        tip_id = await self.home.tip()
        if tip_id is None:
            return
        pick = self.home.hand.picks[0]
        tasks = tuple(self.open[it].task for it in pick.candidates)
        scene = self._scene(here, tasks)
        if tip_id != self._open_tip:
            await self._serve(scene, tip_id, pick)
        await self._answer(scene, tip_id, pick.chosen)

    def _receive(self) -> None:
        """Put on the list what has arrived."""
        arrivals, now = self.setting.arrivals, self.home.clock.time
        upto = bisect_right(arrivals, now, lo=self._arrived, key=lambda it: it.at)
        for arrival in arrivals[self._arrived : upto]:
            self.open[arrival.task.id] = arrival
            self._changed = True
        self._arrived = upto

    def _scene(self, here: datetime, tasks: tuple[Task, ...]) -> Scene:
        day, count = self._answered
        today = count if day == here.date() else 0
        return Scene(self.setting.persona, here, tasks, self.pasts, today)

    async def _look_ahead(self, here: datetime) -> None:
        """Let the oracle know what everything on the list is worth now."""
        every = tippable(it.task for it in self.open.values())
        scores = await self.setting.judge.score(self._scene(here, every)) if every else ()
        levels = scores if scores is not None else (0.0,) * len(every)
        self.home.hand.seen.clear()
        self.home.hand.seen.update(zip((it.id for it in every), levels, strict=True))

    async def _serve(self, scene: Scene, tip_id: TipId, pick: Pick) -> None:
        """Write down a new decision, as if it were never answered."""
        self._open_tip = tip_id
        scores = await self.setting.judge.score(scene)
        worths = None if scores is None else 2 * np.array(scores) - 1
        first = self.setting.visits[0].astimezone(self.setting.zone).date()
        self.rows[self.count] = entry(
            scene, pick, worths, day=(scene.here.date() - first).days, areas=self.setting.areas
        )
        if self.setting.other is not None:
            answer = await self.setting.other.react(scene, pick.chosen)
            self.rows[self.count]["other"] = code(answer)
        self.count += 1

    async def _answer(self, scene: Scene, tip_id: TipId, chosen: int) -> None:
        task, row = scene.tasks[chosen], self.rows[self.count - 1 : self.count]
        answer = await self.setting.judge.react(scene, chosen)
        self._remember(task, answer)
        row["looks"] += 1
        row["kind"] = code(answer)
        if answer is None or answer.kind is None:
            return
        self.home.clock.advance(timedelta(milliseconds=answer.dwell_ms))
        milli = await self.home.answer(tip_id, answer.kind, answer.dwell_ms)
        row["dwell_ms"] = answer.dwell_ms
        row["reward_milli"] = NO_REWARD if milli is None else milli
        self._open_tip = None
        day, count = self._answered
        self._answered = (scene.here.date(), count + 1 if day == scene.here.date() else 1)
        if answer.kind is ReactionKind.DONE:
            self._complete(task)

    def _remember(self, task: Task, answer: Answer | None) -> None:
        past = self.pasts.get(task.id, NEVER)
        kind = answer.kind if answer else None
        self.pasts[task.id] = Past(
            shown=past.shown + 1,
            last_shown_at=self.home.clock.time,
            snoozed=past.snoozed + (kind is ReactionKind.SNOOZE),
            dismissed=kind is ReactionKind.DISMISS or (kind is None and past.dismissed),
        )

    def _complete(self, task: Task) -> None:
        arrival = self.open.pop(task.id)
        self._changed = True
        if arrival.every_days:
            self.open[task.id] = reborn(arrival, self.home.clock.time, self.setting.zone)


def code(answer: Answer | None) -> int:
    """Return the code of an answer in a diary."""
    if answer is None:
        return UNJUDGED
    return IGNORED if answer.kind is None else KINDS.index(answer.kind)


async def born(setting: Setting, arm: Arm) -> Life:
    """Return a life that has not begun."""
    throws = count(1)

    def seed() -> int:
        return int(setting.dice.uniform("policy", arm.dice, next(throws)) * 2**53)

    first, timezone = setting.visits[0], setting.persona.timezone
    home = await furnish(arm, first, timezone, seed, prior=setting.prior)
    return Life(setting, home, np.zeros(setting.decisions, dtype=ROW))


async def lived(setting: Setting, arm: Arm) -> Rows:
    """Return the rows of a life with one contestant."""
    return await (await born(setting, arm)).live()
