"""Draw the upper part of the drawer: what its user saw, the figures, and how all became one."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.frame import Frame
from oo_admin.log.state import Log
from oo_admin.parts.shown import Node, Shown

BULLETS = "\u2022" * 8 + " " + "\u2022" * 2 + " " + "\u2022" * 5 + " " + "\u2022" * 8
"""What stands where a task's words would."""


def tip_sections() -> tuple[rx.Component, ...]:
    """Return the sections above the record."""
    return (_missing(), _failed(), there(_saw()), there(_swept(), Log.pick.swept != ""), _funnel())


def there(section: rx.Component, also: Shown | None = None) -> rx.Component:
    """Return a section that only a pick has; `also` is what it needs besides."""
    known = Log.pick.when != ""
    return rx.cond(known if also is None else known & also, section)


def heading(words: Node, *more: Node) -> rx.Component:
    """Return the head of a section."""
    return rx.el.h2(words, *more)


def _missing() -> rx.Component:
    return rx.cond(
        (Log.pick.missing != "") & ~rx.Var.create(Frame.trouble).contains("pick"),
        rx.el.section(heading("No such pick"), rx.el.p(Log.pick.missing, class_name="t2")),
    )


def _failed() -> rx.Component:
    return rx.cond(
        rx.Var.create(Frame.trouble).contains("pick"),
        rx.el.section(
            heading("This pick could not be read."),
            rx.el.p("The server's log knows it as ", rx.el.code(Frame.trouble["pick"]), "."),
        ),
    )


def _saw() -> rx.Component:
    pick = Log.pick
    return rx.el.section(
        rx.el.p(
            "What its user saw, ",
            pick.when,
            " · ",
            link(pick.user, to="/admin/users/" + pick.user, class_name="mono"),
            class_name="t3 small",
        ),
        rx.el.p("“", pick.said, "”", class_name="quote"),
        rx.el.p(
            "Task ",
            rx.el.span(BULLETS, class_name="c-mask", aria_label="masked", role="img"),
            " stays sealed · ",
            rx.cond(
                Log.may_reveal,
                link("Reveal who…", to="/admin/users/" + pick.user, class_name="small"),
                rx.el.span("Reveal who… (operators)", class_name="small", aria_disabled="true"),
            ),
            class_name="t3",
        ),
        rx.el.dl(
            _figure("Score", pick.score),
            _figure("Propensity", pick.propensity),
            _figure("Choice", pick.choice),
            _figure("Scored in", pick.took),
            class_name="four tn",
        ),
    )


def _figure(words: str, figure: Shown) -> rx.Component:
    return rx.el.div(rx.el.dt(words), rx.el.dd(figure))


def _swept() -> rx.Component:
    return rx.el.section(
        heading("Only the counted fact is kept"),
        rx.el.p(Log.pick.swept, class_name="t2"),
        rx.el.dl(rx.foreach(Log.pick.facts, _fact), class_name="c-facts lined"),
    )


def _fact(fact: Shown) -> rx.Component:
    return rx.fragment(rx.el.dt(fact.when), rx.el.dd(fact.words))


def _funnel() -> rx.Component:
    return there(
        rx.el.section(
            heading(Log.pick.funnel),
            rx.el.ol(rx.foreach(Log.pick.steps, _step), class_name="fun"),
        ),
        Log.pick.funnel != "",
    )


def _step(step: Shown) -> rx.Component:
    return rx.el.li(rx.el.b(step.figure), rx.el.span(step.words))
