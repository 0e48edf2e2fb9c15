"""Draw figures over time: bars or lines, direct labels, who was champion, what happened, a cursor.

The chart's table is its twin: the cursor, by mouse or by arrow keys, reads a row of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx
from reflex_components_core.react_router import link

from core.domain.period import Period
from oo_admin.parts.shown import Node, Shown

LEFT_PX, RIGHT_PX = 46, 132
"""Room for the axis at the left, and for labels at the right."""
HIGH_PX = 300
"""How high a chart is when nothing else is asked for, its x axis included."""
LEAST_PX = 8
"""Room under bars without names: the lowest figure beside them is half below."""
LANE_ROWS = 2
"""Rows of the lane: marks near each other take turns."""
LETTER, NEAR = 1.4, 4.0
"""Percent of a narrow chart's width that a letter takes in the lane, and that stay free beside words."""
LATE = 75.0
"""Percent of the width from which on a mark's words stand at its left: they would leave the chart."""


@dataclass(frozen=True, slots=True)
class Series:
    """One thing that is drawn: the key of its values, its colour, and how its line is dashed."""

    key: str
    colour: str
    dash: str = "0"
    width: float = 1.75


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside the end of a series; `top` is a place in percent from above."""

    words: str = ""
    figure: str = ""
    colour: str = ""
    top: str = "0%"


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation in the lane under a chart; `upright` draws a line through the chart too."""

    left: str = "0%"
    words: str = ""
    row: int = 0
    href: str = ""
    upright: bool = False
    late: bool = False
    title: str = ""
    """The words again: they are told on hover also where there is no room for them."""


@dataclass(frozen=True, slots=True)
class Band:
    """Who was champion, above a chart: from where, how far, in which colour."""

    left: str = "0%"
    width: str = "0%"
    words: str = ""
    colour: str = ""


def place_in(period: Period, moment: datetime) -> float:
    """Return where a moment lies in a period, in percent of its length."""
    share = (moment - period.start) / (period.end - period.start)
    return 100 * min(1.0, max(0.0, share))


def marks(period: Period, happened: Sequence[tuple[datetime, str, str, bool]]) -> list[Mark]:
    """Return annotations of a period in the lane: (when, words, link, whether upright).

    Words that would be written over others are left out: the mark stays, and says them on hover.
    """
    taken: list[tuple[int, float, float]] = []
    made = []
    for when, words, href, upright in sorted(happened, key=lambda it: (not it[3], it[0])):
        if not period.start <= when < period.end:
            continue
        left = place_in(period, when)
        late = left > LATE
        wide = LETTER * len(words) + NEAR
        span = (left - wide, left) if late else (left, left + wide)
        row = next((it for it in range(LANE_ROWS) if _free(taken, it, span)), None)
        if row is not None:
            taken.append((row, *span))
        shown = words if row is not None else ""
        way = href if shown else ""  # a link without words has no name
        made.append(Mark(f"{left:.2f}%", shown, row or 0, way, upright, late, words))
    return sorted(made, key=lambda it: float(it.left.rstrip("%")))


def _free(taken: list[tuple[int, float, float]], row: int, span: tuple[float, float]) -> bool:
    """Return whether nothing is written in a row of the lane between two places."""
    begin, end = span
    return all(it != row or high <= begin or end <= low for it, low, high in taken)


def bands(
    period: Period, reigns: Sequence[tuple[datetime, datetime | None, str, str]]
) -> list[Band]:
    """Return who was champion over a period: (from, until, name, colour)."""
    made = []
    for since, until, name, colour in reigns:
        left = place_in(period, since)
        right = place_in(period, until) if until else 100.0
        if right > left:
            made.append(Band(f"{left:.2f}%", f"{right - left:.2f}%", name, colour))
    return made


def stacked(
    data: Shown,
    series: Sequence[Series],
    *,
    unit: Shown = "",
    height: int = HIGH_PX,
    dated: bool = True,
) -> rx.Component:
    """Return stacked bars; a series whose colour is `hatch` is drawn as not yet known.

    Args: dated says whether the x axis is named here; else what stands below names it.
    """
    return rx.recharts.bar_chart(
        _grid(),
        *(
            rx.recharts.bar(
                data_key=it.key,
                stack_id="one",
                fill="url(#ck-hatch)" if it.colour == "hatch" else it.colour,
                stroke="var(--ck-canvas)",
                stroke_width=1,
                is_animation_active=False,
                # Reflex knows no such property of a bar, and would make it a style.
                custom_attrs={"fillOpacity": 1 if it.colour == "hatch" else 0.75},
            )
            for it in series
        ),
        _x(dated=dated),
        _y(unit),
        data=data,
        **_box(height, 0 if dated else LEAST_PX),
    )


def lines(
    data: Shown, series: Sequence[Series], *, ranges: Sequence[Series] = (), unit: str = ""
) -> rx.Component:
    """Return lines, with intervals as areas behind them: a range's values are [low, high]."""
    return rx.recharts.composed_chart(
        _grid(),
        *(
            rx.recharts.area(
                data_key=it.key,
                fill=it.colour,
                fill_opacity=0.2,
                stroke="none",
                is_animation_active=False,
                dot=False,
                active_dot=False,
            )
            for it in ranges
        ),
        *(
            rx.recharts.line(
                data_key=it.key,
                stroke=it.colour,
                stroke_width=it.width,
                stroke_dasharray=it.dash,
                type_="linear",
                dot=False,
                active_dot=False,
                is_animation_active=False,
            )
            for it in series
        ),
        _x(),
        _y(unit),
        data=data,
        **_box(),
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a drawing: lists of Label, Mark and Band, each where the page has some.

    `together` names charts that share one cursor.
    """

    labels: Shown | None = None
    annotations: Shown | None = None
    reigns: Shown | None = None
    together: str = ""


def time_chart(
    ident: str, title: Node, drawing: rx.Component, *, columns: Shown | int, around: Around
) -> rx.Component:
    """Return a drawing with all that belongs around it; `{ident}-twin` is its table.

    Args: columns is how many rows the twin has.
    """
    cursor = rx.el.div(class_name="cursor-line", hidden=True, data_cursor="")
    return rx.el.figure(
        rx.el.figcaption(title, class_name="sr"),
        _each(around.reigns, _band, "reigns"),
        rx.el.div(drawing, cursor, _each(around.annotations, _upright, "all"), class_name="plot"),
        _each(around.annotations, _mark, "lane"),
        _each(around.labels, _label, "labels"),
        rx.el.p(class_name="cursor-note", data_note="", aria_live="polite"),
        class_name="time-chart",
        tab_index=0,
        role="group",
        aria_label=title,
        data_chart=ident,
        data_twin=f"{ident}-twin",
        data_columns=columns,
        data_left=str(LEFT_PX),
        data_right=str(RIGHT_PX),
        data_together=around.together,
    )


def _each(values: Shown | None, draw: Callable[..., rx.Component], look: str) -> rx.Component:
    """Return what is drawn of each value, if the page has such values."""
    if values is None:
        return rx.fragment()
    return rx.el.div(rx.foreach(values, draw), class_name=look)


def _grid() -> rx.Component:
    return rx.recharts.cartesian_grid(vertical=False, stroke="var(--ck-grid)", stroke_dasharray="0")


def _x(*, dated: bool = True) -> rx.Component:
    return rx.recharts.x_axis(
        data_key="x",
        hide=not dated,
        axis_line=False,
        tick_line=False,
        min_tick_gap=28,
        interval="preserveStartEnd",
    )


def _y(unit: Shown) -> rx.Component:
    return rx.recharts.y_axis(
        width=LEFT_PX, axis_line=False, tick_line=False, unit=unit, tick_count=3, interval=0
    )


def _box(height: int = HIGH_PX, bottom: int = 0) -> dict[str, Any]:
    margin = {"top": 6, "right": RIGHT_PX, "bottom": bottom, "left": 0}
    return {"height": height, "width": "100%", "margin": margin, "accessibility_layer": False}


def _label(label: Shown) -> rx.Component:
    return rx.el.p(
        rx.el.b(label.words, style={"color": label.colour}),
        rx.el.span(label.figure),
        style={"top": label.top},
    )


def _mark(mark: Shown) -> rx.Component:
    words = rx.cond(mark.href != "", link(mark.words, to=mark.href), rx.el.span(mark.words))
    return rx.el.p(
        words,
        title=mark.title,
        style={"left": mark.left},
        data_row=mark.row,
        data_late=rx.cond(mark.late, "yes", "no"),
    )


def _upright(mark: Shown) -> rx.Component:
    return rx.cond(
        mark.upright, rx.el.div(class_name="upright", style={"--at": mark.left}), rx.fragment()
    )


def _band(band: Shown) -> rx.Component:
    return rx.el.p(
        rx.el.span(band.words),
        style={"left": band.left, "width": band.width, "--reign": band.colour},
    )
