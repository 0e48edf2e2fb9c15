"""Find people by what the console's owner knows of them: an address, or that they have a role."""

from dataclasses import dataclass

from core.domain.access import Right, must
from core.domain.audit import Actor
from core.domain.ids import UserId
from core.domain.user import CONSOLE, Role, User
from core.ports import Store, Work


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Return users, never their names or addresses."""

    store: Store

    async def with_address(self, actor: Actor, email: str) -> tuple[User, ...]:
        """Return who signs in with this verified address; addresses are sealed, so all are opened.

        Raises: NotAllowed, SignInAgain.
        """
        must(actor, Right.ROLES_WRITE, fresh=True)
        address = email.strip().casefold()
        async with self.store.reading() as work:
            living = await work.ledger.living() if address else ()
            found = [it for it in living if await _has_address(work, it, address)]
            return tuple([await work.users.get(it) for it in found])

    async def in_console(self, actor: Actor) -> tuple[User, ...]:
        """Return who has a role in the console, the most powerful first. Raises: NotAllowed."""
        must(actor, Right.USERS_READ)
        async with self.store.reading() as work:
            by_role = [await work.users.with_role(it) for it in reversed(Role) if it in CONSOLE]
        return tuple(user for users in by_role for user in users)


async def _has_address(work: Work, user_id: UserId, address: str) -> bool:
    identities = await work.history.identities(user_id)
    return any(it.email_verified and it.email.casefold() == address for it in identities)
