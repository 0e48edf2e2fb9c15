"""Build rows: keys lying down, and the facts that stand like them."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router import link

from oo_app.shared.labels import Line
from oo_app.shared.parts.forms import post
from oo_app.shared.parts.keys import Text


def facts(pairs: tuple[tuple[str, Text], ...], look: str = "facts") -> rx.Component:
    """Return names and what is true of them."""
    terms = [part for name, fact in pairs for part in (rx.el.dt(name), rx.el.dd(fact))]
    return rx.el.dl(*terms, class_name=look)


def row(word: Text, aside: Text = "", **props: Any) -> rx.Component:
    """Return a row that is a button."""
    return rx.el.button(*_cells(word, aside), class_name="row", type="button", **props)


def row_link(word: Text, to: str, aside: Text = "", note: str = "") -> rx.Component:
    """Return a row that leads to another page of oO."""
    return link(*_cells(word, aside, note), class_name="row", to=to)


def row_post(action: str, *fields: rx.Component, word: Text, aside: Text = "") -> rx.Component:
    """Return a row that posts to an address of the server."""
    button = rx.el.button(*_cells(word, aside), class_name="row", type="submit")
    return post(action, *fields, button)


def row_fact(word: Text, aside: Text, note: Text = "") -> rx.Component:
    """Return a row that only says something."""
    return rx.el.div(*_cells(word, aside, note), class_name="row")


def switch(ident: str, word: str, note: str = "", **props: Any) -> rx.Component:
    """Return a row that is switched; `props` are those of the checkbox.

    Small o is off, large O is on, and the word beside them says so too.
    """
    said: list[rx.Component | str] = [rx.el.span(word, id=f"{ident}-l")]
    described: dict[str, Any] = {}
    if note:
        said.append(rx.el.small(note, id=f"{ident}-n"))
        described["aria_describedby"] = f"{ident}-n"
    box = rx.el.input(
        type="checkbox", role="switch", aria_labelledby=f"{ident}-l", **described, **props
    )
    words = rx.el.b(
        rx.el.span(Line.ON, class_name="on"),
        rx.el.span(Line.OFF, class_name="off"),
        aria_hidden="true",
    )
    return rx.el.label(
        rx.el.span(*said), rx.el.span(box, rx.el.i(), words, class_name="switch"), class_name="row"
    )


def _cells(word: Text, aside: Text, note: Text = "") -> list[rx.Component]:
    small = [rx.el.small(note)] if isinstance(note, rx.Var) or note else []
    more = [rx.el.span(aside)] if isinstance(aside, rx.Var) or aside else []
    return [rx.el.span(word, *small), *more]
