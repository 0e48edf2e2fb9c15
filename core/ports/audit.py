"""Say what the record of deeds needs stored."""

from datetime import datetime
from typing import Protocol

from core.domain.audit import Actor, Deed


class Audit(Protocol):
    """What admins did; append-only."""

    async def append(self, at: datetime, actor: Actor, deed: Deed) -> None: ...
    async def all(self) -> tuple[Deed, ...]: ...
