"""Put into words what became of a tip, what it was worth, and what doing it again has shown."""

from core.domain.fact import Ending
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.pick_seen import PickSeen, ReplaySeen
from core.domain.replayed import Difference
from core.domain.reward import RewardState
from oo_admin.here import Here
from oo_admin.log.drawn import Again, Moment
from oo_admin.log.words import answered_words
from oo_admin.moments import clock_words, moment_words
from oo_admin.numbers import seconds, signed

KINDS = {
    OutcomeKind.DONE: "Done",
    OutcomeKind.SNOOZE: "Snoozed",
    OutcomeKind.DISMISS: "Dismissed",
    OutcomeKind.UNDONE: "Answer taken back",
    OutcomeKind.IGNORED: "No answer: the window closed",
    OutcomeKind.VANISHED: "Its task went away elsewhere",
    OutcomeKind.WITHDRAWN: "Withdrawn",
    OutcomeKind.COMPLETED: "Completed elsewhere",
    OutcomeKind.REOPENED: "Opened again elsewhere",
}
"""What can become of a tip, in words."""
MS = 1000
"""Milliseconds in a second."""
SHEET = "features"
"""What a replay calls a record of an older sheet."""


def outcome_words(seen: PickSeen) -> str:
    """Return after how long the answer came, and how long the card had been looked at."""
    fact = seen.fact
    dwell = "" if fact.dwell_ms is None else f"looked at for {seconds(fact.dwell_ms / MS)}"
    return ", ".join(filter(None, (answered_words(fact), dwell)))


def reward_words(seen: PickSeen) -> str:
    """Return the reward that stands; empty when there is none."""
    reward = seen.reward
    return signed(reward.value, 1) if reward and reward.value is not None else ""


def settles_words(seen: PickSeen, here: Here) -> str:
    """Return by which rules, and until when that may change."""
    reward, closes = seen.reward, seen.closes_at
    until = moment_words(closes, here.zone, here.now) if closes else ""
    if reward is None or reward.value is None:
        waits = closes is not None and closes > here.now and not seen.fact.final
        return f"no reward yet: its window closes {until}" if waits else "no reward"
    if reward.state is RewardState.FINAL:
        return f"{reward.spec}, final"
    return f"{reward.spec}, provisional until its window closes {until}"


def course_of(outcomes: tuple[Outcome, ...], here: Here) -> list[Moment]:
    """Return everything that became of a tip, oldest first."""
    return [Moment(moment_words(it.at, here.zone, here.now), _outcome(it)) for it in outcomes]


def _outcome(outcome: Outcome) -> str:
    own = outcome.source is OutcomeSource.USER
    told = [KINDS[outcome.kind], "" if own else f"told by {outcome.source.value}", outcome.rule]
    return ", ".join(filter(None, told))


def replay_words(seen: ReplaySeen, here: Here) -> Again:
    """Return how a pick that was done again compares."""
    done = f"Recomputed {clock_words(seen.at, here.zone)} from its record"
    if seen.replayed.same:
        number = seen.candidates
        beside = f", and so do its {seen.shadows} shadows" if seen.shadows > 1 else ""
        beside = ", and so does its shadow" if seen.shadows == 1 else beside
        line = f"{number} of {number} probabilities and the pick agree bit for bit{beside}."
        return Again("ok", "Equal", f"{done}: {line}")
    differences = seen.replayed.differences
    if differences[0].what == SHEET:
        line = f"Its features are of an older sheet ({differences[0].policy}): it cannot be done again."
        return Again("unk", "Older sheet", line)
    return Again("bad", "Different", f"{done}: {'; '.join(map(_difference, differences))}.")


def _difference(one: Difference) -> str:
    return f"{one.what} of {one.policy} came out otherwise"


def ended(ending: Ending) -> bool:
    """Return whether the user answered."""
    return ending in {Ending.DONE, Ending.SNOOZE, Ending.DISMISS}
