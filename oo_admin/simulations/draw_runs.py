"""Draw runs: what is being computed, the chosen one's setup, the list, and pinned ones side by side."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.panel import panel
from oo_admin.parts.shown import Shown, size
from oo_admin.parts.table import scrolling
from oo_admin.simulations.state import Simulations


def strips() -> rx.Component:
    """Return a strip for each run that is being computed."""
    return rx.foreach(Simulations.strips, _strip)


def _strip(it: Shown) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.p(rx.el.span(it.name, class_name="mono"), " · ", it.meta, class_name="t3 small"),
            rx.el.h2(link(it.question, to=it.href), class_name="q"),
        ),
        rx.el.div(
            rx.el.a("Report", href=it.report, class_name="btn"),
            rx.cond(
                it.stop != "",
                rx.fragment(
                    link("Clone", to=it.clone, class_name="btn"),
                    rx.el.button(
                        "Cancel run",
                        type="button",
                        class_name="btn",
                        on_click=Simulations.cancel(it.stop),
                    ),
                ),
            ),
            class_name="acts",
        ),
        rx.el.div(
            rx.el.i(style={"width": f"{it.percent}%"}),
            class_name="prog",
            role="progressbar",
            aria_valuenow=it.percent,
            aria_valuemin=0,
            aria_valuemax=100,
            aria_label="Parts done",
        ),
        rx.el.div(
            rx.el.span(rx.el.b(it.share), " · ", it.parts),
            rx.el.span(it.left),
            rx.el.span(it.since),
            rx.el.span(it.hands),
            rx.el.span("looked at ", rx.el.time(Simulations.as_of), class_name="last"),
            class_name="ft",
        ),
        class_name="sim-run",
        aria_label="Running",
    )


def facts() -> rx.Component:
    """Return the setup of the chosen run, and what can be done with it."""
    it = Simulations.chosen
    return rx.cond(
        it.name != "",
        rx.fragment(
            rx.el.h2("This run", class_name="small-head"),
            rx.el.p(rx.el.span(it.name, class_name="mono"), " · ", it.state, class_name="t3 small"),
            rx.el.p(it.question, class_name="t2"),
            rx.foreach(it.warnings, lambda words: rx.el.p(words, class_name="c-note")),
            rx.el.dl(
                rx.foreach(
                    it.facts, lambda one: rx.fragment(rx.el.dt(one.name), rx.el.dd(one.words))
                ),
                class_name="c-facts lined sim-facts",
            ),
            rx.el.p("The same again, by command:", class_name="c-note"),
            rx.el.pre(it.command, class_name="mono sim-command", tab_index=0),
            _acts(it),
        ),
    )


def _acts(it: Shown) -> rx.Component:
    return rx.el.p(
        rx.el.a("Report", href=it.report),
        rx.cond(it.pin != "", link(it.pin_words, to=it.pin)),
        rx.cond(it.clone != "", link("Clone", to=it.clone)),
        rx.cond(
            it.resume != "",
            rx.el.button(
                "Go on with it",
                type="button",
                class_name="btn sm",
                on_click=Simulations.resume(it.resume),
            ),
        ),
        class_name="sim-acts small",
    )


def runs() -> rx.Component:
    """Return the list of runs."""
    body = rx.el.tbody(rx.foreach(Simulations.runs, _run))
    heads = rx.el.thead(
        rx.el.tr(*(rx.el.th(it, scope="col") for it in ("Run", "About", "Pin"))),
        class_name="sr",
    )
    return rx.fragment(
        rx.el.h2("Runs", class_name="small-head"),
        rx.cond(
            Simulations.counted != "no runs",
            rx.el.table(rx.el.caption("Runs", class_name="sr"), heads, body, class_name="sim-runs"),
            rx.el.div(
                rx.el.b("Nothing has been simulated yet."),
                rx.el.span("Begin a run here, or with "),
                rx.el.code("oo simulate"),
                class_name="blank",
            ),
        ),
        rx.el.p(
            rx.el.span(Simulations.counted),
            rx.cond(Simulations.older != "", link("Older", to=Simulations.older)),
            class_name="sim-acts small t3",
        ),
    )


def _run(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(link(it.name, to=it.href, class_name="mono", data_peek="")),
        rx.el.td(
            it.words, rx.el.span(it.state, class_name=f"small state {it.look}"), class_name="words"
        ),
        rx.el.td(
            rx.cond(
                it.pin != "",
                link(
                    rx.cond(it.pinned, "Unpin", "Pin"),
                    to=it.pin,
                    aria_label=rx.cond(it.pinned, f"Unpin {it.name}", f"Pin {it.name}"),
                ),
            ),
            class_name="small",
        ),
        data_row="",
        class_name=rx.cond(it.here, "sel", ""),
    )


def pinned() -> rx.Component:
    """Return pinned runs side by side: what differs on top."""
    return _pinned(Simulations.beside)


def _pinned(it: Shown) -> rx.Component:
    rows = rx.fragment(
        rx.el.tr(
            rx.el.th("What differs", col_span=size(it.heads) + 1, scope="colgroup"),
            class_name="gh",
        ),
        rx.foreach(it.differs, _cells),
        rx.el.tr(
            rx.el.th("Gap closed", col_span=size(it.heads) + 1, scope="colgroup"),
            class_name="gh",
        ),
        rx.foreach(it.found, _cells),
    )
    heads = rx.el.thead(
        rx.el.tr(
            rx.el.th(rx.el.span("What", class_name="sr"), scope="col"), rx.foreach(it.heads, _head)
        )
    )
    table = rx.el.table(heads, rx.el.tbody(rows), class_name="sim-beside")
    return rx.cond(
        it.shown,
        rx.el.div(
            panel("beside", it.title, scrolling("Pinned runs", table), sub=it.sub),
            class_name="c-row c1",
        ),
    )


def _head(it: Shown) -> rx.Component:
    return rx.el.th(
        rx.el.span(it.words, class_name="mono"),
        " ",
        link("Unpin", to=it.href, aria_label=f"Unpin {it.words}"),
        scope="col",
    )


def _cells(row: Shown) -> rx.Component:
    return rx.el.tr(rx.foreach(row, rx.el.td))
