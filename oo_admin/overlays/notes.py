"""Write a note on the time charts, and see what else happened in the period."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx

from core.domain.access import Right
from core.domain.annotation import MAX_WORDS
from core.errors import Malformed
from core.wiring import running
from oo_admin.acting import act, look_again, refused, text_in
from oo_admin.frame import Frame
from oo_admin.here import read_here
from oo_admin.moments import moment_words
from oo_admin.nav import page_name
from oo_admin.parts.said import said_in
from oo_admin.parts.sheet import either, field, sheet, when_open
from oo_admin.parts.shown import Shown, some
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

NAME = "notes"
"""What opens the sheet."""
MOST = 12
"""Annotations that the sheet lists; the page of annotations has them all."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One annotation of the period."""

    when: str = ""
    words: str = ""
    by: str = ""


class NoteSheet(Frame):
    """What the sheet for a note shows."""

    moment: str = ""
    zone: str = ""
    noted: list[Noted] = []  # noqa: RUF012 — Reflex copies defaults

    @rx.event
    @requires(Right.OVERVIEW_READ)
    async def open(self):
        """Offer this minute, and list what happened in the period of the page."""
        core = running()
        zone = core.settings.console_timezone
        here = read_here(
            self.router.url, core.clock.now(), zone, current().rights, marks=self._marks
        )
        found = await core.steering.read_annotations(
            here.period.start, here.period.end, page_name(here.address.path)
        )
        self.moment, self.zone = f"{here.now.astimezone(zone):%Y-%m-%dT%H:%M}", zone.key
        self.noted = [
            Noted(moment_words(it.at, zone, here.now), it.words, it.by)
            for it in reversed(found[-MOST:])
        ]

    @rx.event
    @requires(Right.NOTES_WRITE)
    async def write(self, form: dict[str, Any]):
        """Write the note, and let the page look again: its charts show it."""
        core = running()
        try:
            local = datetime.fromisoformat(text_in(form, "at"))
        except ValueError:
            self.said = refused(self, NAME, Malformed("at"))
            return None
        at = local.replace(tzinfo=core.settings.console_timezone, fold=0)
        here = text_in(form, "on") == "page"
        pages = page_name(self.router.url.path) if here else ""
        written = core.steering.annotate(acting(), at, text_in(form, "words"), pages)
        return look_again(self) if await act(self, NAME, written, "Noted on the charts.") else None


def notes_sheet() -> rx.Component:
    """Return the sheet that Shift A opens."""
    readers = rx.el.p("Analysts, operators and owners write notes.", class_name="t2")
    return sheet(
        NAME,
        "Annotate",
        when_open(NoteSheet.open),
        said_in(NAME),
        rx.cond(Frame.may_note, _form(), readers),
        rx.el.h3("In this period", class_name="part"),
        rx.cond(
            some(NoteSheet.noted),
            rx.el.ul(rx.foreach(NoteSheet.noted, _noted), class_name="noted"),
            rx.el.p("Nothing is noted.", class_name="t3"),
        ),
        look="narrow-sheet",
        done=Frame.said.done,
    )


def _form() -> rx.Component:
    moment = rx.el.input(
        type="datetime-local",
        name="at",
        default_value=NoteSheet.moment,
        key=NoteSheet.moment,
        required=True,
    )
    words = rx.el.input(
        name="words", required=True, max_length=MAX_WORDS, auto_complete="off", data_first=""
    )
    return rx.el.form(
        field(rx.fragment("When, ", NoteSheet.zone), moment),
        field("What happened", words),
        either("Shown on", "on", (("all", "All charts"), ("page", "This page"))),
        rx.el.div(
            rx.el.button("Save", class_name="btn primary", type="submit"),
            rx.el.button("Cancel", class_name="btn", type="button", data_closes=""),
            class_name="act-keys",
        ),
        on_submit=NoteSheet.write,
        reset_on_submit=False,
    )


def _noted(it: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.time(it.when),
        rx.el.span(it.words, class_name="t1"),
        rx.el.span(it.by, class_name="t3"),
    )
