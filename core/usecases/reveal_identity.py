"""Show who somebody is, for a reason and for a while, and tell them that it was done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.access import Right, must
from core.domain.audit import DONE, Actor, Deed, Look, Revealed, Sought
from core.domain.ids import UserId
from core.errors import Malformed
from core.ports import Clock, Store, Work
from core.usecases.audited import Denials, write_down

REVEALED = "revealed identity"
"""What a reveal is called in the audit; while it lasts, its entry is what allows to look."""
LASTS = timedelta(minutes=30)
"""How long a name stays revealed to who asked."""
LEAST_REASON = 5
"""Letters of a reason, at least."""
TOLD = timedelta(days=90)
"""How far back people are told who looked at them."""
MOST_TOLD = 200
"""Looks that one page tells of."""


@dataclass(frozen=True, slots=True)
class RevealIdentity:
    """Reveal a name to one actor; each reveal is a read in the audit, and ends by itself."""

    store: Store
    clock: Clock
    denials: Denials

    async def __call__(self, actor: Actor, user_id: UserId, reason: str) -> Revealed:
        """Return name and address. Raises: NotAllowed, SignInAgain, NotFound, Malformed."""
        deed = Deed(REVEALED, "user", str(user_id), reason.strip(), reads=True)
        async with self.denials.of(actor, deed):
            must(actor, Right.IDENTITIES_REVEAL, fresh=True)
        if len(deed.reason) < LEAST_REASON or not deed.reason.isprintable():
            raise Malformed("reason")
        now = self.clock.now()
        async with self.store.writing() as work:
            revealed = await _who(work, user_id, now + LASTS)
            await write_down(work, now, actor, deed)
        return revealed

    async def still(self, actor: Actor, user_id: UserId) -> Revealed | None:
        """Return what was revealed to this actor and has not ended; None when nothing was.

        Raises: NotAllowed, NotFound.
        """
        must(actor, Right.IDENTITIES_REVEAL)
        since = self.clock.now() - LASTS
        asked = Sought(
            who=actor.name, kind="user", action=REVEALED, object=str(user_id), since=since
        )
        async with self.store.reading() as work:
            entries = await work.audit.page(asked, None, MOST_TOLD)
            theirs = [it for it in entries if it.actor_id == actor.user_id and it.result == DONE]
            newest = theirs[0].at if theirs else since
            ends = newest + LASTS
            return await _who(work, user_id, ends) if newest > since else None


async def _who(work: Work, user_id: UserId, until: datetime) -> Revealed:
    await work.users.get(user_id)
    known = await work.history.identities(user_id)
    name = next((it.name for it in known if it.name), "")
    email = next((it.email for it in known if it.email), "")
    return Revealed(name, email, until)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Tell a user who read what is personal of theirs: by role, never by name."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId) -> tuple[Look, ...]:
        """Return the looks of the last 90 days, newest first."""
        async with self.store.reading() as work:
            return await looks_at(work, user_id, self.clock.now() - TOLD)


async def looks_at(work: Work, user_id: UserId, since: datetime | None = None) -> tuple[Look, ...]:
    """Return who in the console read what is personal of a user, newest first."""
    reads = Sought(kind="user", object=str(user_id), reads=True, result=DONE, since=since)
    entries = await work.audit.page(reads, None, MOST_TOLD)
    return tuple(Look(it.at, it.role, it.reason) for it in entries)
