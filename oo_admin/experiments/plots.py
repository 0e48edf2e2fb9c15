"""Make what each chart of an experiment draws: strokes, labels, ticks, and the table behind it."""

from collections.abc import Callable, Sequence
from datetime import date

from core.domain.experiment_panel import AGREED, ArmSeen, ExperimentSeen, Point
from core.domain.figure import Figure
from oo_admin.colours import of_policy
from oo_admin.experiments.paths import apart, between, line, steps
from oo_admin.experiments.seen import Plot, Stroke, Tick
from oo_admin.numbers import UNKNOWN, plain, share, signed
from oo_admin.parts.scale import Scale, around
from oo_admin.parts.time_chart import Label

WHOLE = Scale(0.0, 1.0)
"""The axis of shares."""
HELD_DASH, SOLID, DASHES = "1 4", "0", ("6 3", "2 3", "8 3 2 3")
"""The holdback is dotted, the first arm that learns solid, the others dashed."""
Say = Callable[[float], str]
"""How a share is told."""
TWO_LINES, ONE_LINE = 16.0, 17.0
"""Percent of a chart's height that a label takes: two lines of a high chart, one of a low one."""


def dashes(arms: Sequence[ArmSeen]) -> list[str]:
    """Return how the line of each arm is dashed, by its role."""
    made, others = [], iter(DASHES)
    for it in arms:
        if it.held_back:
            made.append(HELD_DASH)
        else:
            made.append(SOLID if SOLID not in made else next(others, DASHES[-1]))
    return made


def value(seen: ExperimentSeen) -> Plot:
    """Return the chart of cumulative reward a pick: a line with its band for each arm."""
    told = [[_figure(point, at) for point in seen.course] for at in range(len(seen.arms))]
    known = [it for arm in told for it in arm if it is not None]
    up = around([bound for it in known for bound in (it.low, it.high)], 0.0)
    strokes = [
        Stroke(
            line=line([it.value if it else None for it in arm], up),
            band=between(
                [it.low if it else None for it in arm], [it.high if it else None for it in arm], up
            ),
            colour=of_policy(seen.arms[at].policy),
            width="2.5" if dash == SOLID else "1.75",
            dash=dash,
        )
        for at, (arm, dash) in enumerate(zip(told, dashes(seen.arms), strict=True))
    ]
    last = [next((it for it in reversed(arm) if it is not None), None) for arm in told]
    labels = [
        (arm, 100 * (1 - up.share(it.value)), f"{signed(it.value)} ± {plain(it.half, 3)}")
        for arm, it in zip(seen.arms, last, strict=True)
        if it is not None
    ]
    return Plot(
        strokes=strokes,
        ups=[Tick(_short(it), up.from_top(it)) for it in up.ticks(4)],
        labels=_labels(labels, TWO_LINES),
        empty="" if known else "No arm has enough settled picks of enough users yet.",
        heads=["Day", *(it.policy for it in seen.arms)],
        rows=[
            [day_words(point), *(_told(_figure(point, at)) for at in range(len(seen.arms)))]
            for point in seen.course
        ],
    )


def best(seen: ExperimentSeen) -> Plot:
    """Return the chart of how likely each arm is the best: stacked, with what must be reached."""
    shares = [point.chances for point in seen.course]
    ends = next((it for it in reversed(shares) if it), ())
    return Plot(
        strokes=_stacked(seen, shares, stepped=False),
        ups=_thirds(),
        limit=WHOLE.from_top(AGREED.sure),
        needed=f"{AGREED.sure} needed",
        labels=_beside(seen, ends, chance),
        empty="" if ends else "Told once every arm has enough settled picks.",
        heads=["Day", *(it.policy for it in seen.arms)],
        rows=[_row(point, point.chances, len(seen.arms), chance) for point in seen.course],
    )


def weight(seen: ExperimentSeen) -> Plot:
    """Return the chart of who served: shares of the picks since the point before, stacked."""
    shares = [point.weights for point in seen.course]
    whole = tuple(it.weight for it in seen.arms) if any(shares) else ()
    return Plot(
        strokes=_stacked(seen, shares, stepped=True),
        ups=_thirds(),
        labels=_beside(seen, whole, plain),
        empty="" if whole else "Nobody has been served yet.",
        heads=["Day", *(it.policy for it in seen.arms)],
        rows=[_row(point, point.weights, len(seen.arms), share) for point in seen.course],
    )


def chance(value: float | None) -> str:
    """Return a probability as far as it may be told: never 0, never 1."""
    if value is None:
        return UNKNOWN
    if value < 0.01:  # noqa: PLR2004  two digits are shown
        return "< 0.01"
    return "> 0.99" if value > 0.99 else plain(value)  # noqa: PLR2004  the same


def _stacked(
    seen: ExperimentSeen, shares: Sequence[tuple[float, ...]], *, stepped: bool
) -> list[Stroke]:
    """Return areas from below, the last arm lowest: the holdback, which comes first, on top."""
    draw, made = steps if stepped else between, []
    low: list[float | None] = [0.0 if it else None for it in shares]
    for at in reversed(range(len(seen.arms))):
        high = [
            None if foot is None else foot + told[at]
            for foot, told in zip(low, shares, strict=True)
        ]
        made.append(Stroke(band=draw(low, high, WHOLE), colour=of_policy(seen.arms[at].policy)))
        low = high
    return made


def _beside(seen: ExperimentSeen, ends: Sequence[float], say: Say) -> list[Label]:
    told, foot = [], 0.0
    for at in reversed(range(len(ends))):
        middle = 100 * (1 - foot - ends[at] / 2)
        foot += ends[at]
        told.append((seen.arms[at], middle, say(ends[at])))
    return _labels(told, ONE_LINE, one_line=True)


def _labels(
    told: Sequence[tuple[ArmSeen, float, str]], room: float, *, one_line: bool = False
) -> list[Label]:
    """Return labels at the right; of one line they say both in it."""
    tops = apart([top - room / 2 for _, top, _ in told], room, 100 - room)
    return [
        Label(
            f"{_brief(arm.policy, told)} {figure}" if one_line else arm.policy,
            "" if one_line else figure,
            of_policy(arm.policy),
            f"{top:.1f}%",
        )
        for (arm, _, figure), top in zip(told, tops, strict=True)
    ]


def _brief(policy: str, told: Sequence[tuple[ArmSeen, float, str]]) -> str:
    """Return a policy's first word, where no other arm has the same: labels are narrow."""
    first = [arm.policy.split("-", 1)[0] for arm, _, _ in told]
    word = policy.split("-", 1)[0]
    return word if first.count(word) == 1 else policy


def _row(point: Point, values: tuple[float, ...], arms: int, say: Say) -> list[str]:
    told = [say(it) for it in values] if values else [UNKNOWN] * arms
    return [day_words(point), *told]


def _figure(point: Point, arm: int) -> Figure | None:
    found = point.rewards[arm] if point.rewards else None
    return found if isinstance(found, Figure) else None


def _told(it: Figure | None) -> str:
    return f"{signed(it.value)} ± {plain(it.half, 3)}" if it else UNKNOWN


def _thirds() -> list[Tick]:
    return [
        Tick(words_, WHOLE.from_top(at)) for words_, at in (("1", 1.0), ("0.5", 0.5), ("0", 0.0))
    ]


def _short(value: float) -> str:
    return "0" if abs(value) < 1e-9 else signed(value, 2).rstrip("0")  # noqa: PLR2004  rounding


def day_words(point: Point) -> str:
    """Return which day a point ends."""
    day = date.fromordinal(point.day)
    return f"{day:%a} {day.day} {day:%b}"
