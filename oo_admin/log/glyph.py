"""Draw how a tip ended: one shape, one word."""

import reflex as rx

from oo_admin.colours import REACTIONS
from oo_admin.parts.shown import Node, Shown


def reaction(ending: Shown, words: Node) -> rx.Component:
    """Return an ending as its glyph and its word."""
    known = [(name, name) for name in REACTIONS if name != "none"]
    return rx.el.span(
        rx.el.i(aria_hidden="true"),
        words,
        class_name="re",
        data_ending=rx.match(ending, *known, "none"),
    )
