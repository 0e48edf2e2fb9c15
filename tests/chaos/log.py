"""Keep the client's own log: one line for each acknowledgement, on the disk as it comes."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import httpx

from tests.chaos.book import Answer, Completion, Told, Undo


@dataclass(slots=True)
class ClientLog:
    """What was acknowledged to the client, and what was not to be had."""

    file: IO[str]
    told: Told = field(default_factory=Told)
    refusals: Counter = field(default_factory=Counter)
    """Answers that said no, by what was asked and what was said."""
    resent: int = 0
    """Requests that were sent again because nothing, or a fault, came back."""

    @classmethod
    def into(cls, path: Path) -> "ClientLog":
        """Return a log that is written to a file, line by line."""
        return cls(path.open("w", encoding="utf-8", buffering=1))

    @property
    def ops(self) -> int:
        """Return how many operations were acknowledged."""
        told = self.told
        return len(told.answers) + len(told.undos) + len(told.completions)

    def answered(self, answer: Answer) -> None:
        self.told.answers.append(answer)
        self._line("answer", answer)

    def undone(self, undo: Undo) -> None:
        self.told.undos.append(undo)
        self._line("undo", undo)

    def completed(self, completion: Completion) -> None:
        self.told.completions.append(completion)
        self._line("completion", completion)

    def refused(self, what: str, answer: httpx.Response) -> None:
        code = answer.json().get("code", "") if answer.content else ""
        self.refusals[f"{what} {answer.status_code} {code}"] += 1

    def _line(self, what: str, said: Answer | Undo | Completion) -> None:
        self.file.write(json.dumps({"op": what} | asdict(said), default=str) + "\n")
