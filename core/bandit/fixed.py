"""Keep nothing: what policies that never learn have in common."""

from dataclasses import dataclass
from typing import ClassVar, Self

from core.domain.pick import Floats
from core.errors import PosteriorCorrupt


@dataclass(frozen=True, slots=True)
class Fixed:
    """A policy that no answer changes; its dump is a mark with its version, and nothing else."""

    mark: ClassVar[bytes]

    def learn(self, x: Floats, reward: float) -> Self:  # noqa: ARG002 — the contract's
        """Return itself."""
        return self

    def unlearn(self, x: Floats, reward: float) -> Self:  # noqa: ARG002 — the contract's
        """Return itself."""
        return self

    def dump(self) -> bytes:
        """Return the mark."""
        return self.mark

    @classmethod
    def load(cls, blob: bytes) -> Self:
        """Return the policy that `dump` wrote. Raises: PosteriorCorrupt on anything else."""
        if blob != cls.mark:
            raise PosteriorCorrupt
        return cls()
