"""Check before a promotion what is known of a policy: pure, and only as good as its evidence."""

from dataclasses import dataclass
from enum import StrEnum

MIN_EFFECTIVE = 100
"""Effective picks below which an off-policy figure says nothing."""
MAX_UNSUPPORTED = 0.05
"""Share of a policy's choices that the log may never have made, for a figure to be one."""
MIN_WORST_GROUP = 0.8
"""What the worst group of personas gets at least, as a share of the mean (four fifths)."""
WORSE = "worse"
"""The verdict of a simulation that speaks against a policy."""


class CheckState(StrEnum):
    """What a check found."""

    OK = "ok"
    WATCH = "watch"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: which, what it found, and that in words."""

    name: str
    state: CheckState
    words: str


class Margin(StrEnum):
    """How a guardrail stands against its margin."""

    HELD = "held"
    WATCH = "watch"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Lead:
    """By how much a policy would earn more than the champion: 95 % interval, in reward."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One guardrail, by name, and how it stands."""

    name: str
    margin: Margin


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation says of a policy against the champion in one world: its verdict's word."""

    world: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a policy before its promotion; None where nothing is.

    Args: unsupported is the share of its choices that the log never made; worst_group what the
    worst group of personas gets, as a share of the mean.
    """

    lead: Lead | None = None
    effective: float | None = None
    unsupported: float | None = None
    guardrails: tuple[Guardrail, ...] | None = None
    propensity_alarm: bool | None = None
    simulated: tuple[Simulated, ...] | None = None
    worst_group: float | None = None


NOTHING_KNOWN = Evidence()
"""What is known of a policy that nobody looked at."""


def preflight(evidence: Evidence) -> tuple[Check, ...]:
    """Return every check in the order in which they are shown."""
    return tuple(
        Check(name, *check(evidence))
        for name, check in (
            ("lead", _lead),
            ("support", _support),
            ("guardrails", _guardrails),
            ("propensities", _propensities),
            ("simulation", _simulation),
            ("fairness", _fairness),
        )
    )


def blocked(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Return the checks that speak against it: no reason outweighs them."""
    return tuple(it for it in checks if it.state is CheckState.BLOCKED)


def unknown(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Return the checks that could not be made: these a reason outweighs."""
    return tuple(it for it in checks if it.state is CheckState.UNKNOWN)


Found = tuple[CheckState, str]
"""What a check found, and that in words."""


def _lead(it: Evidence) -> Found:
    if it.lead is None or not _judged(it):
        return CheckState.UNKNOWN, "no off-policy figure"
    words = f"{it.lead.low:+.3f} to {it.lead.high:+.3f} against the champion"
    if it.lead.low > 0:
        return CheckState.OK, words
    return (CheckState.WATCH if it.lead.high > 0 else CheckState.BLOCKED), words


def _support(it: Evidence) -> Found:
    if it.effective is None or it.unsupported is None:
        return CheckState.UNKNOWN, "not counted"
    words = f"{it.effective:.0f} effective picks, {it.unsupported:.1%} never logged"
    if _judged(it):
        return CheckState.OK, words
    return CheckState.UNKNOWN, f"not enough support: {words}"


def _judged(it: Evidence) -> bool:
    """Return whether the log can say anything of this policy."""
    if it.effective is None or it.unsupported is None:
        return False
    return it.effective >= MIN_EFFECTIVE and it.unsupported <= MAX_UNSUPPORTED


def _guardrails(it: Evidence) -> Found:
    if it.guardrails is None:
        return CheckState.UNKNOWN, "not measured"

    def named(margin: Margin) -> str:
        return ", ".join(one.name for one in it.guardrails or () if one.margin is margin)

    if broken := named(Margin.BROKEN):
        return CheckState.BLOCKED, f"broken: {broken}"
    if close := named(Margin.WATCH):
        return CheckState.WATCH, f"reach past their margin: {close}"
    return CheckState.OK, f"{len(it.guardrails)} held"


def _propensities(it: Evidence) -> Found:
    if it.propensity_alarm is None:
        return CheckState.UNKNOWN, "too few picks to tell"
    if it.propensity_alarm:
        return CheckState.BLOCKED, "logged chances do not match what was picked"
    return CheckState.OK, "logged chances match what was picked"


def _simulation(it: Evidence) -> Found:
    if not it.simulated:
        return CheckState.UNKNOWN, "no finished simulation"
    if worse := ", ".join(one.world for one in it.simulated if one.verdict == WORSE):
        return CheckState.BLOCKED, f"worse in {worse}"
    return CheckState.OK, f"worse in none of {len(it.simulated)} worlds"


def _fairness(it: Evidence) -> Found:
    if it.worst_group is None:
        return CheckState.UNKNOWN, "no groups to compare"
    words = f"the worst group gets {it.worst_group:.0%} of the mean"
    fair = it.worst_group >= MIN_WORST_GROUP
    return (CheckState.OK if fair else CheckState.BLOCKED), words
