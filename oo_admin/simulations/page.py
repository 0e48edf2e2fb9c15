"""Draw the page of simulations."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.shown import Node
from oo_admin.shell import page as framed
from oo_admin.simulations.draw_answers import answers, real
from oo_admin.simulations.draw_curve import curve
from oo_admin.simulations.draw_duels import duels
from oo_admin.simulations.draw_form import form
from oo_admin.simulations.draw_groups import groups
from oo_admin.simulations.draw_runs import facts, pinned, runs, strips
from oo_admin.simulations.state import Simulations


def page() -> rx.Component:
    """Return the page at `/admin/simulations`."""
    return framed(
        "Simulations",
        _said(),
        strips(),
        _row("side", curve(), _beside(facts(), runs())),
        pinned(),
        _row("c1", duels()),
        _row("side", groups(), _beside(answers(), real())),
        form(),
        _ticker(),
        acts=rx.fragment(
            rx.el.span(
                "a simulator’s figure is not a user’s benefit", class_name="t3 small hide-s"
            ),
            rx.cond(
                Simulations.may_run,
                link("New run", to=Simulations.begin, class_name="btn primary"),
            ),
        ),
    )


def _row(look: str, *panels: Node) -> rx.Component:
    return rx.el.div(*panels, class_name=f"c-row {look}")


def _beside(*parts: Node) -> rx.Component:
    return rx.el.section(*parts, class_name="panel")


def _said() -> rx.Component:
    words = rx.cond(
        Simulations.told_href != "",
        rx.fragment(Simulations.told, " ", link("Look at it", to=Simulations.told_href)),
        rx.fragment(Simulations.told),
    )
    return rx.el.div(
        rx.cond(Simulations.told != "", rx.el.p(words, class_name="said")), role="status"
    )


def _ticker() -> rx.Component:
    """Return what the browser presses every few seconds while something runs and is looked at."""
    return rx.cond(
        Simulations.ticks,
        rx.el.button(
            "Look again",
            type="button",
            class_name="sr",
            tab_index=-1,
            aria_hidden="true",
            data_tick="",
            on_click=Simulations.tick,
        ),
    )
