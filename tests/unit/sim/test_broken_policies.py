"""A laboratory that is worth its name finds out who is broken, and does not accuse the sound."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
import pytest

from core.analytics.verdict import Verdict
from core.bandit import catalogue, shipped
from core.bandit.bayes import Bayes
from core.bandit.catalogue import Kind
from core.bandit.features import TIP
from core.domain.ids import RunId, new_id
from core.sim.analyse import find
from core.sim.cast import Cast, RuleCourt
from core.sim.hand import ORACLE, RANDOM
from core.sim.live_part import live_part
from core.sim.lives import side_by_side
from core.sim.persona_file import read_personas
from core.sim.plan import Plan
from core.sim.world_file import read_worlds

SOUND, TWIN = "bayes-v1", "bayes-v1@1"
DECISIONS = 60
WEEK = 1.5
"""How much more than others these people feel about evenings and days off."""


@dataclass(frozen=True)
class Flawed:
    """A policy that chooses as the sound one does, and learns something else than what happened."""

    inner: Bayes
    spoil: Callable

    def distribution(self, x, rng):
        return self.inner.distribution(x, rng)

    def scores(self, x):
        return self.inner.scores(x)

    def learn(self, x, reward):
        return replace(self, inner=self.inner.learn(*self.spoil(x, reward)))

    def unlearn(self, x, reward):
        return replace(self, inner=self.inner.unlearn(*self.spoil(x, reward)))

    def dump(self):
        return self.inner.dump()


def flipped(x, reward):
    return x, -reward


SHUFFLE = np.random.default_rng(1).permutation(len(TIP.names))


def shuffled(x, reward):
    return x[SHUFFLE], reward


DAYS_OFF = np.array([name.endswith("_free") for name in TIP.names])


def day_forgotten(x, reward):
    """Learn as if it were always a working day, as the original once did."""
    return np.where(DAYS_OFF, 0.0, x), reward


BROKEN = {"flipped": flipped, "shuffled": shuffled, "day-forgotten": day_forgotten}


def kind(spoil):
    prior = shipped.shipped()
    twin = shipped.flat(prior.noise)
    return Kind(
        lambda terms: Flawed(Bayes.untrained(prior, twin, terms.day), spoil),
        lambda blob, terms: Flawed(Bayes.load(blob, prior, twin, terms.day), spoil),
    )


def crowd():
    for persona in read_personas("training")[::2]:
        areas = {
            name: replace(area, like_free=WEEK * (1 if place % 2 else -1) + area.like_free)
            for place, (name, area) in enumerate(persona.areas.items())
        }
        yield replace(persona, areas=areas)


async def lives(plan, cast):
    places, run_id = range(len(plan.shards)), RunId(new_id())
    return [it for place in places async for it in live_part(plan, cast, run_id, place)]


@pytest.fixture(scope="module")
def findings():
    people = {it.id: it for it in crowd()}
    worlds = {it.name: it for it in read_worlds(["linear"])}
    plan = Plan(
        policies=(SOUND, TWIN, *BROKEN, RANDOM, ORACLE),
        worlds=("linear",),
        personas="training",
        digest="",
        people=tuple(people),
        seeds=(1,),
        decisions=DECISIONS,
    )
    with ExitStack() as stack:
        for name, spoil in BROKEN.items():
            stack.enter_context(catalogue.offered(name, kind(spoil), TIP))
        found = asyncio.run(lives(plan, Cast(people, worlds, RuleCourt())))
    groups = {it.id: it.group for it in people.values()}
    return find(plan, side_by_side(found, plan.policies), groups, {})


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_policy_is_found_worse(findings, name):
    (world,) = findings.worlds

    comparison = next(it for it in world.comparisons if it.name == name)

    assert comparison.verdict is Verdict.WORSE
    assert comparison.difference.high < 0
    assert findings.conclusions[name].verdict is Verdict.WORSE


def test_the_same_policy_with_other_dice_is_not_accused(findings):
    (world,) = findings.worlds

    assert world.verdict_on(TWIN) is Verdict.NO_EVIDENCE


def test_a_policy_on_trial_is_gone_afterwards(findings):
    assert findings.worlds
    assert not any(map(catalogue.knows, BROKEN))
