"""Let a proven identity in: find or make its user, and begin a session."""

from dataclasses import dataclass, replace

from core.domain.arrival import Arrival
from core.domain.audit import SYSTEM, Deed
from core.domain.consent import TEXT_VERSION, Consent, Purpose
from core.domain.events import SignedIn
from core.domain.ids import ConsentId, UserId, new_id
from core.domain.secret import fingerprint, new_secret
from core.domain.session import Session
from core.domain.user import Identity, Role, User
from core.errors import Refusal, SignInRefused, StaleWrite
from core.ports import Clock, Store, Work
from core.usecases.audited import write_down


@dataclass(frozen=True, slots=True)
class SignIn:
    """Turn an identity into a session with a new id (reliability A4, S1)."""

    store: Store
    clock: Clock
    admin_seed_email: str = ""

    async def __call__(self, identity: Identity, agent: str, return_path: str) -> Arrival:
        """Return the new session's id. Raises: SignInRefused when the user is disabled."""
        try:
            return await self._enter(identity, agent, return_path)
        except StaleWrite:  # the same person came in through another tab at this very moment
            return await self._enter(identity, agent, return_path)

    async def _enter(self, identity: Identity, agent: str, return_path: str) -> Arrival:
        now = self.clock.now()
        session_id = new_secret()
        async with self.store.writing() as work:
            known = await work.users.of_identity(identity.issuer, identity.subject)
            user = known or await self._welcome(work, identity)
            if user.disabled:
                raise SignInRefused(Refusal.DISABLED, identity.issuer)
            session = Session(fingerprint(session_id), user.id, user.role, now, now, agent[:80])
            await work.sessions.save(session)
            await work.outbox.tell(SignedIn(now, user.id, identity.issuer, first=known is None))
        return Arrival(session_id, return_path, first=not user.welcomed)

    async def _welcome(self, work: Work, identity: Identity) -> User:
        now = self.clock.now()
        user = User(UserId(new_id()), now)
        first_owner = await self._first_owner(work, identity)
        if first_owner:
            user = replace(user, role=Role.OWNER)
        await work.users.add(user, identity)
        terms = Consent(ConsentId(new_id()), user.id, Purpose.TERMS, True, TEXT_VERSION, now)
        await work.consents.add(terms)
        if first_owner:
            became = Deed("became the first owner", "role", str(user.id), after={"role": user.role})
            await write_down(work, now, SYSTEM, became)
        return user

    async def _first_owner(self, work: Work, identity: Identity) -> bool:
        seed = self.admin_seed_email.casefold()
        named = bool(seed) and identity.email.casefold() == seed and identity.email_verified
        if not named:
            return False
        await work.audit.head()  # two who come at once are looked at one after the other
        return not await work.users.with_role(Role.OWNER)
