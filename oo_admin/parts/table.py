"""Draw tables: heads that sort by a link, values that filter by a click, rows that open."""

from dataclasses import dataclass

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.address import Address
from oo_admin.parts.shown import Node, Shown


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: `href` sorts by it, `order` says how it is sorted now."""

    name: str = ""
    words: str = ""
    number: bool = False
    href: str = ""
    order: str = "none"


@dataclass(frozen=True, slots=True)
class Value:
    """A cell that can be filtered by: what it says, and the two addresses; `look` colours it."""

    words: str = ""
    only: str = ""
    never: str = ""
    look: str = ""


NOTHING = Value()
"""A cell that says nothing."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a list stands: "1 to 24 of 474", and the links to both sides, where there are any."""

    words: str = ""
    previous: str = ""
    next: str = ""


def heads(address: Address, columns: tuple[tuple[str, str, bool, bool], ...]) -> list[Head]:
    """Return heads; each column is (name, words, whether a number, whether it sorts).

    The address's `sort` is a name, with a minus before it when the greatest comes first.
    """
    sort = address.get("sort")
    top = address.without("peek", "after", "before")
    made = []
    for name, words, number, sorts in columns:
        order = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
        wanted = name if order == "descending" else f"-{name}"
        made.append(Head(name, words, number, top.put(sort=wanted).href if sorts else "", order))
    return made


def value_of(address: Address, said: str, words: str, look: str = "") -> Value:
    """Return a cell with the addresses that show only this value, or everything but it.

    Args: said is "dimension:value", as an address says it.
    """
    only = address.with_filter(said).href
    return Value(words, only, address.with_filter(f"-{said}").href, look)


def head(column: Shown) -> rx.Component:
    """Return the head of a column."""
    arrow = rx.match(column.order, ("ascending", " ↑"), ("descending", " ↓"), "")
    words = rx.cond(
        column.href != "",
        link(column.words, arrow, to=column.href, class_name="sorts"),
        rx.el.span(column.words),
    )
    return rx.el.th(
        words,
        scope="col",
        aria_sort=column.order,
        class_name=rx.cond(column.number, "num", ""),
    )


def table(label: str, columns: Shown, body: Node) -> rx.Component:
    """Return a table that scrolls in itself when it is too wide; `body` are its rows."""
    return scrolling(
        label,
        rx.el.table(rx.el.thead(rx.el.tr(rx.foreach(columns, head))), rx.el.tbody(body)),
    )


def plain_table(
    label: str, names: tuple[Node, ...], body: Node, *, numbers: str = ""
) -> rx.Component:
    """Return a table whose heads do not sort; `numbers` has one letter a column, n for a number."""
    looks = ["num" if it == "n" else "" for it in numbers.ljust(len(names))]
    made = [
        rx.el.th(name, scope="col", class_name=look)
        for name, look in zip(names, looks, strict=True)
    ]
    return scrolling(label, rx.el.table(rx.el.thead(rx.el.tr(*made)), rx.el.tbody(body)))


def scrolling(label: str, *content: Node) -> rx.Component:
    """Return a place that scrolls sideways, also by keyboard."""
    return rx.el.div(*content, class_name="scroll-x", tab_index=0, role="region", aria_label=label)


def value(cell: Shown) -> rx.Component:
    """Return a cell's words with a menu: only this, not this, copy."""
    return rx.el.details(
        rx.el.summary(cell.words, class_name=cell.look),
        rx.el.div(
            link("Only this", to=cell.only),
            link("Not this", to=cell.never),
            class_name="list",
            role="group",
        ),
        class_name="menu value",
    )


def pages(place: Shown, note: str = "") -> rx.Component:
    """Return the line under a list: where it stands, and the ways on."""
    return rx.el.nav(
        rx.el.span(place.words, class_name="t2 num"),
        rx.cond(place.previous != "", link("Previous", to=place.previous, class_name="btn sm")),
        rx.cond(place.next != "", link("Next", to=place.next, class_name="btn sm")),
        rx.el.span(note, class_name="t3 small"),
        class_name="pages",
        aria_label="Pages",
    )
