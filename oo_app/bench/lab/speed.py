"""Measure how many decisions a second the laboratory makes on one core, beside the loops of others."""

import time
from collections.abc import Callable, Mapping

from oo_app.bench.figures import Figure, at_least, middle, seen
from oo_app.bench.lab.ours import POLICY, live, lives
from oo_app.bench.lab.theirs import LOOPS, Theirs

LIMIT = 20_000
"""Decisions a second that were asked for."""
DECISIONS = 1200
"""Decisions in a row of one loop, before the next has its turn."""
ROUNDS = 3
"""How often everybody has a turn, after one that is not counted."""
UNIT = "decisions/s"
"""What speeds are counted in."""

Turn = Callable[[int], int]
"""Makes about so many decisions and returns how many they were."""


def measure_speed(
    decisions: int = DECISIONS, *, rounds: int = ROUNDS, loops: Mapping[str, Theirs] = LOOPS
) -> list[Figure]:
    """Return our speed through the use cases in memory, and what it is beside theirs."""
    some = lives()
    candidates = live(some, decisions).candidates
    here = {name: it for name, it in loops.items() if it.is_here}
    turns: dict[str, Turn] = {"": lambda wanted: live(some, wanted).decisions}
    turns |= {name: _turn(it) for name, it in here.items()}
    speeds = by_turns(turns, decisions, rounds)
    mine = speeds.pop("")
    name = f"simulated decisions a second, one core, {POLICY}, {candidates:.0f} candidates"
    return [
        at_least(name, mine, UNIT, LIMIT),
        *(seen(f"{name}: {who}", speed, UNIT) for who, speed in speeds.items()),
        *(seen(f"ours / {who}", mine / speed, "times") for who, speed in speeds.items()),
        *_missing(loops),
    ]


def by_turns(turns: Mapping[str, Turn], decisions: int, rounds: int) -> dict[str, float]:
    """Return the decisions a second of each, the middle of some turns, so that the machine is fair."""
    speeds: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(1 + rounds):
        for name, turn in turns.items():
            began = time.perf_counter()
            made = turn(decisions)
            speeds[name].append(made / (time.perf_counter() - began))
    return {name: middle(some[1:]) for name, some in speeds.items()}


def _turn(theirs: Theirs) -> Turn:
    def turn(decisions: int) -> int:
        theirs.loop(decisions)
        return decisions

    return turn


def _missing(loops: Mapping[str, Theirs]) -> list[Figure]:
    """Return a figure for each loop that cannot run here; only those that were asked for count."""
    return [
        Figure(f"speed: {name} is not installed", 0, "", "to be beside", ok=not it.stated)
        for name, it in loops.items()
        if not it.is_here
    ]
