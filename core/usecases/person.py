"""Read and change what a user may set about themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.domain.consent import TEXT_VERSION, Consent, Purpose, allowed
from core.domain.events import PersonChanged
from core.domain.ids import ConsentId, UserId, new_id
from core.domain.user import User
from core.domain.views import Person
from core.errors import Malformed
from core.ports import Clock, Store

MAX_ZONE = 64
"""No IANA zone name is longer."""


def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name. Raises: Malformed when there is none."""
    try:
        return ZoneInfo(name if len(name) <= MAX_ZONE else "")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Malformed("timezone") from error


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """Show users what is set about them."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId) -> Person:
        """Return the user, their living sessions and what they now allow."""
        now = self.clock.now()
        async with self.store.reading() as work:
            user = await work.users.get(user_id)
            sessions = await work.sessions.of(user_id)
            history = await work.consents.of(user_id)
        devices = tuple(session for session in sessions if session.alive(now))
        return Person(user, devices, frozenset(p for p in Purpose if allowed(history, p)))


@dataclass(frozen=True, slots=True)
class SavePreferences:
    """Change a user's time zone or keys."""

    store: Store
    clock: Clock

    async def __call__(
        self, user_id: UserId, *, timezone: str | None = None, letters: bool | None = None
    ) -> User:
        """Return the changed user. Raises: Malformed for an unknown zone."""
        if timezone is not None:
            zone(timezone)
        async with self.store.writing() as work:
            user = await work.users.get(user_id)
            changed = replace(
                user,
                timezone=user.timezone if timezone is None else timezone,
                letters=user.letters if letters is None else letters,
            )
            await work.users.save(changed)
            if changed.timezone != user.timezone:
                await work.outbox.tell(PersonChanged(self.clock.now(), user_id))
        return changed


@dataclass(frozen=True, slots=True)
class RecordConsents:
    """Write down what a user allows and refuses; nothing is ever overwritten."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId, answers: Mapping[Purpose, bool]) -> None:
        """Add one consent for each answer, and remember that the user was asked."""
        now = self.clock.now()
        async with self.store.writing() as work:
            user = await work.users.get(user_id)
            for purpose, given in answers.items():
                consent = Consent(ConsentId(new_id()), user_id, purpose, given, TEXT_VERSION, now)
                await work.consents.add(consent)
            await work.users.save(replace(user, welcomed=True))
            await work.outbox.tell(PersonChanged(now, user_id))


@dataclass(frozen=True, slots=True)
class LiftQuiet:
    """End a silence that the user asked for."""

    store: Store

    async def __call__(self, user_id: UserId) -> None:
        """Let tips come again."""
        async with self.store.writing() as work:
            user = await work.users.get(user_id)
            await work.users.save(replace(user, quiet_until=None))
