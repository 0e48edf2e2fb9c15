"""Start a user's export for them: they find it ready, and nobody else sees what is in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.access import Right
from core.domain.audit import DONE, Actor, Deed, Sought
from core.domain.ids import UserId
from core.ports import Clock, Store
from core.usecases.acting import Acts, reason_of

STARTED = "started an export"
"""What it is called in the audit; while it lasts, its entry is what offers the file."""
LASTS = timedelta(days=7)
"""How long the user is told that the file is ready."""


@dataclass(frozen=True, slots=True)
class StartExport:
    """Let a user know that their export is ready; it is made when they take it."""

    acts: Acts

    async def __call__(self, actor: Actor, user_id: UserId, reason: str) -> None:
        """Write it down. Raises: NotAllowed, SignInAgain, NotFound, Malformed."""
        deed = Deed(STARTED, "user", str(user_id), reason)
        async with self.acts.begin(actor, Right.USER_EXPORTS_START, deed) as act:
            reason_of(reason)
            await act.work.users.get(user_id)


@dataclass(frozen=True, slots=True)
class ExportStarted:
    """Tell a user whether an export was started for them."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId) -> datetime | None:
        """Return when the last one was started; None when there is none of the last 7 days."""
        since = self.clock.now() - LASTS
        sought = Sought(kind="user", action=STARTED, object=str(user_id), result=DONE, since=since)
        async with self.store.reading() as work:
            found = await work.audit.page(sought, None, 1)
        return found[0].at if found else None
