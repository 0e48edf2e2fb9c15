"""Synthetic people for tests: plausible wholes, a test names what matters to it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from core.domain.ids import RunId
from core.domain.sim_run import SimLife
from core.domain.task import Due, Task
from core.sim.arrivals import Arrival
from core.sim.cast import FIRST_DAY, Cast, OneJudge, RuleCourt
from core.sim.diary import ROW, UNASKED, Diary
from core.sim.dice import Dice
from core.sim.hand import arm
from core.sim.judge import Answer, Scene
from core.sim.judges.rule import RuleJudge
from core.sim.life import born
from core.sim.persona import AREAS, Area, Persona
from core.sim.plan import Plan
from core.sim.texts import LANGUAGES
from core.sim.world import World

MONDAY = datetime(2026, 10, 5, tzinfo=UTC)
ENERGY = (0.0,) * 6 + (0.2, 0.5, 0.8, 1, 1, 0.9, 0.7, 0.6, 0.7, 0.8, 0.7, 0.6, 0.6, 0.6, 0.5, 0.4)
AWAKE = (*ENERGY, 0.2, 0.0)
EVEN = dict.fromkeys(AREAS, Area(0.25))
BERLIN = ZoneInfo("Europe/Berlin")
WORKING = datetime(2026, 10, 7, 9, 30, tzinfo=BERLIN)
"""A Wednesday morning, when Ana is at her best."""
PROJECTS = ("Office", "House", "Shops", "Me")
"""Names of the projects of Ana's areas, in their order."""
POLICIES = ("random", "rule-v1", "oracle", "bayes-v1", "egreedy-v1", "mix(bayes-v1,linucb-v1)")
FOUR = ("ana", "bea", "cleo", "dora")
"""Ids of people of whom some test knows the lives."""
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Europe/London", "Asia/Kolkata")


def a_persona(**traits):
    known = {"id": "ana", "name": "Ana", "about": "Somebody.", "group": "all", "language": "en"}
    known |= {"timezone": "Europe/Berlin", "likes": {}, "areas": EVEN, "energy_hours": AWAKE}
    return Persona(**known | {"energy_weekdays": (1.0,) * 7} | traits)


def a_recurring(date, every_days=7):
    due = Due(date, string="every week", recurring=True)
    return Arrival(
        Task("t1", "Bins out", due=due, added_at=MONDAY), MONDAY, 10.0, "home", every_days
    )


def people(count=36):
    for n in range(count):
        language, zone = LANGUAGES[n % len(LANGUAGES)], ZONES[n % len(ZONES)]
        yield a_persona(id=f"p{n}", language=language, timezone=zone)


def a_world(**traits):
    return World(**{"name": "linear", "about": "A world."} | traits)


def a_cast(*personas, worlds=(), court=None):
    known = {it.id: it for it in personas or (a_persona(),)}
    there = {it.name: it for it in worlds or (a_world(),)}
    return Cast(known, there, court or RuleCourt())


def a_setting(persona=None, world=None, *, seed=1, decisions=12, judge=None):
    """All that a life is made of; `judge` takes the place of the rule judge."""
    persona, world = persona or a_persona(), world or a_world()
    cast = a_cast(persona, worlds=(world,), court=judge and OneJudge(judge))
    return cast.setting(cast.part(f"{world.name}/{persona.id}/{seed}"), decisions, None)


@dataclass
class Scripted:
    """Answers as it was told, in turn, the last one for ever; every task is worth the same."""

    answers: list[Answer | None]
    name: str = "scripted"

    async def score(self, scene):
        return (0.5,) * len(scene.tasks)

    async def react(self, scene, chosen):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


async def a_life(policy="random", *args, **traits):
    """A life that has been lived."""
    life = await born(a_setting(*args, **traits), arm(policy))
    await life.live()
    return life


async def kept(life):
    """What the store holds after a life: tips with their answers and rewards, oldest first."""
    async with life.home.store.reading() as work:
        tips = sorted(
            await work.history.tips(life.home.user_id), key=lambda it: (it.served_at, it.id)
        )
        reactions = {it.tip_id: it for it in await work.history.reactions(life.home.user_id)}
        rewards = {it.tip_id: it for it in await work.rewards.standing(life.home.user_id)}
    return [(tip, reactions.get(tip.id), rewards.get(tip.id)) for tip in tips]


def a_scene(*tasks, persona=None, here=WORKING, pasts=None, answered_today=0):
    return Scene(persona or a_persona(), here, tasks, pasts or {}, answered_today)


def a_plan(*policies, **traits):
    """A small plan for Ana alone, unless told otherwise."""
    known = {"worlds": ("linear",), "personas": "mine.yaml", "digest": "d", "people": ("ana",)}
    return Plan(policies or ("random", "oracle"), **known | {"decisions": 6} | traits)


def a_sim_life(policy="random", persona="ana", worths=(0.0,), **columns):
    """A life as it is kept: all picks had these worths; columns are those of a diary."""
    about = {it: columns.pop(it, usual) for it, usual in (("world", "linear"), ("seed", 1))}
    rows = np.zeros(len(worths), dtype=ROW)
    for name, values in ({"worth": worths, "other": UNASKED} | columns).items():
        rows[name] = values
    blob = Diary(about["world"], persona, about["seed"], policy, rows).pack()
    known = {"run_id": RunId(UUID(int=1)), "place": 0, "decisions": len(rows), "columns": blob}
    return SimLife(policy=policy, persona=persona, **about, **known)


def lives_of(worths, world="linear", **columns):
    """One life of two decisions for each person of FOUR and policy; worths by policy and person."""
    return [
        a_sim_life(policy, who, (worth, worth), world=world, **columns)
        for policy, those in worths.items()
        for who, worth in zip(FOUR, those, strict=False)
    ]


def a_rule_judge(world=None, *, seed=1, first_day=FIRST_DAY):
    dice = Dice(seed, "ana")
    return RuleJudge(world or a_world(), dice, PROJECTS, BERLIN, first_day.toordinal())


def never(_: Scene) -> bool:
    return False


@dataclass
class Moody:
    """Judges as another does, but may have no usable answer, or fail, or let others go first."""

    judge: Any
    speechless: Callable[[Scene], bool] = never
    """Whether it has no answer to `react`; `silent` is the same of `score`."""
    silent: Callable[[Scene], bool] = never
    fails_with: Exception | None = None
    fails_after: int = 0
    scenes: list[Scene] = field(default_factory=list)
    """What it was asked to react in."""

    @property
    def name(self):
        return self.judge.name

    async def score(self, scene):
        return None if self.silent(scene) else await self.judge.score(scene)

    async def react(self, scene, chosen):
        await asyncio.sleep(0)
        self.scenes.append(scene)
        if self.fails_with is not None and len(self.scenes) > self.fails_after:
            raise self.fails_with
        return None if self.speechless(scene) else await self.judge.react(scene, chosen)
