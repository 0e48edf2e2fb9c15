"""Say what must be found again about commands that were never carried out."""

from datetime import datetime
from typing import Protocol

from core.domain.conflict import Aside
from core.domain.ids import UserId


class Asides(Protocol):
    """A user's commands that were set aside since a time, newest first."""

    async def since(self, user_id: UserId, at: datetime) -> tuple[Aside, ...]: ...
