"""A persona at one moment, and judges around models of every kind."""

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from core.domain.past import Past
from core.domain.task import Due
from core.outbound import Outbound
from core.sim.judge import Scene
from core.sim.judges.asking import ModelJudge
from core.sim.judges.endpoint import Endpoint, EndpointConfig
from core.sim.judges.model import Reply
from core.sim.judges.tally import Bill, Meter
from core.sim.judges.wire import Style
from core.sim.persona import Area, Persona
from oo_app.sandbox.judge import Desk, build
from tests.fakes.builders import a_task, daily
from tests.serving import serve

PARIS = ZoneInfo("Europe/Paris")
HERE = datetime(2026, 11, 23, 9, 30, tzinfo=PARIS)
"""A Monday morning."""
KEY = "canary-key-9f3a"
BUDGET_MICROS = 10_000_000


def a_persona(**traits):
    known = {
        "id": "p1",
        "name": "Mira",
        "about": "A nurse who works nights and likes short lists.",
        "group": "shift workers",
        "language": "en",
        "timezone": "Europe/Paris",
        "likes": {"quick": 2.0, "long": -1.0, "timed": 0.1},
        "areas": {"work": Area(0.5, like=1.0), "home": Area(0.5, like=-2.5, like_free=0.5)},
        "energy_hours": (0.9,) * 24,
        "energy_weekdays": (1.0,) * 7,
    }
    return Persona(**known | traits)


TASKS = (
    a_task(
        "t1", "Call the bank", duration_min=10, priority=4, project="work", due=Due("2026-11-20")
    ),
    a_task(
        "t2",
        "Tidy the cellar",
        duration_min=120,
        project="home",
        added_at=HERE - timedelta(days=40),
    ),
    a_task("t3", "Water the plants", due=daily("2026-11-23"), labels=("green",), described=True),
)


def a_scene(**traits):
    known = {
        "persona": a_persona(),
        "here": HERE,
        "tasks": TASKS,
        "pasts": {TASKS[2].id: Past(2, HERE - timedelta(hours=5), 1, dismissed=True)},
        "answered_today": 1,
    }
    return Scene(**known | traits)


@dataclass
class ScriptedModel:
    """Answers as it was told, in turn, the last one for ever; remembers what it was asked."""

    replies: list
    most: int = 100
    questions: list = field(default_factory=list)
    name: str = "scripted"
    identity: str = "scripted"

    def most_micros(self, question):
        return self.most

    async def ask(self, question):
        self.questions.append(question)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply(question) if callable(reply) else reply


def says(text, cost_micros=10):
    return Reply(text, bill=Bill(7, 3, cost_micros))


@dataclass
class Sleeper:
    """Sleeps in no time and remembers for how long."""

    slept_s: list = field(default_factory=list)

    async def __call__(self, seconds):
        self.slept_s.append(seconds)


def a_judge(model, *, budget_micros=BUDGET_MICROS, **changes):
    changes = {"sleep": Sleeper(), "luck": np.random.default_rng(7)} | changes
    return ModelJudge(model, Meter(budget_micros), **changes)


def a_config(base_url, **changes):
    known = {
        "style": Style.OPENAI,
        "base_url": base_url,
        "model": "stand-in",
        "key": KEY,
        "price_in_micros": 3_000_000,
        "price_out_micros": 15_000_000,
        "timeout_s": 5.0,
    }
    return EndpointConfig(**known | changes)


@asynccontextmanager
async def an_outbound(config):
    outbound = Outbound(allow_loopback_http=True, deadlines=config.deadlines)
    try:
        yield outbound
    finally:
        await outbound.close()


@asynccontextmanager
async def served_judge(path="", *, desk=None, changes=None, **traits):
    """A judge before the stand-in, over real HTTP."""
    async with serve(build(desk or Desk(key=KEY))) as base_url:
        config = a_config(**{"base_url": f"{base_url}{path}"} | (changes or {}))
        async with an_outbound(config) as outbound:
            yield a_judge(Endpoint(config, outbound), **traits)
