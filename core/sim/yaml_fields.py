"""Take typed values out of a stranger's YAML; nothing is guessed, and each refusal says what to do."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from yaml import ScalarNode
from yaml.resolver import Resolver

from core.sim.persona import HOURS
from core.sim.yaml_file import Node, shown

T = TypeVar("T")
Read = Callable[[Node], T]
"""Takes one value, or raises PersonaFileWrong."""

FORMAT = 1
"""The format of persona and world files that is read."""
LISTED = 20
"""When so few words are known, a message lists them."""

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?")
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,11})")
_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Fields:
    """The named values of one mapping; every name is a known one."""

    node: Node
    named: Mapping[str, Node]

    def need(self, name: str, read: Read[T]) -> T:
        """Return a value that must be there."""
        if name not in self.named:
            spot = self.node.spot
            spot.inside().named(name, spot.line).refuse("is missing; add it")
        return read(self.named[name])

    def get(self, name: str, read: Read[T], usual: T) -> T:
        """Return a value, or the usual one when it was left out."""
        return read(self.named[name]) if name in self.named else usual


def fields(node: Node, known: Collection[str]) -> Fields:
    """Return the named values of a mapping; a name that is not known is refused."""
    if not isinstance(node.value, dict):
        node.spot.refuse(f"must be named values, such as `{next(iter(known))}: …`")
    for name, value in node.value.items():
        if name not in known:
            value.spot.refuse(f"is not known{meant(name, known)}")
    return Fields(node, node.value)


def named(read: Read[T], known: Collection[str]) -> Read[dict[str, T]]:
    """Return a reader of a mapping from some of the known names to values of one kind."""

    def reader(node: Node) -> dict[str, T]:
        return {name: read(value) for name, value in fields(node, known).named.items()}

    return reader


def several(read: Read[T], least: int, most: int) -> Read[tuple[T, ...]]:
    """Return a reader of a list with so many items."""

    def reader(node: Node) -> tuple[T, ...]:
        if not isinstance(node.value, tuple):
            node.spot.refuse("must be a list, such as [1, 2, 3]")
        count = len(node.value)
        if not least <= count <= most:
            node.spot.refuse(f"must have {_range(least, most)} items, but has {count}")
        return tuple(read(item) for item in node.value)

    return reader


def number(low: float, high: float) -> Read[float]:
    """Return a reader of numbers from `low` to `high`, written as 2, -2 or 2.5."""

    def reader(node: Node) -> float:
        found = float(_written(node, _NUMBER, "a number")) + 0.0  # so that -0 is 0
        if not low <= found <= high:
            node.spot.refuse(f"must be {_range(low, high)}, but is {found:g}")
        return found

    return reader


def whole(low: int, high: int) -> Read[int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def reader(node: Node) -> int:
        found = int(_written(node, _WHOLE, "a whole number"))
        if not low <= found <= high:
            node.spot.refuse(f"must be {_range(low, high)}, but is {found}")
        return found

    return reader


def text(most: int) -> Read[str]:
    """Return a reader of texts of 1 to `most` letters; runs of white space become one space."""

    def reader(node: Node) -> str:
        found = " ".join(_scalar(node, "text").split())
        if node.plain and not _is_text(found):
            node.spot.refuse(f'must be text, but {shown(found)} is none; put "" around it')
        if not 1 <= len(found) <= most:
            node.spot.refuse(f"must have 1 to {most} letters, but has {len(found)}")
        if not found.isprintable():
            node.spot.refuse("holds letters that cannot be printed; remove them")
        return found

    return reader


def word(pattern: str, meaning: str) -> Read[str]:
    """Return a reader of words that match a pattern, which `meaning` says in words."""

    def reader(node: Node) -> str:
        found = _scalar(node, meaning)
        if not re.fullmatch(pattern, found):
            node.spot.refuse(f"must be {meaning}, but is {shown(found)}")
        return found

    return reader


def one_of(options: Collection[str], what: str) -> Read[str]:
    """Return a reader of one of some words."""

    def reader(node: Node) -> str:
        found = _scalar(node, f"a {what}")
        if found not in options:
            node.spot.refuse(f"{shown(found)} is no {what} that is known{meant(found, options)}")
        return found

    return reader


def hours(least: int, most: int) -> Read[tuple[float, ...]]:
    """Return a reader of local hours of one day, each later than the one before."""
    read = several(number(0, HOURS), least, most)

    def reader(node: Node) -> tuple[float, ...]:
        found = read(node)
        for place, hour in enumerate(found):
            if hour >= HOURS:
                node.spot.refuse(f"must be before {HOURS}; midnight is 0")
            if place and hour <= found[place - 1]:
                node.spot.refuse(f"must ascend, but {hour:g} follows {found[place - 1]:g}")
        return found

    return reader


def demand_format(top: Fields) -> None:
    """Raise PersonaFileWrong unless a file says that it has the format that is read."""
    top.need("format", whole(FORMAT, FORMAT))


def meant(name: str, known: Iterable[str]) -> str:
    """Return what a wrong word may have meant, or what there is."""
    options: Sequence[str] = sorted(known)
    close = get_close_matches(name[:80], options, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; there are {', '.join(options)}" if len(options) <= LISTED else ""


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"from {low:g} to {high:g}"


def _written(node: Node, pattern: re.Pattern[str], what: str) -> str:
    found = _scalar(node, what)
    if not node.plain:
        node.spot.refuse(f"must be {what}, but {shown(found)} is text; remove the quotes")
    if not pattern.fullmatch(found):
        node.spot.refuse(f"must be {what} such as 2, but is {shown(found)}")
    return found


def _is_text(plain: str) -> bool:
    """Return whether YAML takes a text without quotes for one, not for a number or yes or no."""
    tag = Resolver().resolve(ScalarNode, plain, (True, False))  # type: ignore[no-untyped-call]  # its stubs lack types
    return bool(tag == _TEXT)


def _scalar(node: Node, what: str) -> str:
    if not isinstance(node.value, str):
        kind = "a list" if isinstance(node.value, tuple) else "a mapping"
        node.spot.refuse(f"must be {what}, but is {kind}")
    return node.value
