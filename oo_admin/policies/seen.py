"""Describe what the page of policies shows: words, places and links, no decisions."""

from dataclasses import dataclass, field

from oo_admin.parts.act_sheet import Plan
from oo_admin.parts.whisker import Whisker


@dataclass(frozen=True, slots=True)
class Reign:
    """One policy's time as champion or shadow: a bar, and the period it means for the whole console."""

    left: str = "0%"
    width: str = "0%"
    words: str = ""
    href: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One policy's line of the timeline."""

    name: str = ""
    colour: str = ""
    reigns: list[Reign] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Moment:
    """Who was live at one moment: a row of the timeline's table; `href` pins the clock to it."""

    when: str = ""
    href: str = ""
    champion: str = ""
    shadows: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Who was live over the period."""

    title: str = ""
    sub: str = ""
    lanes: list[Lane] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    ticks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One policy in the list."""

    name: str = ""
    href: str = ""
    here: bool = False
    colour: str = ""
    state: str = ""
    look: str = ""
    since: str = ""
    picks: str = ""
    done: str = ""
    reward: str = ""
    whisker: Whisker = field(default_factory=Whisker)
    worth: str = ""
    agrees: str = ""
    believed: str = ""
    belief: str = ""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of a promotion."""

    name: str = ""
    words: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A change that waits to be applied; `despite` asks why, when a check could not be made."""

    id: str = ""
    title: str = ""
    asked: str = ""
    reason: str = ""
    checks: list[CheckRow] = field(default_factory=list)
    apply_name: str = ""
    withdraw_name: str = ""
    apply: Plan = field(default_factory=Plan)
    withdraw: Plan = field(default_factory=Plan)
    despite: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """One line of a policy's history."""

    when: str = ""
    what: str = ""
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One change that can be asked for: its sheet's name and its button."""

    kind: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The open policy in full."""

    name: str = ""
    state: str = ""
    sentence: str = ""
    offers: list[Offer] = field(default_factory=list)
    checked: str = ""
    checks: list[CheckRow] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    features: str = ""
    picks: str = ""
    """Link to its picks."""
    overridden: str = ""
    """Link to the picks of users who were given it by hand."""
    tried: list[CheckRow] = field(default_factory=list)
    trial: str = ""
    run: str = ""
    """Link to the run."""
    history: list[Past] = field(default_factory=list)
