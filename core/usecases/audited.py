"""Write down what is done in the console, in the transaction of the act, and what is refused."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.audit import Actor, Deed
from core.domain.chain import entry_after
from core.errors import LastOwner, NotAllowed, SignInAgain, UserMust
from core.ports import Clock, Store, Work

REFUSALS = (NotAllowed, SignInAgain, LastOwner)
"""What is written down as refused; what cannot be read or found was never an act."""
WINDOW_S = 60.0
"""The same actor is written down as refused the same thing at most once in this time."""
MOST = 60
"""Refusals written down in that time, by one process: the chain is for ever, and no place to flood."""


async def write_down(work: Work, now: datetime, actor: Actor, deed: Deed) -> None:
    """Append a deed to the chain; it stands or falls with the act in whose transaction this is.

    Call it last: from here on nobody else can append until the transaction ends.
    """
    head = await work.audit.head()
    await work.audit.append(entry_after(head, now, actor, deed))


@dataclass(frozen=True, slots=True)
class Denials:
    """Write refusals down, in a transaction of their own: the act's has been undone."""

    store: Store
    clock: Clock
    _written_s: dict[tuple[str, str], float] = field(default_factory=dict)
    """When who was last refused what, by the monotonic clock."""

    @asynccontextmanager
    async def of(self, actor: Actor, deed: Deed) -> AsyncIterator[None]:
        """Write the deed down as refused if the block raises so; stand around the act's transaction."""
        try:
            yield
        except REFUSALS as error:
            await self(actor, deed, error)
            raise

    async def __call__(self, actor: Actor, deed: Deed, error: UserMust) -> bool:
        """Return whether the refusal was written down, or had been a moment ago."""
        if not self._counts((actor.name, deed.action)):
            return False
        refused = replace(deed, result=f"refused: {error.code}")
        async with self.store.writing() as work:
            await write_down(work, self.clock.now(), actor, refused)
        return True

    def _counts(self, key: tuple[str, str]) -> bool:
        now_s = self.clock.monotonic_s()
        for old in [it for it, at_s in self._written_s.items() if now_s - at_s >= WINDOW_S]:
            del self._written_s[old]
        if key in self._written_s or len(self._written_s) >= MOST:
            return False
        self._written_s[key] = now_s
        return True
