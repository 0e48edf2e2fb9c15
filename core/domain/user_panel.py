"""Hold what the console shows of one user; who they are stays behind a reveal."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.audit import Look
from core.domain.consent import Consent
from core.domain.fact import Fact
from core.domain.ids import TipId
from core.domain.integration import Integration
from core.domain.receipt import Reason
from core.domain.user import User
from core.domain.users_panel import Listed


@dataclass(frozen=True, slots=True)
class Device:
    """One living session, without what could open it."""

    agent: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Habit:
    """A feature and what its value weighs, in reward, by what a policy has learned."""

    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class LearnedView:
    """What one policy has learned about a user, in numbers."""

    policy: str
    version: int
    at: datetime
    settled: int
    """Tips of the user with a reward that stands."""
    people: int | None = None
    """How many people its prior was learned from; 0 for the one that is shipped, None without one."""
    trust: float | None = None
    """How far the prior is believed against its twin, 0 to 1."""
    habits: tuple[Habit, ...] = ()
    readable: bool = True


@dataclass(frozen=True, slots=True)
class LastTip:
    """The newest tip as its user was told why, without a word that they wrote themselves."""

    tip_id: TipId
    served_at: datetime
    sentence: str
    whole: bool
    """Whether the user read exactly this; otherwise a name of theirs was left out."""
    reasons: tuple[Reason, ...]
    account: str
    chance: float
    words: int
    """How many words the task has, to be drawn as a mask."""


@dataclass(frozen=True, slots=True)
class UserPanel:
    """One user as the console shows them."""

    user: User
    listed: Listed
    issuers: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    """The newest answer to each purpose."""
    integrations: tuple[Integration, ...] = ()
    devices: tuple[Device, ...] = ()
    looks: tuple[Look, ...] = ()
    last: LastTip | None = None
    learned: LearnedView | None = None
    tips: tuple[Fact, ...] = ()
    """Of the period, the newest first, as many as are drawn."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One feature of the newest pick: what the picked candidate had, and what all had between them."""

    name: str
    label: str
    picked: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class LoggedFeatures:
    """What was logged of the newest pick."""

    tip_id: TipId
    served_at: datetime
    sheet: str
    candidates: int
    rows: tuple[Logged, ...]
