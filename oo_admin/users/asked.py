"""Read what an address asks of the list of users, and write places of the list into addresses."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from core.domain.ids import UserId
from core.domain.user_filter import read_user_filters
from core.domain.user_query import UserOrder, UserPlace
from core.domain.users_panel import UsersAsked
from oo_admin.address import Address
from oo_admin.frame import Here

LIST = "/admin/users"
"""Where the list is."""
SORTS: Mapping[str, tuple[UserOrder, bool]] = MappingProxyType(
    {
        "-seen": (UserOrder.LAST_SEEN, True),
        "seen": (UserOrder.LAST_SEEN, False),
        "-tenure": (UserOrder.JOINED, False),
        "tenure": (UserOrder.JOINED, True),
        "-tips": (UserOrder.TIPS, True),
        "tips": (UserOrder.TIPS, False),
    }
)
"""How the list can be sorted; a minus says that the greatest comes first: who joined first is here longest."""
DEFAULT_SORT = "-seen"
"""Who was seen last comes first."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
"""Places of times are said in these since then: exactly."""
MAX_SAID = 20
"""Letters of a search, at most."""


def asked_of(here: Here) -> UsersAsked:
    """Return what the address asks; what makes no sense asks for nothing."""
    address = here.address
    order, descending = SORTS[sort_of(address)]
    after = _place(address.get("after"), order)
    return UsersAsked(
        now=here.now,
        period=here.period,
        filters=read_user_filters(address.every("f")),
        called=address.get("q").strip()[:MAX_SAID],
        order=order,
        descending=descending,
        after=after,
        before=None if after else _place(address.get("before"), order),
    )


def sort_of(address: Address) -> str:
    """Return how the list is sorted."""
    sort = address.get("sort")
    return sort if sort in SORTS else DEFAULT_SORT


def said(place: UserPlace) -> str:
    """Return a place as an address says it."""
    value = place.value
    number = (value - EPOCH) // MICRO if isinstance(value, datetime) else value
    return f"{number}.{place.user_id.hex}"


def _place(text: str, order: UserOrder) -> UserPlace | None:
    number, _, ident = text.partition(".")
    try:
        value: datetime | int = int(number)
        if order in {UserOrder.LAST_SEEN, UserOrder.JOINED}:
            value = EPOCH + int(number) * MICRO
        return UserPlace(value, UserId(UUID(hex=ident)))
    except (ValueError, OverflowError):
        return None
