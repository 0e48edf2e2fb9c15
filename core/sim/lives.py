"""Lay the lives of a run side by side: the same people and seeds in every row of every table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from core.domain.pick import Floats
from core.domain.sim_run import SimLife
from core.sim.diary import NO_REWARD, Diary, unpack

UNKNOWN = float("nan")
"""Stands where a life had no more decisions."""


@dataclass(frozen=True)
class Lives:
    """The lives of one world: by policy, in the same order of (persona, seed), length m."""

    world: str
    personas: tuple[str, ...]
    """Whose each life is, (m,)."""
    diaries: Mapping[str, tuple[Diary, ...]]
    """By policy, (m,)."""

    @property
    def people(self) -> tuple[str, ...]:
        """Return the personas, each once, in order: length u."""
        return tuple(dict.fromkeys(self.personas))

    @property
    def policies(self) -> tuple[str, ...]:
        """Return the contestants."""
        return tuple(self.diaries)

    def decisions(self, policy: str, column: str) -> Floats:
        """Return a column over time, averaged over each persona's seeds, (u, t); NaN where none is."""
        lives = self.diaries[policy]
        longest = max(map(len, lives))
        table = np.full((len(lives), longest), UNKNOWN)
        for place, diary in enumerate(lives):
            table[place, : len(diary)] = diary.column(column)
        return np.array([_mean(table[rows]) for rows in self._rows()])

    def means(self, policy: str, column: str) -> Floats:
        """Return a column's mean by persona, (u,): of each life first, then of the lives."""
        lives = self.diaries[policy]
        each = np.array([_mean(diary.column(column)) for diary in lives])
        return np.array([each[rows].mean() for rows in self._rows()])

    def shares(self, policy: str, kind: int) -> Floats:
        """Return which share of a persona's tips came to one kind of answer, (u,)."""
        lives = self.diaries[policy]
        each = np.array([np.mean(diary.rows["kind"] == kind) for diary in lives])
        return np.array([each[rows].mean() for rows in self._rows()])

    def rewards(self, policy: str) -> Floats:
        """Return the mean reward of the answered tips by persona, (u,)."""
        each = np.array([_reward(diary) for diary in self.diaries[policy]])
        return np.array([each[rows].mean() for rows in self._rows()])

    def pooled(self, policy: str, column: str) -> tuple[Floats, tuple[str, ...]]:
        """Return a column of all decisions, one after the other, and whose each is."""
        lives = self.diaries[policy]
        values = np.concatenate([diary.column(column) for diary in lives])
        return values, tuple(diary.persona for diary in lives for _ in range(len(diary)))

    def _rows(self) -> list[np.ndarray]:
        names = np.array(self.personas)
        return [np.flatnonzero(names == name) for name in self.people]


def side_by_side(lives: Iterable[SimLife], policies: tuple[str, ...]) -> tuple[Lives, ...]:
    """Return the worlds of a run, each with the lives that every policy has lived.

    Raises: Malformed when a life cannot be read.
    """
    found: dict[str, dict[tuple[str, int], dict[str, Diary]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for it in lives:
        diary = Diary(it.world, it.persona, it.seed, it.policy, unpack(it.columns))
        if np.isfinite(diary.rows["worth"]).any():  # a life that no judge could judge shows nothing
            found[it.world][it.persona, it.seed][it.policy] = diary
    return tuple(
        Lives(
            world,
            tuple(persona for persona, _ in whole),
            {
                policy: tuple(by[persona, seed][policy] for persona, seed in whole)
                for policy in policies
            },
        )
        for world, by in found.items()
        if (whole := sorted(key for key, per in by.items() if per.keys() >= set(policies)))
    )


def _mean(values: Floats) -> Floats:
    """Return the mean over the first axis of what is known; NaN where nothing is."""
    known = np.isfinite(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    means: Floats = np.where(count > 0, total / np.maximum(count, 1), UNKNOWN)
    return means


def _reward(diary: Diary) -> float:
    milli = diary.rows["reward_milli"]
    told = milli[milli != NO_REWARD]
    return float(told.mean()) / 1000 if len(told) else 0.0
