"""Draw the sheet of keys: what each does, where it works, and that they can be switched off."""

import reflex as rx

from oo_admin.parts.sheet import sheet

GROUPS = (
    (
        "Anywhere",
        (
            (("Ctrl", "K"), "Jump to…"),
            (("?",), "This sheet"),
            (("/",), "Search or filter this page"),
            (("G", "O"), "Overview"),
            (("G", "U"), "Users; L log, R rewards"),
            (("G", "P"), "Policies; X experiments"),
            (("G", "S"), "Simulations; N annotations, A audit"),
            ((".",), "Copy the link to exactly this"),
            (("Esc",), "Close the top, then clear the filters"),
        ),
    ),
    (
        "Period",
        (
            (("D", "E", "R"), "Today, yesterday, live"),
            (("H", "W", "F"), "Last 24 h, 7 days, 28 days"),
            (("T", "N", "S"), "30 days, 91 days, 6 months"),
            (("M", "P", "Y"), "Month, last month, year to date"),
            (("L", "A", "C"), "12 months, all, pick dates"),
            (("←", "→"), "Earlier, later"),
            (("I", "X"), "Grain, compare"),
        ),
    ),
    (
        "Lists, the drawer and charts",
        (
            (("J", "K"), "Next, previous in the filter"),
            (("Enter",), "Open the drawer"),
            (("O",), "Open as a page"),
            (("Shift", "S"), "Save this view"),
            (("Tab",), "Into the chart; ← → move its cursor"),
            (("Shift", "T"), "The chart's table"),
            (("Shift", "A"), "Annotate"),
        ),
    ),
)
"""Every key of the console, as assets/console.js presses it."""


def keys_sheet() -> rx.Component:
    """Return the sheet that `?` opens."""
    columns = [
        rx.el.section(rx.el.h3(name), *(_line(keys, words) for keys, words in lines))
        for name, lines in GROUPS
    ]
    return sheet(
        "keys",
        "Keyboard",
        rx.el.div(*columns, class_name="sheet-keys"),
        rx.el.p(
            "Single keys never act inside a field. Settings, letters: there they can be switched off.",
            class_name="c-note",
        ),
        look="wide",
    )


def _line(keys: tuple[str, ...], words: str) -> rx.Component:
    return rx.el.p(rx.el.span(*(rx.el.kbd(key) for key in keys)), rx.el.span(words))
