"""End sessions, so that cookies, sockets and caches all learn of it at once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from core.domain.ids import UserId
from core.errors import NotFound
from core.ports import Clock, Store
from core.usecases.resolve_session import ResolveSession

Listener = Callable[[tuple[str, ...]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TellEnded:
    """Tell everybody who holds something open for a session that it has ended (reliability S2)."""

    resolve: ResolveSession
    listeners: list[Listener] = field(default_factory=list)

    async def __call__(self, hashes: tuple[str, ...]) -> None:
        """Drop the sessions from the cache and call each listener."""
        self.resolve.forget(hashes)
        for listener in self.listeners:
            await listener(hashes)


@dataclass(frozen=True, slots=True)
class EndSession:
    """Sign out one browser of a user."""

    store: Store
    clock: Clock
    tell: TellEnded

    async def __call__(self, user_id: UserId, session_hash: str) -> None:
        """End the session. Raises: NotFound when it is not this user's."""
        async with self.store.writing() as work:
            session = await work.sessions.find(session_hash)
            if session is None or session.user_id != user_id:
                raise NotFound("session")
            await work.sessions.save(replace(session, ended_at=self.clock.now()))
        await self.tell((session_hash,))


@dataclass(frozen=True, slots=True)
class EndAllSessions:
    """Sign out every browser of a user."""

    store: Store
    clock: Clock
    tell: TellEnded

    async def __call__(self, user_id: UserId) -> int:
        """Return how many sessions were ended."""
        async with self.store.writing() as work:
            ended = await work.sessions.end_all(user_id, self.clock.now())
        await self.tell(ended)
        return len(ended)
