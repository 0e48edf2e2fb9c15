"""Draw one panel: a title that says the finding, when it was true, and what stands in its place."""

import reflex as rx

from oo_admin.frame import Frame
from oo_admin.parts.shown import Node, Shown


def panel(
    name: str, title: Node, *body: Node, sub: Node = "", note: Node = "", links: Node = ""
) -> rx.Component:
    """Return a panel; when it could not be read, the reason stands where its body would.

    Args: name is what `Frame._panel` was given; links stand beside "as of".
    """
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title),
            rx.el.div(class_name="grow"),
            rx.el.div("as of ", rx.el.time(Frame.as_of), links, class_name="c-meta"),
            class_name="ph",
        ),
        _line(sub, "sub"),
        failed_or(name, *body),
        _line(note, "c-note"),
        class_name="panel",
        data_panel=name,
    )


def failed_or(name: str, *body: Node) -> rx.Component:
    """Return what a panel shows, or why it could not be read."""
    return rx.cond(
        rx.Var.create(Frame.trouble).contains(name),
        _failed(Frame.trouble[name]),
        rx.fragment(*body),
    )


def _line(words: Node, look: str) -> rx.Component:
    if isinstance(words, str) and not words:
        return rx.fragment()
    return rx.el.p(words, class_name=look)


def _failed(reference: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.span(rx.el.b("This panel could not be loaded."), class_name="st bad")),
        rx.el.p("Other panels are not affected. The log knows it as ", rx.el.code(reference), "."),
        rx.el.a("Try again", href=Frame.here, class_name="btn sm"),
        class_name="blank",
        role="status",
    )


def blank(title: Node, line: Node, *acts: Node) -> rx.Component:
    """Return what an empty panel says: what would be here, why it is not, one next step."""
    return rx.el.div(rx.el.b(title), rx.el.span(line), rx.el.div(*acts), class_name="blank")


def twin(ident: str, *table: Node) -> rx.Component:
    """Return the table behind a chart, folded up; the chart's cursor reads its rows."""
    return rx.el.details(
        rx.el.summary("Table"),
        rx.el.div(*table, class_name="scroll-x", tab_index=0, role="region", aria_label="Table"),
        class_name="twin",
        id=f"{ident}-twin",
    )
