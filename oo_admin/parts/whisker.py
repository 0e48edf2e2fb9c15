"""Draw an estimate with its interval on one axis, as a cell of a table: places are in percent."""

from dataclasses import dataclass

import reflex as rx

from oo_admin.parts.scale import Scale
from oo_admin.parts.shown import Shown

INSIDE = 4.0
"""Percent that stay free at both ends of the axis."""


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval as a cell shows it; `shown` is whether there is one, `look` names its colour.

    Places are percents of the cell's width as CSS writes them; `tick` is a margin, or empty.
    """

    shown: bool = False
    left: str = "0%"
    width: str = "0%"
    at: str = "0%"
    base: str = "0%"
    tick: str = ""
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Axis(Scale):
    """The one axis that the cells of a column share."""

    def place(self, value: float) -> float:
        """Return where a value lies, in percent, kept inside."""
        return INSIDE + self.share(value) * (100 - 2 * INSIDE)

    def whisker(
        self, low: float, at: float, high: float, *, look: str = "plain", tick: float | None = None
    ) -> Whisker:
        """Return an interval on this axis; `tick` is a margin that is marked on it."""
        left, right = self.place(low), self.place(high)
        return Whisker(
            shown=True,
            left=f"{left:.2f}%",
            width=f"{right - left:.2f}%",
            at=f"{self.place(at):.2f}%",
            base=f"{self.place(0):.2f}%" if self.low <= 0 <= self.high else "-9%",
            tick=f"{self.place(tick):.2f}%" if tick is not None else "",
            look=look,
        )


def axis_over(spans: list[tuple[float, float]], *, zero: bool = True) -> Axis:
    """Return an axis that all spans (low, high) fit on; with `zero` it reaches there too."""
    lows = [low for low, _ in spans] + ([0.0] if zero else [])
    highs = [high for _, high in spans] + ([0.0] if zero else [])
    return Axis(min(lows), max(highs)) if lows else Axis(0.0, 1.0)


def whisker(value: Shown, colour: Shown = "") -> rx.Component:
    """Return the drawing; its numbers stand in the cells beside it.

    Args: colour is the line's own, where its look does not say it.
    """
    drawing = rx.el.span(
        rx.el.i(class_name="base", style={"left": value.base}),
        rx.cond(value.tick != "", rx.el.i(class_name="tick", style={"left": value.tick})),
        rx.el.i(class_name="span", style={"left": value.left, "width": value.width}),
        rx.el.i(class_name="dot", style={"left": value.at}),
        class_name="whisker",
        data_look=value.look,
        style={"--own": colour} if isinstance(colour, rx.Var) else {},
        aria_hidden="true",
    )
    return rx.cond(value.shown, drawing, rx.el.span(class_name="whisker none"))
