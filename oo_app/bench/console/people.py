"""Count what each user of a log did: their days, how far they came, and how many were active."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from core.analytics.actives import WEEK_D
from core.domain.rollup import BUCKETS
from oo_app.bench.console.log import DISMISS, DONE, NONE, SNOOZE, UNTOLD, Crowd, Ints, Log
from oo_app.bench.console.piles import Pile, packed, unpacked

DAYS = 1 << 21
"""More than there are days."""
COUNTED = (DONE, SNOOZE, DISMISS, NONE)
"""Endings that a user's fact counts."""
NEVER = np.iinfo(np.int64).max
"""Later than anything."""


def _at(value: int) -> "Ints":
    return np.full(0, value, dtype=np.int64)


@dataclass(slots=True)
class Lived:
    """What the u users of a log did so far, (u,) each; times are microseconds since 1970."""

    crowd: Crowd
    days: Pile = field(default_factory=Pile)
    """Tips, answers and done by user and day."""
    counts: Ints = field(default_factory=lambda: _at(0))
    """Tips, done, snooze, dismiss and none, (u, 5)."""
    first_tip: Ints = field(default_factory=lambda: _at(0))
    first_answer: Ints = field(default_factory=lambda: _at(0))
    returned: Ints = field(default_factory=lambda: _at(0))
    last_seen: Ints = field(default_factory=lambda: _at(0))
    policy: Ints = field(default_factory=lambda: _at(0))
    """Code of who last served them; UNTOLD for nobody."""
    experiment: Ints = field(default_factory=lambda: _at(0))

    def __post_init__(self) -> None:
        """Begin with nothing."""
        u = len(self.crowd)
        self.counts = np.zeros((u, 1 + len(COUNTED)), dtype=np.int64)
        self.first_tip, self.first_answer, self.returned = (np.full(u, NEVER) for _ in range(3))
        self.last_seen = self.crowd.joined_s * 1_000_000
        self.policy, self.experiment = np.full(u, UNTOLD), np.zeros(u, dtype=np.int64)

    def add(self, log: Log) -> None:
        """Count a chunk; chunks come in the order of time."""
        there, user = log.answered, log.user
        np.add.at(self.counts[:, 0], user, 1)
        for place, ending in enumerate(COUNTED, 1):
            np.add.at(self.counts[:, place], user[log.ending == ending], 1)
        answered = log.answered_us[there]
        np.minimum.at(self.first_tip, user, log.served_us)
        np.minimum.at(self.first_answer, user[there], answered)
        for again, at in (
            (log.week > 0, log.served_us),
            (there & (log.answered_week > 0), log.answered_us),
        ):
            np.minimum.at(self.returned, user[again], at[again])
        np.maximum.at(self.last_seen, user, log.served_us)
        np.maximum.at(self.last_seen, user[there], answered)
        self.policy[user], self.experiment[user] = log.policy, log.experiment
        self._days(log)

    def day_rows(self) -> Iterator[tuple[int, int, int, int, int]]:
        """Yield user, day, tips, answers and done."""
        keys, sums = self.days.settled()
        whose = np.stack(unpacked(keys, len(self.crowd), DAYS), axis=1)
        for (user, day), (tips, answers, done) in zip(whose.tolist(), sums.tolist(), strict=True):
            yield user, day, tips, answers, done

    def active_rows(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield day, group of users, how many were active then, and in the week that ends with it."""
        keys, _ = self.days.settled()
        u = len(self.crowd)
        user, day = unpacked(keys, u, DAYS)
        weeks = np.repeat(user, WEEK_D), (day[:, None] + np.arange(WEEK_D)).ravel()
        daily = self._by_group(user, day)
        in_week = self._by_group(
            *unpacked(np.unique(packed((weeks[0], u), (weeks[1], DAYS))), u, DAYS)
        )
        for (each, bucket), weekly in in_week.items():
            yield each, bucket, daily.get((each, bucket), 0), weekly

    def _by_group(self, user: Ints, day: Ints) -> dict[tuple[int, int], int]:
        """Return how many users there are by day and group."""
        keys, counts = np.unique(
            packed((day, DAYS), (self.crowd.bucket[user], BUCKETS)), return_counts=True
        )
        days, buckets = (it.tolist() for it in unpacked(keys, DAYS, BUCKETS))
        return dict(zip(zip(days, buckets, strict=True), counts.tolist(), strict=True))

    def _days(self, log: Log) -> None:
        there, u = log.answered, len(self.crowd)
        served = np.tile([1, 0, 0], (len(log), 1))
        done = (log.ending[there] == DONE).astype(np.int64)
        answers = np.stack([np.zeros_like(done), np.ones_like(done), done], axis=1)
        self.days.add(packed((log.user, u), (log.day, DAYS)), served)
        self.days.add(packed((log.user[there], u), (log.answered_day[there], DAYS)), answers)
