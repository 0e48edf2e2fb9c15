"""Say how far a simulated world is from a log, and what may be claimed of it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.analytics.distance import Distance
from core.analytics.estimate import Estimate
from core.analytics.refusals import TooFewPeople


class Nearness(StrEnum):
    """What is said of one statistic."""

    CLOSE = "close"
    APART = "apart"
    UNKNOWN = "too few"


class Claim(StrEnum):
    """What figures of the world may be called."""

    SIMULATION = "simulation"
    """Nothing else: something is apart from the log."""
    LOOKS_ALIKE = "looks alike"
    """Like the log under its own policy; which policy is better remains a simulation's word."""
    DIFFERENCE_TOO = "difference too"
    """Also the difference that an experiment measured comes out as it was measured."""


class LogTooThin(TooFewPeople):
    """The log has too few people, or they have seen too little, to compare anybody with."""

    def __init__(self, found: int, limit: int, tips: int) -> None:
        super().__init__(found, limit)
        self.tips = tips

    def __str__(self) -> str:
        """Return why, and what to do."""
        return (
            f"The log has {self.found} people with {self.tips} tips or more under one policy, who "
            f"allowed research; it takes {self.limit}. Wait for more, or take a longer log."
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """One statistic of both sides, and how far apart they are.

    Args: figures of all people together: shares of done, snooze, dismiss and ignored; of "done" at
    each showing; of tips unanswered in a day; or the median seconds before "done". Empty or NaN where
    nothing was counted. people are those who have any, simulated and logged.
    """

    name: str
    unit: str
    simulated: tuple[float, ...]
    logged: tuple[float, ...]
    people: tuple[int, int]
    distance: Distance | None
    """None when either side has too few people."""

    @property
    def nearness(self) -> Nearness:
        """Return whether the distance is beyond what the log's halves are apart, surely."""
        it = self.distance
        return Nearness.UNKNOWN if it is None else judged(it.found.low, it.floor)


@dataclass(frozen=True, slots=True)
class Value:
    """The mean reward of both sides: of people's means, in [-1, 1]."""

    simulated: Estimate
    logged: Estimate
    difference: Estimate
    """Simulated minus logged; bounds by Welch."""
    floor: float
    """Mean difference between two random halves of the log's people."""

    @property
    def nearness(self) -> Nearness:
        """Return whether the difference is beyond what the log's halves differ by, surely."""
        return judged(beyond(self.difference), self.floor)

    @property
    def may_be_off(self) -> float:
        """Return how far the simulation may be from the truth, whichever way."""
        return max(-self.difference.low, self.difference.high)


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What one policy is better by than another, simulated and logged (bandits.md C6)."""

    policies: tuple[str, str]
    """The second one is subtracted from the first."""
    experiment: str
    """What gave people one or the other by lot; empty when nothing did, and the log may mislead."""
    value: Value

    @property
    def found_again(self) -> bool:
        """Return whether what an experiment surely found comes out of the simulation too.

        Policies that the log itself cannot tell apart test nothing, nor do so few people that the
        simulation might be wrong by as much as the whole difference.
        """
        it = self.value
        told = bool(self.experiment) and beyond(it.logged) > 0
        return told and it.nearness is Nearness.CLOSE and it.may_be_off < abs(it.logged.value)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far one world is from a log, under the policy that served most of it."""

    world: str
    policy: str
    people: tuple[int, int]
    """Simulated and logged; synthetic people with several lives count once."""
    tips: tuple[int, int]
    likenesses: tuple[Likeness, ...]
    value: Value | None
    """None when too few people have any reward."""
    counterfactual: Counterfactual | None
    """None when the log does not hold two policies with enough people each."""

    @property
    def said(self) -> tuple[Nearness, ...]:
        """Return what was said of everything: the statistics, the value, the counterfactual."""
        other = None if self.counterfactual is None else self.counterfactual.value
        values = tuple(it.nearness for it in (self.value, other) if it is not None)
        return (*(it.nearness for it in self.likenesses), *values)

    @property
    def compared(self) -> int:
        """Return how many could be compared."""
        return len(self.said) - self.said.count(Nearness.UNKNOWN)

    @property
    def close(self) -> int:
        """Return how many are close."""
        return self.said.count(Nearness.CLOSE)

    @property
    def claim(self) -> Claim:
        """Return what may be claimed: nothing unless all that could be compared is close."""
        if self.close < self.compared:
            return Claim.SIMULATION
        it = self.counterfactual
        return Claim.DIFFERENCE_TOO if it is not None and it.found_again else Claim.LOOKS_ALIKE


def judged(low: float, floor: float) -> Nearness:
    """Return "close" when the lower bound of a distance reaches down to the floor."""
    if np.isnan(low) or np.isnan(floor):
        return Nearness.UNKNOWN
    return Nearness.CLOSE if low <= floor else Nearness.APART


def beyond(difference: Estimate) -> float:
    """Return how far a difference is from 0 at least, whichever way; 0 when its bounds hold 0."""
    return max(0.0, difference.low, -difference.high)
