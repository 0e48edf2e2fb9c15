"""Write a deed down, in the transaction of the act itself."""

from datetime import datetime

from core.domain.audit import Actor, Deed
from core.ports import Work


async def write_down(work: Work, now: datetime, actor: Actor, deed: Deed) -> None:
    """Append a deed to what was done."""
    await work.audit.append(now, actor, deed)
