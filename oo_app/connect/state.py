"""Show how the link with Todoist stands, read now, and unlink."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import reflex as rx

from core.domain.integration import IntegrationState, Provider
from core.domain.views import IntegrationView
from core.errors import IntegrationFault, NotFound
from core.wiring import running
from oo_app.shared.asked import asked
from oo_app.shared.door import me
from oo_app.shared.marks import requires
from oo_app.shared.moments import NBSP, UTC, ago_words, moment_words, zone_of
from oo_app.shared.words import (
    CONNECT_FAILED,
    CONNECT_REASONS,
    CONNECT_REFUSED,
    CONNECTED,
    FAILING,
    GONE,
    NOT_READ,
    READ,
)

POLL_MS = 2000
"""How often the page looks while a first sync runs."""
REST_MS = 30_000
"""How often it keeps its status line true otherwise."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the link stands, in words."""

    title: str = ""
    line: str = ""
    poll_ms: int = REST_MS


def status(view: IntegrationView, now: datetime, zone: ZoneInfo) -> Status:
    """Return the words for a link; empty when there is none."""
    if view.state is None:
        return Status()
    said, seen = CONNECTED[view.state], read_words(view, now)
    line = said.line.format(read=seen)
    if view.state is IntegrationState.CONNECTED and view.failing_since is not None:
        line = FAILING.format(since=moment_words(view.failing_since, now, zone), read=seen)
    syncing = view.state is IntegrationState.SYNCING
    return Status(said.title, line, POLL_MS if syncing else REST_MS)


def read_words(view: IntegrationView, now: datetime) -> str:
    """Return when the tasks were read and how many were seen: Read 4 min ago · 212 tasks."""
    if view.synced_at is None:
        return NOT_READ
    unit = "task" if view.task_count == 1 else "tasks"
    count = f"{view.task_count}{NBSP}{unit}"
    return READ.format(ago=ago_words(view.synced_at, now), count=count)


def refused(why: str) -> str:
    """Return what to say about a connection that did not happen; empty when none was refused."""
    if not why:
        return ""
    return CONNECT_REFUSED.format(reason=CONNECT_REASONS.get(why, CONNECT_FAILED))


class Connect(rx.State):
    """The one app there is, and what may be done with it."""

    stage: str = ""
    """"" before the first look, then "nothing", "before", or the state of the link."""
    status: Status = Status()
    notice: str = ""
    oauth: bool = True
    """Whether Todoist knows this copy of oO; otherwise only a personal token connects."""
    tokens: bool = True
    linked: bool = False
    """Whether the facts are only being read again."""

    @rx.event
    @requires("user")
    async def load(self):
        """Show how the link stands, and why the last attempt did not work."""
        settings = running().settings
        self.oauth = bool(settings.todoist_client_id)
        self.tokens = settings.todoist_personal_tokens
        self.notice = refused(asked(self.router.url.query).get("why", ""))
        await self._look()

    @rx.event
    @requires("user")
    async def look_again(self):
        """Keep the status line true, unless the facts are being read."""
        if self.stage != "before":
            await self._look()

    @rx.event
    @requires("user")
    async def show_facts(self):
        """Show what is read, never read and written, before anything is asked of Todoist."""
        self.stage, self.notice = "before", ""

    @rx.event
    @requires("user")
    async def back(self):
        """Show how the link stands again."""
        await self._look()

    @rx.event
    @requires("user")
    async def read_now(self):
        """Read the tasks now."""
        with suppress(IntegrationFault, NotFound):  # remembered, and told by the status line
            await running().sync_tasks(me(), Provider.TODOIST)
        await self._look()

    @rx.event
    @requires("user")
    async def leave(self):
        """Unlink Todoist here at once, and there as soon as it answers."""
        with suppress(NotFound):  # another tab was quicker
            await running().disconnect(me(), Provider.TODOIST)
        self.notice = GONE
        await self._look()

    async def _look(self) -> None:
        views = await running().read_integrations(me())
        view = next(view for view in views if view.provider is Provider.TODOIST)
        person = await running().read_person(me())
        zone = zone_of(person.user.timezone) or ZoneInfo(UTC)
        self.linked = view.state is not None
        self.stage = view.state.value if view.state else "nothing"
        self.status = status(view, running().clock.now(), zone)
