"""Say before a run what it will be able to see."""

import math

from scipy.optimize import brentq  # type: ignore[import-untyped]  # scipy ships no types
from scipy.stats import nct, norm, t  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.refusals import demand_people

POWER = 0.8
"""How often a difference that is there shall be seen."""
ALPHA = 0.025
"""Chance of a false call among all comparisons, as in `verdict`."""
NORMAL_FROM = 10_000
"""From this many people on the normal distribution stands for the noncentral t, which is slow."""


def detectable(
    sd: float, n: int, *, comparisons: int = 1, power: float = POWER, alpha: float = ALPHA
) -> float:
    """Return the smallest mean difference that n people show with that power.

    With several comparisons it counts as if each had to pass alone (Bonferroni): Holm sees no less.
    Args: sd is that of one person's difference, as an earlier run or a guess has it.
    Raises: TooFewPeople below two; ValueError unless sd >= 0 and alpha / comparisons < power < 1.
    """
    demand_people(n)
    level = alpha / comparisons
    if sd < 0 or not level < power < 1:
        raise ValueError(sd, level, power)
    most = 1.0
    while chance_to_see(most, n, level) < power:
        most *= 2
    shift = float(brentq(lambda it: chance_to_see(it, n, level) - power, 0.0, most))
    return shift * sd / math.sqrt(n)


def people_needed(
    effect: float, sd: float, *, comparisons: int = 1, power: float = POWER, alpha: float = ALPHA
) -> int:
    """Return the smallest number of people who show that mean difference, at least 2.

    Args: effect > 0, in the unit of sd.   Raises: ValueError.
    """
    if effect <= 0:
        raise ValueError(effect)

    def shows(people: int) -> bool:
        least = detectable(sd, people, comparisons=comparisons, power=power, alpha=alpha)
        return least <= effect

    enough = 2
    while not shows(enough):
        enough *= 2
    few = max(enough // 2, 1)
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if shows(middle) else (middle, enough)
    return enough


def chance_to_see(shift: float, n: int, level: float) -> float:
    """Return how often Student's test of n people calls a mean `shift` standard errors above 0.

    A call with the wrong sign is none: it is not what power is for.
    """
    edge = float(t.isf(level / 2, n - 1))
    if n > NORMAL_FROM:
        return float(norm.sf(edge - shift))
    return float(nct.sf(edge, n - 1, shift))
