"""Jump to a page, a user, a tip, a policy or a saved view, by a few letters."""

import re
from dataclasses import dataclass, field

import reflex as rx
from reflex_components_core.react_router import link

from core.domain.access import Right
from core.domain.saved_view import SavedView
from core.domain.session import Principal
from core.wiring import running
from oo_admin.address import Address
from oo_admin.frame import Frame
from oo_admin.nav import ENTRIES, page_at, page_name
from oo_admin.parts.sheet import sheet
from oo_admin.parts.shown import Shown
from oo_admin.seen import Choice
from oo_app.shared.marks import requires
from oo_app.shared.session import current

MAX_LETTERS = 80
"""Nobody looks for more."""
MOST = 6
"""Places of one kind that are named at once."""
USER = re.compile(r"u_[a-z2-7]{1,8}")
"""How what a user is called here begins."""
TIP = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What the id of a tip looks like."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind."""

    kind: str = ""
    places: list[Choice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What a text is looked for in, beside the pages: what begins like it or holds it."""

    policies: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    views: tuple[SavedView, ...] = ()


class Palette(Frame):
    """What the palette shows."""

    found: list[Found] = []  # noqa: RUF012 — Reflex copies defaults

    @rx.event
    @requires(Right.CONSOLE_ENTER)
    async def look(self, text: str):
        """Show what holds these letters; only what the role may open."""
        if not isinstance(text, str) or len(text) > MAX_LETTERS:
            return
        here, letters, who = Address.read(self.router.url), text.strip().casefold(), current()
        known = Known(
            running().policy_names, await _users(letters, who), await _views(letters, who)
        )
        self.found = find(here, letters, who.rights, known)


async def _users(text: str, who: Principal) -> tuple[str, ...]:
    if Right.USERS_READ not in who.rights or not USER.fullmatch(text):
        return ()
    return await running().read_users.beginning(text, MOST)


async def _views(text: str, who: Principal) -> tuple[SavedView, ...]:
    if not text or who.user_id is None:
        return ()
    pages = [page_name(it.path) for it in ENTRIES if it.right in who.rights]
    return (await running().steering.read_views.named(who.user_id, text, pages))[:MOST]


def find(here: Address, text: str, rights: frozenset[str], known: Known) -> list[Found]:
    """Return the places that a text may mean, by kind; a tip is named in full."""
    pages = [it for it in ENTRIES if it.right in rights and text in it.name.casefold()]
    groups = [Found("Pages", [Choice(here.to(it.path).href, it.name, key=it.part) for it in pages])]
    if Right.USERS_READ in rights:
        users = [Choice(here.to(f"/admin/users/{it}").href, it) for it in known.users]
        groups.append(Found("Users", users))
    views = [
        Choice(Address.read(f"{page_at(it.page)}?{it.query}").put(v=str(it.id)).href, it.name)
        for it in known.views
    ]
    groups.append(Found("Saved views", views))
    if Right.PICKS_READ in rights and text:
        named = [name for name in known.policies if text in name][:MOST]
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
            placeholder="A page, a user, a tip, a policy, a view",
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
