"""Draw the few shapes there are: circles and straight lines."""

import reflex as rx

HIDDEN = {"aria-hidden": "true"}
"""A drawing says nothing that words beside it do not say."""
MARK_RING = (
    "M4.094 6.945A6 6 0 1 1 6.691 13.005A4.2 4.2 0 0 0 7.197 10.854"
    "A4 4 0 1 0 6 8.061A4.2 4.2 0 0 0 4.094 6.945Z"
)
"""The large ring of the mark, cut where the small disc stands before it."""
GOOGLE = (
    (
        "#EA4335",
        (
            "M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 "
            "2.56 13.22l7.98 6.19C12.43 13.72 17.74 9.5 24 9.5z"
        ),
    ),
    (
        "#4285F4",
        (
            "M46.98 24.55c0-1.57-.15-3.09-.38-4.55H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18l7.73 "
            "6c4.51-4.18 7.09-10.36 7.09-17.65z"
        ),
    ),
    (
        "#FBBC05",
        (
            "M10.53 28.59c-.48-1.45-.76-2.99-.76-4.59s.27-3.14.76-4.59l-7.98-6.19C.92 16.46 0 20.12 "
            "0 24c0 3.88.92 7.54 2.56 10.78l7.97-6.19z"
        ),
    ),
    (
        "#34A853",
        (
            "M24 48c6.48 0 11.93-2.13 15.89-5.81l-7.73-6c-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-"
            "4.22-13.47-9.91l-7.98 6.19C6.51 42.62 14.62 48 24 48z"
        ),
    ),
)
"""Google's own mark, as its rules ask: (colour, shape)."""
APPLE = (
    "M12.152 6.896c-.948 0-2.415-1.078-3.96-1.04-2.04.027-3.91 1.183-4.961 3.014-2.117 3.675-.546 "
    "9.103 1.519 12.09 1.013 1.454 2.208 3.09 3.792 3.039 1.52-.065 2.09-.987 3.935-.987 1.831 0 "
    "2.35.987 3.96.948 1.637-.026 2.676-1.48 3.676-2.948 1.156-1.688 1.636-3.325 1.662-3.415-.039"
    "-.013-3.182-1.221-3.22-4.857-.026-3.04 2.48-4.494 2.597-4.559-1.429-2.09-3.623-2.324-4.39-"
    "2.376-2-.156-3.675 1.09-4.61 1.09zM15.53 3.83c.843-1.012 1.4-2.427 1.245-3.83-1.207.052-"
    "2.662.805-3.532 1.818-.78.896-1.454 2.338-1.273 3.714 1.338.104 2.715-.688 3.559-1.701"
)
"""Apple's own mark, as its rules ask."""


def mark(size_px: int, look: str = "mark hero") -> rx.Component:
    """Return the mark; a reader hears its name."""
    return rx.el.svg(
        rx.el.svg.circle(cx="3", cy="11", r="3"),
        rx.el.svg.path(d=MARK_RING),
        class_name=look,
        view_box="0 0 16 16",
        width=str(size_px),
        height=str(size_px),
        role="img",
        aria_label="oO",
    )


def closed() -> rx.Component:
    """Return the small o before a why that can be opened."""
    return rx.el.svg(
        rx.el.svg.circle(cx="6", cy="7", r="3.25"),
        class_name="o",
        view_box="0 0 12 12",
        custom_attrs=HIDDEN,
    )


def unknown() -> rx.Component:
    """Return the dashed ring: not yet known."""
    return rx.el.svg(
        rx.el.svg.circle(cx="7", cy="7", r="6", custom_attrs={"strokeDasharray": "2.2 2.512"}),
        class_name="o",
        view_box="0 0 14 14",
        custom_attrs=HIDDEN,
    )


def sliders() -> rx.Component:
    """Return the settings glyph."""
    return _square(
        rx.el.svg.path(d="M2 6.5h8.5M15.5 6.5H18M2 13.5h2.5M9.5 13.5H18"),
        rx.el.svg.circle(cx="13", cy="6.5", r="2.5"),
        rx.el.svg.circle(cx="7", cy="13.5", r="2.5", custom_attrs={"fill": "currentColor"}),
    )


def cross() -> rx.Component:
    """Return the closing glyph."""
    return _square(rx.el.svg.path(d="m4 4 12 12M16 4 4 16"))


def provider(name: str) -> rx.Component:
    """Return the mark of who vouches for a person; a plain ring for everybody else."""
    if name == "google":
        paths = [rx.el.svg.path(d=d, custom_attrs={"fill": colour}) for colour, d in GOOGLE]
        return _square(*paths, look="solid", view_box="0 0 48 48")
    if name == "apple":
        return _square(rx.el.svg.path(d=APPLE), look="solid", view_box="0 0 24 24")
    return _square(rx.el.svg.circle(cx="10", cy="10", r="7.25"))


def _square(*shapes: rx.Component, look: str = "", view_box: str = "0 0 20 20") -> rx.Component:
    return rx.el.svg(
        *shapes,
        class_name=look,
        width="20",
        height="20",
        view_box=view_box,
        custom_attrs=HIDDEN,
    )
