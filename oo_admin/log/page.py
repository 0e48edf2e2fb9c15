"""Draw the recommendation log."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.frame import Frame
from oo_admin.log.glyph import reaction
from oo_admin.log.record_page import record_sections
from oo_admin.log.state import Log
from oo_admin.log.tip_page import tip_sections
from oo_admin.parts.filters import filter_bar
from oo_admin.parts.panel import blank
from oo_admin.parts.peek import beside
from oo_admin.parts.shown import Node, Shown
from oo_admin.parts.table import pages, table
from oo_admin.shell import page as framed
from oo_app.shared.parts.forms import NativeForm

WIDE = "More picks lie in this period than one search looks through: these are the newest of them. "
"""What is said of a search that stopped before the end of the period."""


def page() -> rx.Component:
    """Return the page at `/admin/log`."""
    return framed(
        "Recommendation log",
        rx.el.div(
            beside(Log.peek, _listing(), *tip_sections(), *record_sections()),
            class_name="log",
        ),
        bar=filter_bar(Log.bar, _filters(), _search()),
    )


def _filters() -> rx.Component:
    """Return the menu of everything that can be asked for by a word."""
    return rx.el.details(
        rx.el.summary("Add filter", aria_label="filter: change"),
        rx.el.div(rx.foreach(Log.groups, _group), class_name="list log-filters", role="group"),
        class_name="menu chip",
        data_menu="filter",
    )


def _group(group: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.b(group.words),
        rx.foreach(group.choices, _choice),
    )


def _choice(choice: Shown) -> rx.Component:
    return rx.cond(
        choice.here,
        link(choice.words, to=choice.href, aria_current="true"),
        link(choice.words, to=choice.href),
    )


def _search() -> rx.Component:
    """Return the field; Reflex keeps its own forms from being sent, so this is the browser's."""
    return NativeForm.create(
        rx.foreach(Log.hidden, _kept),
        rx.el.input(
            type="search",
            name="q",
            default_value=Log.search,
            key=Log.search,
            placeholder="User or pick",
            aria_label="Search by a user's or a pick's id",
            auto_complete="off",
            spell_check=False,
            data_search="",
        ),
        action="/admin/log",
        method="get",
        role="search",
    )


def _kept(pair: Shown) -> rx.Component:
    return rx.el.input(type="hidden", name=pair[0], value=pair[1], read_only=True)


def _listing() -> rx.Component:
    whole = rx.fragment(
        rx.cond(
            Log.bounded, rx.el.p(WIDE, "Choose a shorter one for the others.", class_name="said")
        ),
        table("Picks", Log.heads, rx.foreach(Log.rows, _row)),
        pages(Log.pages),
    )
    return rx.cond(
        rx.Var.create(Frame.trouble).contains("log"),
        _failed(Frame.trouble["log"]),
        rx.match(Log.empty, ("period", _none_served()), ("filtered", _none_left()), whole),
    )


def _failed(reference: Shown) -> rx.Component:
    return blank(
        "The log could not be read.",
        rx.fragment("It is our fault. The server's log knows it as ", rx.el.code(reference), "."),
        rx.el.a("Try again", href=Frame.here, class_name="btn sm"),
    )


def _none_served() -> rx.Component:
    return blank(
        "No tip was served in this period.",
        "Each scoring call is listed here once it was counted, a second or so after it.",
        link("All time", to="/admin/log?p=all", class_name="btn sm"),
    )


def _none_left() -> rx.Component:
    return blank(
        "No pick matches.",
        "Tips were served in this period; the filters leave none of them.",
        link("Clear filters", to=Log.bar.clear, class_name="btn sm"),
    )


def _row(row: Shown) -> rx.Component:
    cells = (
        rx.el.td(
            link(rx.el.time(row.shown), to=Log.open_by + row.tip, data_peek=""), class_name="nowrap"
        ),
        rx.el.td(_value(row.user, "user:" + row.user), class_name="mono"),
        rx.el.td(row.words, class_name="cut", title=row.words),
        rx.el.td(_value(row.choice, row.choice_said), class_name="nowrap t2"),
        rx.el.td(_meter(row.width), row.propensity, class_name="num nowrap"),
        rx.el.td(
            _value(reaction(row.ending, row.reaction), "reaction:" + row.ending),
            class_name="nowrap",
        ),
        rx.el.td(
            rx.cond(row.agree_said != "", _value(row.agree, row.agree_said), row.agree),
            class_name="num t2",
        ),
        rx.el.td(_value(row.policy, "policy:" + row.policy), class_name="nowrap t2"),
        rx.el.td(row.took, class_name="num t2"),
    )
    return rx.cond(
        row.here,
        rx.el.tr(*cells, data_row=row.tip, class_name="sel", aria_current="true"),
        rx.el.tr(*cells, data_row=row.tip),
    )


def _value(words: Node, said: Shown) -> rx.Component:
    """Return a cell's words with what a click filters by."""
    return rx.el.details(
        rx.el.summary(words),
        rx.el.div(
            link("Only this", to=Log.filter_by + said),
            link("Not this", to=Log.filter_by + "-" + said),
            class_name="list",
            role="group",
        ),
        class_name="menu value",
    )


def _meter(width: Shown) -> rx.Component:
    return rx.el.span(rx.el.i(style={"width": width}), class_name="meter", aria_hidden="true")
