"""Find out what a run shows: the person is the unit, the same people stand on both sides.

Written before any result was looked at, and the same for every run (bandits.md C2, C3, C9).
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from core.analytics.curves import Curve, curve, phases
from core.analytics.differences import Difference, of_persons, paired
from core.analytics.estimate import Estimate
from core.analytics.gap import gap_closed, gap_difference, is_clear, regret
from core.analytics.groups import worst_group
from core.analytics.kappa import JudgeAgreement, kappa
from core.analytics.logistic import Logistic
from core.analytics.power import detectable
from core.analytics.ranking import RankAgreement, agreement
from core.analytics.reliability import Reliability, reliability
from core.analytics.verdict import holds, verdicts
from core.domain.pick import Floats
from core.sim.diary import IGNORED, KINDS, UNASKED, UNJUDGED
from core.sim.findings import ANSWERS, Findings, Line, WorldFindings
from core.sim.hand import ORACLE, OTHER_DICE, RANDOM
from core.sim.lives import Lives
from core.sim.plan import Plan

WINDOW: Final = 15
"""Decisions that each point of a learning curve looks back on."""
DICE = 20_260_105
"""Seed of the bootstrap: the same run always has the same intervals."""


def find(
    plan: Plan,
    lives: tuple[Lives, ...],
    groups: Mapping[str, str],
    done: Mapping[str, Logistic],
) -> Findings:
    """Return what the lives of a run show, the references among its policies.

    Args: groups by persona; done by policy: the chance of "done" that a score stands for.
    A world with fewer than two people shows nothing and is left out.
    """
    worlds = tuple(_world(plan, it, groups, done) for it in lives if len(it.people) > 1)
    clear = tuple(it for it in worlds if it.clear)
    return Findings(
        plan=plan,
        worlds=worlds,
        conclusions={
            name: holds({it.world: it.verdict_on(name) for it in clear})
            for name in plan.contestants[1:]
        },
        judges=_judges(plan, lives),
        ranking=_ranking(clear),
    )


def _world(
    plan: Plan, lives: Lives, groups: Mapping[str, str], done: Mapping[str, Logistic]
) -> WorldFindings:
    low, high = lives.means(RANDOM, "worth"), lives.means(ORACLE, "worth")
    clear = is_clear(high - low)
    against = {
        name: _difference(lives, name, plan.first, clear=clear) for name in plan.contestants[1:]
    }
    return WorldFindings(
        world=lives.world,
        people=len(lives.people),
        lives=len(lives.personas),
        clear=clear,
        lines=tuple(
            _line(lives, name, groups, done.get(name.partition(OTHER_DICE)[0]))
            for name in plan.policies
        ),
        comparisons=verdicts(against) if against else (),
        detectable=_detectable(tuple(against.values())),
    )


def _detectable(found: tuple[Difference, ...]) -> float | None:
    if not found:
        return None
    widest = max(it.sd for it in found)
    return detectable(widest, found[0].n, comparisons=len(found))


def _difference(lives: Lives, name: str, first: str, *, clear: bool) -> Difference:
    """Return one policy minus another: in shares of the gap, or in reward where there is none."""
    a, b = lives.means(name, "worth"), lives.means(first, "worth")
    low, high = lives.means(RANDOM, "worth"), lives.means(ORACLE, "worth")
    found = gap_difference(a, b, low, high) if clear else None
    return found if found is not None else paired(a, b)


def _line(lives: Lives, name: str, groups: Mapping[str, str], done: Logistic | None) -> Line:
    value, low, high = (lives.means(it, "worth") for it in (name, RANDOM, ORACLE))
    early = [phases(lives.decisions(it, "worth")) for it in (name, RANDOM, ORACLE)]
    over_time = [lives.decisions(it, "worth") for it in (name, RANDOM, ORACLE)]
    return Line(
        policy=name,
        worth=_mean(value),
        reward=_mean(lives.rewards(name)),
        gap=gap_closed(value, low, high),
        phases=tuple(_phase(*(it[:, n] for it in early)) for n in range(3)),
        regret=regret(value, high),
        answers=tuple(_mean(lives.shares(name, kind)) for kind in range(len(ANSWERS))),
        worst=worst_group(value, low, high, [groups[it] for it in lives.people]),
        calibration=None if done is None else _calibration(lives, name, done),
        curve=_curve(over_time),
        decisions=sum(map(len, lives.diaries[name])),
        fallbacks=int(sum(it.rows["fallback"].sum() for it in lives.diaries[name])),
        by_persona=tuple(
            (who, float((v - lo) / (hi - lo)) if hi > lo else float("nan"))
            for who, v, lo, hi in zip(lives.people, value, low, high, strict=True)
        ),
    )


def _phase(value: Floats, low: Floats, high: Floats) -> Estimate | None:
    known = np.isfinite(value) & np.isfinite(low) & np.isfinite(high)
    return gap_closed(value[known], low[known], high[known]) if known.sum() > 1 else None


def _curve(tables: list[Floats]) -> Curve:
    shortest = min(it.shape[1] for it in tables)
    value, low, high = (it[:, :shortest] for it in tables)
    return curve(value, low, high, WINDOW)


def _mean(values: Floats) -> Estimate:
    found = of_persons(values)
    return Estimate(found.mean, found.low, found.high, found.n)


def _calibration(lives: Lives, name: str, done: Logistic) -> Reliability | None:
    scores, whose = lives.pooled(name, "score")
    kinds, _ = lives.pooled(name, "kind")
    answered = kinds < IGNORED
    if not answered.any():
        return None
    people = np.array(whose)[answered]
    happened = (kinds[answered] == 0).astype(np.float64)
    assert KINDS[0] == "done"  # noqa: S101 — the code of "done"
    return reliability(done.of(scores[answered]), happened, people, np.random.default_rng(DICE))


def _judges(plan: Plan, lives: tuple[Lives, ...]) -> JudgeAgreement | None:
    """Return how far the judge and the rules agree on the answers that both gave."""
    rows = [diary for it in lives for name in plan.policies for diary in it.diaries[name]]
    both = [
        (it.persona, it.rows[(it.rows["other"] != UNASKED) & (it.rows["kind"] != UNJUDGED)])
        for it in rows
    ]
    whose = [persona for persona, kept in both for _ in range(len(kept))]
    if not whose:
        return None
    one, other = (
        [ANSWERS[code] for _, kept in both for code in kept[name].tolist()]
        for name in ("kind", "other")
    )
    return kappa(one, other, np.array(whose), np.random.default_rng(DICE))


def _ranking(worlds: tuple[WorldFindings, ...]) -> RankAgreement | None:
    """Return how far worlds agree on the order of policies, the oracle left out: it is first by law."""
    if len(worlds) < 2:  # noqa: PLR2004 — one world agrees with itself
        return None
    values = [[it.worth.value for it in world.lines if it.policy != ORACLE] for world in worlds]
    return agreement(np.array(values), [it.world for it in worlds])
