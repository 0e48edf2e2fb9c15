"""Draw curves and bars over one axis: names beside it, lines across, paths in a stretched box."""

import reflex as rx

from oo_admin.parts.plot import beneath, stroke
from oo_admin.parts.scale import BOX
from oo_admin.parts.shown import Node, Shown, size


def plot(ups: Shown, across: Shown, *inside: Node, look: str = "") -> rx.Component:
    """Return a box with an axis at its left and names under it."""
    return rx.el.div(
        rx.el.div(rx.foreach(ups, _up), class_name="ups"),
        rx.el.div(*inside, class_name="box"),
        rx.el.div(rx.foreach(across, beneath), class_name="across"),
        class_name=f"rw-plot {look}".strip(),
    )


def curves(strokes: Shown, band: Shown | None = None) -> rx.Component:
    """Return lines, over an interval where there is one."""
    area = rx.fragment() if band is None else rx.el.path(d=band, class_name="band")
    return rx.el.svg(
        area,
        rx.foreach(strokes, stroke),
        custom_attrs={"viewBox": f"0 0 {BOX} {BOX}", "preserveAspectRatio": "none"},
        aria_hidden="true",
    )


def table(
    label: str, heads: Shown, rows: Shown, *, words: int = 1, said: bool = False
) -> rx.Component:
    """Return a table of texts: the first columns are words, the others numbers.

    Args: said is whether the last column is words too.
    """
    last = size(heads) - 1 if said else -1

    def look(at: Shown, otherwise: str) -> Shown:
        return rx.cond((at < words) | (at == last), otherwise, "num")

    return rx.el.table(
        rx.el.caption(label, class_name="sr"),
        rx.el.thead(rx.el.tr(rx.foreach(heads, lambda it, at: _head(it, look(at, ""))))),
        rx.el.tbody(
            rx.foreach(
                rows,
                lambda row: rx.el.tr(rx.foreach(row, lambda it, at: _cell(it, look(at, "nowrap")))),
            )
        ),
    )


def _head(words: Shown, look: Shown) -> rx.Component:
    return rx.el.th(words, scope="col", class_name=look)


def _cell(words: Shown, look: Shown) -> rx.Component:
    return rx.el.td(words, class_name=look)


def _up(tick: Shown) -> rx.Component:
    return rx.el.p(rx.el.span(tick.words), style={"top": tick.at})
