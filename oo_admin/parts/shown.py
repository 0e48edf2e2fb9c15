"""Name what the parts of a page take: things to draw, and values of the page's state."""

from typing import Any

import reflex as rx

Node = rx.Component | rx.Var[Any] | str
"""Something to draw."""
Shown = Any
"""A value of the page's state. Any: Reflex types what lies inside a value only when it runs."""


def some(values: Shown) -> Shown:
    """Return whether a list of the page's state holds anything."""
    return values.length() > 0


def size(values: Shown) -> Shown:
    """Return how many things a list of the page's state holds."""
    return values.length()
