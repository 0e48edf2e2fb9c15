"""Say which users are asked for: filters, order, from where on; and how many came how far."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import UserId

PAGE = 50
"""Users on one page, when nothing else is asked for."""
VALUES = 10
"""Values that a facet names, the most frequent first."""


class UserField(StrEnum):
    """What users can be filtered by."""

    POLICY = "policy"
    EXPERIMENT = "experiment"
    ARM = "arm"
    LINK = "link"
    CONSENTS = "consents"
    """All that a user allows, as one word with commas."""
    TIMEZONE = "timezone"


class UserStep(StrEnum):
    """How far users come; whoever makes a step has made those before it."""

    CONNECTED = "connected"
    FIRST_TIP = "first_tip"
    FIRST_ANSWER = "first_answer"
    RETURNED = "returned"


class UserOrder(StrEnum):
    """What users can be sorted by."""

    LAST_SEEN = "last_seen_at"
    JOINED = "joined_at"
    TIPS = "tips"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class UsersOnly:
    """Users that have one of these values, or none of them."""

    field: UserField
    values: tuple[str, ...]
    but: bool = False


@dataclass(frozen=True, slots=True)
class UserPlace:
    """Where a page ends: what it was sorted by, and whose row it was."""

    value: datetime | int
    user_id: UserId


@dataclass(frozen=True, slots=True)
class UsersWanted:
    """One page of users. `search` is the beginning of an id; `joined` is from when to before when.

    `called` is the beginning of a pseudonym.
    """

    search: str = ""
    only: tuple[UsersOnly, ...] = ()
    joined: tuple[datetime, datetime] | None = None
    seen: tuple[datetime, datetime] | None = None
    order: UserOrder = UserOrder.LAST_SEEN
    descending: bool = True
    after: UserPlace | None = None
    limit: int = PAGE
    called: str = ""
    reached: tuple[UserStep, ...] = ()
    missed: tuple[UserStep, ...] = ()
    """Steps that they have not made, or not those before them."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value, and how many of the users asked for have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class FunnelWanted:
    """Users who joined from `first` on and before `end`, of one experiment's arm if so wanted."""

    first: datetime
    end: datetime
    only: tuple[UsersOnly, ...] = ()


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many of those who joined came how far, each step also having made those before it."""

    joined: int = 0
    connected: int = 0
    first_tip: int = 0
    first_answer: int = 0
    returned: int = 0
