"""Draw the audit: the chain, a strip of the period, every deed, and one of them in full."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.audit.state import Audit
from oo_admin.audit.strip_parts import drawn
from oo_admin.parts.filters import filter_bar
from oo_admin.parts.panel import blank, panel
from oo_admin.parts.shown import Shown, some
from oo_admin.parts.table import pages, plain_table, value
from oo_admin.shell import page as framed
from oo_app.shared.parts.forms import NativeForm

HEADS = ("When ↓", "Who", "Role", "Did", "To", "Reason", "Result", "Hash")
"""The columns; the chain has one order."""


def page() -> rx.Component:
    """Return the page at `/admin/audit`."""
    verify = rx.el.button("Verify chain", class_name="btn", type="button", on_click=Audit.verify)
    return framed(
        "Audit",
        _chain(),
        rx.el.div(_strip(), class_name="c-row c1"),
        rx.el.div(_deeds(), class_name="c-row c1"),
        acts=rx.cond(Audit.may_verify, verify),
        bar=filter_bar(Audit.bar, _search()),
    )


def _search() -> rx.Component:
    return NativeForm.create(
        rx.foreach(Audit.kept, _kept),
        rx.el.input(
            type="search",
            name="q",
            default_value=Audit.search,
            key=Audit.search,
            placeholder="did, to or reason",
            aria_label="Search in what was done, to what, and why",
            max_length=80,
            auto_complete="off",
            data_search="",
        ),
        action="/admin/audit",
        method="get",
        class_name="find",
        role="search",
    )


def _kept(pair: Shown) -> rx.Component:
    return rx.el.input(type="hidden", name=pair[0], value=pair[1], read_only=True)


def _chain() -> rx.Component:
    it = Audit.chain
    title = rx.el.span(it.title, class_name="t1")
    state = rx.match(
        it.look,
        ("ok", rx.el.span(title, class_name="st ok")),
        ("bad", rx.el.span(title, class_name="st bad")),
        rx.el.span(title, class_name="st unk"),
    )
    return rx.el.section(
        rx.el.div(
            state,
            rx.el.span(
                it.words, " · head ", rx.el.span(it.head, class_name="mono"), class_name="t2"
            ),
            rx.el.span(class_name="grow"),
            rx.el.span("Kept for ever · rows are added, never changed", class_name="t3 small"),
            class_name="line",
        ),
        rx.cond(some(it.faults), rx.el.ul(rx.foreach(it.faults, _fault))),
        class_name="c-chain",
        role="status",
        aria_label="Chain",
    )


def _fault(words: Shown) -> rx.Component:
    return rx.el.li(words)


def _strip() -> rx.Component:
    return panel("strip", Audit.strip.finding, drawn(Audit.strip))


def _deeds() -> rx.Component:
    listing = rx.el.div(
        plain_table("Deeds", HEADS, rx.foreach(Audit.rows, _row), numbers="       n"),
        pages(
            Audit.pages,
            "Refusals and failures are written down like successes. "
            "Whoever looks at a person is seen by that person.",
        ),
        class_name="c-deeds",
    )
    none = blank(
        "Nothing matches.",
        "No deed of this period is like that. ",
        rx.cond(
            Audit.bar.clear != "", link("Show everything", to=Audit.bar.clear, class_name="btn sm")
        ),
    )
    body = rx.cond(some(Audit.rows), listing, none)
    return panel("deeds", Audit.finding, body)


def _row(row: Shown) -> rx.Component:
    reads = rx.cond(row.read, rx.el.span("read", class_name="rd"))
    to = rx.cond(
        row.object_href != "", link(row.object, to=row.object_href), rx.el.span(row.object)
    )
    cells = rx.el.tr(
        rx.el.td(
            link(rx.el.time(row.when), to=row.href, data_peek="", aria_expanded=row.open),
            class_name="nowrap",
        ),
        rx.el.td(value(row.who), class_name="nowrap"),
        rx.el.td(row.role, class_name="t3 nowrap"),
        rx.el.td(value(row.did), reads, class_name="nowrap"),
        rx.el.td(to, class_name="nowrap"),
        rx.el.td(row.reason, class_name="t2 cut because"),
        rx.el.td(row.result, class_name=rx.cond(row.refused, "bad nowrap", "t2 nowrap")),
        rx.el.td(row.hash, class_name="mono t3 num"),
        class_name=rx.cond(row.open, "sel", ""),
        data_row=row.seq,
    )
    return rx.fragment(cells, rx.cond(row.open, _opened(row)))


def _opened(row: Shown) -> rx.Component:
    it = Audit.opened
    lines = rx.el.div(rx.foreach(it.lines, _line), class_name="diff mono")
    nothing = rx.el.p("It changed nothing that is kept by name.", class_name="t2")
    return rx.el.tr(
        rx.el.td(
            rx.el.div(
                rx.el.section(
                    rx.el.h3("Before and after"), rx.cond(some(it.lines), lines, nothing)
                ),
                _record(row, it),
                class_name="df",
            ),
            col_span=len(HEADS),
        ),
        class_name="dx",
    )


def _record(row: Shown, it: Shown) -> rx.Component:
    undo = rx.fragment(rx.el.dt("Undo"), rx.el.dd(link("Roll back…", to=it.undo)))
    return rx.el.section(
        rx.el.h3("Record"),
        rx.el.dl(
            rx.el.dt("Number"),
            rx.el.dd(it.number),
            rx.el.dt("Reason"),
            rx.el.dd(it.reason),
            rx.el.dt("From"),
            rx.el.dd(it.request, class_name="mono"),
            rx.el.dt("To"),
            rx.el.dd(row.object, " · ", link("all that was done to it", to=it.history)),
            rx.cond(it.undo != "", undo),
            rx.el.dt("Hash"),
            rx.el.dd(it.hash, class_name="mono"),
            class_name="c-facts",
        ),
        rx.el.div(
            rx.cond(
                it.previous != "",
                link("Previous", to=it.previous, class_name="btn sm", data_previous_row=""),
            ),
            rx.cond(it.next != "", link("Next", to=it.next, class_name="btn sm", data_next_row="")),
            rx.el.button("Copy link", class_name="btn sm", type="button", data_copies=""),
            link("Close", to=it.close, class_name="btn sm", data_close_drawer=""),
            class_name="act-keys",
        ),
    )


def _line(line: Shown) -> rx.Component:
    look = rx.match(line.sign, ("+", "ad"), ("−", "rm"), "")
    return rx.el.div(rx.el.i(line.sign), rx.el.span(line.words), class_name=look)
