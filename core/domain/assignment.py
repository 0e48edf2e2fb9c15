"""Say which policy serves a user, and who decided so: the deployment, an experiment, or a person."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import UserId

WHOLE = 2**64
"""How many values the eight bytes that place a user can take."""


class AssignedBy(StrEnum):
    """Who decided which policy serves a user; a later one overrules an earlier one."""

    DEPLOYMENT = "deployment"
    EXPERIMENT = "experiment"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The policy that serves a user; `chance` is how likely this user was to get it."""

    policy: str = ""
    by: AssignedBy = AssignedBy.DEPLOYMENT
    experiment: str = ""
    chance: float = 1.0


DEPLOYED = Assignment()


@dataclass(frozen=True, slots=True)
class ExperimentPlan:
    """An experiment as it is asked for.

    Args: shares of users per policy; holdback is a share of users held back from all of it, whom a
    rule serves: what the others gain is measured against them.
    """

    name: str
    shares: tuple[tuple[str, float], ...]
    holdback: float = 0.0


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which an experiment exposed nobody; it lasts while `until` is None."""

    since: datetime
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Return whether it lasted at a moment."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Experiment:
    """Policies compared on real users: each user belongs to one arm for as long as it runs.

    Args: shares of users per policy, summing to at most 1; the rest keeps the deployment's.
    """

    name: str
    shares: tuple[tuple[str, float], ...]
    began_at: datetime
    ended_at: datetime | None = None
    holdback: str = ""
    """The arm that the others are held against, by its policy; empty when there is none."""
    pauses: tuple[Pause, ...] = ()
    """When it served nobody: its users keep their arms and get what all get meanwhile."""

    @property
    def paused(self) -> bool:
        """Return whether it rests now."""
        return any(it.until is None for it in self.pauses)

    def serves(self, at: datetime) -> bool:
        """Return whether its arms served their users at a moment."""
        runs = self.began_at <= at and (self.ended_at is None or at < self.ended_at)
        return runs and not any(it.holds(at) for it in self.pauses)


def assigned(
    user_id: UserId, deployed: str, override: str, experiments: Iterable[Experiment]
) -> Assignment:
    """Return which policy serves: the user's override, else the first experiment that takes them.

    One that is paused takes nobody.
    """
    if override:
        return Assignment(override, AssignedBy.USER)
    for experiment in experiments:
        found = None if experiment.paused else arm_of(experiment, user_id)
        if found is not None:
            return found
    return Assignment(deployed)


def arm_of(experiment: Experiment, user_id: UserId) -> Assignment | None:
    """Return a user's arm, the same each time it is asked; None outside of the experiment."""
    digest = hashlib.sha256(f"{experiment.name}:{user_id}".encode()).digest()
    place, reached = int.from_bytes(digest[:8]) / WHOLE, 0.0
    for policy, share in experiment.shares:
        reached += share
        if place < reached:
            return Assignment(policy, AssignedBy.EXPERIMENT, experiment.name, share)
    return None
