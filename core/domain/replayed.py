"""Say how a pick that was done again compares with its record."""

from dataclasses import dataclass

from core.domain.ids import TipId


@dataclass(frozen=True, slots=True)
class Difference:
    """What did not come out the same, and of which policy."""

    what: str
    policy: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """One pick, done again."""

    tip_id: TipId
    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Return whether every bit is the same."""
        return not self.differences
