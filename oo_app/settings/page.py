"""Draw the settings: how oO behaves, where one is signed in, and the way to everything else."""

import reflex as rx

from oo_app.settings.state import Device, Settings
from oo_app.shared import shell
from oo_app.shared.labels import Key, Line
from oo_app.shared.parts.rows import row_fact, row_link, row_post, switch
from oo_app.shared.words import ALLOWED, SETTINGS


def page() -> rx.Component:
    """Return the page at `/settings`."""
    return shell.page(
        rx.cond(
            Settings.ready,
            shell.scroll(SETTINGS, "/", _behaviour(), _devices(), _yours()),
            shell.frame(),
        )
    )


def _behaviour() -> rx.Component:
    letters = switch(
        "letters", Line.LETTERS, checked=Settings.letters, on_change=Settings.use_letters
    )
    clock = row_fact("Your clock", Settings.zone, "oO follows the one where you are.")
    return section("behave", "How it behaves", rx.el.div(letters, clock, class_name="rows"))


def _devices() -> rx.Component:
    return section(
        "devices",
        "Devices",
        rx.el.div(
            rx.foreach(Settings.devices, _device),
            row_post("/auth/sign-out", word=Key.SIGN_OUT_HERE),
            row_post("/auth/sign-out-everywhere", word=Key.SIGN_OUT_ALL),
            class_name="rows",
        ),
    )


def _device(device: rx.vars.ObjectVar[Device]) -> rx.Component:
    words = rx.el.span(device.name, rx.el.small(device.seen))
    other = rx.el.button(
        words,
        rx.el.span(Key.SIGN_OUT),
        class_name="row",
        type="button",
        on_click=Settings.sign_out(device.place),
    )
    return rx.cond(device.here, rx.el.div(words, rx.el.span("now"), class_name="row"), other)


def _yours() -> rx.Component:
    return rx.el.nav(
        rx.el.h2("Yours", id="h-yours"),
        rx.el.div(
            row_link("Apps", "/connect", Settings.apps),
            row_link(ALLOWED, "/welcome"),
            row_link("Your data", "/data", "Export, delete"),
            row_link("Privacy", "/legal/privacy"),
            row_link("Terms", "/legal/terms"),
            row_link("Help", "/#keys"),
            class_name="rows",
        ),
        aria_labelledby="h-yours",
    )


def section(ident: str, heading: str, *content: rx.Component) -> rx.Component:
    """Return a section under its heading."""
    return rx.el.section(rx.el.h2(heading, id=f"h-{ident}"), *content, aria_labelledby=f"h-{ident}")
