"""Read from an address which deeds are looked for, and write the links that look for others."""

import re
from base64 import b32decode
from collections.abc import Sequence
from dataclasses import replace

from core.domain.audit import DONE, Sought
from core.domain.chain import Entry
from oo_admin.address import Address
from oo_admin.here import Here
from oo_admin.seen import Choice

DIMENSIONS = ("who", "kind", "action", "object")
"""What deeds are filtered by."""
PSEUDONYM = re.compile(r"u_([a-z2-7]{8})")
"""What a user is called; it says the end of an id."""
SHOWN = {
    "": Sought(),
    "changes": Sought(reads=False, result=DONE),
    "reads": Sought(reads=True),
    "refused": Sought(result="refused"),
}
"""The four ways to look at the chain, by what the address calls them."""
WORDS = {
    "": "Everything",
    "changes": "Changes",
    "reads": "Reads of personal matter",
    "refused": "Refused",
}
"""What they are called on the screen."""
MOST_NAMED = 6
"""Actors and actions that the menu of filters names, the most frequent first."""


def sought_of(here: Here) -> Sought:
    """Return which deeds an address asks for; what it says wrongly narrows nothing."""
    address = here.address
    wanted: dict[str, str] = {}
    never = []
    for text in address.every("f"):
        dimension, _, value = text.removeprefix("-").partition(":")
        if dimension not in DIMENSIONS or not value:
            continue
        if text.startswith("-"):
            never.append((dimension, value))
        else:
            wanted |= _object(value) if dimension == "object" else {dimension: value}
    return replace(
        SHOWN.get(address.get("show"), Sought()),
        since=here.period.start,
        until=here.period.end,
        words=address.get("q").strip(),
        never=tuple(never),
        **wanted,
    )


def ways(address: Address, refused: int) -> list[Choice]:
    """Return the segment: everything, changes, reads, refused and how many."""
    top = address.without("peek", "after", "v")
    now = None if address.get("v") else address.get("show")
    return [
        Choice(
            top.put(show=name).href,
            words,
            now == name,
            str(refused) if name == "refused" and refused else "",
        )
        for name, words in WORDS.items()
    ]


def choices(address: Address, entries: Sequence[Entry]) -> list[Choice]:
    """Return what can be filtered by among these deeds: who acts most, and what is done most."""
    made = []
    for name, values in (
        ("who", [it.actor for it in entries]),
        ("action", [it.action for it in entries]),
        ("kind", [it.kind for it in entries]),
    ):
        frequent = sorted(set(values), key=lambda it: (-values.count(it), it))[:MOST_NAMED]
        made += [
            Choice(address.with_filter(f"{name}:{it}").href, f"{name} = {it}") for it in frequent
        ]
    return made


def _object(value: str) -> dict[str, str]:
    """Return how an object is looked for: a user by the end of their id, all else by its name."""
    user = PSEUDONYM.fullmatch(value)
    return {"ending": b32decode(user[1].upper()).hex()} if user else {"object": value}
