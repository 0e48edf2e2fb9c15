"""Describe what the page of simulations shows: words, places in percent, links; no decisions."""

from dataclasses import dataclass, field

from oo_admin.parts.time_chart import Label
from oo_admin.parts.whisker import Whisker
from oo_admin.seen import Choice


@dataclass(frozen=True, slots=True)
class Strip:
    """A run that is being computed; `stop` is its id, empty for who may not cancel it."""

    shown: bool = False
    name: str = ""
    meta: str = ""
    question: str = ""
    share: str = ""
    percent: int = 0
    parts: str = ""
    left: str = ""
    since: str = ""
    hands: str = ""
    href: str = ""
    clone: str = ""
    report: str = ""
    stop: str = ""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in the list of runs."""

    name: str = ""
    href: str = ""
    words: str = ""
    state: str = ""
    look: str = "t3"
    pin: str = ""
    pinned: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a run's setup."""

    name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The run that the page is about, and what can be done with it."""

    name: str = ""
    question: str = ""
    state: str = ""
    facts: list[Fact] = field(default_factory=list)
    command: str = ""
    report: str = ""
    clone: str = ""
    pin: str = ""
    pin_words: str = ""
    resume: str = ""
    """Its id when it can go on and whoever looks may let it."""
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One policy's line with its band, as SVG paths in a box of 1000 by 1000."""

    line: str = ""
    band: str = ""
    colour: str = ""
    dash: str = "0"
    width: str = "1.75"


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, in percent, and what stands there."""

    at: str = "0%"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves over picks, and their table."""

    title: str = ""
    sub: str = ""
    empty: str = ""
    strokes: list[Stroke] = field(default_factory=list)
    ups: list[Tick] = field(default_factory=list)
    across: list[Tick] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    to_come: str = ""
    come_at: str = "100%"
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    shows: list[Choice] = field(default_factory=list)
    worlds: list[Choice] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class DuelRow:
    """One policy minus another in one world."""

    world: str = ""
    aside: str = ""
    whisker: Whisker = field(default_factory=Whisker)
    figure: str = ""
    half: str = ""
    verdict: str = ""
    look: str = "no"
    mine: str = ""
    other: str = ""
    least: str = ""


@dataclass(frozen=True, slots=True)
class DuelGroup:
    """One policy minus another in all worlds."""

    name: str = ""
    rows: list[DuelRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a finished run says; `empty` stands in its place."""

    title: str = ""
    sub: str = ""
    meta: str = ""
    empty: str = ""
    ticks: list[Tick] = field(default_factory=list)
    groups: list[DuelGroup] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    report: str = ""
    pin: str = ""
    pin_words: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of personas; `shown` is whether it has an interval."""

    name: str = ""
    people: str = ""
    shown: bool = False
    left: str = "0%"
    width: str = "0%"
    at: str = "0%"
    figure: str = ""
    ratio: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Groups:
    """How one policy serves each group in one world, on one axis."""

    title: str = ""
    sub: str = ""
    meta: str = ""
    empty: str = ""
    colour: str = ""
    rows: list[GroupRow] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    zero: str = "0%"
    mean: str = ""
    fair: str = ""
    policies: list[Choice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What became of a policy's tips."""

    policy: str = ""
    colour: str = ""
    shares: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answers:
    """What became of the tips of every policy in one world."""

    title: str = ""
    meta: str = ""
    rows: list[AnswerRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Beside:
    """Runs side by side: what differs in their setup, then what they found."""

    shown: bool = False
    title: str = ""
    sub: str = ""
    heads: list[Choice] = field(default_factory=list)
    differs: list[list[str]] = field(default_factory=list)
    found: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a new run: all its choices are links."""

    words: str = ""
    note: str = ""
    wrong: str = ""
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NewRun:
    """The form of a new run; it is open when the address says so."""

    open: bool = False
    close: str = ""
    presets: list[Choice] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    foreseen: list[str] = field(default_factory=list)
    question: str = ""
    can: bool = False
    same: str = ""
    """Where the very same is being computed already."""
