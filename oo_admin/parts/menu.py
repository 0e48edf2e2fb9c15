"""Draw a menu of links that opens without the server: native, closed by Escape or a click away."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.shown import Node, Shown


def menu(
    name: str,
    words: Node,
    choices: Shown,
    *,
    look: str = "",
    cycle: str = "",
    more: Node = "",
) -> rx.Component:
    """Return a menu; `cycle` is the letter that goes on to the next choice without opening it.

    Args: more stands under the links.
    """
    return rx.el.details(
        rx.el.summary(words, aria_label=f"{name}: change"),
        rx.el.div(rx.foreach(choices, _choice), more, class_name="list", role="group"),
        class_name=f"menu {look}".strip(),
        data_menu=name,
        data_cycle=cycle,
    )


def _choice(choice: Shown) -> rx.Component:
    key = rx.cond(choice.key != "", rx.el.kbd(choice.key))
    return rx.cond(
        choice.here,
        link(
            rx.el.span(choice.words), key, to=choice.href, data_key=choice.key, aria_current="true"
        ),
        link(rx.el.span(choice.words), key, to=choice.href, data_key=choice.key),
    )
