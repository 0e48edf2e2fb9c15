"""Draw the drawer beside a list: one row of it in full, with the ways to its neighbours."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.shown import Node, Shown


@dataclass(frozen=True, slots=True)
class Peek:
    """Where an open drawer stands in the filtered list; `whole` is the row's own page."""

    open: bool = False
    place: str = ""
    previous: str = ""
    next: str = ""
    close: str = ""
    whole: str = ""


def beside(peek: Shown, listing: Node, *sections: Node) -> rx.Component:
    """Return a list with its drawer, which pushes and never covers."""
    return rx.el.div(
        rx.el.div(listing),
        rx.cond(peek.open, _drawer(peek, *sections)),
        class_name=rx.cond(peek.open, "split open", "split"),
    )


def _drawer(peek: Shown, *sections: Node) -> rx.Component:
    return rx.el.aside(
        rx.el.header(
            rx.el.div(
                _way(peek.previous, "K ↑", "Previous", data_previous_row=""),
                _way(peek.next, "J ↓", "Next", data_next_row=""),
                class_name="seg",
            ),
            rx.el.span(peek.place, class_name="t2"),
            rx.el.span(class_name="grow"),
            rx.el.button("Copy link", class_name="btn quiet", type="button", data_copies=""),
            rx.cond(
                peek.whole != "",
                link("Open", to=peek.whole, class_name="btn quiet", data_open_page=""),
            ),
            link("Close", to=peek.close, class_name="btn quiet", data_close_drawer=""),
        ),
        *sections,
        class_name="drawer",
        aria_label="Details",
    )


def _way(href: Shown, words: str, label: str, **marks: Any) -> rx.Component:
    gone = rx.el.span(words, class_name="t3", aria_hidden="true")
    return rx.cond(href != "", link(words, to=href, aria_label=label, **marks), gone)
