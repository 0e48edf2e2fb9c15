"""Describe the receipt of a tip: one stored record, in words for its user, in numbers for an admin."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.explanation import Explanation
from core.domain.reasons import LEAST, meaning

BEHIND = 0.1
"""A pick this far behind the best known, in reward, was a try; a nearer one is as good as any."""
LEVEL = 0.02
"""A lead smaller than this, in reward, is none; rewards lie in [-1, 1]."""
MINUS = "\u2212"
"""A minus as numbers are set; a hyphen is another thing."""


class Manner(StrEnum):
    """How a tip came to be picked."""

    CHANCE = "chance"
    """Nothing was weighed."""
    USUAL = "usual"
    """Nothing was known to be much better."""
    TRY = "try"
    """Something was known to be much better; this was picked to learn."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that spoke for the tip, and its share of the whole, 0 to 1."""

    words: str
    weight: float

    @property
    def amount(self) -> str:
        """Return the share in a word, so that it is not told by length alone."""
        names = ((0.5, "most"), (0.2, "some"), (0.0, "a little"))
        return next((name for least, name in names if self.weight > least), "not weighed yet")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stored record of one tip, as its user may read it."""

    text: str
    reasons: tuple[Reason, ...]
    shown_at: datetime
    chance: float
    manner: Manner
    lead: str
    """How it stood beside the next best, in words; empty when there is nothing to say."""
    policy: str
    policy_version: int
    number: str
    link: str

    @property
    def learned(self) -> bool:
        """Return whether the user's own answers had been learned from, and were asked."""
        return self.policy_version > 0 and self.manner is not Manner.CHANCE


def manner(explanation: Explanation) -> Manner:
    """Return how a tip came to be picked."""
    if not explanation.weighed:
        return Manner.CHANCE
    near = explanation.greedy or explanation.lead > -BEHIND
    return Manner.USUAL if near else Manner.TRY


def level(explanation: Explanation) -> bool:
    """Return whether the pick and the next best were as good as equal."""
    return explanation.runner_up is not None and abs(explanation.lead) < LEVEL


def lead_words(explanation: Explanation) -> str:
    """Return how the pick stood beside the next best: far apart is what the policy does not doubt."""
    if not explanation.weighed or explanation.runner_up is None:
        return ""
    if level(explanation):
        return "level with the next"
    lead = explanation.lead
    far = "well" if abs(lead) > explanation.spread else "a little"
    return f"{far} ahead of the next" if lead > 0 else f"{far} behind the best known"


def account(explanation: Explanation, propensity: float) -> str:
    """Return the same record in numbers, for an admin: it names features, never the task."""
    hundredths = f"{100 * propensity:.2f}".rstrip("0").rstrip(".")
    chosen = f"picked with {hundredths}\u00a0%"
    if not explanation.weighed:
        return f"Nothing was weighed; {chosen}."
    rank = "the best known" if explanation.greedy else f"number {explanation.rank}"
    doubt = f"score {_signed(explanation.score)}, give or take {explanation.spread:.2f}"
    return f"{_sum(explanation)}; {_standing(explanation)}; {chosen}, {rank}; {doubt}."


def _sum(explanation: Explanation) -> str:
    """Return the parts so that they add up: what would be written as nothing is put together."""
    large = [part for part in explanation.parts if abs(part.amount) >= LEAST]
    rest = explanation.score - sum(part.amount for part in large)
    said = [f"{_signed(part.amount)} {_label(part.name)}" for part in large]
    if not said or abs(rest) >= LEAST / 2:
        said.append(f"{_signed(rest)} all else")
    return ", ".join(said)


def _label(name: str) -> str:
    meant = meaning(name)
    return meant.label if meant else name


def _standing(explanation: Explanation) -> str:
    if explanation.runner_up is None:
        return "no runner-up"
    where = "ahead of the runner-up" if explanation.greedy else "behind the best known"
    return f"{abs(explanation.lead):.2f} {where}"


def _signed(number: float) -> str:
    return f"{round(number, 2) + 0.0:+.2f}".replace("-", MINUS)
