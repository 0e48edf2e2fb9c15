"""Draw the page of one experiment: may it be believed, what it shows, how that came about."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.experiments.draw_charts import graphs
from oo_admin.experiments.draw_parts import headline, health, pinned
from oo_admin.experiments.draw_tables import arms, cohorts
from oo_admin.experiments.one_state import OneExperiment
from oo_admin.experiments.words import PATH
from oo_admin.parts.act_sheet import act_sheet, opens
from oo_admin.parts.filters import filter_bar
from oo_admin.parts.panel import blank, failed_or
from oo_admin.parts.shown import Shown, some
from oo_admin.shell import page as framed


def page() -> rx.Component:
    """Return the page at `/admin/experiments/[name]`."""
    it = OneExperiment
    title = rx.fragment(
        link("Experiments", to=PATH, class_name="crumb", data_close_drawer=""),
        rx.el.span(" / ", class_name="crumb"),
        rx.el.span(it.name),
    )
    nobody = rx.el.section(
        blank(
            "There is no such experiment.",
            "It may not have begun at the moment that is shown.",
            link("All experiments", to=PATH, class_name="btn sm"),
        ),
        class_name="panel alone",
    )
    return framed(
        title, rx.cond(it.nobody, nobody, failed_or("experiment", _whole())), acts=_acts()
    )


def _acts() -> rx.Component:
    it = OneExperiment
    keys = rx.fragment(
        rx.cond(
            it.standing == "paused",
            opens("resume", "Resume…", "btn"),
            opens("pause", "Pause…", "btn"),
        ),
        opens("end", "End…", "btn"),
    )
    return rx.cond(it.may_run & ~it.nobody, keys)


def _whole() -> rx.Component:
    it = OneExperiment
    return rx.el.div(
        rx.cond(it.pinned != "", pinned(it.pinned, it.unpin)),
        rx.el.div(
            rx.el.span(it.standing, class_name=it.look),
            rx.el.span(it.span, class_name="t2"),
            filter_bar(it.bar),
            class_name="c-head",
        ),
        health(),
        headline(),
        rx.el.div(graphs(), _beside(), class_name="c-row side"),
        rx.el.div(arms(), class_name="c-row c1"),
        rx.el.div(cohorts(), class_name="c-row c1"),
        _sheets(),
        class_name="experiment",
    )


def _beside() -> rx.Component:
    it = OneExperiment
    return rx.el.section(
        rx.cond(
            some(it.guards),
            rx.fragment(
                rx.el.h3(it.guarded, class_name="s"),
                rx.el.ul(rx.foreach(it.guards, _guard), class_name="experiment-side"),
                rx.el.p(it.guards_note, class_name="c-note"),
            ),
        ),
        rx.el.h3("How much longer", class_name="s"),
        rx.foreach(it.longer, rx.el.p),
        rx.el.h3("Rules", class_name="s"),
        rx.el.dl(rx.foreach(it.rules, _rule), class_name="experiment-side"),
        rx.el.h3("Decision log", class_name="s"),
        failed_or("decided", _decided()),
        class_name="panel",
        aria_label="Rules and decisions",
    )


def _decided() -> rx.Component:
    it = OneExperiment.decided
    return rx.fragment(
        rx.el.ol(rx.foreach(it, _happened), class_name="experiment-log"),
        rx.cond(
            (OneExperiment.name != "") & ~some(it),
            rx.el.p("Nothing is written down of it.", class_name="t2"),
        ),
    )


def _guard(it: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.span(it.name, class_name="st " + it.look), rx.el.span(it.line, class_name="tn")
    )


def _rule(it: Shown) -> rx.Component:
    return rx.el.div(rx.el.dt(it.name), rx.el.dd(it.words))


def _happened(it: Shown) -> rx.Component:
    by = rx.cond(it.who != "", rx.el.span(" by ", it.who, class_name="t2"))
    return rx.el.li(
        rx.el.span(it.when, class_name="t3 small"),
        rx.el.div(
            rx.el.p(it.what, by),
            rx.cond(it.reason != "", rx.el.p(it.reason, class_name="t2")),
        ),
    )


def _sheets() -> rx.Component:
    it = OneExperiment
    which = rx.el.input(type="hidden", name="arm", value=it.reset_of)
    return rx.fragment(
        act_sheet("pause", it.pause_plan, it.pause),
        act_sheet("resume", it.resume_plan, it.resume),
        act_sheet("end", it.end_plan, it.end),
        act_sheet("reset", it.reset_plan, it.reset_arm, which),
    )
