"""Describe what the overview shows: words, links and places in percent, no decisions."""

from dataclasses import dataclass, field

from oo_admin.parts.time_chart import Band, Label, Mark
from oo_admin.parts.whisker import Whisker

NO_WHISKER = Whisker()
"""There is no interval to draw."""


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm: what, then its numbers, since when, whose it is and what follows from it."""

    look: str = "warn"
    level: str = "Watch"
    what: str = ""
    rest: str = ""
    href: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class MixRow:
    """A row of the chart's table, the cursor's truth."""

    when: str = ""
    done: str = ""
    snooze: str = ""
    dismiss: str = ""
    none: str = ""
    open: str = ""
    tips: str = ""


@dataclass(frozen=True, slots=True)
class MixShown:
    """The mix: bars for the chart, the same as a table, what stands around it."""

    title: str = ""
    sub: str = ""
    note: str = ""
    unit: str = ""
    other: str = ""
    other_href: str = ""
    any: bool = False
    count: int = 0
    bars: list[dict[str, str | float]] = field(default_factory=list)
    rows: list[MixRow] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GuardRow:
    """A guardrail; `says` is its change in words, for who cannot see the drawing."""

    name: str = ""
    now: str = ""
    says: str = ""
    margin: str = ""
    look: str = ""
    standing: str = ""
    whisker: Whisker = NO_WHISKER


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """Who chose how many of the tips."""

    words: str = ""
    count: str = ""
    share: str = ""
    width: str = "0%"
    colour: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the funnel; widths are of all who joined, `tick` is the other period's, or empty."""

    name: str = ""
    href: str = ""
    line: str = ""
    width: str = "0%"
    tick: str = ""
    share: str = ""
    change: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class MoverRow:
    """A slice and what it did to the change of the done rate; places are on one axis for all."""

    by: str = ""
    slice: str = ""
    href: str = ""
    shares: str = ""
    rates: str = ""
    figure: str = ""
    says: str = ""
    base: str = "50%"
    left: str = "50%"
    width: str = "0%"
    look: str = "unclear"
    low: str = "50%"
    span: str = "0%"


@dataclass(frozen=True, slots=True)
class Titled:
    """A panel that is a list: its finding, the line under it, and whether it has any row."""

    title: str = ""
    sub: str = ""
    note: str = ""
    any: bool = False
