"""Say what the page of rewards knows: what tips were worth, for whom, how soon, and under whom else."""

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.counts import Counts
from core.domain.deployment import Standing
from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import History
from core.domain.period import Grain, Period
from core.domain.policy_panel import Believed
from core.domain.support import NotEnoughSupport

NOTHING = TooFew(0)
"""Nothing is counted."""
QUIET = History()
"""Nothing happened."""
UNTESTED = Believed()
"""Nobody can say whether a log is right."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose tips are looked at: of these policies only, and of none of those."""

    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def among(self, policies: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of the policies are looked at."""
        return tuple(
            it for it in policies if (not self.only or it in self.only) and it not in self.never
        )


EVERYBODY = Whose()
"""Nobody is left out."""


@dataclass(frozen=True, slots=True)
class RewardsAsked:
    """Which rewards are looked at: a period, the one it is compared with, as of `now`."""

    period: Period
    now: datetime
    other: Period | None = None
    grain: Grain = Grain.DAY
    whose: Whose = EVERYBODY


@dataclass(frozen=True, slots=True)
class Levels(Counts):
    """How many tips were worth how many thousandths; `silent` had no answer and have no reward.

    `other` were worth what another definition gave.
    """

    minus_1000: int = 0
    minus_300: int = 0
    silent: int = 0
    plus_100: int = 0
    plus_300: int = 0
    plus_600: int = 0
    plus_1000: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """Return how many there were."""
        return sum(self.numbers())


@dataclass(frozen=True, slots=True)
class Bar:
    """What the tips of an hour, a day or a week were worth; `open` while a window of them is.

    `mean` is over those that have a reward. `final` and `evident` are of all `tips`: whose reward
    stands for good, or who have one so far.
    """

    start: datetime
    levels: Levels = Levels()
    mean: Figure | TooFew = NOTHING
    tips: int = 0
    final: int = 0
    evident: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The mean reward on settled days, before and after; `best` and `worst` are changes of shares.

    Since `policy` took over at `since`; without one, the period against the one it is compared with.
    """

    before: Figure | TooFew
    after: Figure | TooFew
    mean: Change | TooFew
    best: Change | TooFew
    worst: Change | TooFew
    policy: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class RewardDays:
    """What tips were worth over time; `total` and `mean` are of settled days alone.

    `settled` is the last of these in the period, `open_days` how many are not.
    """

    grain: Grain = Grain.DAY
    bars: tuple[Bar, ...] = ()
    total: Levels = Levels()
    mean: Figure | TooFew = NOTHING
    compared: Compared | None = None
    history: History = QUIET
    spec: str = ""
    window_h: int = 0
    settled: date | None = None
    open_days: int = 0
    policies: tuple[str, ...] = ()
    """Whose tips there are in the period, the most first, whatever is filtered by."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a log says of a policy's mean reward; `lead` is DR less what the picks themselves earned.

    `at_odds` says that SNIPS and DR differ by more than luck: then something is wrong.
    """

    ips: Figure
    snips: Figure
    dr: Figure
    lead: Change
    at_odds: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """One policy as another's settled picks see it; `heaviest` is the largest weight, within 5 %."""

    policy: str
    standing: Standing | None = None
    picks: int = 0
    worth: Estimates | NotEnoughSupport | TooFew = NOTHING
    effective: float = 0.0
    heaviest: float | None = None
    outside: float = 0.0
    agrees: Figure | TooFew = NOTHING


@dataclass(frozen=True, slots=True)
class OtherPolicies:
    """What the settled picks of `log` say of other policies; `until` is their last day."""

    log: str = ""
    standing: Standing | None = None
    picks: int = 0
    earned: Figure | TooFew = NOTHING
    believed: Believed = UNTESTED
    until: date | None = None
    rated: tuple[Rated, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """The mean reward of one slice; `apart` is what it has more than all others of its dimension.

    `clear` says that this holds although many slices were looked at, `hidden` that so few users or
    picks are in it that nothing may be said.
    """

    value: str
    picks: int = 0
    mean: Figure | TooFew = NOTHING
    apart: Change | TooFew = NOTHING
    clear: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sliced:
    """All slices of one dimension, in its order."""

    by: str
    slices: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class RewardSlices:
    """The mean reward of settled picks by everything that tips are told apart by."""

    mean: Figure | TooFew = NOTHING
    dimensions: tuple[Sliced, ...] = ()

    @property
    def shown(self) -> tuple[tuple[str, Slice], ...]:
        """Return the slices that may be shown, each with its dimension."""
        return tuple(
            (dimension.by, it)
            for dimension in self.dimensions
            for it in dimension.slices
            if not it.hidden
        )


@dataclass(frozen=True, slots=True)
class Delay:
    """The share of a policy's settled tips that were answered by each age; None where unknown."""

    policy: str
    tips: int = 0
    shares: tuple[float | None, ...] = ()
    champion: bool = False


@dataclass(frozen=True, slots=True)
class Delays:
    """How soon tips are answered; `elsewhere` were done elsewhere, and when is not counted."""

    ages_s: tuple[int, ...] = ()
    every: tuple[float | None, ...] = ()
    tips: int = 0
    policies: tuple[Delay, ...] = ()
    elsewhere: int = 0
    until: date | None = None
