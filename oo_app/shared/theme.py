"""Dress every page: black before anything else, one stylesheet, one face, no other host."""

import reflex as rx

FONT = "/fonts/instrument-sans-latin.woff2"
"""Preloaded, so that the face never swaps under a reader's eyes."""
BLACK = "html{background:#000;color-scheme:dark}"
"""Inline, so that no white is ever painted; the one style the stylesheet would bring too late."""


def head() -> list[rx.Component]:
    """Return what stands in the head of every page."""
    return [
        rx.el.meta(
            name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"
        ),
        rx.el.meta(name="theme-color", content="#000000"),
        rx.el.meta(name="color-scheme", content="dark"),
        rx.el.style(BLACK),
        rx.el.link(
            rel="preload",
            href=FONT,
            type="font/woff2",
            cross_origin="",
            custom_attrs={"as": "font"},
        ),
        rx.el.link(rel="stylesheet", href="/oo.css"),
        rx.el.link(rel="icon", href="/icons/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="icon", href="/icons/favicon-32.png", sizes="32x32", type="image/png"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
        rx.el.link(rel="manifest", href="/manifest.json"),
        rx.el.script(src="/oo.js", defer=True),
    ]


def black() -> rx.Component:
    """Return what stands there until the page does: nothing, in black."""
    return rx.el.div()
