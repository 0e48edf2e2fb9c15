"""Give somebody a role in the console, or take it away."""

from dataclasses import dataclass, replace

from core.domain.access import GRANTS, Right, is_system, must
from core.domain.audit import Actor, Deed
from core.domain.ids import UserId
from core.domain.user import Role, User
from core.errors import NotAllowed
from core.ports import Clock, Store, Work
from core.usecases.audited import Denials, write_down
from core.usecases.end_sessions import TellEnded
from core.usecases.last_owner import must_leave_an_owner


@dataclass(frozen=True, slots=True)
class SetRole:
    """Change a role, and end all sessions that began with the old one (reliability R1)."""

    store: Store
    clock: Clock
    tell: TellEnded
    denials: Denials

    async def __call__(self, actor: Actor, user_id: UserId, role: Role, reason: str = "") -> User:
        """Return the user as they are now.

        Raises: NotAllowed, also for raising oneself; SignInAgain; LastOwner; NotFound.
        """
        deed = Deed("changed a role", "role", str(user_id), reason, after={"role": role})
        async with self.denials.of(actor, deed):
            must(actor, Right.ROLES_WRITE, fresh=True)
            changed, ended = await self._change(actor, deed, user_id, role)
        await self.tell(ended)
        return changed

    async def _change(
        self, actor: Actor, deed: Deed, user_id: UserId, role: Role
    ) -> tuple[User, tuple[str, ...]]:
        now = self.clock.now()
        async with self.store.writing() as work:
            user = await work.users.get(user_id)
            await work.audit.head()
            await _must_still_hold(work, actor)
            if user.role is role:
                return user, ()
            if actor.user_id == user_id and GRANTS[role] > GRANTS[user.role]:
                raise NotAllowed(Right.ROLES_WRITE)
            if user.role is Role.OWNER:
                await must_leave_an_owner(work, user_id)
            changed = replace(user, role=role)
            await work.users.save(changed)
            ended = await work.sessions.end_all(user_id, now)
            await write_down(work, now, actor, replace(deed, before={"role": user.role}))
        return changed, ended


async def _must_still_hold(work: Work, actor: Actor) -> None:
    """Look the right up once more: the actor's role may have changed since their session was read."""
    if is_system(actor):
        return
    for role, rights in GRANTS.items():
        if Right.ROLES_WRITE not in rights:
            continue
        if any(
            it.id == actor.user_id and not it.disabled for it in await work.users.with_role(role)
        ):
            return
    raise NotAllowed(Right.ROLES_WRITE)
