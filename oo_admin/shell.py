"""Put a console page into its frame: the side, the top with the one period control, the rest."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.frame import Frame
from oo_admin.overlays.dates import dates_sheet
from oo_admin.overlays.keys import keys_sheet
from oo_admin.overlays.notes import notes_sheet
from oo_admin.overlays.palette import palette_sheet
from oo_admin.overlays.view import view_sheet
from oo_admin.parts.act_sheet import opens
from oo_admin.parts.menu import menu
from oo_admin.parts.said import said
from oo_admin.parts.shown import Node, Shown
from oo_app.shared import shell

STYLE = "/console.css"
"""The console's own sheet: the person's face never loads it."""
SCRIPT = "/console.js"
"""Keys, the chart cursor and the palette's focus: what only a browser can do."""


def page(title: Node, *content: Node, acts: Node = "", bar: Node = "") -> rx.Component:
    """Return a page of the console.

    Args: acts stand beside the title; bar is the line of filters under it.
    """
    body = rx.cond(Frame.denied.what != "", _no_permission(), rx.fragment(bar, _main(*content)))
    return shell.page(
        rx.el.link(rel="stylesheet", href=STYLE, custom_attrs={"precedence": "console"}),
        rx.el.script(src=SCRIPT, custom_attrs={"async": True}),
        rx.el.div(
            _hatch(),
            rx.el.a("Skip to content", href="#content", class_name="skip"),
            _side(),
            rx.el.div(_top(title, acts), body, class_name="c-page"),
            *overlays(),
            class_name="ck shell",
            data_here=Frame.here,
            data_letters=rx.cond(Frame.letters, "on", "off"),
        ),
    )


def overlays() -> tuple[rx.Component, ...]:
    """Return what may open over any page, and the place where the browser says small things."""
    heard = rx.el.p(class_name="sr", role="status", data_said="")
    return palette_sheet(), keys_sheet(), dates_sheet(), notes_sheet(), view_sheet(), heard


def _hatch() -> rx.Component:
    """Return the one hatch of the console, drawn once: not settled, not over, not known."""
    line = rx.el.svg.line(
        x1="0", y1="0", x2="0", y2="6", stroke="var(--ck-hatch)", stroke_width="2"
    )
    pattern = rx.el.svg.pattern(
        line,
        id="ck-hatch",
        width="6",
        height="6",
        custom_attrs={"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"},
    )
    return rx.el.svg(rx.el.svg.defs(pattern), class_name="sr", aria_hidden="true")


def _main(*content: Node) -> rx.Component:
    # After a reload a page holds for a moment what it showed before: that is seen, but not ready.
    busy = rx.cond(Frame.ready & rx.State.is_hydrated, "false", "true")
    blank = rx.cond(Frame.ready, "", "true")
    return rx.el.main(
        said(), *content, class_name="main", id="content", aria_busy=busy, data_blank=blank
    )


def _side() -> rx.Component:
    jump = rx.el.button(
        rx.el.span("Jump to…"),
        rx.el.kbd("Ctrl K"),
        class_name="jump",
        type="button",
        data_opens="palette",
    )
    foot = rx.el.div(
        rx.el.b(Frame.who),
        " · ",
        Frame.role,
        link("Your tips", to="/", class_name="own"),
        class_name="foot",
    )
    return rx.el.nav(
        rx.el.div(
            rx.el.b("oO"),
            rx.el.span(Frame.host),
            rx.el.button("Menu", class_name="btn sm menu", type="button", data_opens="side"),
            class_name="brand",
        ),
        jump,
        rx.el.div(rx.foreach(Frame.parts, _part), class_name="places"),
        foot,
        class_name="nav",
        aria_label="Console",
    )


def _part(part: Shown) -> rx.Component:
    return rx.fragment(rx.el.h2(part.name), rx.foreach(part.places, _place))


def _place(place: Shown) -> rx.Component:
    words = (
        rx.el.span(place.words),
        rx.cond(place.mark != "", rx.el.small(place.mark, class_name=place.look)),
    )
    shown: dict[str, Any] = {"to": place.href, "data_go": place.key}
    return rx.cond(place.here, link(*words, aria_current="page", **shown), link(*words, **shown))


def _top(title: Node, acts: Node) -> rx.Component:
    return rx.el.header(
        rx.el.h1(title),
        rx.el.div(class_name="grow hide-s"),
        acts,
        rx.cond(Frame.may_note & Frame.period.shown, opens("notes", "Annotate", "btn hide-s")),
        rx.cond(Frame.period.shown, _period()),
        class_name="top",
    )


def _period() -> rx.Component:
    bar = Frame.period
    later = rx.cond(
        bar.later != "",
        link("›", to=bar.later, aria_label="Later period", data_key="ArrowRight"),
        rx.el.span("›", class_name="t3", aria_hidden="true"),
    )
    return rx.fragment(
        rx.el.span(bar.zone, class_name="t3 small hide-s nowrap"),
        rx.el.div(
            link("‹", to=bar.earlier, aria_label="Earlier period", data_key="ArrowLeft"),
            menu(
                "period",
                rx.fragment(rx.el.b(bar.words), rx.el.span(bar.dates)),
                bar.periods,
                more=_dates(),
            ),
            later,
            menu(
                "versus",
                rx.fragment("vs ", rx.el.b(bar.versus)),
                bar.versuses,
                look="hide-s",
                cycle="x",
                more=_dates(),
            ),
            menu(
                "grain", rx.fragment("by ", rx.el.b(bar.by)), bar.grains, look="hide-s", cycle="i"
            ),
            class_name="seg",
            role="group",
            aria_label="Period",
        ),
    )


def _dates() -> rx.Component:
    """Return what opens the sheet for dates of one's own, by a click as by its key."""
    return rx.el.button(
        rx.el.span("Pick dates…"),
        rx.el.kbd("C"),
        class_name="pick",
        type="button",
        data_opens="dates",
    )


def _no_permission() -> rx.Component:
    return rx.el.main(
        rx.el.section(
            rx.el.h2("Only some roles see this."),
            rx.el.p(
                "You are signed in as ",
                Frame.denied.mine,
                ". ",
                Frame.denied.what,
                " is for: ",
                Frame.denied.roles,
                ". An owner can change your role.",
                class_name="sub",
            ),
            class_name="panel alone",
        ),
        class_name="main",
        id="content",
    )
