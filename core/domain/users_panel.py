"""Hold what the console shows of many users: a page of them, facets with counts, one looked into."""

from dataclasses import dataclass, field
from datetime import datetime

from core.domain.fact import Fact
from core.domain.figure import Figure, TooFew
from core.domain.period import Period
from core.domain.user_fact import Lived, UserFact
from core.domain.user_filter import UserFilter
from core.domain.user_query import Facet, UserOrder, UserPlace


@dataclass(frozen=True, slots=True)
class UsersAsked:
    """What an address asks of the list; `after` and `before` are places, at most one of them."""

    now: datetime
    period: Period
    filters: tuple[UserFilter, ...] = ()
    called: str = ""
    order: UserOrder = UserOrder.LAST_SEEN
    descending: bool = True
    after: UserPlace | None = None
    before: UserPlace | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One user, and how the tips of the period went; `rate` is the share done of those that ended."""

    fact: UserFact
    lived: Lived
    rate: Figure | TooFew


@dataclass(frozen=True, slots=True)
class UsersPage:
    """One page. `first` is the place of its first row, from 1; `base` is everybody's share done."""

    rows: tuple[Listed, ...] = ()
    first: int = 0
    total: int = 0
    """How many there are; when `more`, at least so many."""
    more: bool = False
    later: bool = False
    """Whether a page follows."""
    base: float | None = None


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of one dimension with how many users have each; not `counted` when time ran out."""

    dim: str
    values: tuple[Facet, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Peeked:
    """One user of the list, with neighbours: their place, and their newest tips."""

    listed: Listed
    place: int
    previous: UserFact | None = None
    next: UserFact | None = None
    newest: tuple[Fact, ...] = field(default=())


def place_of(fact: UserFact, order: UserOrder) -> UserPlace:
    """Return where a user stands in an order."""
    values: dict[UserOrder, datetime | int] = {
        UserOrder.LAST_SEEN: fact.last_seen_at,
        UserOrder.JOINED: fact.joined_at,
        UserOrder.TIPS: fact.lived.tips,
        UserOrder.DONE: fact.lived.done,
    }
    return UserPlace(values[order], fact.user_id)
