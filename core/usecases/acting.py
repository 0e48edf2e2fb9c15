"""Act in the console: checked at the door of the use case, written down with the act or as denied."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.access import Right, must
from core.domain.audit import Actor, Deed
from core.errors import Malformed, OoError, OurFault, UserMust
from core.ports import Clock, Store, Work
from core.usecases.audited import write_down

MIN_REASON = 5
"""Letters of a reason, at least: "ok" is none."""
MAX_REASON = 500
"""Letters of a reason, at most."""


@dataclass(slots=True)
class Act:
    """One act under way: its transaction, its moment, and what will be written down of it."""

    work: Work
    now: datetime
    deed: Deed


@dataclass(frozen=True, slots=True)
class Acts:
    """Opens the transaction of an act, or refuses; either way it is written down."""

    store: Store
    clock: Clock

    @asynccontextmanager
    async def begin(
        self, actor: Actor, right: Right, deed: Deed, *, fresh: bool = True
    ) -> AsyncIterator[Act]:
        """Let an act happen together with its deed.

        Raises: NotAllowed, SignInAgain; whatever the act raises. Then nothing of it has happened,
        and a denial is written down.
        """
        try:
            must(actor, right, fresh=fresh)
            async with self.store.writing() as work:
                act = Act(work, self.clock.now(), deed)
                yield act
                await write_down(work, act.now, actor, act.deed)
        except OoError as error:
            await self.denied(actor, deed, error)
            raise

    async def denied(self, actor: Actor, deed: Deed, error: OoError) -> None:
        """Write down that an act did not happen, as far as anything can be written."""
        word = "refused" if isinstance(error, UserMust) else "failed"
        said = replace(deed, result=f"{word}: {error.code}")
        with suppress(OurFault):
            async with self.store.writing() as work:
                await write_down(work, self.clock.now(), actor, said)


def may(actor: Actor, right: Right, *, fresh: bool = True) -> bool:
    """Return whether `begin` would let somebody act: ask before work that takes long."""
    try:
        must(actor, right, fresh=fresh)
    except UserMust:
        return False
    return True


def reason_of(text: str) -> str:
    """Return a reason worth keeping. Raises: Malformed."""
    reason = text.strip()
    if not MIN_REASON <= len(reason) <= MAX_REASON or not reason.isprintable():
        raise Malformed("reason")
    return reason
