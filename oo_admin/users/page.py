"""Draw the list of users: facets, table, and one of them beside it."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.filters import filter_bar
from oo_admin.parts.menu import menu
from oo_admin.parts.panel import blank, failed_or
from oo_admin.parts.peek import beside
from oo_admin.parts.shown import Shown, some
from oo_admin.parts.table import pages, plain_table, table, value
from oo_admin.parts.whisker import whisker
from oo_admin.shell import page as framed
from oo_admin.users.state import Users
from oo_app.shared.parts.forms import NativeForm, hidden


def page() -> rx.Component:
    """Return the page at `/admin/users`."""
    bar = filter_bar(Users.bar, _search(), menu("narrow", "Filter", Users.narrow, look="phone"))
    return framed("Users", beside(Users.peek, _listing(), *_drawer()), bar=bar)


def _search() -> rx.Component:
    return NativeForm.create(
        rx.foreach(Users.kept, _kept),
        rx.el.input(
            type="search",
            name="q",
            default_value=Users.search,
            key=Users.search,
            placeholder="u_…",
            aria_label="Search by pseudonym",
            max_length=12,
            auto_complete="off",
            spell_check=False,
            data_search="",
        ),
        action="/admin/users",
        method="get",
        class_name="find",
        custom_attrs={"role": "search"},
    )


def _kept(pair: Shown) -> rx.Component:
    return hidden(pair[0], pair[1])


def _listing() -> rx.Component:
    nobody = blank(
        "Nobody matches.",
        "Everything that narrows the list stands above it; each can be dropped.",
        link("Show everybody", to=Users.bar.clear, class_name="btn sm"),
    )
    alone = blank("Nobody has signed in yet.", "Whoever signs in is listed here from then on.")
    none = rx.cond(Users.bar.clear != "", nobody, alone)
    listed = rx.el.div(
        table("Users", Users.heads, rx.foreach(Users.rows, _row)),
        pages(Users.pages),
        rx.el.p(Users.finding, class_name="c-note"),
    )
    body = rx.cond(some(Users.rows), listed, none)
    return rx.el.div(
        rx.el.nav(
            failed_or("facets", rx.foreach(Users.groups, _group)),
            class_name="facets",
            aria_label="Narrow the list",
        ),
        rx.el.div(failed_or("users", body), class_name="tablewrap", data_panel="users"),
        class_name="c-users",
    )


def _group(group: Shown) -> rx.Component:
    late = rx.el.p("not counted in time", class_name="t3 small")
    return rx.fragment(
        rx.el.h2(group.name),
        rx.el.ul(rx.foreach(group.lines, _item)),
        rx.cond(group.late, late),
    )


def _item(item: Shown) -> rx.Component:
    word = rx.cond(
        item.here,
        link(item.words, to=item.href, aria_current="true"),
        link(item.words, to=item.href),
    )
    return rx.el.li(
        word, rx.el.span(item.number, class_name="num"), class_name=rx.cond(item.here, "on", "")
    )


def _row(row: Shown) -> rx.Component:
    lost = rx.el.span("lost", class_name="st warn")
    return rx.el.tr(
        rx.el.td(link(row.name, to=row.peek, class_name="mono", data_peek="")),
        rx.el.td(row.seen, class_name="num"),
        rx.el.td(row.tenure, class_name="num t2"),
        rx.el.td(value(row.link), " ", rx.cond(row.lost, lost), class_name="nowrap"),
        rx.el.td(_served(row), class_name="nowrap"),
        rx.el.td(row.tips, class_name="num"),
        rx.el.td(row.ever, class_name="num t2"),
        rx.el.td(_mix(row.shares)),
        rx.el.td(
            rx.cond(
                row.few, rx.el.span("too few to rate", class_name="t3 small"), whisker(row.whisker)
            )
        ),
        rx.el.td(row.rate, class_name="num"),
        rx.el.td(row.consents, class_name="t2 nowrap"),
        class_name=rx.cond(row.here, "sel", ""),
        data_row=row.name,
    )


def _served(row: Shown) -> rx.Component:
    return rx.cond(row.experiment.words != "", value(row.experiment), value(row.served))


def _mix(shares: Shown) -> rx.Component:
    """Return the bar of how tips ended; nothing where none has."""
    bar = rx.el.span(
        rx.el.i(style={"width": shares.done}, data_look="done"),
        rx.el.i(style={"width": shares.snooze}, data_look="snooze"),
        rx.el.i(style={"width": shares.dismiss}, data_look="dismiss"),
        rx.el.i(style={"width": shares.none}, data_look="none"),
        class_name="mix",
        role="img",
        aria_label=shares.says,
    )
    return rx.cond(shares.says != "", bar)


def _drawer() -> tuple[rx.Component, ...]:
    it = Users.drawer
    return (
        rx.el.section(
            rx.el.h2(it.name, class_name="mono"),
            rx.el.dl(rx.foreach(it.facts, _fact), class_name="c-facts lined"),
            _mix(it.shares),
            rx.cond(it.shares.says != "", rx.el.p(it.shares.says, class_name="c-note")),
        ),
        rx.el.section(
            rx.el.h2("Newest tips of the period"),
            rx.cond(
                some(it.tips),
                plain_table(
                    "Newest tips",
                    ("Served", "Ended", "Reward", "Policy"),
                    rx.foreach(it.tips, _tip),
                    numbers="  n",
                ),
                rx.el.p("No tip was served in this period.", class_name="t2"),
            ),
        ),
    )


def _fact(pair: Shown) -> rx.Component:
    return rx.fragment(rx.el.dt(pair[0]), rx.el.dd(pair[1]))


def _tip(tip: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(link(tip.when, to=tip.href)),
        rx.el.td(rx.el.span(tip.ending, class_name="glyph", data_look=tip.look)),
        rx.el.td(tip.reward, class_name="num"),
        rx.el.td(tip.policy, class_name="t2"),
    )
