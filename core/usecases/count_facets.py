"""Count which values users have, dimension by dimension, as far as a short time allows."""

from dataclasses import dataclass

from core.domain.consent import Purpose
from core.domain.fact import Tenure
from core.domain.user_filter import FIELDS, IN_PERIOD, LONGER, SEEN, UserDim, UserFilter, narrowed
from core.domain.user_query import Facet, UserStep, UsersWanted
from core.domain.users_panel import FacetGroup, UsersAsked
from core.ports import Clock, Store, Work

FACETS_S = 0.25
"""So long facets are counted; a dimension that is not begun by then is left out."""


@dataclass(frozen=True, slots=True)
class CountFacets:
    """Count a dimension's values among the users that all other filters leave."""

    store: Store
    clock: Clock

    async def __call__(self, asked: UsersAsked) -> tuple[FacetGroup, ...]:
        """Return each dimension with its values."""
        ends_s = self.clock.monotonic_s() + FACETS_S
        groups = []
        async with self.store.reading() as work:
            for dim in UserDim:
                left = self.clock.monotonic_s() < ends_s
                values = await _values(work, dim, asked) if left else ()
                groups.append(FacetGroup(dim.value, values, left))
        return tuple(groups)


async def _values(work: Work, dim: UserDim, asked: UsersAsked) -> tuple[Facet, ...]:
    others = UsersWanted(called=asked.called)
    period = (asked.period.start, asked.period.end)
    others = narrowed(others, asked.filters, asked.now, period=period, without=dim)
    if dim in FIELDS:
        return await work.user_facts.facet(others, FIELDS[dim])
    values = _named(dim)
    each = tuple(
        narrowed(UsersWanted(), (UserFilter(dim, it),), asked.now, period=period) for it in values
    )
    return tuple(map(Facet, values, await work.user_search.counts(others, each)))


def _named(dim: UserDim) -> tuple[str, ...]:
    """Return the values of a dimension that has the same ones always, in their order."""
    if dim is UserDim.SEEN:
        return (*SEEN, LONGER)
    if dim is UserDim.CONSENT:
        return tuple(it.value for it in Purpose if it is not Purpose.TERMS)
    if dim is UserDim.JOINED:
        return (IN_PERIOD,)
    return tuple(it.value for it in (UserStep if dim is UserDim.STEP else Tenure))
