"""Put a pick's record into rows: from all tasks to one, its candidates, its shadows, its ids."""

from core.domain.pick_seen import CandidateSeen, Choice, Record, ShadowSeen
from oo_admin.colours import of_policy
from oo_admin.log.drawn import CandidateRow, Chance, ShadowRow, Step
from oo_admin.log.words import signed_chance, traits_words
from oo_admin.numbers import count, signed

BARRED = {
    "snooze": "not snoozed",
    "dismiss": "not dismissed",
    "done": "not just done",
    "heading": "no headings",
}
"""What is left once tasks that rest, or are none, are taken away."""
DIGEST = 12
"""Letters of a digest that tell it from all others."""
SHORT = ("-ridge-v1", "-v1")
"""Ends of names that a narrow column leaves out."""


def steps_of(record: Record) -> list[Step]:
    """Return how all tasks became one."""
    left = opened(record)
    steps = [Step(count(left), "open tasks")]
    for why, number in record.barred:
        left -= number
        steps.append(Step(count(left), BARRED.get(why, f"not {why}")))
    steps.append(Step(count(record.possible), "had a chance"))
    return [*steps, Step("1", "shown")]


def opened(record: Record) -> int:
    """Return how many tasks were open."""
    return record.count + sum(number for _, number in record.barred)


def candidates_of(record: Record) -> list[CandidateRow]:
    """Return the listed candidates, and one row for all the others."""
    largest = max((it.chances[0] for it in record.candidates), default=1.0) or 1.0
    rows = [_candidate(record, it, max(largest, 0.5)) for it in record.candidates]
    others = record.others
    if not others.count:
        return rows
    mine, *theirs = (Chance(signed_chance(it)) for it in others.chances)
    possible = f", {others.possible} of them with a chance" if others.possible else ""
    return [
        *rows,
        CandidateRow(
            words=f"{count(others.count)} more{possible}", mine=mine, theirs=theirs, bar=False
        ),
    ]


def _candidate(record: Record, seen: CandidateSeen, largest: float) -> CandidateRow:
    mine, *theirs = (
        Chance(signed_chance(chance), "hi" if preferred == seen.rank else "t3")
        for chance, preferred in zip(seen.chances, record.preferred, strict=True)
    )
    return CandidateRow(
        rank=str(seen.rank),
        words=traits_words(seen.traits),
        score=signed(seen.score),
        width=f"{100 * seen.chances[0] / largest:.1f}%",
        mine=mine,
        theirs=theirs,
        shown=seen.shown,
    )


def short(policy: str) -> str:
    """Return a policy's name for the head of a narrow column."""
    end = next((it for it in SHORT if policy.endswith(it)), "")
    return policy.removesuffix(end)


def shadows_of(record: Record) -> list[ShadowRow]:
    """Return what each shadow would have shown."""
    served = record.policies[0]
    return [
        ShadowRow(it.policy, of_policy(it.policy), _shadow(it, served)) for it in record.shadows
    ]


def _shadow(shadow: ShadowSeen, served: str) -> str:
    chance, same = signed_chance(shadow.chance), signed_chance(shadow.same)
    said = {
        Choice.SAME: f"The same, with probability {chance}",
        Choice.RUNNER_UP: f"The runner-up, with {chance}; this one with {same}",
        Choice.UNSEEN: f"One that {served} never shows here (p = 0): no evidence either way",
        Choice.OTHER: f"Number {shadow.rank}, with {chance}; this one with {same}",
    }[shadow.choice]
    return f"{said} · chance stood in for it ({shadow.fallback})" if shadow.fallback else said


def ids_of(record: Record, tip: str, spec: str) -> list[str]:
    """Return what the record can be found by, line by line."""
    state = record.state[:DIGEST] or "untrained"
    reward = f" · reward {spec}" if spec else ""
    return [
        f"pick {tip}",
        f"state {state} · seed {record.seed:#018x}",
        f"features {record.features_version}{reward}",
        f"code {record.code}",
    ]
