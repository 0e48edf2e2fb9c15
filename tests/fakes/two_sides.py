"""A Todoist that its person uses too: commands that count once, answers that get lost."""

from dataclasses import replace
from datetime import date, timedelta

from core.domain.command import CommandKind
from tests.fakes.providers import FakeTodoist, down


def later(due, days):
    """Return a due some days later."""
    day = date.fromisoformat(due.date) + timedelta(days=days)
    return replace(due, date=day.isoformat())


class SharedTodoist(FakeTodoist):
    """The fake Todoist as two sides see it; `lost` answers never arrive though all was done."""

    def __init__(self, clock, *tasks, **traits):
        self.lost = 0
        self.executed = []
        """Commands that had their effect, each once."""
        super().__init__(clock, *tasks, **traits)

    def delete(self, task_id):
        """Delete a task, open or completed."""
        if task_id in self.tasks:
            self.remove(task_id)
        else:
            self._changes.append(task_id)
        self.shelved.pop(task_id)
        self.closed.discard(task_id)
        self.refused[task_id] = "NOT_FOUND"

    @property
    def everything(self):
        """Return the ids of what is not deleted."""
        return sorted({*self.tasks, *self.closed})

    def carry_out(self, command):
        """Do what oO asks for, each command once, and perhaps lose the answer."""
        if command.id not in {it.id for it in self.executed}:
            self.executed.append(command)
            self.effect(command)
        if self.lost:
            self.lost -= 1
            raise down()

    def effect(self, command):
        """Do it."""
        if command.kind is CommandKind.REOPEN:
            self.reopen(command.task_id, command.due)
        elif command.task_id in self.tasks:
            self.complete(command.task_id)
