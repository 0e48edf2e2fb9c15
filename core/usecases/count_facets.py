"""Count which values users have, dimension by dimension, as far as a short time allows."""

from collections.abc import Iterable, Iterator
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
        found: dict[UserDim, tuple[Facet, ...]] = {}
        async with self.store.reading() as work:
            for dims in looks(asked.filters):
                if self.clock.monotonic_s() < ends_s:
                    found |= await _values(work, dims, asked)
        return tuple(FacetGroup(dim.value, found.get(dim, ()), dim in found) for dim in UserDim)


def looks(filters: Iterable[UserFilter]) -> Iterator[tuple[UserDim, ...]]:
    """Yield which dimensions are counted by one look at the users: those that ask the same ones.

    A dimension asks the users that all filters but its own leave; one without a filter, all.
    """
    narrowing = {it.dim for it in filters}
    named = [dim for dim in UserDim if dim not in FIELDS]
    if free := tuple(dim for dim in named if dim not in narrowing):
        yield free
    yield from ((dim,) for dim in UserDim if dim in FIELDS or dim in narrowing)


async def _values(
    work: Work, dims: tuple[UserDim, ...], asked: UsersAsked
) -> dict[UserDim, tuple[Facet, ...]]:
    period = (asked.period.start, asked.period.end)
    others = UsersWanted(called=asked.called)
    others = narrowed(others, asked.filters, asked.now, period=period, without=dims[0])
    if dims[0] in FIELDS:
        return {dims[0]: await work.user_facts.facet(others, FIELDS[dims[0]])}
    each = [UserFilter(dim, value) for dim in dims for value in _named(dim)]
    sets = [narrowed(UsersWanted(), (it,), asked.now, period=period) for it in each]
    counted = dict(zip(each, await work.user_search.counts(others, tuple(sets)), strict=True))
    return {
        dim: tuple(Facet(it.value, n) for it, n in counted.items() if it.dim is dim) for dim in dims
    }


def _named(dim: UserDim) -> tuple[str, ...]:
    """Return the values of a dimension that has the same ones always, in their order."""
    if dim is UserDim.SEEN:
        return (*SEEN, LONGER)
    if dim is UserDim.CONSENT:
        return tuple(it.value for it in Purpose if it is not Purpose.TERMS)
    if dim is UserDim.JOINED:
        return (IN_PERIOD,)
    return tuple(it.value for it in (UserStep if dim is UserDim.STEP else Tenure))
