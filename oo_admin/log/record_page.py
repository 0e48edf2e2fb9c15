"""Draw the lower part of the drawer: candidates, contributions, shadows, outcome, replay, ids."""

import reflex as rx

from oo_admin.log.glyph import reaction
from oo_admin.log.state import Log
from oo_admin.log.tip_page import heading, there
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.parts.table import scrolling


def record_sections() -> tuple[rx.Component, ...]:
    """Return the sections below the funnel."""
    pick: Shown = Log.pick
    return (
        there(_candidates(), some(pick.candidates)),
        there(_why()),
        there(_shadows(), some(pick.shadows)),
        there(_outcome()),
        there(_replay(), some(pick.ids)),
    )


def _candidates() -> rx.Component:
    pick: Shown = Log.pick
    heads = rx.el.tr(
        rx.el.th(rx.el.span("Rank", class_name="sr"), scope="col"),
        rx.el.th("Candidate", scope="col"),
        rx.el.th("Score", scope="col", class_name="num"),
        rx.el.th(pick.policy, scope="col", class_name="num"),
        rx.foreach(pick.beside, lambda it: rx.el.th(it, scope="col", class_name="num hide-s")),
    )
    rows = rx.foreach(pick.candidates, _candidate)
    return rx.el.section(
        heading("Candidates and their probabilities"),
        rx.el.p(pick.asked, class_name="t3 small"),
        _tight("Candidates", heads, rows),
    )


def _tight(label: str, heads: Node, rows: Node) -> rx.Component:
    table = rx.el.table(rx.el.thead(heads), rx.el.tbody(rows), class_name="tight")
    return scrolling(label, table)


def _candidate(row: Shown) -> rx.Component:
    meter = rx.el.span(
        rx.el.i(style={"width": row.width}),
        class_name="meter",
        aria_hidden="true",
    )
    return rx.el.tr(
        rx.el.td(row.rank, class_name="num t3"),
        rx.el.td(row.words, class_name=rx.cond(row.bar, "cut", "cut t3"), title=row.words),
        rx.el.td(row.score, class_name="num"),
        rx.el.td(rx.cond(row.bar, meter), _chance(row.mine), class_name="num nowrap"),
        rx.foreach(row.theirs, lambda it: rx.el.td(_chance(it), class_name="num hide-s")),
        class_name=rx.cond(row.shown, "own", ""),
        style={"--own": Log.pick.colour},
    )


def _chance(chance: Shown) -> rx.Component:
    return rx.el.span(chance.figure, class_name=chance.look)


def _why() -> rx.Component:
    pick: Shown = Log.pick
    heads = rx.el.tr(
        rx.el.th("Feature × weight", scope="col"),
        rx.el.th("This pick", scope="col", class_name="num"),
        rx.el.th("Runner-up", scope="col", class_name="num hide-s"),
        rx.el.th(
            rx.el.span("for runner-up · for this pick", class_name="hide-s"),
            rx.el.span("Difference as a bar", class_name="sr"),
            scope="col",
            class_name="mid",
        ),
        rx.el.th("Difference", scope="col", class_name="num"),
    )
    table = rx.fragment(
        rx.el.p("Exact: the parts add up to the score.", class_name="t3 small"),
        _tight("Contributions", heads, rx.foreach(pick.parts, _part)),
    )
    nothing = rx.el.p(
        "The policy that served gives no weight to single features: there are no parts to add up.",
        class_name="t2",
    )
    return rx.el.section(
        heading(pick.why),
        rx.cond(some(pick.parts), table, nothing),
        rx.cond(pick.flip != "", rx.el.p(pick.flip, class_name="flip")),
    )


def _part(row: Shown) -> rx.Component:
    bar = rx.el.span(
        rx.el.i(style={"left": row.left, "width": row.width}),
        class_name="lean",
        data_look=row.look,
        aria_hidden="true",
    )
    return rx.el.tr(
        rx.el.td(row.words),
        rx.el.td(row.mine, class_name="num"),
        rx.el.td(row.theirs, class_name="num t2 hide-s"),
        rx.el.td(bar),
        rx.el.td(row.difference, class_name="num"),
        class_name=rx.cond(row.total, "tot", ""),
    )


def _shadows() -> rx.Component:
    return rx.el.section(
        heading("What the shadows would have shown"),
        rx.el.dl(rx.foreach(Log.pick.shadows, _shadow), class_name="verd"),
    )


def _shadow(shadow: Shown) -> rx.Component:
    dash = rx.el.i(style={"color": shadow.colour}, aria_hidden="true")
    return rx.fragment(rx.el.dt(dash, shadow.policy), rx.el.dd(shadow.words))


def _outcome() -> rx.Component:
    pick: Shown = Log.pick
    return rx.el.section(
        heading("Outcome"),
        rx.el.p(
            reaction(pick.ending, pick.reaction),
            rx.cond(pick.outcome != "", rx.fragment(" ", pick.outcome)),
            rx.cond(pick.reward != "", rx.fragment(" · reward ", rx.el.b(pick.reward))),
            rx.el.span(" · ", pick.settles, class_name="t2"),
        ),
        rx.el.dl(rx.foreach(pick.course, _moment), class_name="verd"),
    )


def _moment(moment: Shown) -> rx.Component:
    return rx.fragment(rx.el.dt(rx.el.time(moment.when)), rx.el.dd(moment.words))


def _replay() -> rx.Component:
    again: Shown = Log.again
    ask = rx.cond(
        Log.may_replay,
        rx.el.button(
            rx.cond(again.word == "", "Replay from its record", "Replay again"),
            type="button",
            class_name="btn sm",
            on_click=Log.replay,
        ),
        rx.el.p("Analysts can do a pick again from its record.", class_name="t3"),
    )
    word = rx.el.span(again.word, class_name="st " + again.look.to(str))
    return rx.el.section(
        heading("Replay", rx.cond(again.word != "", word)),
        rx.el.div(rx.cond(again.line != "", rx.el.p(again.line, class_name="t2")), role="status"),
        ask,
        rx.el.p(rx.foreach(Log.pick.ids, _id), class_name="mono t3 ids"),
    )


def _id(line: Shown) -> rx.Component:
    return rx.el.span(line)
