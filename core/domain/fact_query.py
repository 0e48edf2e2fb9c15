"""Say which facts are asked for: a period, filters, and from where on; the recommendation log."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.fact import Fact
from core.domain.ids import TipId, UserId

PAGE = 50
"""Facts on one page, when nothing else is asked for."""


class Field(StrEnum):
    """What facts can be filtered by: the console's words are the columns' names."""

    POLICY = "policy"
    EXPERIMENT = "experiment"
    ASSIGNED = "assigned"
    ASSIGNED_BY = "assigned_by"
    ENDING = "ending"
    SURFACE = "surface"
    TENURE = "tenure"
    SIZE = "size"
    HOUR = "hour"
    PRIORITY = "priority"
    DUE = "due"
    MINUTES = "minutes"
    FALLBACK = "fallback"
    EXPLORED = "explored"
    ELSEWHERE = "elsewhere"
    FINAL = "final"


class Amount(StrEnum):
    """What facts can be bounded by."""

    PROPENSITY = "propensity"
    CANDIDATES = "candidates"
    BARRED = "barred"
    TOOK_US = "took_us"
    DWELL_MS = "dwell_ms"
    UNDONE = "undone"
    REWARD_MILLI = "reward_milli"
    DISAGREEING = "disagreeing"
    """How many shadows would have picked something else."""
    POLICY_VERSION = "policy_version"


@dataclass(frozen=True, slots=True)
class Only:
    """Facts that have one of these values, or none of them; booleans are `0` and `1`."""

    field: Field
    values: tuple[str, ...]
    but: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """Facts whose amount is known and lies between two bounds, both of them included."""

    amount: Amount
    least: float | None = None
    most: float | None = None


class Order(StrEnum):
    """What facts can be sorted by: the columns' names; equals go by their tips' ids."""

    SHOWN = "served_at"
    PROPENSITY = "propensity"
    TOOK = "took_us"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the next one begins behind it.

    `amount` is what it was sorted by, where that is not the time.
    """

    served_at: datetime
    tip_id: TipId
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class FactsWanted:
    """One page of facts served from `first` on and before `end`, the newest first if so wanted.

    With another order, `newest_first` is the greatest first. `within` looks through the newest so
    many of the period alone (and those served in the same moment as the last of them).
    """

    first: datetime
    end: datetime
    user_id: UserId | None = None
    only: tuple[Only, ...] = ()
    between: tuple[Between, ...] = ()
    after: Place | None = None
    newest_first: bool = True
    order: Order = Order.SHOWN
    within: int | None = None
    limit: int = field(default=PAGE, kw_only=True)


def place_of(fact: Fact, order: Order) -> Place:
    """Return where a fact stands in a list of this order."""
    amounts = {Order.PROPENSITY: fact.propensity, Order.TOOK: float(fact.choice.took_us)}
    return Place(fact.served_at, fact.tip_id, amounts.get(order))
