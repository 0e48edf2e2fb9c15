"""Say what the overview knows: figures beside those of another period, never without an interval."""

from dataclasses import dataclass, field
from datetime import datetime

from core.domain.annotation import Annotation
from core.domain.counts import Counts
from core.domain.deployment import Reign
from core.domain.figure import Change, Figure, TooFew
from core.domain.period import Grain

Course = tuple[float | None, ...]
"""A figure over time; None where nothing was counted."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure, the same one before, and the difference; None where there is nothing to compare."""

    now: Figure | TooFew | None = None
    before: Figure | TooFew | None = None
    change: Change | TooFew | None = None
    course: Course = ()
    course_before: Course = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number without an interval: it was counted, not estimated. None is unknown."""

    now: float | None = None
    before: float | None = None
    course: Course = ()
    course_before: Course = ()


@dataclass(frozen=True, slots=True)
class Kpis:
    """The figures on top. Users and their days are of whole days only; times are in ms."""

    done_per_day: Beside = Beside()
    """Done per active day of a user: the north star."""
    done: Beside = Beside()
    answered: Beside = Beside()
    stickiness: Beside = Beside()
    """Daily over weekly active users."""
    daily: Amount = Amount()
    weekly: Amount = Amount()
    people: int = 0
    whole: bool = True
    """Whether there was a whole day; otherwise users are those of the day so far."""
    tips: Amount = Amount()
    median_ms: Amount = Amount()
    p90_ms: Amount = Amount()


@dataclass(frozen=True, slots=True)
class Endings(Counts):
    """How tips ended that could be answered; open ones still may be."""

    done: int = 0
    snooze: int = 0
    dismiss: int = 0
    none: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """Return how many there were."""
        return sum(self.numbers())


@dataclass(frozen=True, slots=True)
class Bar:
    """How the tips of an hour, a day or a week ended."""

    start: datetime
    endings: Endings


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened to oO; one that changed who decides stands upright."""

    at: datetime
    words: str
    about: Annotation | None = None
    """What was written down of it, when anything was."""
    upright: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What happened within a period, and who was champion when."""

    marks: tuple[Mark, ...] = ()
    reigns: tuple[Reign, ...] = ()


@dataclass(frozen=True, slots=True)
class Mix:
    """How tips ended, over time and together, with the changes of the shares.

    `left_out` were taken back by oO, or their task went away: nobody could answer them.
    """

    grain: Grain = Grain.DAY
    bars: tuple[Bar, ...] = ()
    total: Endings = Endings()
    left_out: int = 0
    done: Change | TooFew | None = None
    dismiss: Change | TooFew | None = None
    history: History = History()


@dataclass(frozen=True, slots=True)
class Guard:
    """A guardrail. `standing` is held, watch, broken, too few or unknown; `margin` of the change.

    With `level` the margin bounds the figure itself: what it was before is not known.
    """

    name: str
    now: float | None = None
    change: Change | TooFew | None = None
    margin: float = 0.0
    standing: str = "unknown"
    level: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many tips a policy chose; those of an experiment, and those by chance, apart."""

    policy: str
    experiment: str
    tips: int
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview says of tips."""

    kpis: Kpis = Kpis()
    mix: Mix = Mix()
    guards: tuple[Guard, ...] = ()
    chosen: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the activation funnel; shares and changes are of the step before.

    `unknown` had made that step, but their time for this one is not over.
    """

    name: str
    reached: int
    reached_before: int | None = None
    unknown: int = 0
    conversion: Figure | TooFew | None = None
    conversion_before: Figure | TooFew | None = None
    change: Change | TooFew | None = None
    pace_s: float | None = None


@dataclass(frozen=True, slots=True)
class Mover:
    """What one slice did to the change of the done rate: shares of all tips, rates of its own."""

    by: str
    value: str
    contribution: Change
    shares: tuple[float, float]
    """Before, now."""
    rates: tuple[float, float]
    """Before, now; NaN where it had no tip."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed: the slice of each dimension that moved most; None when nothing is compared."""

    change: Change | TooFew | None = None
    movers: tuple[Mover, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that harms users or figures now; `kind` says what, `grave` that it cannot wait.

    Args: count of `of`; `z` are standard deviations, `subject` is a policy, where it is one's.
    """

    kind: str
    grave: bool
    subject: str = ""
    count: int = 0
    of: int = 0
    z: float = 0.0
    since: datetime | None = None
    harm: float = field(default=0.0, kw_only=True)
    """By what alarms are sorted."""
