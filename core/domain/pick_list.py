"""Say which picks the recommendation log is asked for, and what it lists."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.fact import Fact
from core.domain.fact_query import PAGE, Between, Only, Order
from core.domain.ids import TipId
from core.domain.traits import Traits


@dataclass(frozen=True, slots=True)
class PicksAsked:
    """One page of the log, as an address says it.

    Args: users are pseudonyms; a page begins behind `after`, or ends before `before`; `peek` is the
    pick whose neighbours are asked for.
    """

    first: datetime
    end: datetime
    only: tuple[Only, ...] = ()
    between: tuple[Between, ...] = ()
    user: str = ""
    order: Order = Order.SHOWN
    greatest_first: bool = True
    after: TipId | None = None
    before: TipId | None = None
    peek: TipId | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number that was counted up to a bound: `more` when there are as many at least."""

    number: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One pick of the list; `traits` are None once its record was swept."""

    fact: Fact
    traits: Traits | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the open pick stands in the list; `listed` is whether this page shows it."""

    place: Bounded
    previous: TipId | None = None
    next: TipId | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class PicksPage:
    """One page of the log, and what lies around it.

    `first` is the number of the first row; `looked` is how many picks were looked through, `took_ms`
    how long that took.
    """

    rows: tuple[Listed, ...] = ()
    count: Bounded = Bounded()
    looked: Bounded = Bounded()
    first: Bounded = Bounded(1)
    earlier: bool = False
    later: bool = False
    peek: Standing | None = None
    took_ms: float = 0.0


NO_PICKS = PicksPage()
"""Nothing was found."""
