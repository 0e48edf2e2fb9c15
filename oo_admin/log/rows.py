"""Turn a page of the log into what its table, its filters and its foot show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.fact import Fact
from core.domain.ids import TipId
from core.domain.pick_list import Listed, PicksPage, Standing
from core.domain.pseudonym import pseudonym
from oo_admin.address import Address
from oo_admin.here import Here
from oo_admin.log.asked import sort_of, tip_of
from oo_admin.log.dimensions import DIMENSIONS, ENDINGS, NAMED, value_words
from oo_admin.log.words import (
    agree_words,
    choice_words,
    found_words,
    pages_words,
    row_words,
    signed_chance,
)
from oo_admin.moments import clock_words, moment_words
from oo_admin.numbers import seconds
from oo_admin.parts.filters import Chip, FilterBar, exports
from oo_admin.parts.peek import Peek
from oo_admin.parts.table import Head, Pages, heads
from oo_admin.seen import Choice

US = 1_000_000
"""Microseconds in a second."""
CHANCE = "random"
"""The policy that weighs nothing."""
COLUMNS = (
    ("shown", "Shown", False, True),
    ("user", "User", False, False),
    ("candidate", "Candidate", False, False),
    ("choice", "Choice", False, False),
    ("propensity", "Propensity", False, True),
    ("reaction", "Reaction", False, False),
    ("agree", "Agree", True, False),
    ("policy", "Served by", False, False),
    ("took", "Took", True, True),
)
"""The columns: name, words, whether a number, whether it sorts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pick in the table; what ends with `said` is what a click filters by."""

    tip: str = ""
    shown: str = ""
    user: str = ""
    words: str = ""
    choice: str = ""
    choice_said: str = ""
    propensity: str = ""
    width: str = "0%"
    ending: str = ""
    reaction: str = ""
    agree: str = ""
    agree_said: str = ""
    policy: str = ""
    took: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one dimension, in the menu of filters."""

    words: str = ""
    choices: list[Choice] = field(default_factory=list)


def rows_of(page: PicksPage, here: Here, peek: TipId | None) -> list[Row]:
    """Return the rows of a page."""
    return [_row(it, here, peek) for it in page.rows]


def _row(listed: Listed, here: Here, peek: TipId | None) -> Row:
    fact = listed.fact
    disagreed = "shadow:disagrees" if fact.disagreeing else "shadow:agrees"
    return Row(
        tip=str(fact.tip_id),
        shown=moment_words(fact.served_at, here.zone, here.now),
        user=pseudonym(fact.user_id),
        words=row_words(listed),
        choice="by chance" if fact.policy == CHANCE else choice_words(fact),
        choice_said=_choice_said(fact),
        propensity=signed_chance(fact.propensity),
        width=f"{100 * fact.propensity:.1f}%",
        ending=fact.ending,
        reaction=ENDINGS[fact.ending],
        agree=agree_words(fact),
        agree_said=disagreed if fact.choice.targets else "",
        policy=fact.policy,
        took=seconds(fact.choice.took_us / US) if fact.choice.known else "\u2014",
        here=fact.tip_id == peek,
    )


def _choice_said(fact: Fact) -> str:
    if fact.policy == CHANCE:
        return f"policy:{CHANCE}"
    return "choice:explored" if fact.choice.explored else "choice:greedy"


def heads_of(address: Address) -> list[Head]:
    """Return the heads of the table; the default order shows, too."""
    return heads(address.put(sort=sort_of(address.get("sort"))), COLUMNS)


def pages_of(page: PicksPage, address: Address) -> Pages:
    """Return where the page stands, and the ways on."""
    top = address.without("peek", "after", "before")
    if not page.rows:
        return Pages()
    first, last = str(page.rows[0].fact.tip_id), str(page.rows[-1].fact.tip_id)
    return Pages(
        pages_words(page),
        top.put(before=first).href if page.earlier else "",
        top.put(after=last).href if page.later else "",
    )


def peek_of(page: PicksPage, address: Address, peek: TipId | None, *, open_: bool) -> Peek:
    """Return where the drawer stands, and the ways to its neighbours, across pages."""
    searched = ("q",) if tip_of(address.get("q")) else ()
    close = address.without("peek", *searched).href
    if not open_ or peek is None:
        return Peek()
    standing = page.peek
    if standing is None:
        return Peek(open=True, place="outside of the list", close=close)
    return Peek(
        open=True,
        place=_place(page, standing),
        previous=_beside(page, address, standing.previous, back=True),
        next=_beside(page, address, standing.next, back=False),
        close=close,
    )


def _place(page: PicksPage, standing: Standing) -> str:
    place = f"{standing.place.number:,}".replace(",", "\u202f")
    number = f"{page.count.number:,}".replace(",", "\u202f")
    beyond, least = "beyond " * standing.place.more, "at least " * page.count.more
    return f"{beyond}{place} of {least}{number}"


def _beside(page: PicksPage, address: Address, tip: TipId | None, *, back: bool) -> str:
    """Return the way to a neighbour; when this page does not show it, the list moves along."""
    if tip is None:
        return ""
    shown = [it.fact.tip_id for it in page.rows]
    if tip in shown or not shown or not (page.peek and page.peek.listed):
        return address.put(peek=str(tip)).href
    if back:
        return address.without("after").put(before=str(shown[0]), peek=str(tip)).href
    return address.without("before").put(after=str(shown[-1]), peek=str(tip)).href


def bar_of(page: PicksPage, here: Here) -> FilterBar:
    """Return the line of filters."""
    address = here.address
    csv, json = exports(address, "log")
    cleared = address.without("f", "q", "after", "before", "peek")
    return FilterBar(
        chips=_chips(address),
        left=found_words(page, clock_words(here.now, here.zone)),
        csv=csv,
        json=json,
        clear=cleared.href if address.every("f") or address.get("q") else "",
    )


def _chips(address: Address) -> list[Chip]:
    made = [_chip(address, text) for text in address.every("f")]
    if search := address.get("q"):
        made.append(Chip(f"search {search[:40]}", address.without("q", "after", "before").href))
    return made


def _chip(address: Address, text: str) -> Chip:
    name, _, value = text.removeprefix("-").partition(":")
    sign = "is not" if text.startswith("-") else "="
    href = address.without_filter(text).href
    if name == "shadow":
        return Chip(f"shadow {'not ' if text.startswith('-') else ''}{value}", href)
    known = NAMED.get(name)
    words = value_words(known, value) if known else value
    return Chip(f"{known.words if known else name} {sign} {words}", href)


def groups_of(
    address: Address, policies: tuple[str, ...], experiments: tuple[str, ...]
) -> list[Group]:
    """Return the menu of filters: everything that can be asked for by a closed word."""
    free = {
        "policy": {it: it for it in policies},
        "experiment": {it: it for it in experiments},
        "fallback": {"any": "any", "none": "none"},
    }
    made = [
        Group("shadows", _choices(address, "shadow", {"disagrees": "disagree", "agrees": "agree"}))
    ]
    for each in DIMENSIONS:
        values = free.get(each.name) or {it: value_words(each, it) for it in each.stored}
        made.append(Group(each.words, _choices(address, each.name, values)))
    return [group for group in made if group.choices]


def _choices(address: Address, name: str, values: Mapping[str, str]) -> list[Choice]:
    asked = address.every("f")
    return [
        Choice(address.with_filter(f"{name}:{value}").href, words, f"{name}:{value}" in asked)
        for value, words in values.items()
    ]
