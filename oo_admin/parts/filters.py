"""Draw the line of filters: saved views, what is set, what can be set, how much is left, export."""

from dataclasses import dataclass, field

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.address import Address
from oo_admin.parts.menu import menu
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.seen import Choice


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address without it."""

    words: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class FilterBar:
    """Everything the line of filters shows.

    Args: views are saved addresses; left is "214 picks match"; csv and json are export addresses.
    """

    views: list[Choice] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    left: str = ""
    csv: str = ""
    json: str = ""
    clear: str = ""


def chips(address: Address) -> list[Chip]:
    """Return what is filtered by, each with the way to drop it."""
    made = []
    for text in address.every("f"):
        sign, said = ("not ", text[1:]) if text.startswith("-") else ("", text)
        dimension, _, value = said.partition(":")
        made.append(Chip(f"{dimension} = {sign}{value}", address.without_filter(text).href))
    return made


def exports(address: Address, page: str) -> tuple[str, str]:
    """Return where exactly what the address shows can be had as CSV and as JSON."""
    query = address.without("peek", "after", "before").query
    return tuple(f"/admin/export/{page}.{kind}?{query}" for kind in ("csv", "json"))  # type: ignore[return-value]  # two of two


def filter_bar(bar: Shown, *more: Node) -> rx.Component:
    """Return the line; `more` stands after the chips."""
    return rx.el.div(
        rx.cond(some(bar.views), ways(bar.views, "Saved views")),
        rx.foreach(bar.chips, _chip),
        rx.cond(some(bar.choices), menu("filter", rx.el.span("Add filter"), bar.choices)),
        *more,
        rx.el.div(class_name="grow"),
        rx.el.span(bar.left, class_name="t3 small"),
        rx.cond(bar.csv != "", _export(bar)),
        rx.cond(
            bar.clear != "",
            link("Clear", to=bar.clear, class_name="btn quiet", data_clear_filters=""),
        ),
        class_name="c-bar",
        role="region",
        aria_label="Views and filters",
    )


def ways(choices: Shown, label: str) -> rx.Component:
    """Return links side by side, of which one may be here: ways to look at a list."""
    return rx.el.div(rx.foreach(choices, _view), class_name="seg", role="group", aria_label=label)


def _view(view: Shown) -> rx.Component:
    """Return a view; one that has been changed since it was saved has a dot."""
    changed = rx.cond(
        view.look != "", rx.el.span(rx.el.span(", changed", class_name="sr"), class_name="dot")
    )
    number = rx.cond(view.key != "", rx.el.b(view.key))
    return rx.cond(
        view.here,
        link(view.words, number, changed, to=view.href, class_name="on", aria_current="true"),
        link(view.words, number, to=view.href),
    )


def _chip(chip: Shown) -> rx.Component:
    return link(
        chip.words,
        rx.el.span("×", class_name="x", aria_hidden="true"),
        to=chip.href,
        class_name="chip set",
        aria_label=f"Drop the filter {chip.words}",
    )


def _export(bar: Shown) -> rx.Component:
    return rx.el.details(
        rx.el.summary("Export"),
        rx.el.div(
            rx.el.a("CSV", href=bar.csv, custom_attrs={"download": ""}),
            rx.el.a("JSON", href=bar.json, custom_attrs={"download": ""}),
            class_name="list",
            role="group",
        ),
        class_name="menu btn",
    )
