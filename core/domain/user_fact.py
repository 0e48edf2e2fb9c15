"""Say what the console knows of a user: when they came how far, and how tips went; no name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.consent import Consent, Purpose
from core.domain.counts import Counts
from core.domain.ids import UserId
from core.domain.integration import IntegrationState


class LinkWord(StrEnum):
    """How a user's link stands, in the console's words."""

    NONE = "none"
    TODOIST = "todoist"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Lived(Counts):
    """How many tips a user was served, and how they ended."""

    tips: int = 0
    done: int = 0
    snooze: int = 0
    dismiss: int = 0
    none: int = 0


@dataclass(frozen=True, slots=True)
class UserFact:
    """One user as the console lists them."""

    user_id: UserId
    joined_at: datetime
    last_seen_at: datetime
    """When they were last served, or answered; when they joined, before that."""
    timezone: str
    connected_at: datetime | None = None
    """When they first allowed oO to read their tasks."""
    first_tip_at: datetime | None = None
    first_answer_at: datetime | None = None
    returned_at: datetime | None = None
    """The first tip or answer a week or more after they joined."""
    lived: Lived = field(default_factory=Lived)
    policy: str = ""
    """The policy that last served them."""
    experiment: str = ""
    arm: str = ""
    """The policy that was to serve them then."""
    link: LinkWord = LinkWord.NONE
    consents: tuple[str, ...] = ()
    """Purposes they allow now."""


@dataclass(frozen=True, slots=True)
class UserDay(Counts):
    """What one user did on one day of the console's zone: served, answered, of that done."""

    tips: int = 0
    answers: int = 0
    done: int = 0


UserDays = Mapping[int, UserDay]
"""One user's days on which they did anything."""


@dataclass(frozen=True, slots=True)
class Active(Counts):
    """How many users were active on a day, and in the seven days that end with it."""

    daily: int = 0
    weekly: int = 0


def link_word(state: IntegrationState | None) -> LinkWord:
    """Return how a link in this state stands; None means that there is none."""
    if state is None:
        return LinkWord.NONE
    return LinkWord.LOST if state is IntegrationState.RECONNECT else LinkWord.TODOIST


def first_connected(history: tuple[Consent, ...]) -> datetime | None:
    """Return when a user first allowed tips, which they do by connecting; a disconnection stays past."""
    given = (it.at for it in history if it.purpose is Purpose.TIPS and it.given)
    return min(given, default=None)
