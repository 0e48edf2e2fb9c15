"""Draw the page of apps: what oO would read, how the link stands, and the way out of it."""

import reflex as rx

from core.domain.integration import IntegrationState
from core.errors import Emptiness
from oo_app.connect.state import Connect
from oo_app.shared import shell
from oo_app.shared.labels import Key
from oo_app.shared.parts.forms import post
from oo_app.shared.parts.keys import answers, key, key_link, key_post, keys
from oo_app.shared.parts.rows import facts, row
from oo_app.shared.words import BEFORE, BEFORE_FACTS, EMPTY, TODOIST, TOKEN, TOKEN_LABEL

START = "/connect/todoist"
"""Where a connection begins: a form, because the way leads off our own pages."""


def page() -> rx.Component:
    """Return the page at `/connect`."""
    return shell.page(
        rx.match(
            Connect.stage,
            ("", shell.frame()),
            ("nothing", _nothing()),
            ("before", _before()),
            (IntegrationState.RECONNECT.value, _reconnect()),
            (IntegrationState.SYNCING.value, _syncing()),
            _linked(),
        )
    )


def _nothing() -> rx.Component:
    said = EMPTY[Emptiness.NOT_CONNECTED]
    app = rx.el.button(
        rx.el.span(TODOIST.title, rx.el.small(TODOIST.line)),
        rx.el.span(Key.CONNECT),
        class_name="row",
        type="button",
        on_click=Connect.show_facts,
    )
    return shell.frame(
        shell.say(
            shell.title(said.title),
            shell.quiet(said.line),
            _notice(),
            rx.el.nav(
                rx.cond(Connect.oauth, app),
                rx.cond(Connect.tokens, _token()),
                class_name="rows",
                aria_label="Apps",
            ),
        ),
        shell.room(),
        shell.settings_corner(),
    )


def _before() -> rx.Component:
    go = rx.fragment(
        key_post(Key.CONTINUE, START, data_first=""),
        key(Key.NOT_NOW, on_click=Connect.back),
    )
    return shell.frame(
        shell.say(shell.title(BEFORE), facts(BEFORE_FACTS)),
        shell.room(),
        answers(
            keys(
                "Continue to Todoist",
                rx.cond(Connect.linked, key(Key.BACK, on_click=Connect.back), go),
            )
        ),
    )


def _linked() -> rx.Component:
    return shell.frame(
        shell.say(
            shell.title(Connect.status.title),
            shell.quiet(Connect.status.line, role="status"),
            rx.el.nav(
                row(Key.READ_NOW, on_click=Connect.read_now),
                row(Key.WHAT_READ, TODOIST.line, on_click=Connect.show_facts),
                row(Key.DISCONNECT, "Revoked there too", on_click=Connect.leave),
                class_name="rows",
                aria_label=TODOIST.title,
            ),
        ),
        shell.room(),
        answers(keys("Next", key_link(Key.SEE_TIP, "/", data_first=""))),
        shell.close_corner("/settings"),
        _ticker(),
    )


def _syncing() -> rx.Component:
    return shell.frame(
        shell.say(
            shell.title(Connect.status.title),
            shell.quiet(Connect.status.line),
            role="status",
        ),
        shell.room(),
        answers(keys("Next", key_link(Key.SEE_TIP, "/", data_first=""))),
        shell.settings_corner(),
        _ticker(),
    )


def _reconnect() -> rx.Component:
    return shell.frame(
        shell.say(
            shell.title(Connect.status.title),
            shell.quiet(Connect.status.line),
            _notice(),
            rx.el.nav(
                rx.cond(Connect.tokens, _token()),
                row(Key.DISCONNECT, on_click=Connect.leave),
                class_name="rows",
                aria_label=TODOIST.title,
            ),
        ),
        shell.room(),
        answers(
            keys(
                "Reconnect Todoist",
                key_post(Key.RECONNECT, START, data_first=""),
                key_link(Key.NOT_NOW, "/"),
            )
        ),
        shell.settings_corner(),
    )


def _token() -> rx.Component:
    field = rx.el.input(
        type="password",
        name="token",
        id="token",
        class_name="field",
        auto_complete="off",
        required=True,
        max_length=200,
        spell_check=False,
    )
    button = rx.el.button(Key.USE_TOKEN, class_name="key", type="submit")
    return rx.el.details(
        rx.el.summary(rx.el.span(TOKEN.title), rx.el.span()),
        rx.el.p(TOKEN.line, class_name="quiet said"),
        rx.el.div(
            post(
                f"{START}/token",
                rx.el.label(TOKEN_LABEL, html_for="token", class_name="quiet"),
                field,
                keys(TOKEN.title, button),
            )
        ),
    )


def _notice() -> rx.Component:
    return rx.cond(Connect.notice != "", rx.el.p(Connect.notice, class_name="quiet", role="status"))


def _ticker() -> rx.Component:
    return rx.el.button(
        type="button",
        hidden=True,
        data_poll=Connect.status.poll_ms,
        on_click=Connect.look_again.temporal,
    )
