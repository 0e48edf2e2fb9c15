"""Draw a figure with its interval, its change in words, and its course as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from oo_admin.parts.shown import Shown

WIDE, HIGH, ROOM = 256.0, 44.0, 4.0
"""The box of a sparkline and the room left free in it, in its own units."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure as a tile shows it.

    Args: change is a sign and a figure, or "No clear change"; line and dashed are SVG paths.
    """

    name: str = ""
    side: str = ""
    figure: str = ""
    interval: str = ""
    change: str = ""
    against: str = ""
    line: str = ""
    dashed: str = ""
    says: str = ""
    look: str = "plain"
    versus: str = ""
    """What the change is against; small screens leave it out."""


def spark(values: Sequence[float | None], scale: tuple[float, float]) -> str:
    """Return the path of a course over time; what is not known leaves a gap."""
    low, high = scale
    span, step = high - low or 1.0, (WIDE - 2 * ROOM) / max(1, len(values) - 1)
    path, pen = [], "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x, y = ROOM + at * step, HIGH - ROOM - (value - low) / span * (HIGH - 2 * ROOM)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return "".join(path)


def scale_of(*courses: Sequence[float | None]) -> tuple[float, float]:
    """Return the least and the greatest value of some courses: they share one axis."""
    known = [value for course in courses for value in course if value is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)


def tile(value: Shown) -> rx.Component:
    """Return the tile of a figure."""
    return rx.el.div(
        rx.el.div(value.name, rx.el.span(value.side), class_name="lab"),
        rx.el.div(rx.el.b(value.figure), rx.el.i(value.interval), class_name="val"),
        rx.el.div(
            rx.el.b(value.change),
            " ",
            value.against,
            " ",
            rx.el.span(value.versus, class_name="t3"),
            class_name="dl",
        ),
        rx.cond(value.line != "", _course(value)),
        class_name=rx.cond(value.line != "", "kpi", "kpi mini"),
        data_look=value.look,
    )


def _course(value: Shown) -> rx.Component:
    return rx.el.svg(
        rx.el.svg.title(value.says),
        rx.el.path(d=value.dashed, class_name="cmp"),
        rx.el.path(d=value.line, class_name="course"),
        custom_attrs={"viewBox": f"0 0 {WIDE:.0f} {HIGH:.0f}", "preserveAspectRatio": "none"},
        width="100%",
        height=f"{HIGH:.0f}",
        role="img",
    )
