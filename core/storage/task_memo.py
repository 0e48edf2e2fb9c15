"""Remember task lists that were already opened, so that an unchanged one is not opened again."""

from collections import OrderedDict
from uuid import UUID

from core.domain.ids import UserId
from core.domain.task import TaskList

ROOM = 256
"""Task lists kept in the clear in memory, the least recently used going first."""


class TaskMemo:
    """Committed task lists by row and version: what one row held at one version never changes."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._known: OrderedDict[tuple[UUID, int], tuple[UserId, TaskList]] = OrderedDict()

    def find(self, row_id: UUID, version: int) -> TaskList | None:
        """Return the list that this row holds at this version, if it was opened before."""
        found = self._known.get((row_id, version))
        if found is None:
            return None
        self._known.move_to_end((row_id, version))
        return found[1]

    def keep(self, row_id: UUID, version: int, user_id: UserId, tasks: TaskList) -> None:
        """Remember a committed list in place of the row's earlier ones."""
        for key in [key for key in self._known if key[0] == row_id]:
            del self._known[key]
        self._known[(row_id, version)] = (user_id, tasks)
        if len(self._known) > self._room:
            self._known.popitem(last=False)

    def forget(self, user_id: UserId) -> None:
        """Remember nothing of a user."""
        for key in [key for key, (owner, _) in self._known.items() if owner == user_id]:
            del self._known[key]
