"""Read by what an admin narrows the list of users, and say which users that are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

from core.domain.consent import Purpose
from core.domain.fact import Tenure
from core.domain.user_query import UserField, UsersOnly, UserStep, UsersWanted

BEGIN = datetime(1, 1, 2, tzinfo=UTC)
"""Before everybody."""
NEVER = datetime(9999, 12, 30, tzinfo=UTC)
"""After everybody."""
LONGER = "longer"
"""Last seen before all the spans that have a name."""
SEEN: Mapping[str, timedelta] = MappingProxyType(
    {"24h": timedelta(hours=24), "7d": timedelta(days=7), "28d": timedelta(days=28)}
)
"""How long ago users may have been seen last, the shortest first."""
YOUNG, SETTLED = timedelta(days=14), timedelta(days=60)
"""Bounds between the three tenures."""
CONSENTED = tuple(
    ",".join(it.value for it in some)
    for size in range(len(Purpose) + 1)
    for some in combinations(Purpose, size)
)
"""Everything that a user can allow at one time, as it is kept."""


class UserDim(StrEnum):
    """By what users can be narrowed, in the words of an address."""

    SEEN = "seen"
    POLICY = "policy"
    EXPERIMENT = "experiment"
    LINK = "link"
    CONSENT = "consent"
    TENURE = "tenure"
    JOINED = "joined"
    STEP = "step"


IN_PERIOD = "period"
"""Joined in the period that is looked at."""
FIELDS: Mapping[UserDim, UserField] = MappingProxyType(
    {
        UserDim.POLICY: UserField.POLICY,
        UserDim.EXPERIMENT: UserField.EXPERIMENT,
        UserDim.LINK: UserField.LINK,
    }
)
"""Those that are a field of their own."""


IN_TWO_PARTS = frozenset({(UserDim.TENURE, Tenure.UNDER_60D), (UserDim.JOINED, IN_PERIOD)})
"""Spans with time on both sides: everybody but these is no span."""


@dataclass(frozen=True, slots=True)
class UserFilter:
    """One thing that the list is narrowed by: to a value, or to everything but it."""

    dim: UserDim
    value: str
    but: bool = False


def read_user_filters(said: Iterable[str]) -> tuple[UserFilter, ...]:
    """Return what an address narrows by, such as `link:lost` or `-policy:rule-v1`.

    What means nothing narrows nothing.
    """
    return tuple(found for text in said if (found := _read(text)) is not None)


def _read(text: str) -> UserFilter | None:
    dim, colon, value = text.removeprefix("-").partition(":")
    if not colon or dim not in set(UserDim):
        return None
    found = UserFilter(UserDim(dim), value, text.startswith("-"))
    closed: Mapping[UserDim, frozenset[str]] = {
        UserDim.SEEN: frozenset({*SEEN, LONGER}),
        UserDim.CONSENT: frozenset(Purpose),
        UserDim.TENURE: frozenset(Tenure),
        UserDim.JOINED: frozenset({IN_PERIOD}),
        UserDim.STEP: frozenset(UserStep),
    }
    known = found.dim not in closed or value in closed[found.dim]
    in_two_parts = found.but and (found.dim, value) in IN_TWO_PARTS
    return found if known and not in_two_parts else None


Span = tuple[datetime, datetime]
"""From when, and to before when."""


def narrowed(
    wanted: UsersWanted,
    filters: Iterable[UserFilter],
    now: datetime,
    *,
    period: Span = (BEGIN, NEVER),
    without: str = "",
) -> UsersWanted:
    """Return which users these filters leave, one dimension left out if so wanted.

    Values of a field add up: either of them will do. Spans and purposes must all hold.
    """
    kept = [it for it in filters if it.dim != without]
    only = [*_fields(kept)]
    only += [consenting(it.value, but=it.but) for it in kept if it.dim is UserDim.CONSENT]
    seen = [_seen(it, now) for it in kept if it.dim is UserDim.SEEN]
    joined = [_joined(it, now) for it in kept if it.dim is UserDim.TENURE]
    joined += [period for it in kept if it.dim is UserDim.JOINED]
    steps = [it for it in kept if it.dim is UserDim.STEP]
    return replace(
        wanted,
        only=(*wanted.only, *only),
        seen=_meeting(wanted.seen, *seen),
        joined=_meeting(wanted.joined, *joined),
        reached=(*wanted.reached, *(UserStep(it.value) for it in steps if not it.but)),
        missed=(*wanted.missed, *(UserStep(it.value) for it in steps if it.but)),
    )


def _fields(filters: Iterable[UserFilter]) -> Iterator[UsersOnly]:
    """Yield one condition for each field and each sense, with all its values."""
    values: dict[tuple[UserField, bool], list[str]] = {}
    for it in filters:
        if it.dim in FIELDS:
            values.setdefault((FIELDS[it.dim], it.but), []).append(it.value)
    for (field, but), said in values.items():
        yield UsersOnly(field, tuple(said), but)


def consenting(purpose: str, *, but: bool = False) -> UsersOnly:
    """Return who allows a purpose, whatever else they allow."""
    values = tuple(it for it in CONSENTED if purpose in it.split(","))
    return UsersOnly(UserField.CONSENTS, values, but)


def _seen(said: UserFilter, now: datetime) -> Span:
    late = (said.value == LONGER) is said.but
    edge = now - SEEN.get(said.value, SEEN["28d"])
    return (edge, NEVER) if late else (BEGIN, edge)


def _joined(said: UserFilter, now: datetime) -> Span:
    young, settled = now - YOUNG, now - SETTLED
    spans = {
        (Tenure.UNDER_14D, False): (young, NEVER),
        (Tenure.UNDER_14D, True): (BEGIN, young),
        (Tenure.UNDER_60D, False): (settled, young),
        (Tenure.OVER_60D, False): (BEGIN, settled),
        (Tenure.OVER_60D, True): (settled, NEVER),
    }
    return spans[Tenure(said.value), said.but]


def _meeting(*spans: Span | None) -> Span | None:
    """Return where all spans overlap, which may be nowhere; None when there is none."""
    found = [it for it in spans if it is not None]
    if not found:
        return None
    return max(first for first, _ in found), min(end for _, end in found)
