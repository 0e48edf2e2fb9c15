"""Read YAML that a stranger wrote: small, plain, and every value knows where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NoReturn

import yaml
from yaml.reader import Reader

from core.errors import PersonaFileWrong

MAX_BYTES = 256 * 1024
"""A hundred personas fit; a larger file is refused before it is parsed."""
MAX_DEPTH = 8
"""How deep values may stand inside each other; a persona needs five."""
MAX_VALUES = 20_000
"""Names and values in one file; a hundred personas need fifteen thousand."""
SHOWN = 40
"""Letters of a wrong value that a message repeats."""
WHOLE = "file"
"""What a message names when no field is to blame."""

TOO_DEEP = f"stands too deep: {MAX_DEPTH} levels are the most"
"""What is said of values inside too many others."""
NESTED = "exceeded maximum nesting depth"
"""How libyaml, from 0.2.6 on, refuses a thousand levels that it reads ahead before we see the first."""

_PARSER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def shown(text: str) -> str:
    """Return a stranger's text fit for a message: quoted, on one line, cut short."""
    cut = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return repr(cut)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a file."""

    file: str
    line: int = 0
    """Counts from 1: where its name stands, or itself when it has none."""
    field: str = WHOLE
    """Its path: `personas[2].areas.work.like`; the second persona is [2]."""
    depth: int = 0

    def refuse(self, problem: str, cause: Exception | None = None) -> NoReturn:
        """Raise PersonaFileWrong about what stands here."""
        raise PersonaFileWrong(self.file, self.line, self.field, problem) from cause

    def named(self, name: str, line: int) -> "Spot":
        """Return the spot of a named value inside this one."""
        step = (
            name if name.isascii() and name.isidentifier() and len(name) <= SHOWN else shown(name)
        )
        field = f"{self.field}.{step}" if self.depth > 1 else step
        return Spot(self.file, line, field, self.depth)

    def nth(self, place: int, line: int) -> "Spot":
        """Return the spot of one item of this list; the first is 1."""
        return Spot(self.file, line, f"{self.field}[{place}]", self.depth)

    def inside(self) -> "Spot":
        """Return the same spot, one level deeper."""
        return Spot(self.file, self.line, self.field, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a file: a text as it was written, a list, or named values."""

    spot: Spot
    value: "str | tuple[Node, ...] | dict[str, Node]"
    plain: bool = True
    """Whether a text stands without quotes: only then can it be a number."""


def read_bytes(source: Path | Traversable, file: str, otherwise: str = "") -> bytes:
    """Return what a file holds, reading no more than is allowed.

    Args: otherwise is what else could be done when it is not there.
    Raises: PersonaFileWrong when it is too large or is no file that can be read.
    """
    spot = Spot(file)
    try:
        if not source.is_file():
            spot.refuse(f"is not there, or is no file; check the path{otherwise}")
        with source.open("rb") as stream:
            found = stream.read(MAX_BYTES + 1)
    except OSError as error:
        spot.refuse("cannot be read; check its path and permissions", error)
    if len(found) > MAX_BYTES:
        spot.refuse(f"is larger than {MAX_BYTES // 1024} KB; give fewer personas")
    return found


def parse(found: bytes, file: str) -> Node:
    """Return the one document of a file as nodes.

    Raises: PersonaFileWrong when it is not UTF-8, not YAML, empty, too deep or too long, or when it
    uses what no persona needs: anchors, aliases, tags, a second document, the same name twice.
    """
    events = iter(yaml.parse(_text(found, file), Loader=_PARSER))
    try:
        return _Tree(file, events).root()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        if error.problem == NESTED:
            Spot(file, line).refuse(TOO_DEEP, error)
        Spot(file, line).refuse(f"is not YAML: {error.problem or error.context}", error)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML lets through what int, chr and decode raise on absurd numbers and escapes.
        Spot(file).refuse("is not YAML; compare it with the example", error)


def _text(found: bytes, file: str) -> str:
    if len(found) > MAX_BYTES:
        Spot(file).refuse(f"is larger than {MAX_BYTES // 1024} KB; give fewer personas")
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError as error:
        line = found[: error.start].count(b"\n") + 1
        Spot(file, line).refuse("is not UTF-8; save it as UTF-8 text", error)
    if odd := Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        Spot(file, line).refuse(f"holds {odd[0]!r}, which is no text; remove it")
    return text


@dataclass(slots=True)
class _Tree:
    """Builds nodes while the parser speaks, so that a bomb is refused before it goes off."""

    file: str
    events: Iterator[yaml.Event]
    values: int = 0

    def root(self) -> Node:
        next(self.events)
        begin = next(self.events)
        if isinstance(begin, yaml.StreamEndEvent):
            Spot(self.file).refuse("is empty; begin with `format: 1`")
        event = next(self.events)
        found = self._node(event, Spot(self.file, _line(event)))
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            spot = Spot(self.file, _line(after))
            spot.refuse("begins a second document; keep one document in a file")
        return found

    def _node(self, event: yaml.Event, spot: Spot) -> Node:
        plain = self._plain(event, spot)
        if isinstance(plain, yaml.ScalarEvent):
            return Node(spot, plain.value, plain=plain.implicit[0])
        if spot.depth >= MAX_DEPTH:
            spot.refuse(TOO_DEEP)
        if isinstance(plain, yaml.SequenceStartEvent):
            return Node(spot, self._items(spot.inside()))
        return Node(spot, self._named(spot.inside()))

    def _plain(self, event: yaml.Event, spot: Spot) -> yaml.ScalarEvent | yaml.CollectionStartEvent:
        """Return the beginning of a value, or refuse one that uses more of YAML than is allowed."""
        self.values += 1
        if self.values > MAX_VALUES:
            spot.refuse(f"is one value too many: a file holds {MAX_VALUES} at most")
        if (
            not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
            or event.anchor is not None
        ):
            spot.refuse("uses an anchor or an alias (& or *); write the value out")
        if event.tag is not None:
            spot.refuse("carries a tag (!); remove it")
        return event

    def _items(self, spot: Spot) -> tuple[Node, ...]:
        found: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._node(event, spot.nth(len(found) + 1, _line(event))))
        return tuple(found)

    def _named(self, spot: Spot) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = self._name(event, spot)
            named = spot.named(name, _line(event))
            if name in found:
                first = found[name].spot.line
                named.refuse(f"is there twice, first in line {first}; keep one")
            found[name] = self._node(next(self.events), named)
        return found

    def _name(self, event: yaml.Event, spot: Spot) -> str:
        here = replace(spot, line=_line(event))
        key = self._plain(event, here)
        if not isinstance(key, yaml.ScalarEvent):
            here.refuse("has a name that is a list or a mapping; a name is one word")
        return key.value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
