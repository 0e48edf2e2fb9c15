"""Save the page as it stands under a name, and forget views of one's own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx

from core.domain.access import Right
from core.domain.ids import ViewId
from core.domain.saved_view import MAX_NAME
from core.wiring import running
from oo_admin.acting import act, ask, look_again, tell, text_in
from oo_admin.address import Address
from oo_admin.frame import Frame
from oo_admin.nav import page_name
from oo_admin.parts.said import said_in
from oo_admin.parts.sheet import either, field, sheet, when_open
from oo_admin.parts.shown import Shown, some
from oo_admin.views import ASIDE
from oo_app.shared.door import me
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

NAME = "view"
"""What opens the sheet."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One view of one's own."""

    id: str = ""
    name: str = ""
    who: str = ""


class ViewSheet(Frame):
    """What the sheet for views shows."""

    may_save: bool = False
    kept: list[Kept] = []  # noqa: RUF012 — Reflex copies defaults
    chosen: str = ""

    @rx.event
    @requires(Right.CONSOLE_ENTER)
    async def open(self):
        """List one's own views of the page; the one that is shown is offered to be saved anew."""
        self.may_save = Right.VIEWS_SAVE in current().rights
        address = Address.read(self.router.url)
        views = await running().steering.read_views(me(), page_name(address.path))
        own = [it for it in views if it.owner == me()]
        self.kept = [Kept(str(it.id), it.name, "shared" if it.shared else "mine") for it in own]
        shown = (it.name for it in own if str(it.id) == address.get("v"))
        self.chosen = next(shown, "")

    @rx.event
    @requires(Right.VIEWS_SAVE)
    async def save(self, form: dict[str, Any]):
        """Keep the address of the page, and show it as the view that it is now."""
        address = Address.read(self.router.url)
        place = (page_name(address.path), text_in(form, "name"))
        shared = text_in(form, "who") == "all"
        saving = running().steering.save_view(
            acting(), place, address.without(*ASIDE).query, shared=shared
        )
        view = await ask(self, NAME, saving, None)
        if view is None:
            return None
        again = look_again(self)
        tell(self, NAME, f"Saved as {view.name}.")
        there = address.put(v=str(view.id))
        return again if there == address else rx.redirect(there.href, replace=True)

    @rx.event
    @requires(Right.VIEWS_SAVE)
    async def remove(self, view: str):
        """Forget a view of one's own."""
        try:
            view_id = ViewId(UUID(view))
        except (ValueError, TypeError, AttributeError):
            return None
        forgotten = running().steering.remove_view(acting(), view_id)
        return look_again(self) if await act(self, NAME, forgotten, "View removed.") else None


def view_sheet() -> rx.Component:
    """Return the sheet that Shift S opens."""
    readers = rx.el.p("Analysts, operators and owners save views.", class_name="t2")
    own = rx.fragment(
        rx.el.h3("Your views of this page", class_name="part"),
        rx.el.ul(rx.foreach(ViewSheet.kept, _kept), class_name="noted"),
    )
    return sheet(
        NAME,
        "Save this view",
        when_open(ViewSheet.open),
        said_in(NAME),
        rx.cond(ViewSheet.may_save, _form(), readers),
        rx.cond(some(ViewSheet.kept), own),
        look="narrow-sheet",
        done=Frame.said.done,
    )


def _form() -> rx.Component:
    name = rx.el.input(
        name="name",
        default_value=ViewSheet.chosen,
        key=ViewSheet.chosen,
        required=True,
        max_length=MAX_NAME,
        auto_complete="off",
    )
    return rx.el.form(
        field("Name", name, "Under the same name it takes the place of the earlier one."),
        either("For", "who", (("mine", "Me"), ("all", "Everybody here"))),
        rx.el.div(
            rx.el.button("Save", class_name="btn primary", type="submit"),
            rx.el.button("Cancel", class_name="btn", type="button", data_closes=""),
            class_name="act-keys",
        ),
        on_submit=ViewSheet.save,
        reset_on_submit=False,
    )


def _kept(view: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.span(view.who, class_name="t3"),
        rx.el.span(view.name, class_name="t1"),
        rx.el.button(
            "Remove",
            class_name="btn quiet",
            type="button",
            aria_label=f"Remove the view {view.name}",
            on_click=ViewSheet.remove(view.id),
        ),
    )
