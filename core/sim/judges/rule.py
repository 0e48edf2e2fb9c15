"""Judge by stated rules: the law of a world, and chances keyed by event, so that it can be repeated.

The same task, shown to the same persona the same time over, meets the same chance whoever picked
it: policies differ by what they pick, never by luck (bandits.md C1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np

from core.domain.ids import TaskId
from core.domain.past import NEVER
from core.domain.pick import Floats
from core.domain.reaction import ReactionKind
from core.domain.task import Task
from core.rewards.ladder import DISMISSED_MILLI, SNOOZED_MILLI, reward_milli
from core.sim.dice import Dice
from core.sim.feelings import (
    DISMISS,
    DONE,
    DWELL_S,
    DWELL_SPREAD,
    UNTOLD_MIN,
    chances,
    earned,
    ladder,
    mood,
    worth,
)
from core.sim.judge import Answer, Scene
from core.sim.laws import likes, wants
from core.sim.view import Row, row, view
from core.sim.world import Law, World

NAME = "rule-1"
"""Name and version of these rules."""
GLANCE_S, GLANCE_SPREAD = 4.0, 0.5
"""Seconds before a tip is put off or dismissed, and how much that scatters (log)."""
CARELESS_S = 3.0
"""How long somebody looks who does not read."""
IDLE_S, IDLE_SPREAD = 20.0, 1.0
"""How long somebody looks who answers by chance, and how much that scatters (log)."""
ANSWERS = (ReactionKind.DONE, ReactionKind.SNOOZE, ReactionKind.DISMISS)
"""What such a person answers, each as often."""
WELCOME_NO_MORE = 0.25
"""Chance, by each tip beyond those welcome on a day, of leaving the next one unanswered."""
LONGEST_S = 1740.0
"""Nobody looks longer: the next visit must not begin meanwhile."""


@dataclass(slots=True)
class RuleJudge:
    """Judges one persona's life in one world; `areas` are its project names in the order of AREAS."""

    world: World
    dice: Dice
    areas: Sequence[str]
    zone: ZoneInfo
    first_day: int
    """Ordinal of the local day on which the life begins."""
    _rows: dict[TaskId, Row] = field(default_factory=dict, init=False)
    _earned: dict[float, float] = field(default_factory=dict, init=False)
    _last: tuple[Scene, Floats] | None = field(default=None, init=False)

    @property
    def name(self) -> str:
        """Return who judges."""
        return NAME

    async def score(self, scene: Scene) -> tuple[float, ...] | None:
        """Return how much each task is wanted: its expected reward, from 0 (dismissed) to 1."""
        if self.world.law is Law.CARELESS:
            return (self._carelessly,) * len(scene.tasks)
        shares = self._chances(scene)
        earns = np.array([self._earns(scene, it.task) for it in self._known(scene)])
        return tuple(((worth(shares, earns) + 1) / 2).tolist())

    async def react(self, scene: Scene, chosen: int) -> Answer | None:
        """Return what the persona does with the task shown."""
        task = scene.tasks[chosen]
        turn = scene.pasts.get(task.id, NEVER).shown
        if self.dice.uniform(task.id, turn, "heed") < self._unheeded(scene):
            return Answer(None)
        luck = self.dice.uniform(task.id, turn, "answer")
        if self.world.law is Law.CARELESS:
            return self._careless(luck, task, turn)
        shares = self._chances(scene)[chosen]
        done, no = luck < shares[DONE], luck >= 1 - shares[DISMISS]
        kind = ReactionKind.DONE if done else ReactionKind.DISMISS if no else ReactionKind.SNOOZE
        return Answer(kind, self._dwell_ms(scene, task, kind, turn))

    def _known(self, scene: Scene) -> list[Row]:
        found = []
        for task in scene.tasks:
            known = self._rows.get(task.id)
            if known is None or known.task is not task:
                known = self._rows[task.id] = row(task, self.areas, self.zone)
            found.append(known)
        return found

    def _chances(self, scene: Scene) -> Floats:
        if self._last is None or self._last[0] is not scene:
            persona, day = scene.persona, scene.here.toordinal() - self.first_day
            seen = view(self._known(scene), persona, scene.here)
            felt = mood(
                persona,
                scene.tasks,
                scene.pasts,
                here=scene.here,
                answered_today=scene.answered_today,
            )
            wanted = wants(self.world.law, likes(persona, self.world, day), seen)
            self._last = scene, chances(persona, wanted, felt)
        return self._last[1]

    def _earns(self, scene: Scene, task: Task) -> float:
        minutes = self._rows[task.id].minutes
        if minutes not in self._earned:
            self._earned[minutes] = earned(minutes, scene.persona.patience)
        return self._earned[minutes]

    def _unheeded(self, scene: Scene) -> float:
        beyond = scene.answered_today - scene.persona.tolerance
        return min(0.9, scene.persona.forgetfulness + WELCOME_NO_MORE * max(0.0, beyond))

    def _dwell_ms(self, scene: Scene, task: Task, kind: ReactionKind, turn: int) -> int:
        slowness = self.dice.normal(task.id, turn, "dwell")
        if kind is ReactionKind.DONE:
            minutes = self._rows[task.id].minutes
            typical_s = DWELL_S * (UNTOLD_MIN if math.isnan(minutes) else minutes)
            looked_s = typical_s * math.exp(DWELL_SPREAD * slowness)
        else:
            looked_s = GLANCE_S * math.exp(GLANCE_SPREAD * slowness)
        return int(1000 * min(LONGEST_S, looked_s * scene.persona.patience))

    def _careless(self, luck: float, task: Task, turn: int) -> Answer:
        """Return "done" at once from half of the people, any answer by chance from the others."""
        if self._hasty:
            return Answer(ReactionKind.DONE, int(1000 * CARELESS_S))
        kind = ANSWERS[int(len(ANSWERS) * luck)]
        slowness = self.dice.normal(task.id, turn, "dwell")
        return Answer(kind, int(1000 * min(LONGEST_S, IDLE_S * math.exp(IDLE_SPREAD * slowness))))

    @property
    def _hasty(self) -> bool:
        return self.dice.uniform("careless") < 0.5  # noqa: PLR2004 — half

    @property
    def _carelessly(self) -> float:
        """Return what any tip is worth to somebody who does not read, from 0 to 1."""
        if self._hasty:
            return (reward_milli(ReactionKind.DONE, int(1000 * CARELESS_S)) / 1000 + 1) / 2
        others = (SNOOZED_MILLI + DISMISSED_MILLI) / 1000
        return ((ladder(IDLE_S, IDLE_SPREAD) + others) / len(ANSWERS) + 1) / 2
