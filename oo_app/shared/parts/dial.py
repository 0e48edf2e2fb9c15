"""Draw the dial: the large circle is the day, noon on top; the small one is now."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import reflex as rx

from oo_app.shared.parts.glyphs import HIDDEN

VIEW = "5.3 5.3 61.4 61.4"
"""The part of the drawing that is seen, so that its edge meets the text's."""
CENTRE = 36.0
"""Both coordinates of the middle."""
RADIUS = 30.0
"""Of the day."""
GAP_DEG = 11.26
"""Left free on both sides of the small circle."""
TICK = (25.0, 35.0)
"""Where the mark of the next look begins and ends, from the middle."""
DAY = timedelta(days=1)
"""Once around; what lies further away is not drawn."""


@dataclass(frozen=True, slots=True)
class Dial:
    """What of a dial depends on the hour: paths, and where now is."""

    lit: str = ""
    dim: str = ""
    tick: str = ""
    dot_x: str = ""
    dot_y: str = ""


def dial_of(now: datetime, until: datetime) -> Dial:
    """Return the dial that shows how long it is from `now` to `until`, both in local time."""
    here, there = _angle(now), _angle(until)
    x, y = _point(here)
    if not GAP_DEG / 360 * DAY < until - now < DAY * (1 - GAP_DEG / 360):
        return Dial(dim=_arc(here + GAP_DEG, here - GAP_DEG), dot_x=x, dot_y=y)
    inner, outer = (_point(there, radius) for radius in TICK)
    return Dial(
        lit=_arc(here + GAP_DEG, there),
        dim=_arc(there, here - GAP_DEG),
        tick=f"M{' '.join(inner)}L{' '.join(outer)}",
        dot_x=x,
        dot_y=y,
    )


def dial_until(dial: Dial) -> rx.Component:
    """Return a dial with its lit arc from now to the next look; `dial` is a var."""
    return _dial(
        rx.el.svg.path(d=dial.lit),
        rx.el.svg.path(d=dial.dim, class_name="dim"),
        rx.el.svg.path(d=dial.tick),
        rx.el.svg.circle(class_name="dot", cx=dial.dot_x, cy=dial.dot_y, r="4"),
    )


def dial_clear() -> rx.Component:
    """Return the ring alone."""
    return _dial(_ring())


def dial_first() -> rx.Component:
    """Return the small circle arriving."""
    return _dial(
        rx.el.svg.path(class_name="dim", d="M7.98 46.73A30 30 0 1 1 25.27 64.02"),
        rx.el.svg.circle(class_name="dot breath", cx="13.5", cy="58.5", r="8"),
    )


def dial_down() -> rx.Component:
    """Return the dashed day: unknown."""
    path = "M56.25 13.86A30 30 0 1 1 45.49 7.54"
    return _dial(
        rx.el.svg.path(d=path, custom_attrs={"strokeDasharray": "3 5.2"}), _dot("51.20", "10.14")
    )


def dial_closed() -> rx.Component:
    """Return the dim ring: nobody is there any more."""
    return _dial(_ring("dim"))


def dial_lost() -> rx.Component:
    """Return a small circle far from its ring."""
    return _dial(_ring("dim"), _dot("82", "62"))


def dial_broken() -> rx.Component:
    """Return a ring with a breach."""
    return _dial(rx.el.svg.path(d="M46.75 7.99A30 30 0 1 1 25.25 7.99"), _dot("36", "36"))


def dial_outside() -> rx.Component:
    """Return a dim ring around a hollow small circle: not allowed in."""
    return _dial(_ring("dim"), rx.el.svg.circle(cx="36", cy="36", r="4"))


def _dial(*shapes: rx.Component) -> rx.Component:
    return rx.el.svg(*shapes, class_name="dial", view_box=VIEW, custom_attrs=HIDDEN)


def _ring(look: str = "") -> rx.Component:
    return rx.el.svg.circle(class_name=look, cx="36", cy="36", r="30")


def _dot(x: str, y: str) -> rx.Component:
    return rx.el.svg.circle(class_name="dot", cx=x, cy=y, r="4")


def _angle(moment: datetime) -> float:
    """Return the degrees from noon, clockwise."""
    return ((moment.hour + moment.minute / 60) / 24 * 360 + 180) % 360


def _point(angle: float, radius: float = RADIUS) -> tuple[str, str]:
    turn = math.radians(angle)
    x, y = CENTRE + radius * math.sin(turn), CENTRE - radius * math.cos(turn)
    return f"{x:.2f}", f"{y:.2f}"


def _arc(start: float, end: float) -> str:
    large = int((end - start) % 360 > 180)  # noqa: PLR2004 — half a circle
    begin, finish = " ".join(_point(start)), " ".join(_point(end))
    return f"M{begin}A30 30 0 {large} 1 {finish}"
