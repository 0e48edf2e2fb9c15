"""Draw the sign-in page: what oO is, and the ways in."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_app.shared import shell
from oo_app.shared.parts import glyphs
from oo_app.shared.parts.forms import hidden, post
from oo_app.shared.parts.keys import answers
from oo_app.shared.words import NO_DOOR, NO_DOOR_COMMAND, OPENING, OPENING_LINE
from oo_app.sign_in.state import SignIn, Way


def page() -> rx.Component:
    """Return the page at `/sign-in`."""
    return shell.page(
        shell.frame(
            rx.cond(SignIn.title != "", _refused(), _opening()),
            shell.room(),
            rx.cond(SignIn.ready, answers(_ways(), _terms())),
        )
    )


def _opening() -> rx.Component:
    one, two = OPENING
    return shell.say(
        glyphs.mark(64),
        rx.el.h1(one, rx.el.br(), two, class_name="tip", data_step="1"),
        shell.quiet(OPENING_LINE),
    )


def _refused() -> rx.Component:
    return shell.say(
        glyphs.mark(64),
        rx.el.h1(SignIn.title, class_name="tip", data_step="2"),
        shell.quiet(SignIn.line, role="status"),
    )


def _ways() -> rx.Component:
    rows = rx.el.nav(rx.foreach(SignIn.ways, _way), class_name="rows", aria_label="Sign in")
    return rx.cond(SignIn.ways, rows, _no_door())


def _way(way: rx.vars.ObjectVar[Way]) -> rx.Component:
    mark = rx.match(
        way.name,
        ("google", glyphs.provider("google")),
        ("apple", glyphs.provider("apple")),
        glyphs.provider("oidc"),
    )
    button = rx.el.button(
        mark, rx.el.span(way.label), class_name="row", type="submit", data_mark=""
    )
    return post(f"/auth/{way.name}", hidden("next", SignIn.next), button)


def _no_door() -> rx.Component:
    return rx.fragment(
        rx.el.h2(NO_DOOR.title, class_name="title"),
        rx.el.p(NO_DOOR.line, " ", rx.el.code(NO_DOOR_COMMAND), class_name="quiet"),
    )


def _terms() -> rx.Component:
    return rx.el.p(
        "By continuing you accept the ",
        link("terms", to="/legal/terms"),
        " and the ",
        link("privacy notice", to="/legal/privacy"),
        ".",
        class_name="meta terms",
    )
