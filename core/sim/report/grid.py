"""Lay out a table that can be read aloud: a caption, heads with a scope, groups with a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.sim.report.markup import NOTHING, Markup, Part, join, tag


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its head says what it is of."""

    head: Part
    cells: tuple[Part, ...]
    quiet: bool = False
    """Whether it is a reference line, set apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one name; without a name they stand alone."""

    rows: tuple[Row, ...]
    name: str = ""
    note: str = ""


def grid(
    caption: str,
    heads: Sequence[str],
    groups: Sequence[Group],
    *,
    foot: Row | None = None,
    style: str = "",
) -> Markup:
    """Return a table in a box of its own, which scrolls when it is wider than the page.

    Args: heads name the column of row heads first; style is "words" for cells of
    text, and "fit" for a table that is no wider than it must be.
    """
    columns = [tag("th", it, scope="col") for it in heads]
    table = tag(
        "table",
        tag("caption", _held(caption)),
        tag("thead", tag("tr", *columns)),
        *(_group(it, len(heads)) for it in groups),
        tag("tfoot", _row(foot)) if foot else NOTHING,
        class_=style or None,
    )
    return tag("div", table, class_="scroll", role="region", aria_label=caption, tabindex="0")


def _group(group: Group, width: int) -> Markup:
    name = NOTHING
    if group.name:
        note = tag("span", f" {group.note}", class_="note") if group.note else NOTHING
        head = tag("th", _held(group.name, note), scope="rowgroup", colspan=str(width))
        name = tag("tr", head, class_="group")
    return tag("tbody", name, *map(_row, group.rows))


def _held(*parts: Part) -> Markup:
    """Return words that stay in sight when the table is wider than its box."""
    return tag("span", *parts, class_="held")


def _row(row: Row) -> Markup:
    cells = [tag("td", it) for it in row.cells]
    return tag(
        "tr", tag("th", row.head, scope="row"), *cells, class_="quiet" if row.quiet else None
    )


def with_bounds(figure: str) -> Markup:
    """Return a figure whose bounds are quieter than itself."""
    value, bracket, bounds = figure.partition(" [")
    if not bracket:
        return join(figure)
    return join(value, tag("span", bracket + bounds, class_="bounds"))
