"""Draw the page when there is no tip: each reason has its own words, dial and keys."""

import reflex as rx

from core.errors import Emptiness
from oo_app.shared import shell
from oo_app.shared.labels import Key
from oo_app.shared.parts import dial
from oo_app.shared.parts.keys import answers, key, key_link, key_post, keys
from oo_app.tip import notices
from oo_app.tip.state import Tip


def nothing() -> rx.Component:
    """Return the frame for every reason why there is no tip."""
    return shell.frame(
        shell.say(
            rx.match(Tip.nothing.why, *_dials(), rx.fragment()),
            shell.title(Tip.nothing.title, key=f"t-{Tip.nothing.title}"),
            shell.quiet(Tip.nothing.line, key=f"l-{Tip.nothing.line}"),
            role="status",
        ),
        shell.room(),
        _undo(),
        rx.match(Tip.nothing.why, *_feet(), rx.fragment()),
        shell.settings_corner(),
        notices.on_nothing(),
        rx.el.button(
            type="button",
            hidden=True,
            data_poll=Tip.nothing.poll_ms,
            on_click=Tip.look_again.temporal,
        ),
        data_turn=Tip.turn,
        data_beat=Tip.beat,
        data_letters=rx.cond(Tip.letters, "on", "off"),
    )


def _dials() -> list[tuple[str, rx.Component]]:
    timed = rx.cond(Tip.nothing.timed, dial.dial_until(Tip.nothing.dial), dial.dial_clear())
    return [
        (Emptiness.FIRST_SYNC.value, dial.dial_first()),
        (Emptiness.NO_TASKS.value, dial.dial_clear()),
        (Emptiness.ALL_RESTING.value, timed),
        (Emptiness.QUIET.value, timed),
        (Emptiness.DOWN.value, dial.dial_down()),
    ]


def _feet() -> list[tuple[str, rx.Component]]:
    feet = {
        Emptiness.NOT_CONNECTED: [key_link(Key.CONNECT, "/connect", data_first="")],
        Emptiness.NO_TASKS: [_look(Key.LOOK_NOW)],
        Emptiness.ALL_RESTING: [_look(Key.LOOK_NOW), _pick(Key.PICK_ANYWAY)],
        Emptiness.QUIET: [
            _pick(Key.SHOW_ANYWAY),
            key(Key.END_QUIET, data_moves="", on_click=Tip.end_quiet),
        ],
        Emptiness.DOWN: [_look(Key.TRY_NOW)],
        Emptiness.RECONNECT: [key_post(Key.RECONNECT, "/connect/todoist", data_first="")],
    }
    return [(why.value, answers(keys("What next", *foot))) for why, foot in feet.items()]


def _look(word: Key) -> rx.Component:
    return key(word, data_moves="", on_click=Tip.look_again)


def _pick(word: Key) -> rx.Component:
    return key(word, data_moves="", on_click=Tip.anyway)


def _undo() -> rx.Component:
    """Return the last answer's place; without one nothing is reserved, as nothing can appear."""
    undo = rx.el.button(
        Key.UNDO,
        class_name="link",
        type="button",
        aria_keyshortcuts="U",
        data_undo="",
        data_moves="",
        on_click=Tip.undo(Tip.turn),
    )
    said = rx.el.span(Tip.said, role="status")
    letter = rx.el.kbd("U", aria_hidden="true")
    return rx.cond(Tip.said != "", rx.el.div(said, undo, letter, class_name="after"))
