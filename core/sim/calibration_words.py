"""Tell how far a simulated world is from a log: as a table of 80 columns, and as JSON.

The keys of the JSON; what is not known is null, numbers have six decimals at most:

    version         1; a key that goes or changes its meaning makes it 2, a new one does not
    world, policy   what was simulated
    people, tips    simulated, logged
    close, compared how many statistics are close, of how many
    claim           "simulation", "looks alike" or "difference too"
    words           the claim in a sentence
    statistics      of each: name, unit, said ("close", "apart", "too few"), people (simulated, logged),
                    simulated, logged (lists), distance, low, high, floor (null when too few)
    value           said, simulated, logged, difference (each value, low, high, people), floor; or null
    counterfactual  policies (two), experiment (or null), found_again, and as value; or null
"""

import textwrap
from collections.abc import Iterator, Sequence

from core.analytics.estimate import Estimate
from core.sim.calibrate import BITS, LOG_S
from core.sim.calibration import (
    Calibration,
    Claim,
    Counterfactual,
    Likeness,
    Nearness,
    Value,
)
from core.sim.report.figures import UNKNOWN, count, interval, number, plain, short
from core.sim.report.plain_json import Keys, estimate, written

WIDTH = 80
"""Characters of a line."""
VERSION = 1
"""Of the keys."""
ANSWERS = "Answers in %: done/snooze/dismiss/none; distance in bits"
"""Heading of the first statistics."""
OTHERS = "Shares in %, distance in shares; seconds, distance in their logarithm"
"""Heading of the others."""
REWARDS = "Mean reward of people; simulated minus log"
"""Heading of the rewards."""
CLOSE_MEANS = (
    "Close: the lower bound of the distance is no more than the floor, by which two random halves "
    "of the log's people are apart. It does not mean equal: the fewer people, the more is close; "
    "the upper bound is what may be hidden."
)
"""What every calibration says of its one word."""


def told(found: Calibration) -> str:
    """Return the calibration as text for a terminal of 80 columns."""
    return "".join(f"{it.rstrip()}\n" for it in _lines(found))


def as_json(found: Calibration) -> str:
    """Return the calibration as JSON, the same text for the same calibration."""
    whole = {
        "version": VERSION,
        "world": found.world,
        "policy": found.policy,
        "people": found.people,
        "tips": found.tips,
        "close": found.close,
        "compared": found.compared,
        "claim": found.claim,
        "words": claimed(found),
        "statistics": [_statistic(it) for it in found.likenesses],
        "value": None if found.value is None else _value(found.value),
        "counterfactual": _counterfactual(found.counterfactual),
    }
    return written(whole)


def claimed(found: Calibration) -> str:
    """Return what may be claimed of the world, in sentences."""
    world, policy = plain(found.world), plain(found.policy)
    if found.claim is Claim.SIMULATION:
        apart = ", ".join(_apart(found))
        return f"Apart: {apart}. Call figures of {world} a simulation and nothing else."
    alike = f"Nothing told {world} from this log under {policy}{_off(found.value)}"
    it = found.counterfactual
    if found.claim is Claim.LOOKS_ALIKE or it is None:
        return (
            f"{alike}. Which policy is better remains a simulation's word: no experiment of this "
            "log has surely found a difference that the simulation found, too."
        )
    one, other = map(plain, it.policies)
    return (
        f"{alike}, and the difference of {one} and {other} came out as the experiment found it"
        f"{_off(it.value)}. For these policies, and people like those of the log, its figures may be "
        "called estimates that are no finer than this."
    )


def _off(it: Value | None) -> str:
    return "" if it is None else f" (mean reward may be off by {number(it.may_be_off)})"


def _apart(found: Calibration) -> Iterator[str]:
    yield from (it.name for it in found.likenesses if it.nearness is Nearness.APART)
    if found.value is not None and found.value.nearness is Nearness.APART:
        yield "mean reward"
    it = found.counterfactual
    if it is not None and it.value.nearness is Nearness.APART:
        yield "difference of policies"


def _lines(found: Calibration) -> Iterator[str]:
    yield from _wrapped(
        f"{plain(found.world)} against the log, both with {plain(found.policy)}: "
        f"{_crowd(found, 0)} simulated, {_crowd(found, 1)} logged."
    )
    answers = [it for it in found.likenesses if it.unit == BITS]
    yield from _section(ANSWERS, answers)
    yield from _section(OTHERS, [it for it in found.likenesses if it.unit != BITS])
    if found.value is not None:
        yield from ("", REWARDS, _rewarded(found.policy, found.value))
    if found.counterfactual is not None:
        yield from _difference(found.counterfactual)
    yield ""
    yield from _wrapped(f"{found.close} of {found.compared} are close. {claimed(found)}")
    yield ""
    yield from _wrapped(CLOSE_MEANS)


def _section(heading: str, likenesses: Sequence[Likeness]) -> Iterator[str]:
    yield ""
    yield heading
    yield _line(("", "simulated", "log", "distance", "floor", ""))
    for it in likenesses:
        yield _line(_cells(it))


def _cells(it: Likeness) -> tuple[str, ...]:
    name = it.name.removeprefix("answers, ")
    sides = (_figures(it.simulated, it.unit), _figures(it.logged, it.unit))
    if it.distance is None:
        return (name, *sides, UNKNOWN, UNKNOWN, it.nearness)
    found, floor = it.distance.found, it.distance.floor
    return (name, *sides, _bounded(found, 3), number(floor, 3), it.nearness)


def _figures(figures: tuple[float, ...], unit: str) -> str:
    if unit == LOG_S:
        return "/".join(f"{number(it, 0)} s" for it in figures) or UNKNOWN
    return "/".join(number(100 * it, 0) for it in figures) or UNKNOWN


def _difference(it: Counterfactual) -> Iterator[str]:
    one, other = map(plain, it.policies)
    lot = (
        f"by lot in {plain(it.experiment)}"
        if it.experiment
        else "not by lot: who got which may matter"
    )
    yield ""
    yield from _wrapped(f"Reward of {one} minus that of {other}, {lot}")
    yield _rewarded("difference", it.value)


def _rewarded(name: str, it: Value) -> str:
    sides = (number(side.value, signed=True) for side in (it.simulated, it.logged))
    apart = _bounded(it.difference, 2, signed=True)
    return _line((short(name, 18), *sides, apart, number(it.floor), it.nearness))


def _bounded(it: Estimate, digits: int, *, signed: bool = False) -> str:
    bounds = interval(it.low, it.high, digits, signed=signed)
    return f"{number(it.value, digits, signed=signed)} {bounds}"


def _line(cells: tuple[str, ...]) -> str:
    """Return a line of a table: name, simulated, log, distance, floor, verdict."""
    name, simulated, logged, distance, floor, said = cells
    return f"{name:<18} {simulated:>11} {logged:>11}  {distance:<20} {floor:>5}  {said}"


def _crowd(found: Calibration, side: int) -> str:
    tips = count(found.tips[side], "tip")
    return f"{count(found.people[side], 'person', 'people')} with {tips}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _statistic(it: Likeness) -> Keys:
    distance = it.distance
    return {
        "name": it.name,
        "unit": it.unit,
        "said": it.nearness,
        "people": it.people,
        "simulated": it.simulated,
        "logged": it.logged,
        "distance": None if distance is None else distance.found.value,
        "low": None if distance is None else distance.found.low,
        "high": None if distance is None else distance.found.high,
        "floor": None if distance is None else distance.floor,
    }


def _value(it: Value) -> Keys:
    return {
        "said": it.nearness,
        "simulated": estimate(it.simulated),
        "logged": estimate(it.logged),
        "difference": estimate(it.difference),
        "floor": it.floor,
    }


def _counterfactual(it: Counterfactual | None) -> Keys | None:
    if it is None:
        return None
    return {
        "policies": it.policies,
        "experiment": it.experiment or None,
        "found_again": it.found_again,
        **_value(it.value),
    }
