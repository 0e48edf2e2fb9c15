"""Describe what the pages of experiments show: words, links, and places in percent, no decisions."""

from dataclasses import dataclass, field

from oo_admin.parts.time_chart import Label, Mark
from oo_admin.parts.whisker import Whisker

NO_WHISKER = Whisker()
"""There is no interval to draw."""


@dataclass(frozen=True, slots=True)
class Part:
    """One arm's share of users, as a piece of a bar."""

    words: str = ""
    colour: str = ""
    width: str = "0%"


@dataclass(frozen=True, slots=True)
class Line:
    """One experiment in the list."""

    name: str = ""
    href: str = ""
    state: str = ""
    look: str = ""
    parts: list[Part] = field(default_factory=list)
    arms: str = ""
    since: str = ""
    users: str = ""
    picks: str = ""
    verdict: str = ""
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One health check: its finding, its numbers, and how it looks."""

    name: str = ""
    line: str = ""
    look: str = "unk"


@dataclass(frozen=True, slots=True)
class Advice:
    """What a check that is red means, and what to do."""

    what: str = ""
    why: str = ""
    do: str = ""
    href: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One arm's log against what was served: where z lies within the band, in percent."""

    policy: str = ""
    served: str = ""
    logged: str = ""
    at: str = "50%"
    z: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """One place of an axis."""

    words: str = ""
    at: str = "0%"


@dataclass(frozen=True, slots=True)
class Headline:
    """The comparison that the experiment is about: thin holds at any look, thick at this one alone."""

    over: str = ""
    title: str = ""
    sub: str = ""
    drawn: bool = False
    ticks: list[Tick] = field(default_factory=list)
    zero: str = "50%"
    at: str = "50%"
    thin_left: str = "50%"
    thin_width: str = "0%"
    thick_left: str = "50%"
    thick_width: str = "0%"
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line with its band, or an area: paths in a box of 1000 by 1000."""

    line: str = ""
    band: str = ""
    colour: str = ""
    width: str = "1.75"
    dash: str = "0"


@dataclass(frozen=True, slots=True)
class Plot:
    """One of the three charts, and its table."""

    strokes: list[Stroke] = field(default_factory=list)
    ups: list[Tick] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    limit: str = ""
    """Where a dotted line is drawn that must be reached; empty when none is."""
    needed: str = ""
    """What it says."""
    empty: str = ""
    """Why nothing is drawn; empty when something is."""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Charts:
    """The three charts over one time: all share the days, the marks and the hatch."""

    title: str = ""
    sub: str = ""
    note: str = ""
    value: Plot = field(default_factory=Plot)
    best: Plot = field(default_factory=Plot)
    weight: Plot = field(default_factory=Plot)
    across: list[Tick] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    hatch: str = ""
    """From where on windows are open; empty when none is."""


@dataclass(frozen=True, slots=True)
class ArmRow:
    """One arm in the table."""

    policy: str = ""
    role: str = ""
    colour: str = ""
    dash: str = "solid"
    picks: str = ""
    """Link to its picks."""
    settled: str = ""
    whisker: Whisker = NO_WHISKER
    reward: str = ""
    half: str = ""
    raw: str = ""
    chance: str = ""
    weight: str = ""
    dismissed: str = ""
    users: str = ""
    learns: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact with its value."""

    name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the decision log."""

    when: str = ""
    what: str = ""
    who: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SliceRow:
    """Both sides compared in one slice."""

    name: str = ""
    whisker: Whisker = NO_WHISKER
    figure: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The comparison slice by slice."""

    title: str = ""
    sub: str = ""
    note: str = ""
    rows: list[SliceRow] = field(default_factory=list)
