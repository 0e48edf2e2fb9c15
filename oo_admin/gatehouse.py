"""Let people into the console: show who they are and where they may go."""

import reflex as rx

from core.domain.access import Right
from core.wiring import running
from oo_admin.frame import Frame
from oo_app.shared.marks import requires


class Gatehouse(Frame):
    """The first thing each page of the console asks."""

    @rx.event
    @requires(Right.CONSOLE_ENTER)
    async def enter(self):
        """Show the side; a page that is not for this role says so and stays empty."""
        self._show_side()
        self._marks = await running().steering.read_live.promotions()
