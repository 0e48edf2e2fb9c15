"""Write the card of a shipped prior: what it was learned from, what it says, and what it cannot."""

import numpy as np

from core.bandit.features import TIP
from core.bandit.shipped import Shipped


def card(it: Shipped, seed: int) -> str:
    """Return the card in Markdown; the same prior always has the same card."""
    spread = np.sqrt(np.diag(np.linalg.inv(it.prior.precision)))
    rows = "\n".join(
        f"| `{name}` | {mean:+.2f} | {sd:.2f} |"
        for name, mean, sd in zip(TIP.names, it.prior.mean, spread, strict=True)
    )
    a, b = it.done
    return f"""# The card of the shipped prior

`core/bandit/shipped.json` is what `bayes-v1` expects of a person nobody knows yet. `oo prior learn --seed {seed}` makes
it, and this card, byte for byte. A prior learned from consenting people takes its place as soon as there are ten of them.

- **Learned from:** {it.made_of}. Each life counts as one person. None of them is in the held-out set.
- **How:** expectation maximisation for a hierarchical linear model (`core/bandit/population.py`), from the hand-written start.
- **Scatter of rewards around what features can tell:** variance {it.prior.noise:.3f}.
- **Chance of "done" that a score s stands for:** 1 / (1 + exp(-({a:.3f} {b:+.3f} s))), fitted on other lives of the same people.
- **Not known:** anything about real people. These numbers say what the invented ones were given (`docs/simulation.md`); they are there so
  that the first days are not a lottery, and each person's own answers overrule them.

| feature | expected weight | how far people differ (standard deviation) |
|---|---|---|
{rows}
"""
