"""List who plays sets and who plays worlds, and the settings that each was tuned over."""

from collections.abc import Mapping, Sequence
from itertools import product

from oo_app.bench.bandit import lib_arms, lib_bayesianbandits, lib_coba, lib_obp, lib_vw
from oo_app.bench.bandit.learners import CHANCE, Contestant, Setting
from oo_app.bench.bandit.ours import FLOOR, OURS

Grid = Sequence[Setting]
"""Settings that are tried."""


def grid(**choices: Sequence[float]) -> Grid:
    """Return every combination."""
    return [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]


ON_SETS = {
    it.name: it
    for it in (
        *(sets for sets, _ in OURS),
        lib_vw.SQUARECB,
        lib_vw.EPSILON,
        lib_bayesianbandits.PER_ARM,
        lib_arms.MABWISER,
        lib_arms.RIVER,
        lib_obp.LINUCB,
        lib_arms.CONTEXTUALBANDITS,
        CHANCE,
    )
}
"""Who plays scikit-learn's sets."""
ON_WORLDS = {
    it.name: it
    for it in (
        *(worlds for _, worlds in OURS),
        lib_vw.SQUARECB,
        lib_vw.REGCBOPT,
        lib_bayesianbandits.SHARED,
        lib_coba.LINUCB,
        CHANCE,
    )
}
"""Who plays coba's worlds."""
NAMES = tuple(sets.name for sets, _ in OURS)
"""Ours."""

RATES = (0.5, 2.0, 5.0, 10.0)
"""Learning rates of Vowpal Wabbit."""
OFFSETS = (0, 1)
"""What a reward of nothing costs it: 1 makes it hope for the best of what it does not know."""
VW_GRIDS: Mapping[str, Grid] = {
    "vw squarecb": grid(gamma=(100, 1000, 10_000, 100_000), rate=RATES, offset=OFFSETS),
    "vw epsilon": grid(epsilon=(0, 0.01, 0.02, 0.05), rate=RATES, offset=OFFSETS),
    "vw regcbopt": grid(mellowness=(0.0001, 0.001, 0.01), rate=RATES, offset=OFFSETS),
}
"""Its settings, on sets and worlds alike."""
RIDGES, ALPHAS = (0.1, 0.3, 1), (0.03, 0.1, 0.3, 1)
"""Penalties and widths of LinUCB on sets."""


def _bayes(floor: float, scales: Sequence[float], noises: Sequence[float]) -> Grid:
    return grid(
        scale=scales, noise=noises, explored=(0.02, 0.05, 0.1, 0.2, 0.3, 0.5), floor=(floor,)
    )


def _linucb(floor: float, ridges: Sequence[float], alphas: Sequence[float]) -> Grid:
    return grid(ridge=ridges, alpha=alphas, floor=(floor,))


SETS: Mapping[str, Grid] = {
    "bayes-v1": _bayes(FLOOR, (1, 3, 10), (1,)),
    "bayes-v1 without floor": _bayes(0, (1, 3, 10), (1,)),
    "linucb-mix-v1": _linucb(FLOOR, RIDGES, ALPHAS),
    "linucb": _linucb(0, RIDGES, ALPHAS),
    "bayesianbandits per arm": grid(alpha=(1, 10, 30), beta=(4, 25, 100, 400, 1600)),
    "mabwiser linucb": grid(alpha=ALPHAS, ridge=RIDGES),
    "river linucb": grid(alpha=(0.1, 1, 10, 30), beta=(1, 4, 25, 100, 400)),
    "obp linucb": grid(alpha=ALPHAS),
    "contextualbandits linucb": grid(alpha=ALPHAS, ridge=RIDGES),
    **VW_GRIDS,
}
"""Settings tried on sets."""
WORLDS: Mapping[str, Grid] = {
    "bayes-v1": _bayes(FLOOR, (0.1, 0.3, 1), (0.25,)),
    "bayes-v1 without floor": _bayes(0, (0.1, 0.3, 1), (0.25,)),
    "linucb-mix-v1": _linucb(FLOOR, (0.1, 0.3, 1), (0.06, 0.125, 0.25, 0.5, 1)),
    "linucb": _linucb(0, (0.1, 0.3, 1), (0.06, 0.125, 0.25, 0.5, 1)),
    "bayesianbandits shared": grid(alpha=(0.3, 1, 3, 10, 30), beta=(4, 16, 64, 256)),
    "coba linucb": grid(alpha=(0.06, 0.125, 0.25, 0.5, 1)),
    **VW_GRIDS,
}
"""Settings tried on worlds."""


def of(name: str) -> tuple[Mapping[str, Contestant], Mapping[str, Grid]]:
    """Return players and grids of `sets` or `worlds`."""
    return (ON_SETS, SETS) if name == "sets" else (ON_WORLDS, WORLDS)
