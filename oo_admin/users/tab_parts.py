"""Draw the tabs of one user's page: the timeline with its drawing, picks, features, history."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.frame import Frame
from oo_admin.parts.panel import blank, failed_or, twin
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.parts.table import plain_table
from oo_admin.parts.time_chart import Around, time_chart
from oo_admin.users.rewards import HIGH_PX
from oo_admin.users.user_state import OneUser


def timeline() -> rx.Component:
    """Return the drawing of rewards, and everything that happened, newest first."""
    it = OneUser.chart
    quiet = blank("Nothing happened in this period.", "A longer period may hold more.")
    older = link("Earlier days", to=OneUser.older, class_name="btn sm")
    listed = rx.fragment(
        rx.foreach(OneUser.days, _day), rx.cond(OneUser.older != "", rx.el.div(older))
    )
    return rx.fragment(
        _head(it.title),
        _drawing(),
        rx.cond(it.note != "", rx.el.p(it.note, class_name="c-note")),
        rx.el.div(
            rx.foreach(OneUser.kinds, _kind),
            rx.el.span(class_name="grow"),
            rx.el.span("newest first · times in ", Frame.period.zone, class_name="t3 small"),
            class_name="kinds",
        ),
        failed_or("trail", rx.cond(some(OneUser.days), listed, quiet)),
    )


def _head(title: Node) -> rx.Component:
    return rx.el.div(
        rx.el.h2(title),
        rx.el.div(class_name="grow"),
        rx.el.div("as of ", rx.el.time(Frame.as_of), class_name="c-meta"),
        class_name="ph",
    )


def _drawing() -> rx.Component:
    it = OneUser.chart
    field = rx.el.div(
        *(rx.el.span(words, class_name="level", data_level=words) for words in ("+1", "0", "−1")),
        rx.el.div(rx.foreach(it.points, _point), class_name="points"),
        style={"height": f"{HIGH_PX}px"},
        class_name="field-of-points",
    )
    around = Around(reigns=it.reigns)
    return rx.fragment(
        time_chart("rewards", it.title, field, columns=it.wide, around=around),
        rx.el.div(rx.foreach(it.axis, _mark), class_name="axis", aria_hidden="true"),
        rx.el.p(rx.foreach(it.key, _key), class_name="shapes"),
        twin(
            "rewards",
            plain_table(
                "Rewards",
                ("Day", "Done", "Snooze", "Dismiss", "No answer", "Mean reward", "Policy"),
                rx.foreach(it.columns, _column),
                numbers=" nnnnn",
            ),
        ),
    )


def _point(point: Shown) -> rx.Component:
    return rx.el.i(
        style={"left": point.left, "top": point.top},
        data_look=point.look,
        data_early=rx.cond(point.early, "yes", "no"),
    )


def _mark(pair: Shown) -> rx.Component:
    return rx.el.span(pair[1], style={"left": pair[0]})


def _key(pair: Shown) -> rx.Component:
    return rx.el.span(pair[1], class_name="glyph", data_look=pair[0])


def _column(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(it.words),
        *(
            rx.el.td(cell, class_name="num")
            for cell in (it.done, it.snooze, it.dismiss, it.none, it.reward)
        ),
        rx.el.td(it.policy, class_name="t2"),
    )


def _kind(kind: Shown) -> rx.Component:
    return rx.cond(
        kind.here,
        link(kind.words, to=kind.href, class_name="chip set", aria_current="true"),
        link(kind.words, to=kind.href, class_name="chip"),
    )


def _day(day: Shown) -> rx.Component:
    return rx.el.section(
        rx.el.h3(day.words), rx.el.ol(rx.foreach(day.lines, _line)), class_name="trail"
    )


def _line(line: Shown) -> rx.Component:
    ref = link(line.ref, to=line.href, class_name="mono", aria_label=f"Pick {line.ref}")
    return rx.el.li(
        rx.el.time(line.time),
        rx.el.i(class_name="dot", data_look=line.look),
        rx.el.span(line.what, class_name="t2"),
        rx.el.span(rx.cond(line.strong != "", rx.el.b(line.strong)), line.rest),
        rx.cond(line.href != "", ref, rx.el.span()),
    )


def picks() -> rx.Component:
    """Return the newest picks of the period."""
    none = blank("No tip was served in this period.", "A longer period may hold more.")
    names = ("Served", "Ended", "Reward", "Policy, posterior", "Propensity", "Candidates")
    return rx.fragment(
        _head(OneUser.chart.title),
        rx.cond(
            some(OneUser.picks),
            plain_table("Picks", names, rx.foreach(OneUser.picks, _pick), numbers="  n nn"),
            none,
        ),
    )


def _pick(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(link(it.when, to=it.href)),
        rx.el.td(rx.el.span(it.ending, class_name="glyph", data_look=it.look)),
        rx.el.td(it.reward, class_name="num"),
        rx.el.td(it.policy, class_name="t2"),
        rx.el.td(it.propensity, class_name="num"),
        rx.el.td(it.candidates, class_name="num"),
    )


def features() -> rx.Component:
    """Return what was logged of the newest pick."""
    it = OneUser.features
    names = ("Feature", "Means", "Of the pick", "Least", "Most")
    shown = rx.fragment(
        _head(link(it.title, to=it.href)),
        rx.el.p(
            "What the pick was made from; between all candidates from least to most.",
            class_name="sub",
        ),
        plain_table("Features", names, rx.foreach(it.rows, _feature), numbers="  nnn"),
    )
    none = blank(
        "No pick is logged.", "Picks are kept for 30 days; none of this user's is among them."
    )
    return failed_or("features", rx.cond(it.title != "", shown, none))


def _feature(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(it.name, class_name="mono"),
        rx.el.td(it.label, class_name="t2"),
        *(rx.el.td(cell, class_name="num") for cell in (it.picked, it.least, it.most)),
        class_name=rx.cond(it.same, "t3", ""),
    )


def history() -> rx.Component:
    """Return what was done in the console about this user."""
    names = ("When", "Who", "Did", "Reason", "Result", "No.")
    listed = rx.cond(
        some(OneUser.history),
        plain_table("History", names, rx.foreach(OneUser.history, _deed), numbers="     n"),
        blank("Nothing was done about this user.", "Every act and every reveal would stand here."),
    )
    closed = blank("Only some roles see this.", "The audit is for analysts, operators and owners.")
    return rx.fragment(
        _head("What was done about this user"),
        failed_or("history", rx.cond(OneUser.may_read_history, listed, closed)),
    )


def _deed(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(it.when, class_name="nowrap"),
        rx.el.td(it.who, class_name="t2 nowrap"),
        rx.el.td(it.action),
        rx.el.td(it.reason, class_name="t2"),
        rx.el.td(rx.el.span(it.result, class_name=f"st {it.look}")),
        rx.el.td(it.seq, class_name="num"),
    )
