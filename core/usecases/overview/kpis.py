"""Make the figures on top of the overview from the sums of two periods: pure."""

from collections.abc import Callable

from core.analytics.bins import quantile
from core.analytics.group_sums import Sums as Groups
from core.analytics.jackknife import difference, ratio
from core.analytics.share import share
from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import Amount, Beside, Course, Kpis
from core.domain.rollup import Measure, Sums
from core.usecases.overview.ground import (
    Ground,
    active_by_group,
    answerable,
    answered,
    by_group,
)

DAYS_DRAWN = 186
"""A longer course is drawn week by week."""
WEEK_D = 7
"""Days of a week."""


def kpis(now: Ground, before: Ground | None, people: int) -> Kpis:
    """Return the figures of a period beside those of another.

    A day in progress has no twin for what is counted by whole days: users and times to answer.
    """
    then = before if now.pieces.days else None
    north, steady = _per_day(now), _stickiness(now)
    per_day = _per_day(then) if then else None
    return Kpis(
        done_per_day=_beside(north, per_day, _courses(_daily_done, now, then)),
        done=of_tips(now, before, lambda it: it.done),
        answered=of_tips(now, before, answered),
        stickiness=_beside(steady, _stickiness(then) if then else None, ((), ())),
        daily=_daily(now, then),
        weekly=Amount(_weekly(now), _weekly(before) if before else None),
        people=people,
        whole=now.pieces.days > 0,
        tips=Amount(_tips(now), _tips(before) if before else None),
        median_ms=_time(now, then, 0.5),
        p90_ms=_time(now, then, 0.9),
    )


def of_tips(now: Ground, before: Ground | None, count: Callable[[Sums], int]) -> Beside:
    """Return a share of the tips that could be answered."""
    groups = [
        Groups(by_group(it.rows, count), by_group(it.rows, answerable)) for it in _both(now, before)
    ]
    shares = [share(it.numerators, it.denominators) for it in groups]

    def course(ground: Ground) -> Course:
        sums = [[ground.days[it] for it in days if it in ground.days] for days in strides(ground)]
        return tuple(over(sum(map(count, it)), sum(map(answerable, it))) for it in sums)

    courses = _courses(course, now, before)
    return _with(shares, difference(*groups) if before else None, courses)


def rate(now: Ground, before: Ground | None, groups: Callable[[Ground], Groups]) -> Beside:
    """Return a ratio of sums of all tips that is not a share of them."""
    sums = [groups(it) for it in _both(now, before)]
    ratios = [ratio(it.numerators, it.denominators) for it in sums]
    return _with(ratios, difference(*sums) if before else None, ((), ()))


def strides(ground: Ground) -> tuple[range, ...]:
    """Return the days of a period one by one; week by week when they are many."""
    every = ground.day_by_day
    step = 1 if len(every) <= DAYS_DRAWN else WEEK_D
    return tuple(range(first, min(first + step, every.stop)) for first in every[::step])


def over(part: float, whole: float) -> float | None:
    """Return a share; None of nothing."""
    return part / whole if whole else None


def _both(now: Ground, before: Ground | None) -> tuple[Ground, ...]:
    return (now,) if before is None else (now, before)


def _with(
    found: list[Figure | TooFew],
    change: Change | TooFew | None,
    courses: tuple[Course, Course],
) -> Beside:
    then = found[1] if len(found) > 1 else None
    return Beside(found[0], then, change, *courses)


def _beside(now: Groups | None, before: Groups | None, courses: tuple[Course, Course]) -> Beside:
    if now is None:
        return Beside(course=courses[0], course_before=courses[1])
    found = [ratio(it.numerators, it.denominators) for it in (now, before) if it is not None]
    return _with(found, difference(now, before) if before else None, courses)


def _courses(
    course: Callable[[Ground], Course], now: Ground, before: Ground | None
) -> tuple[Course, Course]:
    return course(now), course(before) if before else ()


def _per_day(ground: Ground) -> Groups | None:
    """Return done and active days of users by group: of whole days, or of today alone.

    Several days that are all cut have no such figure: who was active in which part is not counted.
    """
    if not ground.pieces.days and len(ground.day_by_day) > 1:
        return None
    rows = ground.full if ground.pieces.days else ground.rows
    active = active_by_group(ground.groups, lambda it: it.daily)
    return Groups(by_group(rows, lambda it: it.done), active)


def _daily_done(ground: Ground) -> Course:
    return tuple(
        over(
            sum(ground.days[it].done for it in days if it in ground.days),
            sum(ground.actives[it].daily for it in days),
        )
        for days in _active_strides(ground)
    )


def _active_strides(ground: Ground) -> tuple[tuple[int, ...], ...]:
    """Return the days on which anybody was active, stride by stride."""
    return tuple(tuple(it for it in days if it in ground.actives) for days in strides(ground))


def _stickiness(ground: Ground) -> Groups | None:
    if not ground.pieces.days:
        return None
    groups = [
        active_by_group(ground.groups, count)
        for count in (lambda it: it.daily, lambda it: it.weekly)
    ]
    return Groups(groups[0], groups[1])


def _daily(now: Ground, before: Ground | None) -> Amount:
    def course(ground: Ground) -> Course:
        active = _active_strides(ground)
        return tuple(
            over(sum(ground.actives[it].daily for it in days), len(days)) for days in active
        )

    return Amount(_mean(now), _mean(before) if before else None, *_courses(course, now, before))


def _mean(ground: Ground) -> float | None:
    """Return the mean of days, from the first day on that anybody was active."""
    first, end = ground.span
    begun = min(ground.actives, default=end)
    return over(sum(it.daily for it in ground.actives.values()), end - max(first, begun))


def _weekly(ground: Ground) -> float | None:
    last = ground.span[1] - 1
    return ground.actives[last].weekly if last in ground.actives else None


def _tips(ground: Ground) -> float:
    return sum(row.sums.tips for row in ground.rows)


def _time(now: Ground, before: Ground | None, which: float) -> Amount:
    found = [quantile(it.times[Measure.ANSWERED_MS], which) for it in _both(now, before)]
    return Amount(found[0], found[1] if len(found) > 1 else None)
