"""Make the links of one user's page: tabs, kinds, acts, the walk through the list, older days."""

from datetime import datetime

from core.domain.pseudonym import pseudonym
from core.domain.trail import Stretch
from core.domain.users_panel import UsersPage
from core.wiring import running
from oo_admin.address import Address
from oo_admin.frame import Here
from oo_admin.numbers import count
from oo_admin.parts.peek import Peek
from oo_admin.seen import Choice
from oo_admin.users.acts import Act
from oo_admin.users.asked import LIST, asked_of
from oo_admin.users.trail_words import KINDS
from oo_admin.users.words import whole

TABS = (
    ("timeline", "Timeline"),
    ("picks", "Picks"),
    ("features", "Features"),
    ("history", "History"),
)
"""The tabs; the first one is shown to who asks for none."""
AT_TOP = 3
"""Acts that have a button; the others are in a menu."""


def read(url: str) -> Address:
    """Return the address of the page."""
    return Address.read(url)


def tabs(address: Address) -> tuple[list[Choice], str]:
    """Return the tabs, and which of them is open."""
    asked = address.get("tab")
    here = asked if asked in dict(TABS) else TABS[0][0]
    bare = address.without("tab", "kind", "older", "act", "reset")
    made = [
        Choice(bare.put(tab="" if name == TABS[0][0] else name).href, words, name == here)
        for name, words in TABS
    ]
    return made, here


def kinds(address: Address) -> tuple[list[Choice], str]:
    """Return what the timeline can be narrowed to, and to what it is."""
    asked = address.get("kind")
    here = asked if asked in dict(KINDS) else ""
    return [Choice(address.put(kind=kind).href, words, kind == here) for kind, words in KINDS], here


def buttons(address: Address, found: list[Act]) -> tuple[list[Choice], list[Choice]]:
    """Return the acts as buttons, and the rest of them as a menu."""
    made = [Choice(act(address, it.name), it.words) for it in found]
    return made[:AT_TOP], made[AT_TOP:]


def act(address: Address, name: str) -> str:
    """Return the address that begins an act: it shows what the act would do."""
    return address.put(act=name).href


def older(address: Address, stretch: Stretch) -> str:
    """Return the address of the days before; empty when there are none in the period."""
    if stretch.older is None:
        return ""
    return address.put(older=stretch.older.isoformat()).href


def older_in(address: Address) -> datetime | None:
    """Return before when the timeline is to begin."""
    try:
        moment = datetime.fromisoformat(address.get("older"))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


async def walk(here: Here, name: str) -> Peek:
    """Return where a user stands in the list that the address narrows, and the ways on."""
    address, asked = here.address, asked_of(here)
    found = await running().read_users.peek(asked, name)
    if found is None:
        return Peek()
    page: UsersPage = await running().read_users.counted(asked)
    many = f"more than {count(page.total)}" if page.more else count(page.total)
    narrowed = bool(asked.filters or asked.called)
    place = f"{count(found.place)} of {many}" if found.place else f"one of {many}"
    return Peek(
        open=True,
        place=f"{place} in filter" if narrowed else place,
        previous=whole(address, pseudonym(found.previous.user_id)) if found.previous else "",
        next=whole(address, pseudonym(found.next.user_id)) if found.next else "",
        close=Address(LIST, address.without("tab", "kind", "older", "act", "reset").pairs).href,
    )
