"""Draw what is known of one user: identity, consents, links, last tip, posterior, devices, looks."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.shown import Node, Shown, some
from oo_admin.users.user_state import OneUser


def side() -> rx.Component:
    """Return the column at the right."""
    it = OneUser.side
    return rx.fragment(
        _part("Identity", _identity(), way=_to_reveal()),
        _part("Consents", rx.el.ul(rx.foreach(it.consents, _item))),
        _part(
            "Integrations",
            rx.cond(
                some(it.integrations),
                rx.el.ul(rx.foreach(it.integrations, _item)),
                rx.el.p(rx.el.span("Todoist: never connected, or let go", class_name="st unk")),
            ),
            _note(it.trouble),
        ),
        _part("Last tip", _last(), way=_to_pick()),
        _part(
            "Posterior",
            rx.cond(
                some(it.learned),
                rx.el.dl(rx.foreach(it.learned, _fact), class_name="c-facts"),
                rx.el.p("No policy has learned anything about this user yet.", class_name="t2"),
            ),
        ),
        _part(
            "Devices",
            rx.cond(
                some(it.devices),
                rx.el.ul(rx.foreach(it.devices, _item)),
                rx.el.p("Signed in nowhere.", class_name="t2"),
            ),
        ),
        _part("Looked at", rx.el.p(it.looked, class_name="t2")),
    )


def _part(name: str, *content: Node, way: Node = "") -> rx.Component:
    return rx.el.section(
        rx.el.h3(rx.el.span(name), way), *content, class_name="facts-part", aria_label=name
    )


def _identity() -> rx.Component:
    known = OneUser.revealed
    hidden = "•••••• ••••••••"
    return rx.fragment(
        rx.el.dl(
            rx.el.dt("Name"),
            rx.cond(known.until != "", rx.el.dd(known.name), rx.el.dd(hidden, class_name="c-mask")),
            rx.el.dt("E-mail"),
            rx.cond(
                known.until != "",
                rx.el.dd(known.email),
                rx.el.dd("•••@•••••.•••", class_name="c-mask"),
            ),
            rx.el.dt("Signed in by"),
            rx.el.dd(OneUser.side.signed_in_by),
            rx.el.dt("Time zone"),
            rx.el.dd(OneUser.side.timezone),
            class_name="c-facts",
        ),
        rx.el.p(
            rx.cond(
                known.until != "",
                f"Revealed to you until {known.until}; the user is told.",
                "Revealing asks for a reason, ends after 30 min and is shown to the user.",
            ),
            class_name="c-note",
        ),
    )


def _to_reveal() -> rx.Component:
    wanted = (OneUser.reveal != "") & (OneUser.revealed.until == "")
    return rx.cond(wanted, link("Reveal…", to=OneUser.reveal))


def _to_pick() -> rx.Component:
    return rx.cond(OneUser.side.last_href != "", link("Open pick", to=OneUser.side.last_href))


def _last() -> rx.Component:
    it = OneUser.side
    said = rx.el.p("“", it.sentence, "”", class_name="says")
    return rx.fragment(rx.cond(it.sentence != "", said), _note(it.source))


def _note(words: Shown) -> rx.Component:
    return rx.cond(words != "", rx.el.p(words, class_name="c-note"))


def _item(item: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.span(item.words, class_name=f"st {item.look}"),
        rx.el.span(item.side, class_name="t2"),
    )


def _fact(pair: Shown) -> rx.Component:
    return rx.fragment(rx.el.dt(pair[0]), rx.el.dd(pair[1]))
