"""Compare a simulated world with a log of real use: habits, rewards, and what an experiment showed.

Written before any log was looked at, and the same for each (bandits.md C6, C9). Until it says so, no
simulated figure may be called anything but a simulation.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from core.analytics.distance import Distance, categorical_distance, wasserstein
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
"""Units of distances: Jensen-Shannon divergence, factors of time as logarithms, shares of tips."""


async def calibrate(log: Sequence[LoggedLife], stage: Stage) -> Calibration:
    """Return how far a world is from a log, under the policy that most of its tips came from.

    Raises: LogTooThin below `MIN_PEOPLE` with `MIN_TIPS`; NotFound when oO does not know that policy
    any more, so that nobody can live with it.
    """
    policies = served(log)
    first = of_policy(log, policies[0]) if policies else ()
    if len(first) < MIN_PEOPLE:
        raise LogTooThin(len(first), MIN_PEOPLE, MIN_TIPS)
    simulated = await relive(stage, policies[0], _sizes(first, len(first), stage))
    second = _second(log, policies)
    other = None
    if second:
        sizes = _sizes(second, len(first), stage)
        other = second, await relive(stage, second[0].policy, sizes)
    return compared(stage.world, (simulated, first), other)


def compared(
    world: str,
    sides: tuple[Sequence[LoggedLife], Sequence[LoggedLife]],
    other: tuple[Sequence[LoggedLife], Sequence[LoggedLife]] | None = None,
) -> Calibration:
    """Return how far simulated lives are from logged ones.

    Args: sides are simulated and logged lives with one policy; other are logged and simulated lives
    with a second one, the simulated ones by the same people.
    """
    simulated, logged = sides
    ours, theirs = habits(simulated), habits(logged)
    return Calibration(
        world=world,
        policy=logged[0].policy,
        people=(len(ours.people), len(theirs.people)),
        tips=(sum(map(len, simulated)), sum(map(len, logged))),
        likenesses=_likenesses(ours, theirs),
        value=_value(rewards(simulated)[1], rewards(logged)[1]),
        counterfactual=None if other is None else _counterfactual(sides, other),
    )


def served(log: Sequence[LoggedLife]) -> tuple[str, ...]:
    """Return the policies of a log, that of most tips first; equals by name."""
    tips: Counter[str] = Counter()
    for it in log:
        tips[it.policy] += len(it)
    return tuple(sorted(tips, key=lambda name: (-tips[name], name)))


def of_policy(log: Sequence[LoggedLife], policy: str) -> tuple[LoggedLife, ...]:
    """Return the lives with a policy that are long enough to count."""
    return tuple(it for it in log if it.policy == policy and len(it) >= MIN_TIPS)


def _second(log: Sequence[LoggedLife], policies: Sequence[str]) -> tuple[LoggedLife, ...]:
    """Return the lives with the next policy that enough people had; none when there is none."""
    found = (of_policy(log, it) for it in policies[1:])
    return next((it for it in found if len(it) >= MIN_PEOPLE), ())


def _sizes(lives: Sequence[LoggedLife], many: int, stage: Stage) -> tuple[int, ...]:
    return spread([len(it) for it in lives], many, stage.seed)


def _likenesses(ours: Habits, theirs: Habits) -> tuple[Likeness, ...]:
    answers = [
        _likeness(f"answers, {cell.name}", BITS, (one, other), (_categorical, _mix))
        for cell, one, other in zip(CELLS, ours.answers, theirs.answers, strict=True)
    ]
    shares = (share_distance, pooled)
    return (
        *answers,
        _likeness("done by showing", SHARE, (ours.showings, theirs.showings), shares),
        _likeness("no answer in a day", SHARE, (ours.late, theirs.late), shares),
        _dwell(ours.dwell, theirs.dwell),
    )


Measured = tuple[
    Callable[[Floats, Floats, np.random.Generator], Distance],
    Callable[[Floats], tuple[float, ...]],
]
"""How a distance is measured, and what is told of each side."""


def _likeness(name: str, unit: str, sides: tuple[Floats, Floats], measured: Measured) -> Likeness:
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
    known = [[it for it in side if len(it)] for side in (ours, theirs)]
    simulated, logged = known
    return Likeness(
        name="time before done",
        unit=LOG_S,
        simulated=_median_s(simulated),
        logged=_median_s(logged),
        people=(len(simulated), len(logged)),
        distance=wasserstein(simulated, logged, _rng()) if _enough(simulated, logged) else None,
    )


def _counterfactual(
    sides: tuple[Sequence[LoggedLife], Sequence[LoggedLife]],
    other: tuple[Sequence[LoggedLife], Sequence[LoggedLife]],
) -> Counterfactual:
    (simulated, logged), (logged_other, simulated_other) = sides, other
    a, b = rewards(logged)[1], rewards(logged_other)[1]
    found = Mean.of(a).minus(Mean.of(b))
    made = Mean.of(_paired(simulated, simulated_other))
    experiments = {it.experiment for it in (*logged, *logged_other)}
    return Counterfactual(
        policies=(logged[0].policy, logged_other[0].policy),
        experiment=experiments.pop() if len(experiments) == 1 else "",
        value=Value(
            simulated=made.estimate(),
            logged=found.estimate(),
            difference=made.minus(found).estimate(),
            floor=floor_of_mean(_rng(), a, b),
        ),
    )


def _paired(one: Sequence[LoggedLife], other: Sequence[LoggedLife]) -> Floats:
    """Return the differences of the people who have rewards on both sides, (u,)."""
    first, second = (dict(zip(*rewards(it), strict=True)) for it in (one, other))
    return np.array([first[who] - second[who] for who in first if who in second])


def _value(simulated: Floats, logged: Floats) -> Value:
    ours, theirs = Mean.of(simulated), Mean.of(logged)
    floor = floor_of_mean(_rng(), logged)
    return Value(ours.estimate(), theirs.estimate(), ours.minus(theirs).estimate(), floor)


def _categorical(ours: Floats, theirs: Floats, rng: np.random.Generator) -> Distance:
    return categorical_distance(ours, theirs, rng)


def _mix(counts: Floats) -> tuple[float, ...]:
    total = counts.sum()
    return tuple((counts.sum(axis=0) / total).tolist()) if total else ()


def _median_s(dwell: Sequence[Floats]) -> tuple[float, ...]:
    return (float(np.exp(np.median(np.concatenate(dwell)))),) if dwell else ()


def _enough(ours: Sequence[object] | Floats, theirs: Sequence[object] | Floats) -> bool:
    return min(len(ours), len(theirs)) >= MIN_PEOPLE


def _rng() -> np.random.Generator:
    return np.random.default_rng(DICE)
