"""Compare a simulated world with a log of real use: habits, rewards, and what an experiment showed.

Written before any log was looked at, and the same for each (bandits.md C6, C9). Until it says so, no
simulated figure may be called anything but a simulation.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.analytics.distance import Distance, categorical_distance, wasserstein
from core.bandit import catalogue
from core.domain.pick import Floats
from core.sim.calibration import Calibration, Counterfactual, Likeness, LogTooThin, Value
from core.sim.closeness import Mean, floor_of_mean, pooled, share_distance
from core.sim.habits import CELLS, Habits, habits, rewards
from core.sim.logged import LoggedLife
from core.sim.relive import Stage, relive, spread

MIN_PEOPLE: Final = 10
"""So few people do not show how much people differ."""
MIN_TIPS: Final = 10
"""Who has seen less of a policy says little of life with it, and is left out."""
DICE: Final = 20_260_106
"""Seed of the bootstrap: the same log always has the same intervals."""
BITS, LOG_S, SHARE = "bits", "log s", "share"
"""Units of distances: Jensen-Shannon divergence, logarithms of seconds, shares of tips."""

Lives = tuple[LoggedLife, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Lives with one policy, simulated and logged."""

    simulated: Lives
    logged: Lives

    @property
    def policy(self) -> str:
        """Return the policy."""
        return self.logged[0].policy


async def calibrate(log: Sequence[LoggedLife], stage: Stage) -> Calibration:
    """Return how far a world is from a log, under the policy that most of its tips came from.

    Raises: LogTooThin below `MIN_PEOPLE` with `MIN_TIPS`; NotFound when oO does not know the world,
    or that policy any more, so that nobody can live with it.
    """
    policies = _served(log)
    first = _enough_of(log, policies[0]) if policies else ()
    if _people(first) < MIN_PEOPLE:
        raise LogTooThin(_people(first), MIN_PEOPLE, MIN_TIPS)
    main = await _relived(stage, first, _people(first))
    pair = _pair(log)
    if not pair:
        return compared(stage.world, main)
    many = max(map(_people, pair))
    one, other = [await _relived(stage, it, many) for it in pair]
    return compared(stage.world, main, (one, other))


def compared(world: str, sides: Sides, pair: tuple[Sides, Sides] | None = None) -> Calibration:
    """Return how far simulated lives are from logged ones.

    Args: pair are lives with two policies whose difference is compared, too; the simulated ones are
    of the same people.
    """
    ours, theirs = habits(sides.simulated), habits(sides.logged)
    return Calibration(
        world=world,
        policy=sides.policy,
        people=(len(ours.people), len(theirs.people)),
        tips=(sum(map(len, sides.simulated)), sum(map(len, sides.logged))),
        likenesses=_likenesses(ours, theirs),
        value=_value(sides),
        counterfactual=_counterfactual(*pair) if pair else None,
    )


def _served(log: Sequence[LoggedLife]) -> tuple[str, ...]:
    """Return the policies of a log, that of most tips first; equals by name."""
    tips: Counter[str] = Counter()
    for it in log:
        tips[it.policy] += len(it)
    return tuple(sorted(tips, key=lambda name: (-tips[name], name)))


def _enough_of(log: Sequence[LoggedLife], policy: str) -> Lives:
    """Return the lives with a policy of all who have seen enough of it."""
    lives = tuple(it for it in log if it.policy == policy)
    tips = _tips(lives)
    return tuple(it for it in lives if tips[it.person] >= MIN_TIPS)


def _pair(log: Sequence[LoggedLife]) -> tuple[Lives, Lives] | None:
    """Return the lives with two policies: of one experiment if there is one, else of the whole log."""
    experiments = sorted({it.experiment for it in log if it.experiment})
    parts = [[it for it in log if it.experiment == name] for name in experiments]
    for part in (*sorted(parts, key=lambda it: -sum(map(len, it))), log):
        known = (_enough_of(part, it) for it in _served(part) if catalogue.knows(it))
        match [it for it in known if _people(it) >= MIN_PEOPLE]:
            case [one, other, *_]:
                return one, other
    return None


async def _relived(stage: Stage, logged: Lives, many: int) -> Sides:
    sizes = spread(tuple(_tips(logged).values()), many, stage.seed)
    return Sides(await relive(stage, logged[0].policy, sizes), logged)


def _tips(lives: Sequence[LoggedLife]) -> Counter[str]:
    tips: Counter[str] = Counter()
    for it in lives:
        tips[it.person] += len(it)
    return tips


def _people(lives: Sequence[LoggedLife]) -> int:
    return len({it.person for it in lives})


def _likenesses(ours: Habits, theirs: Habits) -> tuple[Likeness, ...]:
    answers = [
        _counted(f"answers, {cell.name}", BITS, (one, other), (_categorical, _mix))
        for cell, one, other in zip(CELLS, ours.answers, theirs.answers, strict=True)
    ]
    shares = (share_distance, pooled)
    return (
        *answers,
        _counted("done by showing", SHARE, (ours.showings, theirs.showings), shares),
        _counted("no answer in a day", SHARE, (ours.late, theirs.late), shares),
        _dwell(ours.dwell, theirs.dwell),
    )


Measured = tuple[
    Callable[[Floats, Floats, np.random.Generator], Distance],
    Callable[[Floats], tuple[float, ...]],
]
"""How a distance is measured, and what is told of each side."""


def _counted(name: str, unit: str, sides: tuple[Floats, Floats], measured: Measured) -> Likeness:
    """Return a statistic of counts (u, …), of the people who have any."""
    ours, theirs = (it[it.reshape(len(it), -1).any(axis=1)] for it in sides)
    distance, told = measured
    return Likeness(
        name=name,
        unit=unit,
        simulated=told(ours),
        logged=told(theirs),
        people=(len(ours), len(theirs)),
        distance=distance(ours, theirs, _rng()) if _enough(ours, theirs) else None,
    )


def _dwell(ours: Sequence[Floats], theirs: Sequence[Floats]) -> Likeness:
    simulated, logged = ([it for it in side if len(it)] for side in (ours, theirs))
    return Likeness(
        name="time before done",
        unit=LOG_S,
        simulated=_median_s(simulated),
        logged=_median_s(logged),
        people=(len(simulated), len(logged)),
        distance=wasserstein(simulated, logged, _rng()) if _enough(simulated, logged) else None,
    )


def _value(sides: Sides) -> Value | None:
    simulated, logged = (rewards(it)[1] for it in (sides.simulated, sides.logged))
    if not _enough(simulated, logged):
        return None
    return _set_against(Mean.of(simulated), Mean.of(logged), floor_of_mean(_rng(), logged))


def _counterfactual(one: Sides, other: Sides) -> Counterfactual | None:
    a, b = rewards(one.logged)[1], rewards(other.logged)[1]
    made = _paired(one.simulated, other.simulated)
    if not (_enough(a, b) and _enough(made, made)):
        return None
    experiments = {it.experiment for it in (*one.logged, *other.logged)}
    found, floor = Mean.of(a).minus(Mean.of(b)), floor_of_mean(_rng(), a, b)
    return Counterfactual(
        policies=(one.policy, other.policy),
        experiment=experiments.pop() if len(experiments) == 1 else "",
        value=_set_against(Mean.of(made), found, floor),
    )


def _set_against(simulated: Mean, logged: Mean, floor: float) -> Value:
    apart = simulated.minus(logged)
    return Value(simulated.estimate(), logged.estimate(), apart.estimate(), floor)


def _paired(one: Lives, other: Lives) -> Floats:
    """Return the differences of the people who have rewards on both sides, (u,)."""
    first, second = (dict(zip(*rewards(it), strict=True)) for it in (one, other))
    return np.array([first[who] - second[who] for who in first if who in second])


def _categorical(ours: Floats, theirs: Floats, rng: np.random.Generator) -> Distance:
    return categorical_distance(ours, theirs, rng)


def _mix(counts: Floats) -> tuple[float, ...]:
    return tuple((counts.sum(axis=0) / counts.sum()).tolist()) if len(counts) else ()


def _median_s(dwell: Sequence[Floats]) -> tuple[float, ...]:
    return (float(np.exp(np.median(np.concatenate(dwell)))),) if dwell else ()


def _enough(ours: Sequence[object] | Floats, theirs: Sequence[object] | Floats) -> bool:
    return min(len(ours), len(theirs)) >= MIN_PEOPLE


def _rng() -> np.random.Generator:
    return np.random.default_rng(DICE)
