"""Say who is behind a session cookie, often and cheaply."""

from dataclasses import dataclass, field, replace

from core.domain.secret import fingerprint
from core.domain.session import NOBODY, TOUCH_EVERY, Principal, Session, principal_of
from core.ports import Clock, Store

CACHE_S = 2.0
"""A session ended in another process is refused here at most this much later (reliability W5)."""
MAX_CACHED = 10_000
"""Sessions remembered at most; beyond it all are read again."""
MAX_COOKIE = 128
"""A longer cookie was not made here."""


@dataclass(frozen=True, slots=True)
class ResolveSession:
    """Return the principal of a session id; `forget` drops ended ones at once."""

    store: Store
    clock: Clock
    _seen: dict[str, tuple[float, Session]] = field(default_factory=dict)

    async def __call__(self, session_id: str | None) -> Principal:
        """Return who the cookie speaks for, or nobody."""
        if not session_id or len(session_id) > MAX_COOKIE:
            return NOBODY
        key = fingerprint(session_id)
        cached = self._seen.get(key)
        fresh = cached is not None and self.clock.monotonic_s() - cached[0] < CACHE_S
        session = cached[1] if cached is not None and fresh else await self._read(key)
        return principal_of(session, self.clock.now())

    def forget(self, hashes: tuple[str, ...]) -> None:
        """Drop sessions that have just ended in this process."""
        for key in hashes:
            self._seen.pop(key, None)

    async def _read(self, key: str) -> Session | None:
        asked_s = self.clock.monotonic_s()
        async with self.store.reading() as work:
            session = await work.sessions.find(key)
        if session is None:
            self._seen.pop(key, None)
            return None
        session = await self._touched(session)
        if len(self._seen) >= MAX_CACHED:
            self._seen.clear()
        self._seen[key] = (asked_s, session)
        return session

    async def _touched(self, session: Session) -> Session:
        now = self.clock.now()
        if not session.alive(now) or now - session.seen_at < TOUCH_EVERY:
            return session
        async with self.store.writing() as work:
            current = await work.sessions.find(session.hash)
            if current is None or current.ended_at is not None:
                return current or replace(session, ended_at=now)
            touched = replace(current, seen_at=now)
            await work.sessions.save(touched)
        return touched
