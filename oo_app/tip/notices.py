"""Draw the quiet lines over a tip: the line is gone, the link is dead, or something stayed here."""

import reflex as rx
from reflex_components_core.react_router import link

from core.errors import Emptiness
from oo_app.shared import shell
from oo_app.shared.labels import Line
from oo_app.tip.state import Tip

SAID_ALREADY = (Emptiness.NOT_CONNECTED, Emptiness.DOWN, Emptiness.RECONNECT)
"""Where the page itself speaks of the link."""


def on_tip() -> rx.Component:
    """Return the lines over a tip, and what looks from time to time whether they are still true."""
    dead = rx.el.p(link(Line.RECONNECT, class_name="link", to="/connect"), class_name="notice")
    ticker = rx.el.button(
        type="button",
        hidden=True,
        data_poll=Tip.trouble_ms,
        on_click=Tip.look_at_link.temporal,
    )
    return rx.fragment(
        rx.el.div(
            shell.connection_notice(),
            rx.cond(Tip.reconnect, dead, _trouble()),
            class_name="notices",
        ),
        ticker,
    )


def on_nothing() -> rx.Component:
    """Return the same where there is no tip, unless that is what the page says anyway."""
    silent = [(why.value, rx.fragment()) for why in SAID_ALREADY]
    shown = rx.el.div(_trouble(), class_name="notices")
    return rx.fragment(rx.match(Tip.nothing.why, *silent, shown))


def _trouble() -> rx.Component:
    line = rx.el.p(Tip.trouble, class_name="notice", role="status", data_trouble="")
    return rx.cond(Tip.trouble != "", line)
