"""Draw the sheets of the tip page: the receipt, when it comes back, what was wrong, the keys."""

from collections.abc import Callable

import reflex as rx

from oo_app.shared import shell
from oo_app.shared.labels import Key, Line
from oo_app.shared.parts.keys import Text, key_away, keys
from oo_app.shared.parts.rows import facts, row, switch
from oo_app.shared.parts.sheet import closing, sheet
from oo_app.shared.words import BRING_BACK, KEY_SHEET, KEYS_HEADING, REASONS, WHAT_WRONG
from oo_app.tip.state import Tip
from oo_app.tip.views import Row, Weight

BREAKS = {"style": {"overflowWrap": "anywhere"}}
"""For words in which a project's name can stand, of one long word."""
Press = Callable[[rx.Var[str]], rx.event.EventType[()]]
"""What a row does with its value."""


def receipt() -> rx.Component:
    """Return why this tip was shown: the reasons with their weights, then the record."""
    shown = Tip.receipt
    there = key_away(Key.OPEN_THERE, shown.link, target="_blank", rel="noreferrer")
    return sheet(
        "receipt",
        [
            shell.quiet(Line.WHY_HEADING, id="receipt-h"),
            rx.el.h2(shown.text, class_name="title", dir="auto"),
            rx.el.ol(rx.foreach(shown.reasons, _weight), class_name="weigh"),
            facts(
                (
                    ("Shown", shown.shown),
                    ("Chance", shown.chance),
                    ("Read from", shown.read_from),
                    ("Picked by", shown.picked_by),
                    ("Receipt", shown.number),
                )
            ),
        ],
        [closing(Key.CLOSE), rx.cond(shown.link != "", there)],
        label="This receipt",
    )


def snooze(name: str, text: Text, press: Press) -> rx.Component:
    """Return the times a task can come back at."""
    return sheet(
        name,
        [
            rx.el.p(text, class_name="quiet", dir="auto"),
            rx.el.h2(BRING_BACK, class_name="title", id=f"{name}-h"),
        ],
        [
            rx.el.ul(
                rx.foreach(Tip.rows, lambda found: _choice(found, press)),
                class_name="rows",
                data_tight="",
            ),
            keys("Leave it as it is", closing(Key.BACK)),
        ],
        label=Key.BACK,
    )


def reasons() -> rx.Component:
    """Return what can have been wrong with a dismissed tip."""
    return sheet(
        "reasons",
        [
            rx.el.p(Tip.last_text, class_name="quiet", dir="auto"),
            rx.el.h2(WHAT_WRONG, class_name="title", id="reasons-h"),
        ],
        [
            rx.el.ul(
                *(
                    rx.el.li(
                        row(
                            said.title,
                            said.line,
                            data_closes="",
                            on_click=Tip.say_why(reason.value, Tip.turn),
                        )
                    )
                    for reason, said in REASONS.items()
                ),
                class_name="rows",
                data_tight="",
            ),
            keys("Leave it as it is", closing(Key.BACK)),
        ],
        label=Key.BACK,
    )


def key_list() -> rx.Component:
    """Return every key and what it does, and the switch that turns the letters off."""
    letters = switch("single", Line.LETTERS, checked=Tip.letters, on_change=Tip.use_letters)
    return sheet(
        "keys",
        [
            rx.el.h2(KEYS_HEADING, class_name="title", id="keys-h"),
            facts(KEY_SHEET, look="facts keysheet"),
            letters,
        ],
        [closing(Key.CLOSE)],
    )


def _weight(reason: rx.vars.ObjectVar[Weight]) -> rx.Component:
    return rx.el.li(
        rx.el.span(reason.words, custom_attrs=BREAKS),
        rx.el.span(reason.amount),
        custom_attrs={"style": {"--weight": reason.share}},
    )


def _choice(found: rx.vars.ObjectVar[Row], press: Press) -> rx.Component:
    return rx.el.li(
        row(found.word, found.aside, data_closes="", data_moves="", on_click=press(found.value)),
        key=found.value,
    )
