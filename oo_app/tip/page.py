"""Draw the tip page: one sentence, three keys, and the sheets that take its place."""

from typing import Any

import reflex as rx

from core.domain.reaction import ReactionKind
from oo_app.shared import shell
from oo_app.shared.labels import Key, Line
from oo_app.shared.parts import glyphs
from oo_app.shared.parts.keys import answers, key_with_letter, keys
from oo_app.shared.session import Binding
from oo_app.tip import empty, notices, sheets
from oo_app.tip.state import Tip

LOOKED_MS = rx.Var("(window.oo?.dwell() ?? 0)", _var_type=int)
"""Milliseconds the card was seen; asked of the browser at the moment of the press."""


def page() -> rx.Component:
    """Return the page at `/`."""
    return shell.page(
        rx.match(Tip.phase, ("tip", _card()), ("empty", empty.nothing()), _first_moment())
    )


def _card() -> rx.Component:
    return rx.fragment(
        shell.frame(
            _sentence(),
            _moment(),
            shell.room(),
            last_answer(),
            answers(_answer_keys()),
            shell.settings_corner(),
            notices.on_tip(),
            _unseen_buttons(),
            data_turn=Tip.turn,
            data_beat=Tip.beat,
            data_news=Binding.news,
            data_letters=rx.cond(Tip.letters, "on", "off"),
        ),
        sheets.receipt(),
        sheets.snooze("snooze", Tip.text, lambda row: Tip.snooze_as(row, Tip.turn, LOOKED_MS)),
        sheets.snooze("change", Tip.last_text, lambda row: Tip.change_snooze(row, Tip.turn)),
        sheets.reasons(),
        sheets.key_list(),
    )


def _sentence() -> rx.Component:
    new = rx.el.p(glyphs.unknown(), Line.NEW, class_name="mark-new")
    return shell.say(
        rx.cond(Tip.new, new),
        rx.el.h1(Tip.text, class_name="tip", data_step=Tip.step, dir="auto", key=Tip.turn),
        rx.el.button(
            glyphs.closed(),
            rx.el.span(
                rx.el.span(Line.WHY, class_name="unseen"), Tip.why, custom_attrs=sheets.BREAKS
            ),
            class_name="why",
            type="button",
            aria_haspopup="dialog",
            aria_keyshortcuts="W",
            data_opens="receipt",
            on_click=Tip.explain,
            key=f"why-{Tip.turn}",
        ),
        role="status",
    )


def _answer_keys() -> rx.Component:
    words = {
        ReactionKind.DONE: (Key.DONE, "D"),
        ReactionKind.SNOOZE: (Key.SNOOZE, "S"),
        ReactionKind.DISMISS: (Key.DISMISS, "X"),
    }
    return keys(
        "Your answer",
        *(
            key_with_letter(
                word,
                letter,
                aria_keyshortcuts=letter,
                data_answer=kind.value,
                data_moves="",
                on_click=Tip.answer(kind.value, Tip.turn, LOOKED_MS),
            )
            for kind, (word, letter) in words.items()
        ),
    )


def last_answer() -> rx.Component:
    """Return the place kept for Undo: nothing moves when it appears."""
    return rx.el.div(
        rx.el.span(Tip.said, role="status"),
        rx.cond(
            Tip.said != "",
            rx.fragment(
                rx.el.button(
                    Key.UNDO,
                    class_name="link",
                    type="button",
                    aria_keyshortcuts="U",
                    data_undo="",
                    data_moves="",
                    on_click=Tip.undo(Tip.turn),
                ),
                rx.el.kbd("U", aria_hidden="true"),
            ),
        ),
        rx.match(
            Tip.last_kind,
            ("snooze", _opener(Key.CHANGE, "change", on_click=Tip.offer_snooze)),
            ("dismiss", _opener(Key.SAY_WHY, "reasons")),
            rx.fragment(),
        ),
        class_name="after",
    )


def _opener(word: Key, sheet: str, **props: Any) -> rx.Component:
    return rx.el.button(
        word, class_name="link", type="button", aria_haspopup="dialog", data_opens=sheet, **props
    )


def _unseen_buttons() -> rx.Component:
    """Return what only the keyboard, a long press, or a return to the page presses."""
    return rx.el.div(
        rx.el.button(type="button", data_opens="snooze", on_click=Tip.offer_snooze),
        rx.el.button(type="button", data_opens="keys"),
        rx.el.button(type="button", data_return="", on_click=Tip.look_again),
        hidden=True,
    )


def _moment() -> rx.Component:
    dot = rx.el.h1(rx.el.span(Line.ONE_MOMENT, class_name="unseen"), class_name="waiting breath")
    return rx.el.div(dot, class_name="moment")


def _first_moment() -> rx.Component:
    return shell.frame(
        rx.el.div(
            rx.el.h1(rx.el.span(Line.ONE_MOMENT, class_name="unseen"), class_name="waiting breath"),
            class_name="first-moment",
        ),
        shell.room(),
        rx.el.div(class_name="after"),
    )
