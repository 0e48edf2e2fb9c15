"""Draw what plots are made of: lines in a stretched box, and the names under it."""

import reflex as rx

from oo_admin.parts.shown import Shown


def stroke(it: Shown) -> rx.Component:
    """Return one line of a plot."""
    return rx.el.path(
        d=it.line,
        stroke=it.colour,
        stroke_width=it.width,
        stroke_dasharray=it.dash,
        class_name="course",
    )


def beneath(tick: Shown) -> rx.Component:
    """Return one name under the axis."""
    return rx.el.span(tick.words, style={"left": tick.at})
