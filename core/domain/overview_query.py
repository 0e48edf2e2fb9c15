"""Say what the overview asks for beside sums by whole hours and days, and what comes back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SliceRow:
    """How many tips of a day, a slice and a group of users could be answered, and were done.

    `by` is a dimension of the rollups, or `policy`.
    """

    day: int
    by: str
    value: str
    bucket: int
    done: int
    tips: int


@dataclass(frozen=True, slots=True)
class CohortWanted:
    """Who joined from `first` on and before `end`, and how far they had come at `as_of`.

    Who joined before `ripe_before` has had seven whole days to come back.
    """

    first: datetime
    end: datetime
    as_of: datetime
    ripe_before: datetime


@dataclass(frozen=True, slots=True)
class Cohort:
    """How many of those who joined came how far, each step also having made those before it.

    `ripe` are those of `first_answer` whose seventh day is over; only of these `returned` counts.
    `paces_s` are median seconds from step to step, up to the first answer, of the newest of them.
    """

    joined: int = 0
    connected: int = 0
    first_tip: int = 0
    first_answer: int = 0
    ripe: int = 0
    returned: int = 0
    paces_s: tuple[float | None, ...] = (None, None, None)


@dataclass(frozen=True, slots=True)
class Failing:
    """How many links have not synced for a while, and since when the first of them."""

    links: int = 0
    since: datetime | None = None
