"""Let the browser submit a form itself: what sets a cookie or leaves the site is no event."""

import reflex as rx

from oo_app.shared.developing import server


class NativeForm(rx.Component):
    """A form without Reflex's own submit, which would always keep the browser from posting."""

    tag = "form"
    _is_tag_in_global_scope = True

    action: rx.Var[str]
    method: rx.Var[str]


def post(action: str | rx.Var[str], *content: rx.Component) -> rx.Component:
    """Return a form that posts to an address of the server and takes no room of its own."""
    there = rx.Var.create(server()).to(str) + rx.Var.create(action).to(str)
    return NativeForm.create(*content, action=there, method="post", class_name="bare")


def hidden(name: str, value: str | rx.Var[str]) -> rx.Component:
    """Return a field nobody sees."""
    return rx.el.input(type="hidden", name=name, value=value, read_only=True)
