"""Draw the page of optional purposes: two things a user may allow."""

import reflex as rx

from core.domain.consent import TEXT_DATE, TEXT_VERSION, Purpose
from oo_app.shared import shell
from oo_app.shared.labels import Key
from oo_app.shared.parts.keys import answers, keys
from oo_app.shared.parts.rows import switch
from oo_app.shared.words import NUDGES, PURPOSES, RECORDED, RESEARCH, Said
from oo_app.sign_in.state import Welcome


def page() -> rx.Component:
    """Return the page at `/welcome`."""
    return shell.page(rx.cond(Welcome.ready, _form(), shell.frame()))


def _form() -> rx.Component:
    go_on = rx.el.button(Key.CONTINUE, class_name="key", type="submit", data_first="")
    return rx.el.form(
        shell.frame(
            shell.say(
                shell.title(PURPOSES.title),
                shell.quiet(PURPOSES.line),
                _switches(),
                rx.el.p(RECORDED.format(version=TEXT_VERSION, date=TEXT_DATE), class_name="meta"),
            ),
            shell.room(),
            answers(keys("Continue", go_on)),
            rx.cond(Welcome.back, shell.close_corner("/settings")),
        ),
        on_submit=Welcome.decide,
    )


def _switches() -> rx.Component:
    return rx.el.ul(
        _switch(Purpose.NUDGES, NUDGES, given=Welcome.nudges),
        _switch(Purpose.RESEARCH, RESEARCH, given=Welcome.research),
        class_name="rows consents",
    )


def _switch(purpose: Purpose, said: Said, *, given: rx.Var[bool] | bool) -> rx.Component:
    name = purpose.value
    row = switch(name, said.title, said.line, name=name, default_checked=given)
    # A new key draws the row anew: a browser takes the default of a drawn switch only once.
    return rx.el.li(row, key=rx.cond(given, f"{name}-on", f"{name}-off"))
