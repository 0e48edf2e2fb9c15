"""Make up people: when each of them came, what they allowed, and how it went on with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.sim.dice import Dice
from core.sim.persona import Persona

ISSUER = "https://sandbox.invalid/people"
"""Who vouches for invented people: nobody, for no such host can exist (RFC 2606)."""
CAME_LONG_BEFORE = 6
"""One in so many was here long before the past that is told, and looked in now and then."""
LONGEST_BEFORE_D = 75
"""Days before it, at most."""
RESEARCH, NUDGES = 0.7, 0.4
"""Shares of people who allow research, and nudges. Our assumption."""
LATEST = 0.85
"""Nobody comes later than after this share of the days: there would be nothing to see of them."""


class Way(StrEnum):
    """How it goes on with somebody."""

    STAYS = "stays"
    NEVER_CONNECTS = "never_connects"
    LOSES_LINK = "loses_link"
    DISCONNECTS = "disconnects"
    STAYS_AWAY = "stays_away"


WAYS = (
    (12, 5, Way.NEVER_CONNECTS),
    (12, 8, Way.LOSES_LINK),
    (24, 11, Way.DISCONNECTS),
    (8, 3, Way.STAYS_AWAY),
)
"""One in how many, beginning with whom, goes which way; everybody else stays. Fixed shares, so that
few people show every way too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many people lived for how many days, until a moment; the seed makes other ones."""

    people: int
    days: int
    seed: int
    until: datetime

    @property
    def since(self) -> datetime:
        """Return when the past that is told begins."""
        return self.until - timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One invented person."""

    number: int
    persona: Persona
    joined_at: datetime
    way: Way
    turns_at: datetime
    """When they lose or cut their link, or stay away, if that is their way."""
    research: bool
    nudges: bool


def invented(plan: Plan, personas: Sequence[Persona]) -> Iterator[Somebody]:
    """Yield the people of a plan; personas are taken evenly, and again when they are too few."""
    for number in range(plan.people):
        dice = Dice(plan.seed, "sample", number)
        joined_at = _joined_at(plan, number, dice)
        left = plan.until - joined_at
        yield Somebody(
            number=number,
            persona=personas[number * _step(plan.people, len(personas)) % len(personas)],
            joined_at=joined_at,
            way=next((way for each, at, way in WAYS if number % each == at), Way.STAYS),
            turns_at=joined_at + left * (0.4 + 0.4 * dice.uniform("turn")),
            research=dice.uniform("research") < RESEARCH,
            nudges=dice.uniform("nudges") < NUDGES,
        )


def _joined_at(plan: Plan, number: int, dice: Dice) -> datetime:
    chance = dice.uniform("joined")
    if number % CAME_LONG_BEFORE == 0:
        return plan.since - timedelta(days=chance * LONGEST_BEFORE_D)
    # More at the beginning than at the end: whoever comes late has little to tell.
    return plan.since + timedelta(days=plan.days * LATEST * chance * chance)


def _step(people: int, personas: int) -> int:
    """Return the distance between two personas that are taken, so that every group is there."""
    return max(1, personas // max(1, people))
