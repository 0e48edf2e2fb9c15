"""Put the figures on top of the overview into words, with their courses as lines."""

from collections.abc import Callable
from dataclasses import replace

from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import Amount, Beside, Kpis
from oo_admin.numbers import MINUS, THIN, count, plain, points, seconds, share
from oo_admin.parts.kpi import Kpi, scale_of, spark

FEWEST = 30
"""Below so many a change of a count is luck: no arrow, no percent."""
DRAWN = 3
"""A course of fewer points is no line."""
MS = 1000
"""Milliseconds of a second."""

Words = Callable[..., str]
"""Puts a number of one unit into words."""


def large(kpis: Kpis, against: str) -> list[Kpi]:
    """Return the four large tiles; `against` names what they are compared with."""
    daily = kpis.daily
    everybody = f"of {count(kpis.people)}" if daily.now is not None else ""
    return [
        estimate(
            ("Done per active day", "north star"), kpis.done_per_day, (plain, _plainly), against
        ),
        estimate(("Done rate", "of tips shown"), kpis.done, (share, points), against, look="done"),
        estimate(
            ("Answer rate", "done, snooze or dismiss"), kpis.answered, (share, points), against
        ),
        _drawn(
            Kpi(
                "Daily active users",
                "mean of full days" if kpis.whole else "so far",
                count(_rounded(daily.now)),
                everybody,
                *_grown(daily, ""),
                versus=against if daily.before is not None else "",
            ),
            daily.course,
            daily.course_before,
        ),
    ]


def small(kpis: Kpis, against: str) -> list[Kpi]:
    """Return the four small tiles."""
    weekly, tips = kpis.weekly, kpis.tips
    known = weekly.now is not None and kpis.people > 0
    of_all = f"{share((weekly.now or 0) / kpis.people, 0)} of all" if known else ""
    return [
        Kpi("Tips shown", "", count(_rounded(tips.now)), "", *_grown(tips, _from(tips))),
        Kpi(
            "Weekly active users",
            "7 days",
            count(_rounded(weekly.now)),
            of_all,
            *_grown(weekly, _from(weekly)),
        ),
        estimate(("Stickiness", "daily / weekly"), kpis.stickiness, (share, points), against),
        _times(kpis.median_ms, kpis.p90_ms),
    ]


def estimate(
    names: tuple[str, str],
    it: Beside,
    words: tuple[Words, Words],
    against: str,
    *,
    look: str = "plain",
) -> Kpi:
    """Return the tile of an estimate; words are those of the figure and of a difference of it."""
    figure, apart = words
    if not isinstance(it.now, Figure):
        return Kpi(*names, _counted(it.now), _few(it.now), look=look)
    change = _changed(it, apart)
    versus = against if change[1].startswith("±") else ""
    half = bare(figure(it.now.half))
    tile = Kpi(*names, figure(it.now.value), f"± {half}", *change, look=look, versus=versus)
    return _drawn(tile, it.course, it.course_before)


def against_words(words: str) -> str:
    """Return what a change is against: "vs previous 28 days"; nothing when nothing is compared."""
    return f"vs {words}" if words else ""


def arrowed(value: float, words: str) -> str:
    """Return a change with an arrow in the place of its sign."""
    return f"{'↑' if value > 0 else '↓'} {words.lstrip('+' + MINUS)}"


def bare(words: str) -> str:
    """Return a number without sign and unit: what follows ± says both already."""
    return words.lstrip("+" + MINUS).split(THIN)[0]


def _changed(it: Beside, apart: Words) -> tuple[str, str]:
    """Return a change and what stands beside it."""
    if it.change is None:
        return "", ""
    if isinstance(it.change, TooFew):
        return "Too few to compare", ""
    half = bare(apart(_half(it.change)))
    if not it.change.clear:
        return "No clear change", f"{apart(it.change.value)} ± {half}"
    return arrowed(it.change.value, apart(it.change.value)), f"± {half}"


def _half(change: Change) -> float:
    return max(change.high - change.value, change.value - change.low)


def _grown(it: Amount, against: str) -> tuple[str, str]:
    """Return by how much a count grew, in percent of what it was."""
    if it.now is None or it.before is None:
        return "", ""
    if min(it.now, it.before) < FEWEST:
        return "", against
    change = it.now / it.before - 1
    return (arrowed(change, share(abs(change))) if change else "No change"), against


def _from(it: Amount) -> str:
    return "" if it.before is None else f"from {count(_rounded(it.before))}"


def _times(median: Amount, p90: Amount) -> Kpi:
    """Return the tile of the time to answer: where most are, and where the slow ones are."""
    if median.now is None:
        return Kpi("Time to answer", "median", seconds(None))
    slow = f"p90 {seconds((p90.now or 0) / MS)}"
    tile = Kpi("Time to answer", "median", seconds(median.now / MS), slow)
    if median.before is None or p90.now is None or p90.before is None:
        return tile
    beside = f"from {seconds(median.before / MS)}; p90 {_faster(p90.now - p90.before)}"
    change = _faster(median.now - median.before)
    return replace(tile, change=change, against=beside)


def _faster(change_ms: float) -> str:
    return arrowed(change_ms, seconds(abs(change_ms) / MS)) if change_ms else "as before"


def _drawn(tile: Kpi, course: tuple[float | None, ...], before: tuple[float | None, ...]) -> Kpi:
    if sum(it is not None for it in course) < DRAWN:
        return tile
    scale = scale_of(course, before)
    return replace(
        tile,
        line=spark(course, scale),
        dashed=spark(before, scale),
        says=f"{tile.name} over the period: {tile.change or tile.figure}",
    )


def _counted(it: TooFew | Figure | None) -> str:
    return count(it.count if isinstance(it, TooFew) else None)


def _few(it: TooFew | Figure | None) -> str:
    return "too few for a rate" if isinstance(it, TooFew) else ""


def _plainly(value: float | None) -> str:
    return plain(value) if value is None or value < 0 else f"+{plain(value)}"


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)
