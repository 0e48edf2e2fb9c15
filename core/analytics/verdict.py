"""Turn differences into words: better, worse, or no evidence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.analytics.differences import Difference
from core.analytics.holm import adjusted, interval_levels

ALPHA = 0.025
"""Chance that among all comparisons of a family one or more is called wrongly: half of the usual, so
that two hundred meetings of a policy with itself show at most one call in twenty, not on average."""


class Verdict(StrEnum):
    """What the laboratory says of one policy against another."""

    BETTER = "better"
    WORSE = "worse"
    NO_EVIDENCE = "no evidence"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a family, judged knowing that there are others."""

    name: str
    verdict: Verdict
    difference: Difference
    """With bounds that fit the verdict: 0 is outside exactly when something is called."""
    p: float
    """Holm's p-value; the one of the difference does not know of the others."""


@dataclass(frozen=True, slots=True)
class Dissent:
    """A world or a judge that does not say what the others say."""

    where: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Shipped:
    """What may be said of all worlds and judges together, and who stands against saying more."""

    verdict: Verdict
    dissenters: tuple[Dissent, ...] = ()


def verdicts(differences: Mapping[str, Difference], alpha: float = ALPHA) -> tuple[Comparison, ...]:
    """Return the verdict of each comparison by Holm's p-value and the sign, in the order given.

    Args: differences by name, all that are looked at together: none may be left out afterwards.
    """
    p = np.array([it.p for it in differences.values()])
    levels = interval_levels(p, alpha)
    return tuple(
        Comparison(name, _verdict(it.mean, holm, alpha), it.at(1 - level), holm)
        for (name, it), holm, level in zip(
            differences.items(), adjusted(p).tolist(), levels.tolist(), strict=True
        )
    )


def holds(found: Mapping[str, Verdict]) -> Shipped:
    """Return the verdict that every world and judge shares, or no evidence and who dissents.

    Dissenters are all who do not say what most of those say that say better or worse; when these
    are evenly split, everybody is one.   Args: verdicts of one comparison by world or judge.
    """
    said = set(found.values())
    if len(said) <= 1:
        return Shipped(said.pop() if said else Verdict.NO_EVIDENCE)
    count = Counter(it for it in found.values() if it is not Verdict.NO_EVIDENCE)
    most = max(count.values())
    claims = [it for it in count if count[it] == most]
    against = [Dissent(it, say) for it, say in found.items() if [say] != claims]
    return Shipped(Verdict.NO_EVIDENCE, tuple(against))


def _verdict(mean: float, p: float, alpha: float) -> Verdict:
    if p > alpha or mean == 0:
        return Verdict.NO_EVIDENCE
    return Verdict.BETTER if mean > 0 else Verdict.WORSE
