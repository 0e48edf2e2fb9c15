"""Let our own people live one after the other, with about as many candidates as the libraries get."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from core.sim.cast import Part
from core.sim.diary import Rows
from core.sim.hand import arm
from core.sim.in_memory import ShippedCast
from core.sim.life import lived
from core.sim.persona import Persona

POLICY, WORLD, PEOPLE = "egreedy-v1", "linear", "training"
"""Who picks, where, and for whom."""
OPEN, PER_DAY = 22, 1.0
"""Tasks of the first day and of each later one that leave about thirty candidates at a decision."""
DECISIONS = 120
"""Tips of a life."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What some lives came to together."""

    decisions: int
    candidates: float
    """How many there were to choose from, on average."""


def usual(persona: Persona) -> Persona:
    """Return a persona whose list is about as long as everybody's."""
    return replace(persona, workload=replace(persona.workload, open=OPEN, per_day=PER_DAY))


def lives() -> Iterator[Rows]:
    """Yield one life after the other without end, each with a list and luck of its own."""
    cast = ShippedCast(PEOPLE, (WORLD,))()
    people, world = tuple(map(usual, cast.personas.values())), cast.worlds[WORLD]
    for number in count():
        seed, place = divmod(number, len(people))
        setting = cast.setting(Part(world, people[place], 1 + seed), DECISIONS, None)
        yield asyncio.run(lived(setting, arm(POLICY)))


def live(some: Iterator[Rows], decisions: int) -> Lived:
    """Return what lives came to that make at least so many decisions together."""
    made, seen = 0, 0.0
    while made < decisions:
        rows = next(some)
        made += len(rows)
        seen += float(rows["candidates"].sum())
    return Lived(made, seen / made)
