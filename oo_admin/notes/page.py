"""Draw the list of annotations: what happened, when, who says so, and what it is about."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.frame import Frame
from oo_admin.notes.state import NoteList
from oo_admin.parts.act_sheet import opens
from oo_admin.parts.filters import filter_bar
from oo_admin.parts.panel import blank, panel
from oo_admin.parts.shown import Shown, some
from oo_admin.parts.table import plain_table, value
from oo_admin.shell import page as framed

HEADS = ("When ↓", "Kind", "What happened", "Shown on", "Who", "Yours")
"""The columns of the list."""


def page() -> rx.Component:
    """Return the page at `/admin/notes`."""
    return framed(
        "Annotations",
        rx.el.div(_list(), class_name="c-row c1"),
        bar=filter_bar(NoteList.bar),
    )


def _list() -> rx.Component:
    none = blank(
        "Nothing is noted here.",
        "oO notes promotions, shadows, experiments, simulations, incidents and deploys by itself; "
        "people note the rest.",
        rx.cond(
            NoteList.bar.clear != "",
            link("Show everything", to=NoteList.bar.clear, class_name="btn sm"),
            rx.cond(Frame.may_note, opens("notes", "Annotate")),
        ),
    )
    listing = plain_table("Annotations", HEADS, rx.foreach(NoteList.rows, _row))
    return panel(
        "notes",
        NoteList.finding,
        rx.cond(some(NoteList.rows), listing, none),
        note="Each stands under the time charts of the pages named here.",
    )


def _row(row: Shown) -> rx.Component:
    remove = rx.el.button(
        "Remove",
        class_name="btn quiet",
        type="button",
        aria_label=f"Remove the note {row.words}",
        on_click=NoteList.remove(row.id),
    )
    words = rx.cond(row.about != "", link(row.words, to=row.about), rx.el.span(row.words))
    return rx.el.tr(
        rx.el.td(link(rx.el.time(row.when), to=row.href, data_peek=""), class_name="nowrap"),
        rx.el.td(value(row.kind), class_name="nowrap"),
        rx.el.td(words, class_name="words"),
        rx.el.td(row.where, class_name="t2 nowrap"),
        rx.el.td(value(row.by), class_name="nowrap"),
        rx.el.td(rx.cond(row.mine, remove), class_name="num"),
        class_name=rx.cond(row.open, "sel", ""),
        data_row=row.id,
    )
