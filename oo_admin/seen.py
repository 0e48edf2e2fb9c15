"""Describe what the shell of the console shows on every page: all links, all words, no decisions."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a menu; `key` is the letter that presses it, `look` a mark that it carries."""

    href: str = ""
    words: str = ""
    here: bool = False
    key: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One page in the side; `mark` is the one word of state at its right, `look` its colour."""

    href: str = ""
    words: str = ""
    here: bool = False
    key: str = ""
    mark: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A group of pages in the side."""

    name: str = ""
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PeriodBar:
    """The one period control of a page; `earlier` and `later` are links, `later` may be none."""

    shown: bool = False
    words: str = ""
    dates: str = ""
    earlier: str = ""
    later: str = ""
    versus: str = ""
    by: str = ""
    zone: str = ""
    periods: list[Choice] = field(default_factory=list)
    versuses: list[Choice] = field(default_factory=list)
    grains: list[Choice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Denied:
    """Why a page stays empty for somebody: the right, who has it, and what they are themselves."""

    what: str = ""
    roles: str = ""
    mine: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What became of the last act; `about` is the sheet that asked, `done` counts those that took place."""

    words: str = ""
    look: str = ""
    again: str = ""
    """Where to sign in again, when that is what it needs."""
    about: str = ""
    done: int = 0
