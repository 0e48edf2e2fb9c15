"""Count a log in the cells of the rollups: `core.analytics.rollup`, for many tips at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from core.analytics.bins import ZERO
from core.analytics.targets import MILLI
from core.domain.rollup import BUCKETS, Dim, Grain, Measure
from oo_app.bench.console import log as words
from oo_app.bench.console.log import Flags, Ints, Log
from oo_app.bench.console.numbers import of_targets, of_tips, places, times, values_of, weights
from oo_app.bench.console.piles import Pile, packed, unpacked

STARTS = 1 << 24
"""More than there are days, or hours, since 1970 or before."""
PLACES = 1 << 10
"""More than there are bins."""
HOUR_US = 3_600_000_000
"""Microseconds of an hour."""
POLICIES, EXPERIMENTS = len(words.POLICIES), len(words.EXPERIMENTS)
"""How many codes there are."""
DIMS = {
    Dim.ALL: ("",),
    Dim.HOUR: tuple(f"{hour:02d}" for hour in range(24)),
    Dim.PRIORITY: words.PRIORITIES,
    Dim.DUE: words.DUES,
    Dim.TENURE: words.TENURES,
    Dim.MINUTES: words.MINUTES,
    Dim.SIZE: words.SIZES,
    Dim.SURFACE: words.SURFACES,
    Dim.ARM: words.POLICIES,
}
"""The values of each dimension, by code."""
MEASURES = (Measure.ANSWERED_MS, Measure.DWELL_MS, Measure.TOOK_US, Measure.WEIGHT)
"""What bins are kept of, by code; the last one of targets."""
Row: TypeAlias = tuple[str | int, ...]
"""One row of a rollup, in the order of its columns."""


@dataclass(slots=True)
class Counted:
    """Everything that rollups hold of a log, piled up."""

    cells: dict[tuple[Grain, Dim], Pile] = field(default_factory=dict)
    targets: Pile = field(default_factory=Pile)
    bins: Pile = field(default_factory=Pile)

    def add(self, log: Log) -> None:
        """Count a chunk."""
        numbers, kept = of_tips(log), np.ones(len(log), dtype=bool)
        self._pile(Grain.HOUR, Dim.ALL).add(_key(Dim.ALL, log, log.served_us // HOUR_US), numbers)
        for dim in DIMS:
            there = log.experiment > 0 if dim is Dim.ARM else kept
            self._pile(Grain.DAY, dim).add(_key(dim, log, log.day)[there], numbers[there])
        for code, (there, values) in enumerate(times(log)):
            whose = (log.day, log.policy, np.zeros(len(log), dtype=np.int64))
            self._bins(code, there, whose, places(values))
        judging = log.final & log.rewarded
        for place in range(words.SHADOWS):
            target = log.beside.policy[:, place]
            parts = ((log.day, STARTS), (log.policy, POLICIES), (target, POLICIES))
            key = packed(*parts, (log.bucket, BUCKETS))
            self.targets.add(key[judging], of_targets(log, place)[judging])
            heavy = places(MILLI * weights(log, place))
            self._bins(len(MEASURES) - 1, judging, (log.day, log.policy, target + 1), heavy)

    def cell_rows(self) -> Iterator[Row]:
        """Yield the rows of `rollup_cells`."""
        for (grain, dim), pile in self.cells.items():
            values = DIMS[dim]
            sizes = (STARTS, len(values), POLICIES, EXPERIMENTS, BUCKETS)
            for (start, value, policy, experiment, bucket), sums in _rows(pile, *sizes):
                named = (words.POLICIES[policy], words.EXPERIMENTS[experiment])
                yield (grain.value, dim.value, start, values[value], *named, bucket, *sums)

    def target_rows(self) -> Iterator[Row]:
        """Yield the rows of `rollup_targets`."""
        sizes = (STARTS, POLICIES, POLICIES, BUCKETS)
        for (day, policy, target, bucket), sums in _rows(self.targets, *sizes):
            yield (day, words.POLICIES[policy], words.POLICIES[target], bucket, *sums)

    def bin_rows(self) -> Iterator[Row]:
        """Yield the rows of `rollup_bins`."""
        sizes = (len(MEASURES), STARTS, POLICIES, POLICIES + 1, PLACES)
        for (measure, day, policy, target, place), (n,) in _rows(self.bins, *sizes):
            whose = words.POLICIES[target - 1] if target else ""
            yield (MEASURES[measure].value, day, words.POLICIES[policy], whose, place + ZERO, n)

    def _pile(self, grain: Grain, dim: Dim) -> Pile:
        return self.cells.setdefault((grain, dim), Pile())

    def _bins(
        self, measure: int, there: Flags, whose: tuple[Ints, Ints, Ints], place: Ints
    ) -> None:
        """Count values in their bins; whose are days, policies, and targets from 1 on."""
        day, policy, target = (it[there] for it in whose)
        key = packed(
            (np.full(len(day), measure), len(MEASURES)),
            (day, STARTS),
            (policy, POLICIES),
            (target, POLICIES + 1),
            (place[there] - ZERO, PLACES),
        )
        self.bins.add(key, np.ones((len(day), 1), dtype=np.int64))


def _key(dim: Dim, log: Log, starts: Ints) -> Ints:
    return packed(
        (starts, STARTS),
        (values_of(dim, log), len(DIMS[dim])),
        (log.policy, POLICIES),
        (log.experiment, EXPERIMENTS),
        (log.bucket, BUCKETS),
    )


def _rows(pile: Pile, *sizes: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield codes and sums, row by row."""
    keys, sums = pile.settled()
    codes = np.stack(unpacked(keys, *sizes), axis=1).tolist()
    yield from zip(codes, sums.tolist(), strict=True)
