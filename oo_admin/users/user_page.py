"""Draw the page of one user: what happened at the left, what is known at the right."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.menu import menu
from oo_admin.parts.panel import blank
from oo_admin.parts.shown import Shown, some
from oo_admin.shell import page as framed
from oo_admin.users.act_parts import about_to_change
from oo_admin.users.asked import LIST
from oo_admin.users.side_parts import side
from oo_admin.users.tab_parts import features, history, picks, timeline
from oo_admin.users.user_state import OneUser


def page() -> rx.Component:
    """Return the page at `/admin/users/[pseudonym]`."""
    title = rx.fragment(
        link("Users", to=LIST, class_name="crumb"),
        rx.el.span(" / ", class_name="crumb"),
        rx.el.span(OneUser.name, class_name="mono"),
    )
    nobody = rx.el.section(
        blank(
            "There is no such user.",
            "They may have left: what was known of them went with them.",
            link("All users", to=LIST, class_name="btn sm"),
        ),
        class_name="panel alone",
    )
    return framed(title, rx.cond(OneUser.nobody, nobody, _whole()), acts=_walk())


def _walk() -> rx.Component:
    it = OneUser.walk
    ways = rx.el.div(
        _way(it.previous, "K ↑", "Previous user", "data-previous-row"),
        _way(it.next, "J ↓", "Next user", "data-next-row"),
        class_name="seg",
    )
    return rx.cond(it.open, rx.fragment(rx.el.span(it.place, class_name="t3 small nowrap"), ways))


def _way(href: Shown, words: str, label: str, mark: str) -> rx.Component:
    gone = rx.el.span(words, class_name="t3", aria_hidden="true")
    return rx.cond(
        href != "", link(words, to=href, aria_label=label, custom_attrs={mark: ""}), gone
    )


def _whole() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.span(OneUser.mark.words, class_name=f"st {OneUser.mark.look}"),
            rx.el.span(OneUser.headline, class_name="t2"),
            rx.el.span(class_name="grow"),
            rx.foreach(OneUser.buttons, _button),
            rx.cond(
                some(OneUser.more),
                menu("more acts", rx.el.span("More"), OneUser.more, look="btn"),
            ),
            class_name="c-head",
        ),
        rx.cond(OneUser.told != "", _said()),
        about_to_change(),
        rx.el.nav(rx.foreach(OneUser.ways, _tab), class_name="tabs", aria_label="Of this user"),
        rx.el.div(
            rx.el.section(
                rx.match(
                    OneUser.tab,
                    ("picks", picks()),
                    ("features", features()),
                    ("history", history()),
                    timeline(),
                ),
                class_name="panel",
            ),
            rx.el.div(side(), class_name="panel side-facts"),
            class_name="c-row side c-one",
        ),
    )


def _said() -> rx.Component:
    undo = link("Restore…", to=OneUser.undo)
    return rx.el.p(
        rx.el.span(OneUser.told, class_name="st ok"),
        " ",
        rx.cond(OneUser.undo != "", undo),
        class_name="said",
        role="status",
    )


def _button(button: Shown) -> rx.Component:
    return link(button.words, to=button.href, class_name="btn sm")


def _tab(tab: Shown) -> rx.Component:
    return rx.cond(
        tab.here,
        link(tab.words, to=tab.href, aria_current="page"),
        link(tab.words, to=tab.href),
    )
