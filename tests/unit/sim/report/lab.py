"""A run as it might have been: made-up lives, and what the real analysis finds in them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from core.analytics.logistic import Logistic
from core.domain.sim_run import RunState
from core.sim.analyse import find
from core.sim.diary import IGNORED, NO_REWARD, ROW, UNASKED, UNJUDGED, Diary
from core.sim.findings import Findings
from core.sim.hand import ORACLE, RANDOM, RULE
from core.sim.lives import Lives
from core.sim.plan import Plan
from core.sim.report.facts import Facts

POLICIES = ("bayes-v1", "linucb-v1", RANDOM, RULE, ORACLE)
SKILL = {"bayes-v1": 0.75, "linucb-v1": 0.55, "egreedy-v1": 0.4, RANDOM: 0, RULE: 0.1, ORACLE: 1}
"""Share of the gap that each policy comes to close."""
GROUPS = ("shift workers", "parents", "students")
WORLDS = ("linear", "gated", "careless")
FLAT = "careless"
"""The world in which all candidates are worth the same."""
ANSWERED = np.array([1.0, 0.3, -0.6])


@dataclass(frozen=True)
class Made:
    """What a made-up run is like."""

    policies: tuple[str, ...] = POLICIES
    worlds: tuple[str, ...] = WORLDS
    people: tuple[str, ...] = tuple(f"person-{it:02}" for it in range(12))
    seeds: tuple[int, ...] = (1, 2)
    decisions: int = 40
    turned: tuple[str, ...] = ()
    """Worlds in which the second policy is the better one."""
    unjudged: float = 0.0
    scored: tuple[str, ...] = ("bayes-v1",)
    failed: str = ""
    """The world in which the second policy fails once in each life."""
    slighted: str = ""
    """The group that every policy serves badly."""
    grouped: dict[str, str] | None = None


def a_plan(made=Made()):
    return Plan(
        policies=made.policies,
        worlds=made.worlds,
        personas="everyday",
        digest="0f3a" * 16,
        people=made.people,
        seeds=made.seeds,
        decisions=made.decisions,
        prior="9c" * 16,
    )


def some_findings(**what) -> Findings:
    made = Made(**what)
    lives = tuple(some_lives(made, it) for it in made.worlds)
    done = dict.fromkeys(made.scored, Logistic(-0.4, 2.0))
    return find(a_plan(made), lives, made.grouped or groups(made.people), done)


def nothing_found(**what) -> Findings:
    return Findings(a_plan(Made(**what)), (), {}, None)


def some_facts(people=Made.people, **changes):
    known = Facts(
        run_id="019b8a10-0000-7000-8000-000000000001",
        code="laboratory-1, numpy 2",
        created_at=datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
        state=RunState.DONE,
        note="",
        command="oo simulate --policies bayes-v1,linucb-v1 --seeds 1,2",
        groups=groups(people),
        done=72,
        total=72,
    )
    return replace(known, **changes)


def groups(people):
    return {who: GROUPS[place % len(GROUPS)] for place, who in enumerate(people)}


def some_lives(made, world):
    personas = tuple(who for who in made.people for _ in made.seeds)
    seeds = made.seeds * len(made.people)
    return Lives(
        world,
        personas,
        {
            policy: tuple(
                a_diary(made, world, policy, whose) for whose in zip(personas, seeds, strict=True)
            )
            for policy in made.policies
        },
    )


def a_diary(made, world, policy, whose):
    person, seed = made.people.index(whose[0]), whose[1]
    luck = np.random.default_rng([person, seed, made.worlds.index(world)])
    own = np.random.default_rng([person, made.policies.index(policy), made.worlds.index(world)])
    rows = np.zeros(made.decisions, ROW)
    rows["other"] = UNASKED
    rows["mean"] = luck.normal(-0.1, 0.1, made.decisions)
    span = 0.0 if world == FLAT else luck.uniform(0.3, 0.7, made.decisions) * (1 + person / 20)
    rows["best"] = rows["mean"] + span
    rows["worth"] = rows["mean"] + span * _skill(made, world, policy, own)
    if made.slighted == groups(made.people)[whose[0]] and policy not in (RANDOM, ORACLE):
        rows["worth"] -= 0.25 * span
    if world == FLAT and policy not in (RANDOM, ORACLE):
        rows["worth"] += own.normal(0, 0.05, made.decisions)
    _answer(rows, made, luck)
    rows["fallback"][0] = world == made.failed and policy == made.policies[1]
    return Diary(world, whose[0], seed, policy, rows)


def _skill(made, world, policy, own):
    turned = {made.policies[1]: made.policies[0], made.policies[0]: made.policies[1]}
    name = turned.get(policy, policy) if world in made.turned else policy
    most, learns = SKILL.get(name, 0.5), name not in (RANDOM, RULE, ORACLE)
    if name in (RANDOM, ORACLE):
        return most
    grown = 1 - np.exp(-np.arange(1, made.decisions + 1) / 12) if learns else 1.0
    return most * grown + own.normal(0, 0.08) + own.normal(0, 0.05, made.decisions)


def _answer(rows, made, luck):
    rows["score"] = rows["worth"] + luck.normal(0, 0.1, made.decisions)
    chance = 1 / (1 + np.exp(0.4 - 2 * rows["worth"]))
    dice = luck.random(made.decisions)
    kind = np.where(dice < chance, 0, np.where(dice < 0.6 + 0.4 * chance, 1, 2))
    kind = np.where(luck.random(made.decisions) < 0.08, IGNORED, kind)
    lost = luck.random(made.decisions) < made.unjudged
    rows["kind"] = np.where(lost, UNJUDGED, kind)
    rows["worth"] = np.where(lost, np.nan, rows["worth"])
    told = ANSWERED[np.minimum(rows["kind"], 2)] * 1000
    rows["reward_milli"] = np.where(rows["kind"] < IGNORED, told, NO_REWARD)
