"""Hold what the console shows of experiments: arms, who is ahead, and whether that may be believed."""

from dataclasses import dataclass, field
from datetime import datetime

from core.domain.annotation import Annotation
from core.domain.assignment import Experiment
from core.domain.figure import AlwaysValid, Change, Figure, TooEarly, TooFew
from core.domain.overview import Guard
from core.domain.policy_panel import Believed

NONE = TooFew(0)
"""Nothing is counted."""
UNTOLD = Believed()
"""Too few picks to tell whether a log is right."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed for every experiment before any begins, so that nobody can choose it afterwards.

    Args: a winner needs `sure` as its chance of being the best, so many days, and settled picks in
    each arm; gap is the smallest difference that matters, in reward a pick.
    """

    sure: float = 0.95
    days: int = 21
    picks: int = 400
    gap: float = 0.05


AGREED = Agreed()
"""The rules."""


@dataclass(frozen=True, slots=True)
class Favourite:
    """How often the most probable candidate was served, and how often its logged chances say."""

    served: int
    logged: float
    deviation: float
    """Standard deviation of the number that they say."""


@dataclass(frozen=True, slots=True)
class ArmSeen:
    """One arm and what its picks came to; figures are of settled picks, of whole days.

    Args: reward is per pick served, silence counting as nothing; raw the mean of the rewards there
    are so far, of which quick answers come first; chance how likely it is the best, None while any
    arm has too few; weight its share of the experiment's picks. `believed` checks its log.
    """

    policy: str
    share: float
    held_back: bool = False
    users: int = 0
    picks: int = 0
    settled: int = 0
    reward: Figure | TooFew = NONE
    raw: float | None = None
    chance: float | None = None
    weight: float = 0.0
    done: Figure | TooFew = NONE
    dismissed: Figure | TooFew = NONE
    believed: Believed = UNTOLD
    favourite: Favourite | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its arms, and over what it is counted."""

    arms: tuple[str, ...]
    users: int = 0
    picks: int = 0
    done: Figure | TooFew = NONE


@dataclass(frozen=True, slots=True)
class Contrast:
    """One side minus the other, in reward a pick: for a single look, and for all looks together."""

    one: Side
    other: Side
    change: Change | TooFew
    always: AlwaysValid | TooEarly | TooFew
    held_back: bool = False
    """Whether the other side are users who were held back from all of it."""

    @property
    def clear(self) -> bool:
        """Return whether a difference is shown that holds at any look."""
        return isinstance(self.always, AlwaysValid) and self.always.clear


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads, how likely it is the best, and what is missing before it may be called the winner."""

    leader: str
    chance: float
    won: bool
    days_left: int
    picks_left: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Whether users are split between arms as configured; arms are (policy, users, due).

    Args: verdict is `ok`, `watch` or `alarm`; empty while users are too few. `leaks` are arms that
    nobody should be in.
    """

    verdict: str = ""
    p: float = 1.0
    users: int = 0
    arms: tuple[tuple[str, int, float], ...] = ()
    leaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an experiment's figures may be believed.

    Args: last_at is the hour of its last pick within two days, None when there was none; lately its
    picks of the last 24 h; allowed of people let research use their answers; final of settled picks
    have all the evidence they will get; crossed users were given to two arms; wrong_since is the day
    from which on the logs did not say what chose.
    """

    last_at: datetime | None = None
    lately: int = 0
    allowed: int = 0
    people: int = 0
    settled: int = 0
    final: int = 0
    balance: Balance = Balance()
    crossed: int = 0
    believed: Believed = UNTOLD
    wrong: str = ""
    """The arm whose log is furthest off."""
    wrong_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """The end of a day: every figure has one value an arm, in the arms' order.

    Args: rewards are over all settled picks until then, none on days that are not settled; chances
    are empty while any arm has too few; weights are shares of the picks since the point before.
    """

    day: int
    rewards: tuple[Figure | TooFew, ...] = ()
    chances: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Needed:
    """How many users a question takes in all, and in how many more days; None is never."""

    gap: float
    users: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Slice:
    """The same comparison among the picks of one slice alone."""

    value: str
    change: Change | TooFew


@dataclass(frozen=True, slots=True)
class ExperimentSeen:
    """One experiment as its page shows it at a moment."""

    experiment: Experiment
    at: datetime
    settled_until: datetime
    """Picks served before this moment are settled."""
    days: int = 0
    """Whole days that it has run, its pauses included."""
    arms: tuple[ArmSeen, ...] = ()
    contrast: Contrast | None = None
    lead: Lead | None = None
    health: Health = Health()
    course: tuple[Point, ...] = ()
    guards: tuple[Guard, ...] = ()
    told_apart: Needed | None = None
    ruled_out: Needed | None = None
    cut: str = ""
    """The dimension that `slices` are of."""
    slices: tuple[Slice, ...] = ()
    happened: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class ExperimentLine:
    """One experiment in the list."""

    experiment: Experiment
    picks: int = 0
    users: int = 0
    contrast: Contrast | None = None
    lead: Lead | None = None
    alarms: tuple[str, ...] = field(default_factory=tuple)
    """What is red: `balance`, `crossover` or `propensities`."""
