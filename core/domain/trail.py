"""Put what happened to one user into one line of moments: signals, picks, answers, rewards."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.consent import Consent
from core.domain.events import (
    Event,
    IntegrationConnected,
    IntegrationDisconnected,
    IntegrationLost,
    PolicyAssigned,
    PosteriorRebuilt,
    SignedIn,
    TaskCompleted,
    TaskDeleted,
    TaskEdited,
    TaskPostponed,
    TasksSynced,
)
from core.domain.fact import Choice, Fact
from core.domain.outcome import Outcome
from core.domain.settlement import Settlement


class MomentKind(StrEnum):
    """What moments can be told apart by."""

    SIGNAL = "signal"
    PICK = "pick"
    REACTION = "reaction"
    REWARD = "reward"
    CONSENT = "consent"


About = Fact | Choice | Outcome | Settlement | Event | tuple[Consent, ...]
"""What a moment is about; consents that were given together are one moment."""

RANK = (MomentKind.SIGNAL, MomentKind.PICK, MomentKind.REACTION, MomentKind.REWARD)
"""What comes first of what happened at the same time."""
SIGNALS = (
    SignedIn,
    IntegrationConnected,
    IntegrationLost,
    IntegrationDisconnected,
    TasksSynced,
    TaskCompleted,
    TaskPostponed,
    TaskDeleted,
    TaskEdited,
    PolicyAssigned,
    PosteriorRebuilt,
)
"""Events that nothing else of a user's days tells."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; `tip` is the tip it belongs to."""

    at: datetime
    kind: MomentKind
    about: About
    tip: Fact | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a user's days, newest first; what came before `older` is another page."""

    moments: tuple[Moment, ...] = ()
    older: datetime | None = None


def of_tip(
    fact: Fact, outcomes: tuple[Outcome, ...], settlements: tuple[Settlement, ...]
) -> tuple[Moment, ...]:
    """Return the moments of one tip: its numbers, its serving, what became of it, what it was worth."""
    return (
        *((Moment(fact.served_at, MomentKind.PICK, fact.choice, fact),) * fact.choice.known),
        Moment(fact.served_at, MomentKind.PICK, fact, fact),
        *(Moment(it.at, MomentKind.REACTION, it, fact) for it in outcomes),
        *(Moment(it.at, MomentKind.REWARD, it, fact) for it in settlements),
    )


def of_events(events: tuple[Event, ...]) -> tuple[Moment, ...]:
    """Return the signals among events; a sync that changed nothing is none."""
    told = (it for it in events if isinstance(it, SIGNALS) and not _idle(it))
    return tuple(Moment(it.at, MomentKind.SIGNAL, it) for it in told)


def _idle(event: Event) -> bool:
    return isinstance(event, TasksSynced) and not event.changed and not event.gone


def of_consents(history: tuple[Consent, ...]) -> tuple[Moment, ...]:
    """Return consents, those of one time together."""
    together: dict[datetime, list[Consent]] = {}
    for it in history:
        together.setdefault(it.at, []).append(it)
    return tuple(Moment(at, MomentKind.CONSENT, tuple(its)) for at, its in together.items())


def newest_first(moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Return moments in order; of one time, the later step comes first."""

    def place(pair: tuple[int, Moment]) -> tuple[datetime, int, int]:
        number, it = pair
        return it.at, RANK.index(it.kind) if it.kind in RANK else -1, number

    return tuple(it for _, it in sorted(enumerate(moments), key=place, reverse=True))
