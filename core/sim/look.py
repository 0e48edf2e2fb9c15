"""Turn what a run found into what the console shows: plain numbers, world by world."""

from collections.abc import Mapping

import numpy as np

from core.analytics.estimate import Estimate
from core.analytics.gap import gap_closed
from core.analytics.verdict import Comparison
from core.domain.sim_view import Duel, Found, GroupSeen, PolicySeen, Span, WorldSeen
from core.sim.analyse import find
from core.sim.courses import courses
from core.sim.findings import ANSWERS, Findings, Line, WorldFindings
from core.sim.hand import ORACLE, RANDOM, REFERENCES
from core.sim.lives import Lives
from core.sim.plan import Plan
from core.sim.report.facts import Facts
from core.sim.report.words import conclusions, headline, judges, warnings


def look(plan: Plan, lives: tuple[Lives, ...], facts: Facts) -> Found:
    """Return what the lives of a run say; the order of worlds is the plan's."""
    found = find(plan, lives, facts.groups, {})
    by_world = {it.world: it for it in lives}
    worlds = sorted(found.worlds, key=lambda it: plan.worlds.index(it.world))
    return Found(
        done=facts.done,
        worlds=tuple(_world(it, by_world[it.world], facts.groups) for it in worlds),
        claims=conclusions(found) if any(it.clear for it in worlds) else (),
        headline=headline(found, facts),
        warnings=warnings(found, facts),
        tau=found.ranking.mean if found.ranking else None,
        unlike=_unlike(found),
        judges=judges(found),
    )


def _world(it: WorldFindings, lives: Lives, groups: Mapping[str, str]) -> WorldSeen:
    return WorldSeen(
        world=it.world,
        people=it.people,
        lives=it.lives,
        clear=it.clear,
        least=it.detectable,
        policies=tuple(_policy(line, lives, groups) for line in it.lines),
        duels=tuple(map(_duel, it.comparisons)),
    )


def _policy(line: Line, lives: Lives, groups: Mapping[str, str]) -> PolicySeen:
    return PolicySeen(
        policy=line.policy,
        reference=line.policy in REFERENCES,
        gap=_span(line.gap),
        early=_span(line.phases[0]),
        worth=_sure(line.worth),
        reward=_sure(line.reward),
        answers={name: share.value for name, share in zip(ANSWERS, line.answers, strict=True)},
        courses=courses(lives, line.policy, line.curve),
        groups=() if line.policy in REFERENCES else _groups(lives, line.policy, groups),
        fallbacks=line.fallbacks,
    )


def _groups(lives: Lives, policy: str, groups: Mapping[str, str]) -> tuple[GroupSeen, ...]:
    """Return a policy's share of each group's own gap, the largest first."""
    names = np.array([groups[it] for it in lives.people])
    value, low, high = (lives.means(it, "worth") for it in (policy, RANDOM, ORACLE))
    found = []
    for name in sorted(set(names.tolist())):
        own = names == name
        share = gap_closed(value[own], low[own], high[own]) if own.sum() > 1 else None
        found.append(GroupSeen(name, int(own.sum()), _span(share)))
    return tuple(sorted(found, key=lambda it: -it.gap.value if it.gap else np.inf))


def _duel(it: Comparison) -> Duel:
    between = it.difference
    return Duel(it.name, it.verdict.value, Span(between.mean, between.low, between.high))


def _unlike(found: Findings) -> tuple[str, str, float] | None:
    pairs = found.ranking.pairs if found.ranking else ()
    known = [(it.one, it.other, it.tau) for it in pairs if it.tau is not None]
    return min(known, key=lambda it: it[2], default=None)


def _span(it: Estimate | None) -> Span | None:
    return None if it is None else _sure(it)


def _sure(it: Estimate) -> Span:
    return Span(it.value, it.low, it.high)
