"""Fill the overview."""

import reflex as rx

from core.domain.access import Right
from oo_admin.frame import Frame
from oo_app.shared.marks import requires


class Overview(Frame):
    """What the overview shows."""

    rows: list[dict[str, int]] = []  # noqa: RUF012 — Reflex copies defaults

    @rx.event
    @requires(Right.OVERVIEW_READ)
    async def load(self):
        """Show the period that the address names."""
        self._arrive()
        self.rows = [{"x": i, "done": i, "other": 10 - i} for i in range(10)]
        self.ready = True
