"""Stop something for one user: an integration is revoked, or pushes are paused."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.access import Right
from core.domain.audit import Actor, Deed
from core.domain.events import IntegrationDisconnected
from core.domain.ids import UserId
from core.domain.integration import Provider
from core.domain.user import User
from core.errors import NotFound
from core.usecases.acting import Acts, reason_of
from core.usecases.integrations import let_link_go
from core.usecases.wake import Bell


@dataclass(frozen=True, slots=True)
class LinkForecast:
    """What revoking an integration would do; nothing has happened yet."""

    tasks: int
    """Cached tasks that would be erased."""
    withdraws_tip: bool
    """Whether a tip is open, which would go."""
    told_there: bool
    """Whether a token would be revoked at the service as well; a personal one cannot be."""
    since: datetime


@dataclass(frozen=True, slots=True)
class RevokeIntegration:
    """Unlink a user's integration, as they could; they find the page that asks them to connect.

    No consent is recorded: it is not the user who says no.
    """

    acts: Acts
    bell: Bell

    async def ask(self, actor: Actor, user_id: UserId, provider: Provider) -> LinkForecast:
        """Return what it would do. Raises: NotAllowed, NotFound."""
        deed = Deed("asked what a revocation would do", "user", str(user_id))
        async with self.acts.begin(actor, Right.INTEGRATIONS_REVOKE, deed, fresh=False) as act:
            link = await act.work.integrations.get(user_id, provider)
            if link is None:
                raise NotFound(provider)
            tip = await act.work.tips.open_of(user_id)
            return LinkForecast(
                link.task_count, tip is not None, not link.personal, link.connected_at
            )

    async def __call__(
        self, actor: Actor, user_id: UserId, provider: Provider, reason: str
    ) -> None:
        """Erase tokens and cached tasks. Raises: NotAllowed, SignInAgain, NotFound, Malformed."""
        deed = Deed("revoked an integration", "user", str(user_id), reason)
        async with self.acts.begin(actor, Right.INTEGRATIONS_REVOKE, deed) as act:
            reason_of(reason)
            link = await let_link_go(act.work, user_id, provider, act.now)
            await act.work.outbox.tell(IntegrationDisconnected(act.now, user_id, provider))
            erased = {"provider": provider.value, "tasks": str(link.task_count)}
            act.deed = replace(deed, before=erased)
        self.bell.ring()


@dataclass(frozen=True, slots=True)
class PausePushes:
    """Stop pushes to one user, or let them come again."""

    acts: Acts

    async def __call__(
        self, actor: Actor, user_id: UserId, reason: str, *, paused: bool = True
    ) -> User:
        """Return the user. Raises: NotAllowed, SignInAgain, NotFound, Malformed."""
        action = "paused pushes" if paused else "let pushes come again"
        deed = Deed(action, "user", str(user_id), reason)
        async with self.acts.begin(actor, Right.PUSHES_PAUSE, deed) as act:
            reason_of(reason)
            user = await act.work.users.get(user_id)
            changed = replace(user, pushes_paused=paused)
            await act.work.users.save(changed)
            act.deed = replace(deed, before=_told(user), after=_told(changed))
        return changed


def _told(user: User) -> dict[str, str]:
    return {"pushes": "paused" if user.pushes_paused else "on"}
