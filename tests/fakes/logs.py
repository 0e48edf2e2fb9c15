"""Logs of settled picks in which the truth is known."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from core.bandit.settled import Settled, SettledPicks
from core.domain.ids import TaskId, TipId, new_id
from core.domain.pick import Pick, Scoring
from tests.fakes.clock import NOON

NAMES = ("priority", "age", "noise")


def a_pick(probabilities, chosen=0, features=None, names=NAMES, **traits):
    """Return a pick with these propensities; features are zeros unless given."""
    count = len(probabilities)
    x = np.zeros((count, len(names))) if features is None else np.asarray(features, float)
    p = np.asarray(probabilities, float)
    known = {
        "candidates": tuple(TaskId(f"t{n}") for n in range(1, count + 1)),
        "features_version": "f-1",
        "feature_names": names,
        "features": x,
        "seed": 7,
        "served": Scoring("linucb-v1", p, np.zeros(count), chosen, version=3),
        "day": NOON.toordinal(),
    }
    return Pick(**known | traits)


def a_settled(probabilities=(0.5, 0.5), chosen=0, reward=1.0, **traits):
    known = {"tip_id": TipId(new_id()), "at": NOON, "whose": "ada"}
    pick = {name: traits.pop(name) for name in ("features", "names") if name in traits}
    return Settled(**known | traits, reward=reward, pick=a_pick(probabilities, chosen, **pick))


@dataclass
class World:
    """A log, another policy's distribution for each of its picks, and what that policy is worth."""

    settled: list[Settled]
    target: list[np.ndarray]
    truth: float

    @property
    def picks(self):
        return SettledPicks.of(self.settled, NAMES)

    @property
    def targets(self):
        return np.concatenate(self.target)


def softmax(x):
    grown = np.exp(x - x.max())
    return grown / grown.sum()


def a_world(seed=1, users=20, picks=25, *, luck=0.2, most=7):
    """Return a log in which priority pays, age hurts, and users are luckier or less so.

    The log prefers the old with a floor of a third; the target prefers what pays.
    """
    rng = np.random.default_rng(seed)
    settled, target, worth = [], [], []
    for user in range(users):
        fortune = rng.normal(0, luck)
        for number in range(picks):
            x = rng.normal(size=(rng.integers(2, most + 1), 3))
            logged = 2 / 3 * softmax(x[:, 1]) + 1 / 3 / len(x)
            new = softmax(2 * x[:, 0])
            mean = np.clip(0.3 * x[:, 0] - 0.2 * x[:, 1] + fortune, -0.8, 0.8)
            chosen = int(rng.choice(len(x), p=logged))
            reward = float(np.clip(mean[chosen] + rng.uniform(-0.2, 0.2), -1, 1))
            at = NOON + timedelta(hours=number)
            settled.append(
                a_settled(logged, chosen, reward, features=x, at=at, whose=f"user {user}")
            )
            target.append(new)
            worth.append(new @ mean)
    return World(settled, target, float(np.mean(worth)))
