"""Take a score apart: exact for a linear policy, because the parts sum to the score."""

import numpy as np

from core.bandit.policy import Policy, is_linear
from core.domain.explanation import Explanation, Part
from core.domain.pick import Floats, Scoring

NOTEWORTHY = 1e-9
"""A part smaller than this says nothing."""


def explain(policy: Policy, names: tuple[str, ...], x: Floats, scoring: Scoring) -> Explanation:
    """Return what spoke for the candidate that was picked, and what against the runner-up.

    Args: x (n, d) as the policy read it, columns as named.
    """
    scores, chosen = scoring.scores, scoring.chosen
    if scoring.fallback or not is_linear(policy):
        return Explanation(greedy=not scoring.fallback)
    others = np.delete(np.arange(len(scores)), chosen)
    runner_up = int(others[np.argmax(scores[others])]) if len(others) else None
    return Explanation(
        score=float(scores[chosen]),
        runner_up=None if runner_up is None else float(scores[runner_up]),
        greedy=bool(scores[chosen] >= scores.max()),
        rank=1 + int((scores > scores[chosen]).sum()),
        spread=policy.spread(x[chosen]),
        parts=_parts(
            policy.weights, names, x[chosen], x[chosen if runner_up is None else runner_up]
        ),
    )


def _parts(
    weights: Floats, names: tuple[str, ...], mine: Floats, theirs: Floats
) -> tuple[Part, ...]:
    amounts, leads = weights * mine, weights * (mine - theirs)
    every = (
        Part(name, float(value), float(amount), float(lead))
        for name, value, amount, lead in zip(names, mine, amounts, leads, strict=True)
        if abs(amount) > NOTEWORTHY or abs(lead) > NOTEWORTHY
    )
    return tuple(sorted(every, key=lambda part: -abs(part.amount)))
