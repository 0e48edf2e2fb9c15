"""Put what tips were worth over time into words, bars, a mean and labels."""

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import Course
from core.domain.reward_panel import Bar, Compared, Levels, RewardDays
from oo_admin.colours import of_policy
from oo_admin.here import Here
from oo_admin.notes.words import happened
from oo_admin.numbers import MINUS, THIN, UNKNOWN, count, plain, share, signed
from oo_admin.overview.mix_words import articled
from oo_admin.parts.scale import Scale, around
from oo_admin.parts.time_chart import bands, marks
from oo_admin.rewards.places import apart, area, axis_word, bar_words, line, named
from oo_admin.rewards.seen import DaysShown, Stroke, Tick, Worth
from oo_admin.rewards.value_words import VALUES, drawn

APART = 11.5
"""Percent of the height that a label of two lines needs."""
MEAN = "var(--ck-text)"
"""The colour of the mean: it is nobody's own."""
TICKS = 3
"""Values beside the mean, about."""


def days_shown(told: RewardDays, here: Here) -> DaysShown:
    """Return what the panel of values over time shows."""
    absolute = here.address.get("values") == "n"
    other = here.address.without("values") if absolute else here.address.put(values="n")
    seen = told.total if told.total.total else total_of(told.bars)
    up, meanless = _up(told.bars), _meanless(told)
    words = [bar_words(it.start, told.grain, here) for it in told.bars]
    beside = happened(told.history.marks, here.address)
    reigns = [
        (it.since, it.until, f"champion {it.policy}", of_policy(it.policy))
        for it in told.history.reigns
    ]
    return DaysShown(
        title=title(told, here),
        sub=_sub(told),
        note=_note(told),
        any=total_of(told.bars).total > 0,
        unit="" if absolute else f"{THIN}%",
        other="Shares" if absolute else "Numbers",
        other_href=other.href,
        bars=[_bar(it, x, absolute=absolute) for it, x in zip(told.bars, words, strict=True)],
        open_at=_open_at(told.bars),
        labels=labels(told.bars, seen, absolute=absolute),
        labelled="settled days" if told.total.total else "so far",
        marks=marks(here.period, beside),
        reigns=bands(here.period, reigns),
        ups=[] if meanless else [Tick(axis_word(it), up.from_top(it)) for it in up.ticks(TICKS)],
        across=named(words),
        band=_band(told.bars, up),
        meanless=meanless,
        strokes=_strokes(told.bars, up),
        heads=["When", *(VALUES[it][0] for it in drawn(seen)), "Tips", "Mean", "95 %", "State"],
        rows=[
            _row(it, x, drawn(seen), absolute=absolute)
            for it, x in zip(told.bars, words, strict=True)
        ],
    )


def title(told: RewardDays, here: Here) -> str:
    """Return the finding: what is clearly more or less, and the mean before and after."""
    found = told.compared
    if found is None or not isinstance(found.mean, Change):
        if isinstance(told.mean, Figure):
            return f"A rewarded tip was worth {signed(told.mean.value, 2)} on average"
        return "What a tip was worth" if told.settled else "What tips were worth so far"
    than = f"since {found.policy}" if found.policy else f"than {_before(here)}"
    moved = _moved(found)
    means = _means(found)
    if found.mean.clear:
        rises = "Higher rewards" if found.mean.value > 0 else "Lower rewards"
        return f"{moved or rises} {than}: mean reward {means}"
    since = than if found.policy else f"against {_before(here)}"
    lead = f"{moved} {than}, but no" if moved else "No"
    rest = "" if moved else f" {since}"
    return f"{lead} clear change of the mean reward{rest}: {means}"


def labels(bars: Sequence[Bar], seen: Levels, *, absolute: bool) -> list[Worth]:
    """Return the labels beside the last settled bar, kept apart; figures are of all settled days."""
    filled = [it for it in bars if it.levels.total]
    if not filled:
        return []
    last = next((it for it in reversed(filled) if not it.open), filled[-1]).levels
    most = max(it.levels.total for it in filled) if absolute else last.total
    height, made = 0.0, []
    for name in drawn(seen):
        words, what, colour = VALUES[name]
        size, number = getattr(last, name), getattr(seen, name)
        middle, height = 100 - 100 * (height + size / 2) / most, height + size
        figure = count(number) if absolute else share(number / seen.total)
        made.append((middle - APART / 2, Worth(words, figure, what, colour)))
    tops = apart([top for top, _ in made], APART)
    return [replace(it, top=f"{top:.1f}%") for top, (_, it) in zip(tops, made, strict=True)]


def total_of(bars: Sequence[Bar]) -> Levels:
    """Return what all bars come to, open ones too."""
    total = Levels()
    for it in bars:
        total = total.plus(it.levels)
    return total


def bounds(mean: Figure | TooFew) -> str:
    """Return an interval in words."""
    if isinstance(mean, TooFew):
        return UNKNOWN
    return f"{signed(mean.low)} to {signed(mean.high)}"


def mean_words(mean: Figure | TooFew) -> str:
    """Return a mean with what follows the ±, or that there are too few."""
    if isinstance(mean, Figure):
        return f"{signed(mean.value)} ± {plain(mean.half, 3)}"
    return f"too few: {mean.count}" if mean.count else UNKNOWN


def _moved(found: Compared) -> str:
    """Return which of the extremes clearly became more or fewer."""
    told = []
    for change, words in ((found.worst, f"{MINUS}1s"), (found.best, "+1s")):
        if isinstance(change, Change) and change.clear:
            told.append(f"{'more' if change.value > 0 else 'fewer'} {words}")
    text = " and ".join(told)
    return text[:1].upper() + text[1:]


def _means(found: Compared) -> str:
    then, now = ("before", "after") if found.policy else ("then", "now")
    values = [it.value if isinstance(it, Figure) else None for it in (found.before, found.after)]
    return f"{signed(values[0], 2)} {then}, {signed(values[1], 2)} {now}"


def _before(here: Here) -> str:
    return articled(here.before.words) if here.before else "before"


def _sub(told: RewardDays) -> str:
    values = "What a tip was worth, as shares of its seven possible values."
    if not any(it.open for it in told.bars):
        return values
    return f"{values} Hatched: the {told.window_h}{THIN}h window is open, so this may still move."


def _note(told: RewardDays) -> str:
    told_of = (
        "Mean: of tips that have a reward; silence has none. Band: 95\u202f%, over users. Dotted: "
        "still settling. Below 30 rewards, or 8 groups of users, there is no mean."
    )
    if told.compared is None:
        return told_of
    return f"{told_of} Before and after is no comparison of equals: season and new users are in it."


def _meanless(told: RewardDays) -> str:
    if any(isinstance(it.mean, Figure) for it in told.bars):
        return ""
    return f"No {told.grain.value} has the 30 rewards, of 8 groups of users, that a mean takes."


def _up(bars: Sequence[Bar]) -> Scale:
    """Return the axis of the mean; it reaches to 0."""
    means = [it.mean for it in bars if isinstance(it.mean, Figure)]
    bounds_ = [bound for it in means for bound in (it.low, it.high)]
    return around([max(-1.0, min(1.0, it)) for it in bounds_], 0.0, 0.1)


def _values(bars: Sequence[Bar], *, early: bool) -> Course:
    """Return the means of settled bars; early, those of the open ones and the one they follow."""
    values: list[float | None] = []
    for at, it in enumerate(bars):
        follows = early and not it.open and at + 1 < len(bars) and bars[at + 1].open
        kept = isinstance(it.mean, Figure) and (it.open is early or follows)
        values.append(it.mean.value if kept and isinstance(it.mean, Figure) else None)
    return tuple(values)


def _strokes(bars: Sequence[Bar], up: Scale) -> list[Stroke]:
    return [
        Stroke(line(_values(bars, early=False), up), MEAN),
        Stroke(line(_values(bars, early=True), up), MEAN, "1 4", "1.5"),
    ]


def _band(bars: Sequence[Bar], up: Scale) -> str:
    known = [it.mean if not it.open and isinstance(it.mean, Figure) else None for it in bars]
    lows = tuple(it.low if it else None for it in known)
    highs = tuple(it.high if it else None for it in known)
    return area(lows, highs, up)


def _open_at(bars: Sequence[Bar]) -> str:
    first = next((at for at, it in enumerate(bars) if it.open), None)
    return "" if first is None else f"{100 * first / len(bars):.2f}%"


def _bar(bar: Bar, x: str, *, absolute: bool) -> dict[str, str | float]:
    """Return a bar as the chart takes it: shares that fill it exactly, or numbers."""
    counted, total = bar.levels.by_name(), bar.levels.total
    if absolute or not total:
        return {"x": x, **counted}
    # Rounded up together they would pass 100 % and the axis would end at 110.
    return {"x": x} | {name: floor(1e4 * n / total) / 100 for name, n in counted.items()}


def _row(bar: Bar, x: str, names: Sequence[str], *, absolute: bool) -> list[str]:
    total, counted = bar.levels.total, bar.levels.by_name()
    cells = [
        count(counted[it]) if absolute else share(counted[it] / total if total else None)
        for it in names
    ]
    mean = signed(bar.mean.value) if isinstance(bar.mean, Figure) else mean_words(bar.mean)
    state = "open" if bar.open else "settled"
    return [x, *cells, count(total), mean, bounds(bar.mean), state]
