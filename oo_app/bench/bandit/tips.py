"""Measure what a population prior is worth to a new person, and what a wrong one costs."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from core.bandit import catalogue
from core.bandit.bayes import Bayes
from core.bandit.egreedy import EGreedy
from core.bandit.features import FEATURES, TIP
from core.bandit.policy import Policy
from core.bandit.population import learn_prior
from core.bandit.prior import Prior
from core.bandit.shipped import flat, shipped
from core.domain.pick import Floats
from oo_app.bench.bandit.days import live
from oo_app.bench.bandit.paired import gap
from oo_app.bench.bandit.people import populate
from oo_app.bench.bandit.pickers import Chance, Learners, Oracle
from oo_app.bench.figures import Figure, at_most, seen

SEEDS = range(300, 306)
"""Populations; no constant was chosen on them."""
PEOPLE = 60
"""New people of each population."""
PIONEERS = 100
"""Earlier people of the same population, whom the prior is learned from."""
CURIOUS = 0.3
"""Share of picks that earlier people were shown by chance."""
FIRST = 15
"""Decisions in which a person is new."""
WIDTH = len(TIP.names)
"""Features of each policy that reads ours."""
UNDONE = 0.03
"""What a wrong prior may cost of the gap."""


def measure_tips(seeds: range = SEEDS, people: int = PEOPLE) -> list[Figure]:
    """Return the cost of a wrong prior, and the gap that each learner closes beside it."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        runs = list(pool.map(_gaps, seeds, [people] * len(seeds)))
    whole = {name: np.array([run[name][0] for run in runs]) for name in runs[0]}
    first = {name: np.array([run[name][1] for run in runs]) for name in runs[0]}
    cost = gap(whole["flat prior"], whole["wrong prior"])
    return [
        at_most(
            "wrong population prior against the flat one, 120 decisions",
            cost.mean,
            "of the gap",
            UNDONE,
        ),
        seen("the same, half of its 95 % interval", cost.half, "of the gap"),
        *(
            seen(f"tips, {name}, 120 decisions", float(it.mean()), "gap closed")
            for name, it in whole.items()
        ),
        *(
            seen(f"tips, {name}, first {FIRST}", float(it.mean()), "gap closed")
            for name, it in first.items()
        ),
    ]


def _gaps(seed: int, people: int) -> dict[str, tuple[float, float]]:
    """Return the share of the random-to-oracle gap that each learner closes: all, and the first."""
    worth = worths(seed, people)
    low, high = worth.pop("chance"), worth.pop("oracle")
    return {
        name: (closed(it, low, high), closed(it[:, :FIRST], low[:, :FIRST], high[:, :FIRST]))
        for name, it in worth.items()
    }


def closed(worth: Floats, low: Floats, high: Floats) -> float:
    """Return which share of the gap between two is closed; all of them (u, decisions)."""
    return float((worth.sum() - low.sum()) / (high.sum() - low.sum()))


def worths(seed: int, people: int) -> dict[str, Floats]:
    """Return what the picks of every learner were worth, for the same people and chances."""
    new = populate(seed, people)
    found = {"chance": live(new, Chance(seed)), "oracle": live(new, Oracle())}
    for name, (policy, names) in learners(seed).items():
        found[name] = live(new, Learners(policy, names, people, seed))
    return found


def learners(seed: int) -> dict[str, tuple[Policy, tuple[str, ...]]]:
    """Return the learners by name, each with the features it reads."""
    right = pioneered(seed)
    wrong = Prior(-right.mean, right.precision, right.noise)
    twin = flat(right.noise)
    known: dict[str, tuple[Policy, tuple[str, ...]]] = {
        "flat prior": (Bayes.untrained(twin), TIP.names),
        "learned prior": (Bayes.untrained(right, twin), TIP.names),
        "wrong prior": (Bayes.untrained(wrong, twin), TIP.names),
        "shipped prior": (Bayes.untrained(shipped(), flat(shipped().noise)), TIP.names),
    }
    originals = ("egreedy-v1", "linucb-v1")
    return known | {it: (catalogue.make(it), FEATURES[it].names) for it in originals}


def pioneered(seed: int) -> Prior:
    """Return the prior that earlier people of the population teach."""
    earlier = populate(seed, PIONEERS, group=1)
    curious = EGreedy(EGreedy.untrained(WIDTH).sums, epsilon=CURIOUS)
    learners = Learners(curious, TIP.names, PIONEERS, seed)
    live(earlier, learners)
    return learn_prior([it.sums for it in learners.policies if isinstance(it, EGreedy)], shipped())
