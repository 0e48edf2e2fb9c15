"""Build the keys: a straight rule with a word under it."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router import link

from oo_app.shared.parts.forms import post

Text = str | rx.Var[str]
"""Words known now, or when the page's state is."""
Node = rx.Component | rx.Var[Any]
"""Something to draw; `rx.match` counts as a var."""


def keys(label: str, *pressed: Node) -> rx.Component:
    """Return at most three keys in a row, named as a group."""
    return rx.el.div(*pressed, class_name="keys", role="group", aria_label=label)


def answers(*content: Node) -> rx.Component:
    """Return the place at the foot of the frame where keys live."""
    return rx.el.div(*content, class_name="answers")


def key(word: str, **props: Any) -> rx.Component:
    """Return a key that is a button; `props` are those of `rx.el.button`."""
    return rx.el.button(word, class_name="key", type="button", **props)


def key_with_letter(word: str, letter: str, **props: Any) -> rx.Component:
    """Return a key that a letter of the keyboard presses too."""
    return key_of(word, rx.el.kbd(letter, aria_hidden="true"), **props)


def key_of(word: str, *more: rx.Component, **props: Any) -> rx.Component:
    """Return a key with something after its word."""
    return rx.el.button(f"{word} ", *more, class_name="key", type="button", **props)


def key_link(word: str, to: Text, **props: Any) -> rx.Component:
    """Return a key that leads to another page of oO."""
    return link(word, class_name="key", to=to, **props)


def key_away(word: str, href: Text, **props: Any) -> rx.Component:
    """Return a key that loads an address anew: a file, another site, a fresh start."""
    return away(word, href, class_name="key", **props)


def away(word: str, href: Text, **props: Any) -> rx.Component:
    """Return a link that the browser follows itself: `rx.el.a` would look for a page of ours."""
    return link(word, to=href, reload_document=True, **props)


def key_post(word: str, action: str, *fields: rx.Component, **props: Any) -> rx.Component:
    """Return a key that posts to an address of the server."""
    return post(action, *fields, rx.el.button(word, class_name="key", type="submit", **props))
