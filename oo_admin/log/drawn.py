"""Describe what the drawer of a pick shows: words, figures and places, all ready to be drawn."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """One step from all tasks to the one that was shown."""

    figure: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability of a policy; `look` is `hi` where it prefers this candidate."""

    figure: str = ""
    look: str = "t3"


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One candidate; `width` is that of its bar."""

    rank: str = ""
    words: str = ""
    score: str = ""
    width: str = "0%"
    mine: Chance = Chance()
    theirs: list[Chance] = field(default_factory=list)
    shown: bool = False
    bar: bool = True


@dataclass(frozen=True, slots=True)
class PartRow:
    """What one feature gave this pick and the runner-up; the bar is their difference."""

    words: str = ""
    mine: str = ""
    theirs: str = ""
    left: str = "50%"
    width: str = "0%"
    look: str = "up"
    difference: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class ShadowRow:
    """What one shadow would have shown."""

    policy: str = ""
    colour: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that became of a tip."""

    when: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Drawer:
    """One pick in full; `missing` says why there is nothing, `swept` why there is only this much."""

    missing: str = ""
    when: str = ""
    user: str = ""
    said: str = ""
    score: str = ""
    propensity: str = ""
    choice: str = ""
    took: str = ""
    swept: str = ""
    facts: list[Moment] = field(default_factory=list)
    funnel: str = ""
    steps: list[Step] = field(default_factory=list)
    asked: str = ""
    policy: str = ""
    colour: str = ""
    beside: list[str] = field(default_factory=list)
    candidates: list[CandidateRow] = field(default_factory=list)
    why: str = ""
    parts: list[PartRow] = field(default_factory=list)
    flip: str = ""
    shadows: list[ShadowRow] = field(default_factory=list)
    ending: str = ""
    reaction: str = ""
    reward: str = ""
    outcome: str = ""
    settles: str = ""
    course: list[Moment] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Again:
    """What doing a pick again has shown; `look` is the colour of the word."""

    look: str = ""
    word: str = ""
    line: str = ""
