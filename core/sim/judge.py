"""Say what a judge of the laboratory is asked, and what it answers.

Two phases, as the original had them: *score* (which of these tasks would this person want now)
and *react* (what do they do with the tip they got, and how fast).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.ids import TaskId
from core.domain.past import Past
from core.domain.reaction import ReactionKind
from core.domain.task import Task
from core.sim.persona import Persona


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a persona's life, as a judge sees it; it never hears which policy picked."""

    persona: Persona
    here: datetime
    """Local time, aware."""
    tasks: tuple[Task, ...]
    """The candidates, in the order in which the policy saw them."""
    pasts: Mapping[TaskId, Past]
    """What the persona has seen of each; one that is missing was never shown."""
    answered_today: int
    """Tips answered since the local midnight."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a persona does with a tip; `kind` None when they leave it unanswered."""

    kind: ReactionKind | None
    dwell_ms: int = 0
    """How long they looked before they answered."""


class Judge(Protocol):
    """Grades tips by written criteria; `name` names rule, prompt and model with their versions.

    Both return None when no usable judgement came (nonsense, too late, too large): the tip counts
    as unjudged. Raises BudgetSpent when the next question would cost more than is allowed.
    """

    @property
    def name(self) -> str:
        """Return who judges, with the versions of what it goes by."""
        ...

    async def score(self, scene: Scene) -> tuple[float, ...] | None:
        """Return how much each task is wanted at this moment, 0 to 1, in the tasks' order."""
        ...

    async def react(self, scene: Scene, chosen: int) -> Answer | None:
        """Return what the persona does with the task at this place."""
        ...
