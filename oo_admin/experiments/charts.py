"""Lay the three charts of an experiment over one time: their days, what happened, where windows are open."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.experiment_panel import ExperimentSeen, Point
from core.domain.period import Period, midnight
from oo_admin.experiments import words
from oo_admin.experiments.plots import best, value, weight
from oo_admin.experiments.seen import Charts, Tick
from oo_admin.here import Here
from oo_admin.notes.words import about_href
from oo_admin.parts.time_chart import Mark, marks

UPRIGHT = frozenset({AnnotationKind.EXPERIMENT, AnnotationKind.PRIOR, AnnotationKind.REWARD})
"""What changes who is served by what: a line through all three charts."""
TICKS = 5
"""Dates under the charts."""


def charts(seen: ExperimentSeen, here: Here, *, red: bool) -> Charts:
    """Return the charts, with what stands around them."""
    strides = _stride(seen.course)
    note = f"A point is {strides} days. " if strides > 1 else ""
    return Charts(
        title=words.leads(seen.lead, red=red),
        sub="One x axis; the cursor runs through all three. Silence earns nothing, and counts.",
        note=f"{note}Bands: 95\u202f% intervals over users. Hatched: windows are still open. "
        "Upright: what changed who is served. Shares are fixed for each user: weights move by chance.",
        value=value(seen),
        best=best(seen),
        weight=weight(seen),
        across=_dates(seen.course),
        marks=_marks(seen, here),
        hatch=_hatch(seen.course),
    )


def _stride(course: Sequence[Point]) -> int:
    return course[-1].day - course[-2].day if len(course) > 1 else 1


def _dates(course: Sequence[Point]) -> list[Tick]:
    count = len(course)
    every = sorted({round(it * (count - 1) / (TICKS - 1)) for it in range(TICKS)}) if count else []
    days = [(at, date.fromordinal(course[at].day)) for at in every]
    return [Tick(f"{it.day} {it:%b}", f"{100 * (at + 0.5) / count:.2f}%") for at, it in days]


def _hatch(course: Sequence[Point]) -> str:
    open_ones = next((at for at, it in enumerate(course) if not it.settled), None)
    return f"{100 * open_ones / len(course):.2f}%" if open_ones is not None else ""


def _marks(seen: ExperimentSeen, here: Here) -> list[Mark]:
    if not seen.course:
        return []
    stride = timedelta(days=_stride(seen.course))
    first = midnight(date.fromordinal(seen.course[0].day + 1), here.zone) - stride
    end = midnight(date.fromordinal(seen.course[-1].day + 1), here.zone)
    span = Period("", "", first, end, here.zone)
    return marks(span, [_mark(it, here) for it in seen.happened])


def _mark(it: Annotation, here: Here) -> tuple[datetime, str, str, bool]:
    own = it.kind is AnnotationKind.EXPERIMENT
    said = it.words.removeprefix(f"experiment {it.link} ") if own else it.words
    return it.at, said, "" if own else about_href(it, here.address), it.kind in UPRIGHT
