"""Pick for simulated people: by a policy of ours, by chance, or by the truth."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.bandit.bayes import Bayes
from core.bandit.policy import Policy, pick_index
from core.domain.pick import Floats
from oo_app.bench.bandit.days import Moment


class Oracle:
    """Picks what is worth most on average, today."""

    def pick(self, moment: Moment) -> np.ndarray:
        """Return the best open task of each person, (u,)."""
        best: np.ndarray = np.where(moment.open, moment.expected, -np.inf).argmax(axis=1)
        return best

    def hear(self, rewards: Floats) -> None:
        """Know already."""


class Chance:
    """Picks any open task."""

    def __init__(self, seed: int) -> None:
        self._dice = np.random.default_rng((seed, 77))

    def pick(self, moment: Moment) -> np.ndarray:
        """Return some open task of each person, (u,)."""
        lots = self._dice.random(moment.open.shape)
        drawn: np.ndarray = np.where(moment.open, lots, -1.0).argmax(axis=1)
        return drawn

    def hear(self, rewards: Floats) -> None:
        """Learn nothing."""


class Learners:
    """Gives each person a policy of their own, which learns from every answer."""

    def __init__(self, policy: Policy, names: tuple[str, ...], people: int, seed: int) -> None:
        self.policies = [policy] * people
        self._names = names
        self._dice = [np.random.default_rng((seed, number)) for number in range(people)]
        self._picked: list[Floats] = []

    def pick(self, moment: Moment) -> np.ndarray:
        """Return the task that each person's policy drew, (u,)."""
        sheet = moment.columns(self._names)
        self.policies = [_on_day(policy, moment.day) for policy in self.policies]
        chosen, self._picked = [], []
        for it, rows, awake, dice in zip(
            self.policies, sheet, moment.open, self._dice, strict=True
        ):
            places = np.flatnonzero(awake)
            x = rows[places]
            place = pick_index(it.distribution(x, dice), dice)
            chosen.append(places[place])
            self._picked.append(x[place])
        return np.array(chosen)

    def hear(self, rewards: Floats) -> None:
        """Let each policy learn."""
        self.policies = _taught(self.policies, self._picked, rewards)


def _on_day(policy: Policy, day: int) -> Policy:
    """Return the policy as it is on this day, when it forgets by days."""
    return replace(policy, day=day) if isinstance(policy, Bayes) and policy.day != day else policy


def _taught(policies: Sequence[Policy], picked: Sequence[Floats], rewards: Floats) -> list[Policy]:
    return [
        it.learn(x, float(reward)) for it, x, reward in zip(policies, picked, rewards, strict=True)
    ]
