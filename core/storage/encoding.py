"""Turn values into the bytes that are sealed, and back."""

import json
import zlib
from datetime import datetime
from typing import Any

from core.domain.explanation import UNEXPLAINED, Explanation, Part
from core.domain.ids import TaskId
from core.domain.integration import Tokens
from core.domain.task import Due, Task, TaskList

FAST = 1
"""zlib's quickest level: task lists are written more often than they are large."""

Plain = dict[str, Any]
"""A JSON object; its values are whatever JSON can hold."""


def to_bytes(plain: Any) -> bytes:
    """Return JSON as ASCII, so that any text survives exactly, lone surrogates too."""
    return json.dumps(plain, separators=(",", ":")).encode("ascii")


def from_bytes(blob: bytes) -> Any:
    """Return what `to_bytes` wrote. Any: JSON holds anything."""
    return json.loads(blob)


def pack_tasks(tasks: TaskList) -> bytes:
    """Return a task list as compressed bytes."""
    plain = {
        "tasks": [task_out(task) for task in tasks.tasks],
        "synced_at": _moment_out(tasks.synced_at),
        "sync_token": tasks.sync_token,
        "projects": tasks.projects,
    }
    return zlib.compress(to_bytes(plain), FAST)


def unpack_tasks(blob: bytes) -> TaskList:
    """Return what `pack_tasks` wrote."""
    plain = from_bytes(zlib.decompress(blob))
    return TaskList(
        tasks=tuple(task_in(task) for task in plain["tasks"]),
        synced_at=_moment_in(plain["synced_at"]),
        sync_token=plain["sync_token"],
        projects=plain["projects"],
    )


def task_out(task: Task) -> Plain:
    """Return a task as a JSON object."""
    return {
        "id": task.id,
        "text": task.text,
        "priority": task.priority,
        "due": due_out(task.due) if task.due else None,
        "added_at": _moment_out(task.added_at),
        "project": task.project,
        "labels": task.labels,
        "duration_min": task.duration_min,
        "described": task.described,
    }


def task_in(plain: Plain) -> Task:
    """Return what `task_out` wrote, or wrote before it told of descriptions."""
    return Task(
        id=TaskId(plain["id"]),
        text=plain["text"],
        priority=plain["priority"],
        due=due_in(plain["due"]) if plain["due"] else None,
        added_at=_moment_in(plain["added_at"]),
        project=plain["project"],
        labels=tuple(plain["labels"]),
        duration_min=plain["duration_min"],
        described=plain.get("described", False),
    )


def due_out(due: Due) -> Plain:
    """Return a due as a JSON object."""
    return {
        "date": due.date,
        "string": due.string,
        "lang": due.lang,
        "timezone": due.timezone,
        "recurring": due.recurring,
    }


def due_in(plain: Plain) -> Due:
    """Return what `due_out` wrote."""
    return Due(**plain)


def explanation_out(explanation: Explanation) -> Plain | None:
    """Return an explanation as a JSON object; None when nothing was explained."""
    if explanation == UNEXPLAINED:
        return None
    return {
        "score": explanation.score,
        "runner_up": explanation.runner_up,
        "greedy": explanation.greedy,
        "rank": explanation.rank,
        "spread": explanation.spread,
        "parts": [(it.name, it.value, it.amount, it.lead) for it in explanation.parts],
    }


def explanation_in(plain: Plain | None) -> Explanation:
    """Return what `explanation_out` wrote."""
    if plain is None:
        return UNEXPLAINED
    return Explanation(**plain | {"parts": tuple(Part(*part) for part in plain["parts"])})


def pack_tokens(tokens: Tokens) -> bytes:
    """Return tokens as bytes to be sealed at once."""
    return to_bytes(
        {
            "access": tokens.access,
            "refresh": tokens.refresh,
            "expires_at": _moment_out(tokens.expires_at),
            "scopes": sorted(tokens.scopes),
        }
    )


def unpack_tokens(blob: bytes) -> Tokens:
    """Return what `pack_tokens` wrote."""
    plain = from_bytes(blob)
    return Tokens(
        access=plain["access"],
        refresh=plain["refresh"],
        expires_at=_moment_in(plain["expires_at"]),
        scopes=frozenset(plain["scopes"]),
    )


def _moment_out(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment_in(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
