"""Describe what the page of rewards shows: words, links and places in percent, no decisions."""

from dataclasses import dataclass, field

from oo_admin.parts.table import NOTHING, Value
from oo_admin.parts.time_chart import Band, Label, Mark
from oo_admin.parts.whisker import Whisker

NO_WHISKER = Whisker()
"""There is no interval to draw."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A name beside an axis, and where it stands in percent."""

    words: str = ""
    at: str = "0%"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of a curve, as an SVG path in a box of 1000 by 1000."""

    line: str = ""
    colour: str = ""
    dash: str = "none"
    width: str = "2"


@dataclass(frozen=True, slots=True)
class Worth:
    """What stands beside the last bar of a value: the value, its share, what earns it."""

    words: str = ""
    figure: str = ""
    what: str = ""
    colour: str = ""
    top: str = "0%"


@dataclass(frozen=True, slots=True)
class DaysShown:
    """Values over time above, their mean below; `open_at` is where the open bars begin, or empty."""

    title: str = ""
    sub: str = ""
    note: str = ""
    any: bool = False
    unit: str = ""
    other: str = ""
    other_href: str = ""
    bars: list[dict[str, str | float]] = field(default_factory=list)
    open_at: str = ""
    labels: list[Worth] = field(default_factory=list)
    labelled: str = ""
    marks: list[Mark] = field(default_factory=list)
    reigns: list[Band] = field(default_factory=list)
    ups: list[Tick] = field(default_factory=list)
    across: list[Tick] = field(default_factory=list)
    band: str = ""
    meanless: str = ""
    """Why there is no mean at all; empty where there is one."""
    strokes: list[Stroke] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OtherRow:
    """One policy as a log sees it; `withheld` says why there is no figure, empty where there is one.

    `thin` and `beyond` say that its effective size, or what the log never shows, is out of bounds.
    """

    name: Value = NOTHING
    colour: str = ""
    role: str = ""
    withheld: str = ""
    dr: Whisker = NO_WHISKER
    snips: Whisker = NO_WHISKER
    dr_words: str = ""
    snips_words: str = ""
    effective: str = ""
    thin: bool = False
    heaviest: str = ""
    outside: str = ""
    beyond: bool = False
    differs: str = ""
    verdict: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class OthersShown:
    """What a log says of other policies."""

    title: str = ""
    sub: str = ""
    note: str = ""
    any: bool = False
    decides: str = ""
    """Where experiments are; empty while there is no such page."""
    ticks: list[Tick] = field(default_factory=list)
    rows: list[OtherRow] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SliceRow:
    """One slice; `href` are its picks, `why` says that and why it is hidden."""

    words: str = ""
    href: str = ""
    whisker: Whisker = NO_WHISKER
    says: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class SliceBox:
    """The slices of one dimension."""

    name: str = ""
    rows: list[SliceRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SlicesShown:
    """All slices, on one axis."""

    title: str = ""
    sub: str = ""
    note: str = ""
    any: bool = False
    colour: str = ""
    """The policy's, where the page looks at a single one."""
    ticks: list[Tick] = field(default_factory=list)
    boxes: list[SliceBox] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DelaysShown:
    """How soon tips are answered: a curve a policy."""

    title: str = ""
    sub: str = ""
    note: str = ""
    any: bool = False
    ups: list[Tick] = field(default_factory=list)
    across: list[Tick] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SettledBar:
    """How far the picks of a day are settled; `mark` is how many have a reward so far, or empty."""

    left: str = "0%"
    width: str = "0%"
    final: str = "0%"
    rest: str = "0%"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SettledShown:
    """How far each day is settled."""

    title: str = ""
    sub: str = ""
    any: bool = False
    ups: list[Tick] = field(default_factory=list)
    across: list[Tick] = field(default_factory=list)
    bars: list[SettledBar] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
