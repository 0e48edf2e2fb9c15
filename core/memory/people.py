"""Keep users, consents, sessions and attempts in memory."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.attempt import Attempt
from core.domain.consent import Consent
from core.domain.ids import UserId
from core.domain.session import Session
from core.domain.user import Identity, Role, User
from core.errors import NotFound, StaleWrite
from core.memory.draft import Draft, Vouched, drop_where


@dataclass(frozen=True, slots=True)
class MemoryUsers:
    """Users in memory."""

    draft: Draft

    async def add(self, user: User, identity: Identity) -> None:
        """Add a user and their first identity."""
        place = (identity.issuer, identity.subject)
        if self.draft.users.get(user.id) or self.draft.identities.get(place):
            self.draft.refuse(StaleWrite("row"))
        self.draft.users.put(user.id, user)
        self.draft.living.put(user.id, True)
        self.draft.identities.put(place, Vouched(user.id, identity))

    async def get(self, user_id: UserId) -> User:
        """Return a living user, or raise NotFound."""
        user = self.draft.users.get(user_id)
        if user is None or not self.draft.living.get(user_id):
            raise NotFound("user")
        return user

    async def of_identity(self, issuer: str, subject: str) -> User | None:
        """Return whom this issuer means by this subject."""
        found = self.draft.identities.get((issuer, subject))
        return await self.get(found.user_id) if found else None

    async def save(self, user: User) -> None:
        """Write a living user's traits, or raise NotFound."""
        known = await self.get(user.id)
        self.draft.users.put(user.id, replace(user, created_at=known.created_at))

    async def with_role(self, role: Role) -> tuple[User, ...]:
        """Return the living users of a role, oldest first."""
        every = [it for it in self.draft.users.values() if self.draft.living.get(it.id)]
        return tuple(sorted((it for it in every if it.role is role), key=lambda it: it.id))


@dataclass(frozen=True, slots=True)
class MemoryConsents:
    """Consents in memory."""

    draft: Draft

    async def add(self, consent: Consent) -> None:
        """Write one answer down."""
        self.draft.must_live(consent.user_id)
        if self.draft.consents.get(consent.id):
            self.draft.refuse(StaleWrite("row"))
        self.draft.consents.put(consent.id, consent)

    async def of(self, user_id: UserId) -> tuple[Consent, ...]:
        """Return a user's answers, oldest first."""
        mine = [it for it in self.draft.consents.values() if it.user_id == user_id]
        return tuple(sorted(mine, key=lambda it: (it.at, it.id)))


@dataclass(frozen=True, slots=True)
class MemorySessions:
    """Sessions in memory; one that has ended stays ended."""

    draft: Draft

    async def save(self, session: Session) -> None:
        """Write a session, new or known."""
        self.draft.must_live(session.user_id)
        known = self.draft.sessions.get(session.hash)
        if known is not None and known.user_id != session.user_id:
            self.draft.refuse(StaleWrite("row"))
        if known is not None:
            ended_at = known.ended_at or session.ended_at
            session = replace(session, created_at=known.created_at, ended_at=ended_at)
        self.draft.sessions.put(session.hash, session)

    async def find(self, session_hash: str) -> Session | None:
        """Return the session with this hash, alive or not."""
        return self.draft.sessions.get(session_hash)

    async def of(self, user_id: UserId) -> tuple[Session, ...]:
        """Return a user's sessions, oldest first."""
        mine = [it for it in self.draft.sessions.values() if it.user_id == user_id]
        return tuple(sorted(mine, key=lambda it: (it.created_at, it.hash)))

    async def end_all(self, user_id: UserId, at: datetime) -> tuple[str, ...]:
        """End a user's living sessions and return their hashes."""
        living = [it for it in await self.of(user_id) if it.ended_at is None]
        for session in living:
            self.draft.sessions.put(session.hash, replace(session, ended_at=at))
        return tuple(it.hash for it in living)


@dataclass(frozen=True, slots=True)
class MemoryAttempts:
    """Attempts in memory."""

    draft: Draft

    async def add(self, attempt: Attempt) -> None:
        """Write an attempt down."""
        if attempt.user_id is not None:
            self.draft.must_live(attempt.user_id)
        if self.draft.attempts.get(attempt.state_hash):
            self.draft.refuse(StaleWrite("row"))
        self.draft.attempts.put(attempt.state_hash, attempt)

    async def take(self, state_hash: str) -> Attempt | None:
        """Return an attempt and delete it."""
        found = self.draft.attempts.get(state_hash)
        if found is not None:
            self.draft.attempts.drop(state_hash)
        return found

    async def sweep(self, now: datetime) -> int:
        """Delete what has expired and return how many."""
        return drop_where(self.draft.attempts, lambda _, it: it.expires_at <= now)
