"""The yardstick: a bare Reflex app with one trivial handler, measured in the same run as oO."""

import reflex as rx


class Bare(rx.State):
    """Count."""

    count: int = 0

    @rx.event
    def more(self, turn: int):  # noqa: ARG002 — as many arguments as a real answer has
        """Add one."""
        self.count += 1


def _page() -> rx.Component:
    return rx.el.main(rx.el.button(Bare.count, on_click=Bare.more(1)))


app = rx.App(toaster=None)
app.add_page(_page, route="/")
