"""Count what judging took and what it cost, and stop before it costs too much."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from core.errors import BudgetSpent


class Trouble(StrEnum):
    """Why a question was left unjudged."""

    NONSENSE = "nonsense"
    """The answer is not what was asked for."""
    LATE = "late"
    TOO_LARGE = "too_large"
    DOWN = "down"
    """There was no whole answer, or the service said that it is broken."""
    BUSY = "busy"
    """The service asked to wait, again and again."""
    FAILED = "failed"
    """A command ended with an error."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What judging took so far; money in millionths of a dollar."""

    calls: int = 0
    """Times that somebody was asked, retries among them."""
    retries: int = 0
    cached: int = 0
    """Questions answered from the cache, for nothing."""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    """What the answers said that they cost."""
    assumed_micros: int = 0
    """What calls may have cost whose bill was never seen: their estimate, all of it."""
    unjudged: Mapping[Trouble, int] = field(default_factory=lambda: MappingProxyType({}))
    swaps: int = 0
    """Scenes that were scored in both orders."""
    swap_gap: float = 0.0
    """Sum over those scenes of the mean distance between the two scores of a task."""
    swap_flips: int = 0
    """Those scenes in which the two orders have different best tasks."""

    @property
    def spent_micros(self) -> int:
        """Return what counts against the budget."""
        return self.cost_micros + self.assumed_micros

    def __str__(self) -> str:
        """Return all of it in one line."""
        why = ", ".join(f"{count} {trouble}" for trouble, count in sorted(self.unjudged.items()))
        gap = f"; order moved scores by {self.swap_gap / self.swaps:.3f}" if self.swaps else ""
        flips = f" and the best task in {self.swap_flips} of {self.swaps}" if self.swaps else ""
        return (
            f"{self.calls} calls ({self.retries} retries), {self.cached} from the cache, "
            f"{self.tokens_in} tokens in, {self.tokens_out} out, "
            f"{self.cost_micros / 1e6:.6f} dollars and at most {self.assumed_micros / 1e6:.6f} "
            f"unbilled; unjudged: {why or 'none'}{gap}{flips}"
        )


@dataclass(frozen=True, slots=True)
class Bill:
    """What one call took; `cost_micros` None when nobody said, so that the estimate counts."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int | None = None


FREE = Bill(cost_micros=0)
"""The bill of a call that certainly cost nothing."""
UNKNOWN = Bill()
"""The bill of a call of which nobody knows what it cost."""


class Meter:
    """Keeps the tally of one or several judges within one budget, in millionths of a dollar."""

    def __init__(self, budget_micros: int) -> None:
        self._budget_micros = budget_micros
        self._reserved_micros = 0
        self.tally = Tally()
        """As of now; a value that stays as it was read."""

    def reserve(self, most_micros: int) -> None:
        """Set money aside for a call that costs at most so much. Raises BudgetSpent."""
        spent = self.tally.spent_micros
        if spent + self._reserved_micros + most_micros > self._budget_micros:
            raise BudgetSpent(spent, self._budget_micros)
        self._reserved_micros += most_micros

    def settle(self, most_micros: int, bill: Bill) -> None:
        """Give back what was set aside and count what the call took."""
        self._reserved_micros -= most_micros
        assumed = most_micros if bill.cost_micros is None else 0
        known = self.tally
        self.tally = replace(
            known,
            calls=known.calls + 1,
            tokens_in=known.tokens_in + bill.tokens_in,
            tokens_out=known.tokens_out + bill.tokens_out,
            cost_micros=known.cost_micros + (bill.cost_micros or 0),
            assumed_micros=known.assumed_micros + assumed,
        )

    def retried(self) -> None:
        """Count a call that is made once more."""
        self.tally = replace(self.tally, retries=self.tally.retries + 1)

    def found(self) -> None:
        """Count an answer from the cache."""
        self.tally = replace(self.tally, cached=self.tally.cached + 1)

    def unjudged(self, why: Trouble) -> None:
        """Count a question that got no judgement."""
        counts = {**self.tally.unjudged, why: self.tally.unjudged.get(why, 0) + 1}
        self.tally = replace(self.tally, unjudged=MappingProxyType(counts))

    def swapped(self, gap: float, *, flipped: bool) -> None:
        """Count a scene scored in both orders: the mean distance, and whether the best changed."""
        known = self.tally
        self.tally = replace(
            known,
            swaps=known.swaps + 1,
            swap_gap=known.swap_gap + gap,
            swap_flips=known.swap_flips + flipped,
        )
