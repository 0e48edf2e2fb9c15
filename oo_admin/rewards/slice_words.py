"""Put slices of rewards into words and on one axis; what stands out is the title."""

from dataclasses import replace
from math import ceil

from core.domain.figure import Change, Figure
from core.domain.reward_panel import RewardSlices, Slice, Sliced
from oo_admin.colours import of_policy
from oo_admin.here import Here
from oo_admin.numbers import UNKNOWN, count, signed
from oo_admin.parts.scale import Scale
from oo_admin.parts.whisker import Axis, axis_over
from oo_admin.rewards.asked import whose_of
from oo_admin.rewards.days_words import bounds, mean_words
from oo_admin.rewards.places import axis_word
from oo_admin.rewards.seen import SliceBox, SliceRow, SlicesShown, Tick
from oo_admin.rewards.settled_words import NUMBERS
from oo_admin.rewards.slice_names import NAMES, phrase, picks_href, value_words

NOTE = (
    "Settled days alone. The title names what differs from all others beyond what looking at so many "
    "explains (Holm, 95\u202f%). A slice is hidden below 30 picks, or where its users may be under 10. "
    "A slice opens its picks."
)
"""How the drawing is read."""
SURE = 0.05
"""How often an interval misses the truth by chance."""
FEWEST_PICKS = 30
"""Below this many picks it is these that a slice is hidden for."""
NAMED = 2
"""Slices that a title names on either side."""
TICKS, CLOSE = 6, 28.0
"""Values under the axis, about, and percent of its width that two are apart at least."""


def slices_shown(told: RewardSlices, here: Here) -> SlicesShown:
    """Return what the panel of slices shows."""
    axis = axis_over(
        [(it.mean.low, it.mean.high) for _, it in told.shown if isinstance(it.mean, Figure)]
    )
    return SlicesShown(
        title=title(told),
        sub=_sub(told),
        note=NOTE if told.dimensions else "",
        any=bool(told.dimensions),
        colour=_colour(here),
        ticks=_ticks(axis) if told.shown else [],
        boxes=[_box(it, told, here, axis) for it in told.dimensions],
        cells=[_cells(each, it) for each in told.dimensions for it in each.slices],
    )


def title(told: RewardSlices) -> str:
    """Return the finding: which slices clearly earn more, and which less."""
    clear = [(by, it) for by, it in told.shown if it.clear and isinstance(it.apart, Change)]
    clear.sort(key=lambda pair: _size(pair[1]), reverse=True)
    more = [phrase(by, it.value) for by, it in clear if _lead(it) > 0][:NAMED]
    less = [phrase(by, it.value) for by, it in clear if _lead(it) < 0][:NAMED]
    said = [
        f"{' and '.join(names)} earn {words}"
        for names, words in ((more, "more"), (less, "less"))
        if names
    ]
    if said:
        text = "; ".join(said)
        return text[:1].upper() + text[1:]
    if not told.shown:
        return "Rewards by slice"
    return "No slice earns clearly more or less than the others"


def _sub(told: RewardSlices) -> str:
    mean = f", {signed(told.mean.value)}" if isinstance(told.mean, Figure) else ""
    number = len(told.shown)
    missed = round(SURE * number)
    by_chance = (
        f" Of {number} slices, about {NUMBERS[missed]} would miss the truth by chance."
        if missed
        else ""
    )
    return f"Mean reward with 95\u202f% intervals on one axis. Dashed: all picks{mean}.{by_chance}"


def _colour(here: Here) -> str:
    only = whose_of(here).only
    return of_policy(only[0]) if len(only) == 1 else "var(--ck-text)"


def _box(it: Sliced, told: RewardSlices, here: Here, axis: Axis) -> SliceBox:
    every = told.mean.value if isinstance(told.mean, Figure) else None
    rows = [
        replace(
            _row(each, axis, every),
            words=value_words(it.by, each.value),
            href=picks_href(here.address, it.by, each.value),
        )
        for each in it.slices
    ]
    return SliceBox(NAMES.get(it.by, it.by), rows)


def _row(it: Slice, axis: Axis, tick: float | None) -> SliceRow:
    if it.hidden or not isinstance(it.mean, Figure):
        return SliceRow(why=_why(it))
    drawn = axis.whisker(it.mean.low, it.mean.value, it.mean.high, tick=tick)
    return SliceRow(whisker=drawn, says=f"{mean_words(it.mean)}, {count(it.picks)} picks")


def _why(it: Slice) -> str:
    few = it.picks < FEWEST_PICKS
    return f"hidden, {count(it.picks)} picks" if few else "hidden, few users"


def _lead(it: Slice) -> float:
    return it.apart.value if isinstance(it.apart, Change) else 0.0


def _size(it: Slice) -> float:
    return abs(_lead(it))


def _ticks(axis: Axis) -> list[Tick]:
    scale = Scale(axis.low, axis.high)
    values = scale.ticks(TICKS)
    near = axis.place(values[1]) - axis.place(values[0]) if len(values) > 1 else CLOSE
    stride, zero = ceil(CLOSE / near), min(range(len(values)), key=lambda at: abs(values[at]))
    kept = values[zero % stride :: stride]
    return [Tick(axis_word(it), f"{axis.place(it):.2f}%") for it in kept]


def _cells(dimension: Sliced, it: Slice) -> list[str]:
    """Return a row of the table behind the drawing."""
    named = [NAMES.get(dimension.by, dimension.by), value_words(dimension.by, it.value)]
    if it.hidden or not isinstance(it.mean, Figure):
        return [*named, count(it.picks), _why(it), UNKNOWN, UNKNOWN, UNKNOWN]
    lead = it.apart if isinstance(it.apart, Change) else None
    apart = f"{signed(lead.value)} ({signed(lead.low)} to {signed(lead.high)})" if lead else UNKNOWN
    clear = "clear" if it.clear else "not clear"
    figures = [count(it.picks), signed(it.mean.value), bounds(it.mean)]
    return [*named, *figures, apart, clear if lead else UNKNOWN]
