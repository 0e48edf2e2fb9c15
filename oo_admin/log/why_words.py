"""Put what spoke for a pick into rows that add up, and say what would have changed it."""

from collections.abc import Sequence

from core.domain.explanation import Explanation, Part
from core.domain.flip import Flip
from core.domain.reasons import meaning
from oo_admin.log.drawn import PartRow
from oo_admin.numbers import plain, signed

SHOWN = 8
"""Parts that have a row of their own; the others are summed."""
HALF = 50.0
"""Percent of a bar's width on each side of 0."""


def why_title(explanation: Explanation) -> str:
    """Return what the parts tell."""
    if not explanation.weighed:
        return "Nothing was weighed"
    if explanation.runner_up is None:
        return "Why this: there was no other"
    lead = plain(abs(explanation.lead), 3)
    if explanation.greedy:
        return f"Why this, and not the runner-up: it leads by {lead}"
    return f"A try: the best known leads by {lead}"


def parts_of(explanation: Explanation) -> list[PartRow]:
    """Return the parts, largest first, then all others as one, then their sum: the score."""
    if not explanation.parts:
        return []
    first, rest = explanation.parts[:SHOWN], explanation.parts[SHOWN:]
    told = [(_label(it), it.amount, it.lead) for it in first]
    if rest:
        told.append((f"{len(rest)} others", _sum(rest, "amount"), _sum(rest, "lead")))
    total = ("score", explanation.score, explanation.lead)
    widest = max(abs(lead) for _, _, lead in (*told, total)) or 1.0
    alone = explanation.runner_up is None
    rows = [_row(*it, widest=widest, alone=alone) for it in told]
    return [*rows, _row(*total, widest=widest, alone=alone, total=True)]


def flip_words(flip: Flip | None) -> str:
    """Return the smallest change that would have changed who leads; empty when none is known."""
    if flip is None:
        return ""
    what, lead = f"{flip.move.value.capitalize()}, it", plain(abs(flip.lead), 3)
    effect = plain(abs(flip.effect), 3)
    if flip.lead >= 0:
        return f"{what} would have lost: that costs {effect}, and it leads by {lead}."
    return f"{what} would have been the best known: that gives {effect}, and it is {lead} behind."


def _label(part: Part) -> str:
    meant = meaning(part.name)
    return meant.label if meant else part.name


def _sum(parts: Sequence[Part], what: str) -> float:
    return sum(getattr(it, what) for it in parts)


def _row(
    words: str, amount: float, lead: float, *, widest: float, alone: bool, total: bool = False
) -> PartRow:
    width = HALF * abs(lead) / widest
    return PartRow(
        words=words,
        mine=_signed(amount),
        theirs="" if alone else _signed(amount - lead),
        left=f"{HALF if lead >= 0 else HALF - width:.2f}%",
        width="0%" if alone else f"{width:.2f}%",
        look="up" if lead >= 0 else "down",
        difference="" if alone else _signed(lead),
        total=total,
    )


def _signed(value: float) -> str:
    """Return a part with its sign; nothing is 0.000, without one."""
    return plain(0.0, 3) if round(value, 3) == 0 else signed(value)
