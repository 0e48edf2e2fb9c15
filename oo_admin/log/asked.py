"""Read from an address which picks are asked for; what means nothing is ignored."""

import re
from collections.abc import Iterable
from uuid import UUID

from core.domain.fact_query import Amount, Between, Only, Order
from core.domain.ids import TipId
from core.domain.pick_list import PicksAsked
from oo_admin.here import Here
from oo_admin.log.dimensions import NAMED

SORTS = {"shown": Order.SHOWN, "propensity": Order.PROPENSITY, "took": Order.TOOK}
"""What the list can be sorted by."""
DEFAULT_SORT = "-shown"
"""The newest first."""
WORD = re.compile(r"[\w().,@+-]{1,80}")
"""What a value can look like that is no word of ours: names of policies, experiments, faults."""
NAME = re.compile(r"u_[a-z2-7]{8}")
"""A pseudonym."""
SHADOWS = {"agrees": Between(Amount.DISAGREEING, 0, 0), "disagrees": Between(Amount.DISAGREEING, 1)}
"""Whether all shadows would have shown the same."""
OPPOSITE = {"agrees": "disagrees", "disagrees": "agrees"}
"""What is left when one of them is excluded."""


def asked_of(here: Here) -> PicksAsked:
    """Return what an address asks for."""
    address = here.address
    said = [_said(text) for text in address.every("f")]
    search = address.get("q").strip()
    users = [value for dimension, value, but in said if dimension == "user" and not but]
    user = next(filter(NAME.fullmatch, [search, *users]), "")
    sort = sort_of(address.get("sort"))
    return PicksAsked(
        here.period.start,
        here.period.end,
        only=tuple(_only(said)),
        between=tuple(_between(said)),
        user=user,
        order=SORTS[sort.removeprefix("-")],
        greatest_first=sort.startswith("-"),
        after=tip_of(address.get("after")),
        before=tip_of(address.get("before")),
        peek=tip_of(address.get("peek")) or tip_of(search),
    )


def sort_of(text: str) -> str:
    """Return how an address sorts; by the newest first when it says nothing known."""
    return text if text.removeprefix("-") in SORTS else DEFAULT_SORT


def tip_of(text: str) -> TipId | None:
    """Return the tip that a text names, if it names one."""
    try:
        return TipId(UUID(text))
    except ValueError:
        return None


def _said(text: str) -> tuple[str, str, bool]:
    """Return dimension and value of a filter, and whether it excludes."""
    dimension, _, value = text.removeprefix("-").partition(":")
    return dimension, value, text.startswith("-")


def _only(said: Iterable[tuple[str, str, bool]]) -> Iterable[Only]:
    """Return the columns' filters: values of one dimension are alternatives."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for name, said_value, excludes in said:
        value, but = (said_value, excludes)
        if (name, value) == ("fallback", "any"):
            value, but = "none", not excludes
        known = NAMED.get(name)
        if known is None:
            continue
        free = name in {"policy", "experiment", "fallback"} and WORD.fullmatch(value)
        stored = known.stored.get(value, value if free else None)
        if stored is not None:
            groups.setdefault((name, but), []).append(stored)
    for (name, but), values in groups.items():
        yield Only(NAMED[name].column, tuple(dict.fromkeys(values)), but)


def _between(said: Iterable[tuple[str, str, bool]]) -> Iterable[Between]:
    for name, value, but in said:
        if name == "shadow" and value in SHADOWS:
            yield SHADOWS[OPPOSITE[value] if but else value]
