"""Say what a model that judges must do: answer one question once, and say what that cost."""

from dataclasses import dataclass
from typing import Protocol

from core.errors import OoError
from core.sim.judges.tally import UNKNOWN, Bill, Trouble


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from asking once: a text, or why there is none."""

    text: str = ""
    trouble: Trouble | None = None
    bill: Bill = UNKNOWN
    again: bool = False
    """Whether asking once more may help."""
    wait_s: float | None = None
    """How long it asked us to wait before; None when it did not say."""
    stop: OoError | None = None
    """Why no later question will be answered either."""


class Model(Protocol):
    """A model behind an endpoint or a command; it turns failures into replies, it raises none."""

    @property
    def name(self) -> str:
        """Return what it is called, with its version as far as it tells one."""

    @property
    def identity(self) -> str:
        """Return all that makes its answers differ from another's; without secrets."""

    def most_micros(self, question: str) -> int:
        """Return what asking once can cost at most, in millionths of a dollar."""

    async def ask(self, question: str) -> Reply:
        """Return what asking once brought."""
