"""Play the command that judges: a question on stdin, a believable answer on stdout.

Run as `python -m oo_app.sandbox.judge_command`. It is no judge: it reads likes and facts out of the
question by plain rules, the same each time, so that a laboratory can be tried without a model.
"""

import argparse
import hashlib
import json
import math
import re
import sys
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TextIO

HUGE_BYTES = 10 * 1024 * 1024
"""Length of an answer that is far too long."""

LATE_S = 3600.0
"""Seconds that a late command sleeps: longer than anybody waits."""

COST_USD, LETTERS_PER_TOKEN = 0.0123, 4
"""What the wrapper says that a question cost, and how it counts tokens."""

STRENGTHS = {"slightly": 0.5, "clearly": 1.1, "strongly": 2.0}
"""Log odds of the words in which a question tells likes."""

QUICK_MIN, LONG_MIN, OLD_DAYS = 15, 60, 14
"""When a task counts as quick, as long, as old."""


class Fault(StrEnum):
    """How an answer can go wrong; some of it only over HTTP, some only as a command."""

    NONSENSE = "nonsense"
    MISCOUNTED = "miscounted"
    """One score too many."""
    TALKATIVE = "talkative"
    """The right JSON with a sentence before it."""
    FENCED = "fenced"
    """The right JSON in a code fence, as models like to do."""
    HUGE = "huge"
    LATE = "late"
    FAILING = "failing"
    """The command answers and ends with an error."""
    BUSY = "busy"
    """Every second call is refused with 429 and `Retry-After`."""
    BROKEN = "broken"
    REFUSED = "refused"


_TASK = re.compile(r"^\d+\. \"(?:[^\"\\]|\\.)*\"; .*$", re.MULTILINE)
_LEANING = re.compile(r"^They are (\w+) (drawn to|put off by) (.*)\.$", re.MULTILINE)
_MINUTES = re.compile(r"takes: (\d+) minutes")
_WAITS = re.compile(r"waits: (\d+) days?")
_SEEN = re.compile(r"seen: (\d+) of late")
_CLOCK = re.compile(r"due [^;]* \d\d:\d\d;")
_AREA = re.compile(r"tasks of the area (\"[^\"]*\")$")


def _number(found: re.Match[str] | None) -> int | None:
    return int(found[1]) if found else None


def _quick(line: str) -> bool:
    minutes = _number(_MINUTES.search(line))
    return minutes is not None and minutes <= QUICK_MIN


_SHOWS: dict[str, Callable[[str], bool]] = {
    "tasks that are past due": lambda line: "past due by" in line,
    "tasks due today or tomorrow": lambda line: "; due today" in line or "; due tomorrow" in line,
    "tasks of high priority": lambda line: "priority: high" in line or "most urgent" in line,
    "tasks that have waited for long": lambda line: (_number(_WAITS.search(line)) or 0) >= OLD_DAYS,
    "quick tasks (15 minutes or less)": _quick,
    "long tasks (an hour or more)": lambda line: (_number(_MINUTES.search(line)) or 0) >= LONG_MIN,
    "tasks with a time of day": lambda line: _CLOCK.search(line) is not None,
    "tasks that come back": lambda line: "comes back" in line,
    "tasks with a description": lambda line: "has a description" in line,
}


def answer(question: str, fault: Fault | None = None) -> str:
    """Return the answer to a question, as JSON, or what a fault makes of it."""
    right = json.dumps(_right(question, extra=fault is Fault.MISCOUNTED))
    wrong = {
        Fault.NONSENSE: "I would rather talk about the weather.",
        Fault.TALKATIVE: f"Here is my answer: {right}",
        Fault.FENCED: f"```json\n{right}\n```",
        Fault.HUGE: "x" * HUGE_BYTES,
    }
    return wrong.get(fault, right) if fault else right


def wants(question: str) -> list[float]:
    """Return how much each numbered task is wanted, 0 to 1; its place in the list does not count."""
    return [round(1 / (1 + math.exp(-_odds(question, line))), 4) for line in _tasks(question)]


def _right(question: str, *, extra: bool) -> dict[str, object]:
    wanted = wants(question)
    if '"scores"' in question:
        return {"scores": [*wanted, 0.5] if extra else wanted}
    line, luck = (_tasks(question) or [""])[0], _chance(question)
    if luck < (wanted or [0.5])[0]:
        minutes = _number(_MINUTES.search(line)) or 25
        return {"answer": "done", "seconds": min(1800, minutes * 12)}
    return {"answer": "dismiss" if luck > 0.9 else "snooze", "seconds": 4}  # noqa: PLR2004 — rarely


def _tasks(question: str) -> list[str]:
    return [found[0] for found in _TASK.finditer(question)]


def _odds(question: str, line: str) -> float:
    odds = -0.4 * (_number(_SEEN.search(line)) or 0) + (_chance(line.partition(". ")[2]) - 0.5)
    for strength, way, what in _LEANING.findall(question):
        if _shows(line, what):
            odds += STRENGTHS.get(strength, 0.0) * (1 if way == "drawn to" else -1)
    return odds


def _shows(line: str, what: str) -> bool:
    area = _AREA.fullmatch(what)
    if area:
        return f"area: {area[1]}" in line
    return what in _SHOWS and _SHOWS[what](line)


def _chance(text: str) -> float:
    """Return a number from 0 to 1 that depends on the text and on nothing else."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") / 2**32


def wrapped(question: str, said: str) -> str:
    """Return an answer in the object that `claude -p --output-format json` prints."""
    usage = {
        "input_tokens": len(question) // LETTERS_PER_TOKEN,
        "output_tokens": len(said) // LETTERS_PER_TOKEN,
    }
    return json.dumps(
        {
            "type": "result",
            "subtype": "success",
            "is_error": False,
            "result": said,
            "total_cost_usd": COST_USD,
            "usage": usage,
        }
    )


def main(argv: Sequence[str], asked: TextIO, told: TextIO) -> int:
    """Read a question, write the answer, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fault", type=Fault, choices=list(Fault), default=None)
    options.add_argument("--wrapped", action="store_true", help="print what Claude Code prints")
    wanted = options.parse_args(argv)
    question = asked.read()
    if wanted.fault is Fault.LATE:
        time.sleep(LATE_S)
    said = answer(question, wanted.fault)
    told.write(wrapped(question, said) if wanted.wrapped else said)
    return 1 if wanted.fault is Fault.FAILING else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin, sys.stdout))
