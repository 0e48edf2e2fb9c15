"""Say what a policy expects of a user before the first answer: a normal law over weights."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from core.bandit.packing import lower, pack, unpack
from core.domain.pick import Floats
from core.domain.posterior import digest
from core.errors import PosteriorCorrupt

NAME = "prior"
"""Whose bytes these are."""


@dataclass(frozen=True)
class Prior:
    """Weights are normal with this mean and precision; rewards scatter with variance `noise`.

    Args: mean (d,); precision (d, d), symmetric and positive; noise > 0.
    """

    mean: Floats
    precision: Floats
    noise: float

    @classmethod
    def flat(cls, width: int, scale: float, noise: float) -> Self:
        """Return the prior that expects nothing: each weight 0 with variance `scale`."""
        return cls(np.zeros(width), np.eye(width) / scale, noise)

    @property
    def width(self) -> int:
        """Return d."""
        return len(self.mean)

    @cached_property
    def pull(self) -> Floats:
        """Return precision times mean, (d,)."""
        pulled: Floats = self.precision @ self.mean
        return pulled

    @cached_property
    def logdet(self) -> float:
        """Return the logarithm of the precision's determinant."""
        return float(np.linalg.slogdet(self.precision)[1])

    @cached_property
    def id(self) -> str:
        """Return the digest of the dump."""
        return digest(self.dump())

    def dump(self) -> bytes:
        """Return the prior as bytes."""
        return pack(NAME, self.width, (self.noise,), (self.mean, lower(self.precision)))

    @classmethod
    def load(cls, blob: bytes) -> Self:
        """Return the prior that `dump` wrote. Raises: PosteriorCorrupt."""
        (noise,), (mean, precision) = unpack(NAME, blob, 1, "vs")
        if noise <= 0:
            raise PosteriorCorrupt
        try:
            np.linalg.cholesky(precision)
        except np.linalg.LinAlgError as error:
            raise PosteriorCorrupt from error
        return cls(mean, precision, noise)
