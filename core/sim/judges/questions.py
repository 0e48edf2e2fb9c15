"""Write the questions that a judging model is asked, from the prompts beside this module."""

import hashlib
from functools import cache
from importlib.resources import files
from string import Template

from core.domain.task import Task
from core.sim.judge import Scene
from core.sim.judges import telling

SCORE, REACT = "prompts/score.md", "prompts/react.md"
"""Where the two prompts stand."""
VERSION_LETTERS = 8
"""Letters of the prompts' hash that a judge's name carries."""
FENCE_LETTERS = 16
"""Letters of the hash in a fence: nobody can write a text that contains its own hash."""


def score_question(scene: Scene) -> str:
    """Return the question how glad the persona would be of each task, in the scene's order."""
    return _question(SCORE, scene, scene.tasks)


def react_question(scene: Scene, chosen: int) -> str:
    """Return the question what the persona does with one task; the others are not told."""
    return _question(REACT, scene, (scene.tasks[chosen],))


@cache
def version() -> str:
    """Return a hash of all that shapes a question: both prompts, and how people are put in words."""
    digest = hashlib.sha256()
    for name in (SCORE, REACT, "telling.py"):
        digest.update(_text(name).encode())
    return digest.hexdigest()[:VERSION_LETTERS]


def _question(prompt: str, scene: Scene, tasks: tuple[Task, ...]) -> str:
    listed = telling.numbered(scene, tasks)
    digest = hashlib.sha256(listed.encode()).hexdigest()[:FENCE_LETTERS]
    # One pass: a "$fence" in a task's own text stays what it is.
    return Template(_text(prompt)).substitute(
        person=telling.person(scene.persona),
        moment=telling.moment(scene),
        count=len(tasks),
        fence=f"== {digest} ==",
        tasks=listed,
    )


@cache
def _text(name: str) -> str:
    return files("core.sim.judges").joinpath(name).read_text(encoding="utf-8")
