"""Draw what became of an act: done, or why not, and where to sign in again."""

import reflex as rx

from oo_admin.frame import Frame
from oo_admin.parts.shown import Shown


def said() -> rx.Component:
    """Return the line on top of a page; a refusal that a sheet shows stays in the sheet."""
    it = Frame.said
    return rx.el.div(
        rx.cond((it.words != "") & ((it.about == "") | (it.look == "ok")), _line(it)),
        role="status",
    )


def said_in(name: str) -> rx.Component:
    """Return the line of the sheet with this name: why its act was refused."""
    it = Frame.said
    shows = (it.words != "") & (it.about == name) & (it.look != "ok")
    return rx.el.div(rx.cond(shows, _line(it)), role="alert")


def _line(it: Shown) -> rx.Component:
    again = rx.el.a("Sign in again", href=it.again, class_name="btn sm")
    return rx.el.p(
        rx.el.span(rx.el.span(it.words), class_name=rx.cond(it.look == "ok", "st ok", "st bad")),
        rx.cond(it.again != "", again),
        class_name="said",
    )
