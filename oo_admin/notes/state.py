"""Fill the list of annotations, and take one's own away."""

from uuid import UUID

import reflex as rx

from core.domain.access import Right
from core.domain.ids import AnnotationId
from core.wiring import running
from oo_admin.acting import act
from oo_admin.frame import Frame
from oo_admin.here import Here
from oo_admin.notes import words
from oo_admin.numbers import count
from oo_admin.parts.filters import FilterBar, chips, exports
from oo_admin.views import views_of
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

MOST = 300
"""Annotations that the list shows; narrow the period for the others."""


class NoteList(Frame):
    """What the list of annotations shows."""

    bar: FilterBar = FilterBar()
    rows: list[words.Row] = []  # noqa: RUF012 — Reflex copies defaults
    finding: str = ""

    @rx.event
    @requires(Right.OVERVIEW_READ)
    async def load(self):
        """Show the annotations that the address asks for."""
        here = self._arrive()
        await self._panel("notes", self._show(here), None)
        self.ready = True

    @rx.event
    @requires(Right.NOTES_WRITE)
    async def remove(self, note: str):
        """Take a note of one's own away."""
        try:
            note_id = AnnotationId(UUID(note))
        except (ValueError, TypeError, AttributeError):
            return None
        removed = running().steering.annotate.remove(acting(), note_id)
        await act(self, "", removed, "Note removed.")
        return NoteList.load

    async def _show(self, here: Here) -> None:
        period, address, rights = here.period, here.address, current().rights
        every = await running().steering.read_annotations(period.start, period.end)
        found = words.chosen(every, address)
        writes = Right.NOTES_WRITE in rights
        self.rows = [words.row(it, here, acting().name, writes=writes) for it in found[:MOST]]
        self.finding = words.finding(found, period.length)
        csv, json = exports(address, "notes") if Right.EXPORTS_MAKE in rights else ("", "")
        narrowed = address.every("f") or address.get("show")
        self.bar = FilterBar(
            views=[*words.ways(address), *await views_of(here, "notes")],
            chips=chips(address),
            choices=words.choices(address, every),
            left=f"{count(len(found))} match",
            csv=csv,
            json=json,
            clear=address.without("f", "show", "peek").href if narrowed else "",
        )
