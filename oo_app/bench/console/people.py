"""Count what each user of a log did: their days, how far they came, and how many were active."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from core.analytics.actives import WEEK_D
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
        np.add.at(self.counts, (user, 0), 1)
        for place, ending in enumerate(COUNTED, 1):
            np.add.at(self.counts, (user[log.ending == ending], place), 1)
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

    def active_rows(self) -> Iterator[tuple[int, int, int]]:
        """Yield days, how many were active then, and in the week that ends with it."""
        keys, _ = self.days.settled()
        user, day = unpacked(keys, len(self.crowd), DAYS)
        daily = dict(zip(*np.unique(day, return_counts=True), strict=True))
        later = np.arange(WEEK_D)
        weeks = packed(
            (np.repeat(user, WEEK_D), len(self.crowd)), ((day[:, None] + later).ravel(), DAYS)
        )
        _, in_week = unpacked(np.unique(weeks), len(self.crowd), DAYS)
        for each, weekly in zip(*np.unique(in_week, return_counts=True), strict=True):
            yield int(each), int(daily.get(each, 0)), int(weekly)

    def _days(self, log: Log) -> None:
        there, u = log.answered, len(self.crowd)
        served = np.tile([1, 0, 0], (len(log), 1))
        done = (log.ending[there] == DONE).astype(np.int64)
        answers = np.stack([np.zeros_like(done), np.ones_like(done), done], axis=1)
        self.days.add(packed((log.user, u), (log.day, DAYS)), served)
        self.days.add(packed((log.user[there], u), (log.answered_day[there], DAYS)), answers)
