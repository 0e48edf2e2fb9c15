"""Tell a user who in the console looked at what is theirs."""

from dataclasses import dataclass

import reflex as rx

from core.domain.audit import Look
from core.wiring import running
from oo_app.settings.page import section
from oo_app.shared.door import me
from oo_app.shared.labels import Line
from oo_app.shared.marks import requires
from oo_app.shared.moments import date_words
from oo_app.shared.parts.rows import row_fact

TIMES = ("", "once", "twice")
"""Small numbers of times in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One look as the list shows it."""

    who: str
    when: str
    reason: str


def row(look: Look) -> Row:
    """Return a look in words: who is told by role alone."""
    known = look.role != "system"
    who = Line.BY_THE_ROLE.format(role=look.role) if known else str(Line.BY_THE_MACHINE)
    return Row(who, date_words(look.at), look.reason)


class Looks(rx.State):
    """Who looked, and when."""

    ready: bool = False
    line: str = ""
    started: str = ""
    """That an export was started for the user, and when; empty when none was."""
    rows: list[Row] = []  # noqa: RUF012 — Reflex copies defaults

    @rx.event
    @requires("user")
    async def load(self):
        """Show the looks of the last 90 days."""
        looks = await running().looked_at(me())
        self.rows = [row(look) for look in looks]
        self.line = said(len(looks))
        started = await running().export_started(me())
        self.started = Line.EXPORT_STARTED.format(day=date_words(started)) if started else ""
        self.ready = True


def said(count: int) -> str:
    """Return how often somebody looked, in a sentence."""
    if not count:
        return str(Line.NOT_LOOKED_AT)
    return Line.LOOKED_AT_TIMES.format(
        times=TIMES[count] if count < len(TIMES) else f"{count} times"
    )


def looks() -> rx.Component:
    """Return the section that tells of looks."""
    return rx.cond(
        Looks.ready,
        section(
            "looks",
            Line.LOOKED_AT,
            rx.el.p(Looks.line),
            rx.el.div(rx.foreach(Looks.rows, _look), class_name="rows"),
        ),
    )


def _look(look: rx.vars.ObjectVar[Row]) -> rx.Component:
    return row_fact(look.who, look.when, look.reason)
