"""Hold what the console shows of policies: who stood when, and what is counted of each."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.change import Change
from core.domain.deployment import Deployment, Live, Policies, Standing
from core.domain.figure import Change as Difference
from core.domain.figure import Figure, TooFew
from core.domain.preflight import Check
from core.domain.support import NotEnoughSupport
from core.domain.trial import Trial

NONE = TooFew(0)
"""Nothing is counted."""


@dataclass(frozen=True, slots=True)
class Believed:
    """Whether a policy's logged probabilities are those that chose.

    Args: verdict is `ok`, `watch` or `alarm`; empty below the fewest picks that tell. z is how many
    standard deviations they are off.
    """

    verdict: str = ""
    z: float = 0.0
    picks: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """What the champion's picks say of a policy that stood beside it.

    Args: worth is its mean reward by doubly robust estimation; lead how much more that is than what
    the champion earned with the same picks; agrees the share of picks it would have made too.
    """

    worth: Figure | NotEnoughSupport | TooFew = NONE
    lead: Difference | None = None
    agrees: Figure | TooFew = NONE
    effective: float = 0.0
    outside: float = 0.0


@dataclass(frozen=True, slots=True)
class PolicySeen:
    """One policy as the list shows it; `standing` is None for one that is off."""

    name: str
    standing: Standing | None = None
    since: datetime | None = None
    picks: int = 0
    done: Figure | TooFew = NONE
    reward: Figure | TooFew = NONE
    beside: Beside | None = None
    """None for the champion itself, and where nothing was logged."""
    believed: Believed = Believed()


@dataclass(frozen=True, slots=True)
class PoliciesSeen:
    """All policies at a moment; `before` is what a roll back would bring, None for the first one."""

    live: Live | None = None
    policies: tuple[PolicySeen, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    changes: tuple[Change, ...] = ()
    before: Policies | None = None


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """One policy in full: what it is made of, who uses it, and what speaks for and against it."""

    name: str
    features: tuple[str, ...] = ()
    sheet: str = ""
    """Version of the features."""
    learns: bool = False
    prior: str = ""
    """What it expects of people it has not met; empty when it expects nothing."""
    prior_learned_at: datetime | None = None
    """When a prior was learned from people who allowed it; None while the shipped one serves."""
    experiments: tuple[tuple[str, float], ...] = ()
    """Running experiments with this arm, and its share of their users."""
    users: int = 0
    """How many users it served last."""
    checks: tuple[Check, ...] = ()
    """The checks of its promotion, as they stand; none for the champion."""
    trial: Trial | None = None
