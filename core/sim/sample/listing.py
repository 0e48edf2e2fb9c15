"""Keep an invented person's list as their service would: what arrives, what is done, what is asked."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.command import CommandKind, TaskCommand
from core.domain.completion import Completion
from core.domain.ids import TaskId
from core.domain.integration import Tokens
from core.domain.task import Task, TaskChanges, TaskList
from core.ports import Owner, Sent
from core.sim.arrivals import Arrival
from core.sim.generator import reborn


@dataclass(slots=True)
class Listing:
    """One person's list over there: the task side and the OAuth side of an integration."""

    external_id: str
    zone: ZoneInfo
    arrivals: Sequence[Arrival]
    """By time."""
    open: dict[TaskId, Arrival] = field(default_factory=dict)
    _arrived: int = 0
    _gone: dict[TaskId, tuple[Arrival, datetime]] = field(default_factory=dict)
    """What was completed, as it was before, and when."""
    _log: list[Completion] = field(default_factory=list)
    _reads: int = 0

    def receive(self, now: datetime) -> None:
        """Put on the list what has arrived by now."""
        upto = bisect_right(self.arrivals, now, lo=self._arrived, key=lambda it: it.at)
        for arrival in self.arrivals[self._arrived : upto]:
            self.open[arrival.task.id] = arrival
        self._arrived = upto

    def complete(self, task_id: TaskId, at: datetime) -> None:
        """Tick a task off; one that comes back does."""
        arrival = self.open.pop(task_id, None)
        if arrival is None:
            return
        self._gone[task_id] = (arrival, at)
        self._log.append(Completion(task_id, at))
        if arrival.every_days:
            self.open[task_id] = reborn(arrival, at, self.zone)

    def carry(self, command: TaskCommand) -> None:
        """Do at once what oO asks for."""
        if command.kind is CommandKind.CLOSE:
            self.complete(command.task_id, command.created_at)
        elif command.task_id in self._gone:
            self.open[command.task_id], _ = self._gone.pop(command.task_id)

    def tasks(self) -> tuple[Task, ...]:
        """Return what is open, as the service tells it."""
        return tuple(it.task for it in self.open.values())

    async def sync(self, tokens: Tokens, known: TaskList) -> TaskChanges:  # noqa: ARG002 — one person's
        """Return what changed since what is known."""
        before = {task.id: task for task in known.tasks}
        gone = frozenset(before.keys() - self.open.keys())
        done = {it: self._gone[it][1] for it in gone if it in self._gone}
        self._reads += 1
        return TaskChanges(
            full=known.sync_token == TaskList().sync_token,
            changed=tuple(task for task in self.tasks() if before.get(task.id) != task),
            gone=gone,
            completed=frozenset(done),
            sync_token=str(self._reads),
            completed_at=done,
        )

    async def completions(self, tokens: Tokens, since: datetime) -> tuple[Completion, ...]:  # noqa: ARG002
        """Return what was completed since a time, of recurring tasks too."""
        return tuple(it for it in self._log if it.at >= since)

    async def send(self, tokens: Tokens, commands: tuple[TaskCommand, ...]) -> Sent:  # noqa: ARG002
        """Carry commands."""
        for command in commands:
            self.carry(command)
        return Sent(frozenset(it.id for it in commands), {})

    def link(self, task_id: TaskId) -> str:  # noqa: ARG002 — nobody is there to follow it
        """Return no address: there is nothing to open."""
        return ""

    async def owner(self, tokens: Tokens) -> Owner:  # noqa: ARG002
        """Return whose list this is."""
        return Owner(self.external_id, self.zone.key)

    def authorize_url(self, state: str, challenge: str) -> str:  # noqa: ARG002
        """Return no address: nobody is asked."""
        return ""

    async def redeem(self, code: str, verifier: str) -> Tokens:
        """Return a token that opens nothing anywhere."""
        return Tokens(f"{code}{verifier}")

    async def refresh(self, tokens: Tokens) -> Tokens:
        """Return the same: a personal token does not age."""
        return tokens

    async def revoke(self, access: str) -> None:
        """Do nothing: there is nothing to revoke."""
