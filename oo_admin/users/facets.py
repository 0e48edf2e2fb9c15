"""Put the facets of the list of users into words and links."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.domain.users_panel import FacetGroup
from oo_admin.address import Address
from oo_admin.numbers import count
from oo_admin.parts.filters import Chip
from oo_admin.seen import Choice

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "seen": "Last seen",
        "policy": "Served by",
        "experiment": "Experiment",
        "link": "Integration",
        "consent": "Consent",
        "tenure": "Tenure",
        "joined": "Joined",
        "step": "Came as far as",
    }
)
"""What dimensions are called."""
VALUES: Mapping[str, str] = MappingProxyType(
    {
        "seen:24h": "in 24 h",
        "seen:7d": "in 7 d",
        "seen:28d": "in 28 d",
        "seen:longer": "longer",
        "policy:": "nobody yet",
        "link:todoist": "Todoist",
        "link:lost": "lost token",
        "link:none": "none",
        "tenure:under_14d": "under 14 d",
        "tenure:14d_60d": "14 – 60 d",
        "tenure:over_60d": "over 60 d",
        "joined:period": "in this period",
        "step:connected": "connected",
        "step:first_tip": "first tip",
        "step:first_answer": "first answer",
        "step:returned": "day 7",
    }
)
"""What values are called, where they do not say it themselves."""


@dataclass(frozen=True, slots=True)
class Item:
    """One value; `href` narrows by it alone, or no more when it is in force."""

    words: str = ""
    number: str = ""
    href: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One dimension."""

    name: str = ""
    lines: list[Item] = field(default_factory=list)
    late: bool = False


def groups(found: tuple[FacetGroup, ...], address: Address) -> list[Group]:
    """Return the facets that have anything to choose from."""
    made = []
    for it in found:
        values = [value for value in it.values if it.dim != "experiment" or value.value]
        items = [_item(it.dim, value.value, value.count, address) for value in values]
        if items or not it.counted:
            made.append(Group(NAMES[it.dim], items, not it.counted))
    return made


def choices(found: list[Group]) -> list[Choice]:
    """Return all values as one menu, for narrow screens."""
    return [
        Choice(item.href, f"{group.name}: {item.words}", item.here)
        for group in found
        for item in group.lines
    ]


def chips(address: Address) -> list[Chip]:
    """Return what the list is narrowed by, in the facets' words, each with the way to drop it."""
    made = []
    for text in address.every("f"):
        dim, _, value = text.removeprefix("-").partition(":")
        sign = "not " if text.startswith("-") else ""
        words = VALUES.get(f"{dim}:{value}", value)
        href = address.without_filter(text).href
        made.append(Chip(f"{NAMES.get(dim, dim).lower()} {sign}{words}", href))
    if search := address.get("q"):
        made.append(Chip(f"called {search}", address.without("q", "after", "before").href))
    return made


def _item(dim: str, value: str, number: int, address: Address) -> Item:
    said = f"{dim}:{value}"
    here = said in address.every("f")
    others = address.without("after", "before", "peek")
    for text in address.every("f"):
        if text.removeprefix("-").partition(":")[0] == dim:
            others = others.without_filter(text)
    href = others.href if here else others.with_filter(said).href
    return Item(VALUES.get(said, value), count(number), href, here)
