"""Put numbers on an axis: where they fall, where the ticks are, and where labels find room."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""What is easy to read, times a power of ten."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from numbers low..high to places start..stop."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Return the place of a number; what lies outside is put on the edge."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.stop - self.start)

    def ticks(self, most: int) -> tuple[float, ...]:
        """Return round numbers within, evenly apart, at most so many (2 or more)."""
        step = _step((self.high - self.low) / most)
        begin, end = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(step * it for it in range(begin, end + 1))


def digits(ticks: Sequence[float]) -> int:
    """Return how many decimals tell neighbouring ticks apart."""
    if len(ticks) < 2:  # noqa: PLR2004 — one has no neighbour
        return 0
    step = ticks[1] - ticks[0]
    return next((it for it in range(6) if abs(round(step, it) - step) < step * 1e-6), 6)


def around(values: Sequence[float], *, margin: float = 0.06) -> tuple[float, float]:
    """Return bounds that hold all values with some room; a span of 1 where all are the same."""
    low, high = min(values), max(values)
    if high - low < 1e-12:  # noqa: PLR2004 — no span to speak of
        return low - 0.5, high + 0.5
    room = (high - low) * margin
    return low - room, high + room


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Return places at least `gap` apart, in the same order, as near to the wanted ones as may be.

    They stay within low..high when there is room for all. Neighbours that push each other share
    the way: the least squares answer, by pooling adjacent violators.
    """
    order = sorted(range(len(wanted)), key=lambda it: wanted[it])
    pools: list[list[float]] = []
    for rank, place in enumerate(order):
        pools.append([wanted[place] - rank * gap])
        while len(pools) > 1 and _mean(pools[-2]) >= _mean(pools[-1]):
            last = pools.pop()
            pools[-1].extend(last)
    flat = [_mean(pool) for pool in pools for _ in pool]
    most = max(low, high - (len(wanted) - 1) * gap)
    found = [0.0] * len(wanted)
    for rank, place in enumerate(order):
        found[place] = min(max(flat[rank], low), most) + rank * gap
    return tuple(found)


def _mean(pool: Sequence[float]) -> float:
    return sum(pool) / len(pool)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(it * power for it in STEPS if it * power >= least * (1 - 1e-9))
