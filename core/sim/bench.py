"""Seat whoever judges a run, as the settings say, and count what that costs."""

import os
import shlex
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.errors import SettingsWrong
from core.outbound import Outbound
from core.settings import Settings
from core.sim.cast import Court, OneJudge, RuleCourt
from core.sim.judges.asking import ModelJudge
from core.sim.judges.cache import Cache
from core.sim.judges.command import Command, CommandConfig
from core.sim.judges.endpoint import Endpoint, EndpointConfig
from core.sim.judges.model import Model
from core.sim.judges.rule import NAME as RULES
from core.sim.judges.tally import Meter, Tally
from core.sim.judges.wire import Style

MICROS = 1_000_000
"""Millionths of a dollar in one."""
DICE = 4
"""Seed of what scatters retries in time; no result depends on it."""


class JudgeKind(StrEnum):
    """Who judges a run."""

    RULE = "rule"
    LLM = "llm"
    CLAUDE_CODE = "claude-code"


@dataclass(frozen=True, slots=True)
class Bench:
    """Who judges, and what that has cost so far."""

    court: Court
    name: str
    """Which rules, or which model by which prompts."""
    meter: Meter | None = None
    outbound: Outbound | None = None

    @property
    def tally(self) -> Tally | None:
        """Return what a model's judgements took; None for rules, which cost nothing."""
        return self.meter.tally if self.meter else None

    async def close(self) -> None:
        """Close connections."""
        if self.outbound is not None:
            await self.outbound.close()


def open_bench(settings: Settings, kind: JudgeKind, share: int = 1) -> Bench:
    """Return whoever judges. Raises: SettingsWrong when a model is not configured."""
    if kind is JudgeKind.RULE:
        return Bench(RuleCourt(), RULES)
    meter = Meter(int(MICROS * settings.judge_budget / share))
    luck = np.random.default_rng(DICE)
    model, outbound = _model(settings, kind)
    judge = ModelJudge(model, meter, luck, Cache(settings.judge_folder), swapped=True)
    return Bench(OneJudge(judge), judge.name, meter, outbound)


def _model(settings: Settings, kind: JudgeKind) -> tuple[Model, Outbound | None]:
    if kind is JudgeKind.CLAUDE_CODE:
        argv = tuple(shlex.split(settings.judge_command))
        if not argv:
            raise SettingsWrong(("OO_JUDGE_COMMAND: the command that judges",))
        environ = dict(os.environ)  # noqa: TID251 — the command needs a PATH; it is told no more
        return Command(
            CommandConfig(argv, environ=environ, timeout_s=settings.judge_timeout_s)
        ), None
    missing = [
        f"OO_JUDGE_{name}: needed to ask a model"
        for name, value in (("URL", settings.judge_url), ("MODEL", settings.judge_model))
        if not value
    ]
    if missing:
        raise SettingsWrong(tuple(missing))
    config = EndpointConfig(
        style=Style(settings.judge_style.value),
        base_url=settings.judge_url.rstrip("/"),
        model=settings.judge_model,
        key=settings.judge_key.get_secret_value(),
        price_in_micros=int(MICROS * settings.judge_price_in),
        price_out_micros=int(MICROS * settings.judge_price_out),
        timeout_s=settings.judge_timeout_s,
    )
    outbound = Outbound(allow_loopback_http=True, deadlines=config.deadlines)
    return Endpoint(config, outbound), outbound
