"""Draw the page of an unknown address."""

import reflex as rx

from oo_app.shared import shell
from oo_app.shared.labels import Key
from oo_app.shared.parts.dial import dial_lost
from oo_app.shared.parts.keys import answers, key_link, keys
from oo_app.shared.words import NOT_FOUND


def page() -> rx.Component:
    """Return the page of the route "404"."""
    back = key_link(Key.TO_TIP, "/", data_first="")
    return shell.said_with(dial_lost(), NOT_FOUND, answers(keys("What next", back)))
