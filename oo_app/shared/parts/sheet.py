"""Build a sheet: it takes the sentence's place and gives it back."""

import reflex as rx

from oo_app.shared.labels import Key
from oo_app.shared.parts.keys import answers, key_of, keys


def sheet(
    name: str, say: list[rx.Component], foot: list[rx.Component], label: str = Key.CLOSE
) -> rx.Component:
    """Return a dialog that `data-opens` with this name opens; its heading has the id `NAME-h`."""
    return rx.el.dialog(
        rx.el.div(
            rx.el.div(*say, class_name="say"),
            rx.el.div(class_name="room"),
            answers(*foot) if label is Key.BACK else answers(keys(label, *foot)),
            class_name="frame",
        ),
        id=name,
        class_name="sheet",
        aria_labelledby=f"{name}-h",
    )


def closing(word: Key) -> rx.Component:
    """Return the key that closes the sheet it stands on."""
    return key_of(word, rx.el.kbd("Esc", aria_hidden="true"), data_closes="")
