"""Add up what was seen: the only thing a linear policy needs to keep (sufficient statistics)."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from core.domain.pick import Floats


@dataclass(frozen=True, slots=True)
class Sums:
    """Weighted sums over lessons (x, r): how many, of r², of x x' and of x r.

    Features lie on a grid of 1/1024, rewards on thousandths, weights on 1/1024, so that up to some
    millions of lessons every sum is exact: order does not matter, and taking a lesson back leaves
    the very bits as if it had never been learned. Other numbers are as exact as float64 is.
    """

    count: float
    squares: float
    """Sum of w r², in millionths: rewards are counted in thousandths."""
    a: Floats
    """Sum of w x x', shape (d, d)."""
    b: Floats
    """Sum of w x r, in thousandths, shape (d,)."""

    @classmethod
    def empty(cls, width: int) -> Self:
        """Return the sums of nothing, for d = width."""
        return cls(0.0, 0.0, np.zeros((width, width)), np.zeros(width))

    @property
    def width(self) -> int:
        """Return d."""
        return len(self.b)

    def plus(self, x: Floats, reward: float, weight: float = 1.0) -> Self:
        """Return the sums with one lesson more; a negative weight takes it back. x is (d,)."""
        milli, weighted = reward * 1000.0, weight * x
        return type(self)(
            self.count + weight,
            self.squares + weight * milli * milli,
            self.a + weighted[:, None] * x,
            self.b + milli * weighted,
        )

    def plus_all(self, x: Floats, rewards: Floats) -> Self:
        """Return the sums with k lessons more at once: x is (k, d), rewards (k,)."""
        milli = rewards * 1000.0
        return type(self)(
            self.count + len(x),
            self.squares + float(milli @ milli),
            self.a + x.T @ x,
            self.b + milli @ x,
        )

    def faded(self, share: float) -> Self:
        """Return the sums as if each lesson weighed `share` of what it did."""
        if share == 1.0:
            return self
        return type(self)(self.count * share, self.squares * share, self.a * share, self.b * share)
