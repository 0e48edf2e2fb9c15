"""Jump to a page, a user, a tip, a policy or a saved view, by a few letters."""

import re
from dataclasses import dataclass, field

import reflex as rx
from reflex_components_core.react_router import link

from core.domain.access import Right
from core.wiring import running
from oo_admin.address import Address
from oo_admin.frame import Frame
from oo_admin.nav import ENTRIES
from oo_admin.parts.sheet import sheet
from oo_admin.parts.shown import Shown
from oo_admin.seen import Choice
from oo_app.shared.marks import requires
from oo_app.shared.session import current

MAX_LETTERS = 80
"""Nobody looks for more."""
MOST = 6
"""Policies that are named at once."""
USER = re.compile(r"u_[a-z2-7]{8}")
"""What a user is called here."""
TIP = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What the id of a tip looks like."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind."""

    kind: str = ""
    places: list[Choice] = field(default_factory=list)


class Palette(Frame):
    """What the palette shows."""

    found: list[Found] = []  # noqa: RUF012 — Reflex copies defaults

    @rx.event
    @requires(Right.CONSOLE_ENTER)
    def look(self, text: str):
        """Show what holds these letters; only what the role may open."""
        if isinstance(text, str) and len(text) <= MAX_LETTERS:
            here = Address.read(self.router.url)
            self.found = find(
                here, text.strip().casefold(), current().rights, running().policy_names
            )


def find(
    here: Address, text: str, rights: frozenset[str], policies: tuple[str, ...]
) -> list[Found]:
    """Return the places that a text may mean, by kind; a user or a tip is named in full."""
    pages = [it for it in ENTRIES if it.right in rights and text in it.name.casefold()]
    groups = [Found("Pages", [Choice(here.to(it.path).href, it.name, key=it.part) for it in pages])]
    if Right.USERS_READ in rights and USER.fullmatch(text):
        groups.append(Found("Users", [Choice(here.to(f"/admin/users/{text}").href, text)]))
    if Right.PICKS_READ in rights and text:
        named = [name for name in policies if text in name][:MOST]
        picks = [
            Choice(here.to("/admin/log", f"policy:{it}").href, f"Picks of {it}") for it in named
        ]
        groups.append(Found("Policies", picks))
        if TIP.fullmatch(text):
            peek = here.to("/admin/log").put(peek=text, p="all")
            groups.append(Found("Tips", [Choice(peek.href, text)]))
    return [group for group in groups if group.places]


def palette_sheet() -> rx.Component:
    """Return the sheet that Ctrl K opens."""
    return sheet(
        "palette",
        rx.el.input(
            type="search",
            placeholder="A page, a user, a tip, a policy",
            aria_label="Jump to",
            on_change=Palette.look.debounce(120),
            class_name="jump-to",
            auto_complete="off",
        ),
        rx.el.div(rx.foreach(Palette.found, _group), class_name="found"),
        rx.el.p("↑ ↓ move · Enter opens · Ctrl Enter opens a new tab", class_name="c-note"),
    )


def _group(group: Shown) -> rx.Component:
    return rx.el.section(rx.el.h3(group.kind), rx.foreach(group.places, _place))


def _place(place: Shown) -> rx.Component:
    return link(rx.el.span(place.words), rx.el.span(place.key, class_name="t3"), to=place.href)
