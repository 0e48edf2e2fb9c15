"""Ask a model through a command of this machine: the question goes in, the answer comes out."""

import asyncio
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from core.errors import SettingsWrong
from core.sim.judges.answers import read
from core.sim.judges.child import Child, Ended
from core.sim.judges.model import Reply
from core.sim.judges.tally import FREE, UNKNOWN, Bill, Trouble
from core.sim.judges.wire import MessageUsage, Strangers

MAX_OUTPUT_BYTES = 256 * 1024
"""The longest output that is read; a longer one ends the command."""
ALWAYS_TOLD = ("PATH", "HOME", "LANG")
"""Variables of our environment that every command gets."""
MICROS = 1_000_000
"""Millionths of a dollar in one."""


@dataclass(frozen=True, slots=True)
class CommandConfig:
    """A command that reads a question and writes an answer."""

    argv: tuple[str, ...]
    name: str = "claude-code"
    environ: Mapping[str, str] = field(repr=False, default_factory=dict)
    """Our own environment, of which it is told only what `told` names."""
    told: tuple[str, ...] = ()
    """Names of variables that it gets besides PATH, HOME and LANG."""
    timeout_s: float = 120.0
    most_micros: int = 1
    """What one question may cost, in millionths of a dollar; learned when it costs more."""
    folder: Path | None = None
    """Where it runs; None is where we run."""
    max_output_bytes: int = MAX_OUTPUT_BYTES

    @property
    def child(self) -> Child:
        """Return the command with what it is told of our environment, and no more."""
        told = {
            name: self.environ[name] for name in (*ALWAYS_TOLD, *self.told) if name in self.environ
        }
        return Child(self.argv, told, self.folder)


class Result(Strangers):
    """What the command prints when it wraps its answer, as `claude -p --output-format json` does."""

    type: Literal["result"]
    result: str = ""
    is_error: bool = False
    total_cost_usd: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] | None = None
    usage: MessageUsage | None = None

    def bill(self) -> Bill:
        """Return what it says that the question took."""
        usd, tokens = self.total_cost_usd, self.usage.tokens() if self.usage else (0, 0)
        return Bill(*tokens, None if usd is None else math.ceil(usd * MICROS))


class Command:
    """A model that is asked through a command, started afresh for each question."""

    def __init__(self, config: CommandConfig) -> None:
        self._config = config
        self._dearest_micros = max(1, config.most_micros)

    @property
    def name(self) -> str:
        """Return the name that the config gives."""
        return self._config.name

    @property
    def identity(self) -> str:
        """Return the command line."""
        return json.dumps(["command", *self._config.argv])

    def most_micros(self, question: str) -> int:  # noqa: ARG002 — the same for all questions
        """Return the dearest question so far: what a command will cost nobody can know before."""
        return self._dearest_micros

    async def ask(self, question: str) -> Reply:
        """Return what the command wrote, or why that is no answer."""
        config = self._config
        try:
            async with asyncio.timeout(config.timeout_s):
                ended = await config.child.run(question, config.max_output_bytes)
        except TimeoutError:
            return Reply(trouble=Trouble.LATE)
        except OSError as error:
            # The system's own words ("No such file or directory"), and nothing that was configured.
            return Reply(bill=FREE, stop=SettingsWrong((f"the judge's command: {error.strerror}",)))
        return Reply(trouble=Trouble.TOO_LARGE) if ended is None else self._said(ended)

    def _said(self, ended: Ended) -> Reply:
        output = ended.output.decode("utf-8", "replace")
        wrapped = read(Result, output)
        bill = wrapped.bill() if wrapped else UNKNOWN
        self._dearest_micros = max(self._dearest_micros, bill.cost_micros or 0)
        if ended.code or (wrapped and wrapped.is_error):
            return Reply(trouble=Trouble.FAILED, bill=bill)
        return Reply(wrapped.result if wrapped else output, bill=bill)
