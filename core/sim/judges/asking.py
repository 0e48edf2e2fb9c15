"""Judge by asking a model: from the cache if it can, within the budget, and strictly read."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np

from core.domain.command import next_try
from core.errors import IntegrationDown
from core.sim.judge import Answer, Scene
from core.sim.judges.answers import bare, read_reaction, read_scores
from core.sim.judges.cache import Cache, key_of
from core.sim.judges.model import Model, Reply
from core.sim.judges.questions import react_question, score_question, version
from core.sim.judges.tally import UNKNOWN, Meter, Trouble

PROVIDER = "judge"
"""Our name for whoever judges, as errors give it."""
RETRIES = 3
"""Times that a question is asked again when that may help."""
LONGEST_WAIT_S = 60.0
"""Nobody waits longer than a minute before a retry because a stranger said so."""
UNJUDGED_IN_A_ROW = 20
"""After so many questions without a judgement nobody is there: a night is not spent on that."""

_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
T = TypeVar("T")
"""What an answer is read as."""


@dataclass(slots=True)
class ModelJudge:
    """A judge that asks a model; never told which policy picked, because nobody tells it."""

    model: Model
    meter: Meter
    luck: np.random.Generator
    """Scatters retries in time, and nothing else."""
    cache: Cache | None = None
    swapped: bool = False
    """Whether scores are asked for in both orders and averaged: order must not decide."""
    take: int = 0
    """Another number asks everything afresh, past the cache: for test against retest."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _in_a_row: int = field(default=0, init=False)

    @property
    def name(self) -> str:
        """Return who judges, by which prompts (a hash of them), and in which way."""
        take = f"#{self.take}" if self.take else ""
        return f"{self.model.name}@{version()}{'+swapped' if self.swapped else ''}{take}"

    async def score(self, scene: Scene) -> tuple[float, ...] | None:
        """Return how glad the persona would be of each task, 0 to 1; None when unjudged.

        Raises: BudgetSpent; IntegrationRefused, IntegrationDown, SettingsWrong when it is no use
        to go on asking.
        """
        if not scene.tasks:
            return ()
        there = await self._scores(scene)
        if there is None or not self.swapped:
            return there
        back = await self._scores(replace(scene, tasks=scene.tasks[::-1]))
        if back is None:
            return None
        return self._balanced(there, back[::-1])

    async def react(self, scene: Scene, chosen: int) -> Answer | None:
        """Return what the persona does with one task; None when unjudged. Raises as `score`."""
        return await self._judged(react_question(scene, chosen), read_reaction)

    async def _scores(self, scene: Scene) -> tuple[float, ...] | None:
        count = len(scene.tasks)
        return await self._judged(score_question(scene), lambda text: read_scores(text, count))

    async def _judged(self, question: str, read: Callable[[str], T | None]) -> T | None:
        key = key_of(self.model.identity, question, self.take)
        kept = self.cache.get(key) if self.cache else None
        known = None if kept is None else read(kept)
        if known is not None:
            self.meter.found()
            return known
        reply = await self._reply(question)
        if reply.stop is not None:
            raise reply.stop
        judged = None if reply.trouble else read(reply.text)
        if judged is None:
            self._unjudged(reply.trouble or Trouble.NONSENSE)
            return None
        self._in_a_row = 0
        if self.cache:
            self.cache.keep(key, bare(reply.text))
        return judged

    def _unjudged(self, why: Trouble) -> None:
        self.meter.unjudged(why)
        self._in_a_row += 1
        if self._in_a_row >= UNJUDGED_IN_A_ROW:
            raise IntegrationDown(PROVIDER)

    async def _reply(self, question: str) -> Reply:
        reply = await self._once(question)
        for tries in range(RETRIES):
            if not reply.again:
                break
            await self.sleep(self._wait_s(reply, tries))
            self.meter.retried()
            reply = await self._once(question)
        return reply

    async def _once(self, question: str) -> Reply:
        most_micros = self.model.most_micros(question)
        self.meter.reserve(most_micros)
        bill = UNKNOWN  # also of a call that is cancelled: it may well be billed
        try:
            reply = await self.model.ask(question)
            bill = reply.bill
        finally:
            self.meter.settle(most_micros, bill)
        return reply

    def _wait_s(self, reply: Reply, tries: int) -> float:
        if reply.wait_s is not None:
            return min(LONGEST_WAIT_S, reply.wait_s)
        at = next_try(tries, _SOME_TIME, self.luck.random())
        return (at - _SOME_TIME).total_seconds()

    def _balanced(self, there: tuple[float, ...], back: tuple[float, ...]) -> tuple[float, ...]:
        pairs = list(zip(there, back, strict=True))
        gap = sum(abs(one - other) for one, other in pairs) / len(pairs)
        flipped = there.index(max(there)) != back.index(max(back))
        self.meter.swapped(gap, flipped=flipped)
        return tuple((one + other) / 2 for one, other in pairs)
