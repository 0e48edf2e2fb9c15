"""Read what is counted of one experiment until a moment: sums by arm and group of users."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from core.analytics.policy_sums import PolicySums
from core.domain.assignment import Experiment
from core.domain.exposure import Exposed
from core.domain.rollup import Dim, Grain, Sums
from core.domain.rollup_query import By, SumsRow, SumsWanted
from core.ports import Work
from core.rewards.window import WINDOW
from core.usecases.overview.read_alarms import CHECKED

SO_FAR = ("tips", "rewarded", "reward_milli", *CHECKED)
"""What is added up of every pick."""
SETTLED = (
    *("tips", "done", "snooze", "dismiss", "none", "open", "undone"),
    *("final", "rewarded", "reward_milli"),
)
"""What is added up of settled picks."""
BY_ARM = frozenset({By.VALUE, By.BUCKET})
"""How: by the arm that was to serve, also where chance stood in."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an experiment, as proleptic ordinals: from `first` on and before `end`.

    Of days before `settled` every window has closed.
    """

    first: int
    end: int
    settled: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What figures are made of, by arm: of all picks, and of settled ones."""

    experiment: Experiment
    days: Days
    so_far: Mapping[str, PolicySums]
    settled: Mapping[str, PolicySums]
    exposed: tuple[Exposed, ...] = ()

    @property
    def users(self) -> Mapping[str, int]:
        """Return how many users each arm has reached; also arms that nobody should be in."""
        found = dict.fromkeys(self.arms, 0)
        for it in self.exposed:
            found[it.arm] = found.get(it.arm, 0) + it.users
        return found

    @property
    def arms(self) -> tuple[str, ...]:
        """Return the arms, in the order of their shares."""
        return tuple(policy for policy, _ in self.experiment.shares)


def as_it_was(experiment: Experiment, at: datetime) -> Experiment | None:
    """Return an experiment as it stood at a moment; None before it began."""
    if experiment.began_at > at:
        return None
    ended = experiment.ended_at if experiment.ended_at and experiment.ended_at <= at else None
    pauses = tuple(
        replace(it, until=it.until if it.until and it.until <= at else None)
        for it in experiment.pauses
        if it.since <= at
    )
    return replace(experiment, ended_at=ended, pauses=pauses)


def days_of(experiment: Experiment, at: datetime, zone: tzinfo) -> Days:
    """Return the days of an experiment until a moment."""

    def day(moment: datetime) -> int:
        return moment.astimezone(zone).toordinal()

    first, end = day(experiment.began_at), day(experiment.ended_at or at) + 1
    return Days(first, end, max(first, min(end, day(at - WINDOW))))


async def read_ground(work: Work, experiment: Experiment, days: Days) -> Ground:
    """Return what is counted of an experiment: three statements, few rows."""
    name = (experiment.name,)
    so_far = await work.rollups.sums(
        SumsWanted(Grain.DAY, days.first, days.end, Dim.ARM, BY_ARM, experiments=name, names=SO_FAR)
    )
    settled = await work.rollups.sums(
        SumsWanted(
            Grain.DAY, days.first, days.settled, Dim.ARM, BY_ARM, experiments=name, names=SETTLED
        )
    )
    exposed = await work.exposures.of(days.end, experiment.name)
    return Ground(experiment, days, by_arm(so_far), by_arm(settled), exposed)


def by_arm(rows: Iterable[SumsRow]) -> Mapping[str, PolicySums]:
    """Return what is counted of each arm; rows are by value and group of users."""
    found: dict[str, dict[int, Sums]] = {}
    for row in rows:
        found.setdefault(row.value or "", {})[row.bucket or 0] = row.sums
    return {arm: PolicySums(groups) for arm, groups in found.items()}


def together(sums: Mapping[str, PolicySums], arms: Iterable[str]) -> PolicySums:
    """Return what is counted of several arms, by group of users."""
    found: dict[int, Sums] = {}
    for arm in arms:
        for bucket, it in sums.get(arm, PolicySums()).groups.items():
            found[bucket] = found[bucket].plus(it) if bucket in found else it
    return PolicySums(found)
