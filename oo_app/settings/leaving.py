"""Draw the way out: take the data along, delete the account, keep the receipt."""

import reflex as rx

from oo_app.settings.looks import Looks, looks
from oo_app.settings.page import section
from oo_app.settings.state import Goodbye
from oo_app.shared import shell
from oo_app.shared.labels import Key, Line
from oo_app.shared.parts.dial import dial_closed, dial_lost
from oo_app.shared.parts.forms import hidden
from oo_app.shared.parts.keys import answers, away, key_away, key_link, key_post, keys
from oo_app.shared.parts.rows import facts, row_link
from oo_app.shared.words import (
    CLOSED,
    DELETE,
    DELETE_ASK,
    DELETE_FACTS,
    EXPORT,
    LET_GO,
    NO_RECEIPT,
    YOUR_DATA,
)

EXPORT_AT = "/api/v1/me/export"
"""Where the file of everything comes from."""


def data_page() -> rx.Component:
    """Return the page at `/data`."""
    return shell.page(shell.scroll(YOUR_DATA, "/settings", _export(), looks(), _let_go()))


def delete_page() -> rx.Component:
    """Return the page at `/delete`: one confirmation, and keeping is the lit key."""
    return shell.page(
        shell.frame(
            shell.say(
                shell.title(DELETE_ASK),
                facts(DELETE_FACTS),
                rx.el.p(
                    away(Line.EXPORT_FIRST, EXPORT_AT, class_name="link", download=True),
                    class_name="quiet",
                ),
            ),
            shell.room(),
            answers(
                keys(
                    DELETE_ASK,
                    key_link(Key.KEEP_ACCOUNT, "/settings", data_first=""),
                    key_post(
                        Key.DELETE_IT,
                        "/settings/delete",
                        hidden("sure", "yes"),
                        data_answer="erase",
                    ),
                )
            ),
            shell.close_corner("/data"),
        )
    )


def goodbye_page() -> rx.Component:
    """Return the page at `/goodbye`: the receipt of a deletion."""
    start = key_away(Key.TO_START, "/sign-in")
    unknown = shell.said_with(dial_lost(), NO_RECEIPT, answers(keys("What next", start)))
    return shell.page(
        rx.match(Goodbye.phase, ("", shell.frame()), ("receipt", _receipt()), unknown)
    )


def _export() -> rx.Component:
    save = key_away(Key.PREPARE_FILE, EXPORT_AT, download=True, data_first="")
    started = rx.cond(Looks.started != "", rx.fragment(Looks.started, " "))
    line = rx.el.p(started, EXPORT.line)
    return section("export", EXPORT.title, line, keys("Export", save))


def _let_go() -> rx.Component:
    row = row_link(DELETE.title, "/delete", note=DELETE.line)
    return section("forget", LET_GO.title, rx.el.p(LET_GO.line), rx.el.div(row, class_name="rows"))


def _receipt() -> rx.Component:
    return shell.frame(
        shell.say(
            dial_closed(),
            shell.title(CLOSED),
            facts(
                (
                    ("Receipt", Goodbye.receipt),
                    ("Asked", Goodbye.asked_at),
                    ("Signed out", Goodbye.signed_out),
                    ("Todoist", Goodbye.revoked),
                    ("Your key", "Destroyed at once"),
                )
            ),
            shell.quiet(Line.RECEIPT_KEPT),
        ),
        shell.room(),
        answers(
            keys(
                "Afterwards",
                key_away(Key.SAVE_RECEIPT, Goodbye.file, download="oO-receipt.txt", data_first=""),
                key_away(Key.TO_START, "/sign-in"),
            )
        ),
    )
