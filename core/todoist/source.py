"""Read the tasks of a user in Todoist, and close and reopen them there."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

from core.domain.command import TaskCommand
from core.domain.completion import Completion
from core.domain.ids import CommandId, TaskId
from core.domain.integration import Tokens
from core.domain.task import TaskChanges, TaskList
from core.errors import IntegrationDown, IntegrationFault
from core.outbound import Outbound
from core.ports.clock import Clock
from core.ports.services import Sent
from core.todoist.activities import LOG_S, PAGES, log_query, read_log
from core.todoist.answers import PROVIDER, check, usable
from core.todoist.breaker import Breaker
from core.todoist.budget import Budget, Lane
from core.todoist.calls import Ask, Calls, bearer, in_time
from core.todoist.commands import read_sent, wire_command
from core.todoist.config import TodoistConfig
from core.todoist.page import Page, read_page

EVERYTHING = "*"
"""The sync token of somebody who knows nothing yet."""

READ = json.dumps(["items", "projects"])
"""What a sync asks for; all of it comes in one answer."""

MAX_COMMANDS = 100
"""Commands that Todoist takes in one request."""

_log = logging.getLogger(__name__)


class TodoistSource:
    """The task side of Todoist."""

    def __init__(
        self,
        config: TodoistConfig,
        outbound: Outbound,
        clock: Clock,
        breaker: Breaker | None = None,
    ) -> None:
        self._config = config
        self._clock = clock
        self._calls = Calls(outbound, clock)
        self._breaker = breaker or Breaker(clock)
        self._budget = Budget(clock)
        self.dropped = 0
        """Tasks and projects that could not be read since the start."""

    async def sync(self, tokens: Tokens, known: TaskList) -> TaskChanges:
        """Return what changed since `known`, or everything.

        Raises: AccessExpired, IntegrationBusy, IntegrationDown, IntegrationRefused.
        """
        async with self._breaker.passing(), in_time():
            page = await self._pull(tokens, known.sync_token, known.projects)
            if page.full and page.stale(self._clock.now()):
                later = await self._pull(tokens, page.sync_token, page.projects)
                page = page.followed_by(later)
        return page.changes()

    async def completions(self, tokens: Tokens, since: datetime) -> tuple[Completion, ...]:
        """Return what was completed since a time, the newest thousand at most.

        Raises: AccessExpired, IntegrationBusy, IntegrationDown, IntegrationRefused.
        """
        found: list[Completion] = []
        cursor: str | None = None
        async with self._breaker.passing(), in_time(LOG_S):
            for _ in range(PAGES):
                self._budget.spend(tokens.access, Lane.CHANGES)
                url = f"{self._config.api_url}/activities?{log_query(since, cursor)}"
                answer = await self._calls.read(Ask("GET", url, bearer(tokens.access)))
                check(answer, self._clock.now())
                page, cursor = read_log(usable(answer))
                found += page
                if cursor is None:
                    break
        return tuple(found)

    async def send(self, tokens: Tokens, commands: tuple[TaskCommand, ...]) -> Sent:
        """Send commands, in order and without retries; what is in no list may be sent again.

        Raises: AccessExpired, IntegrationBusy, IntegrationDown, IntegrationRefused, if nothing
        was done before it.
        """
        done: frozenset[CommandId] = frozenset()
        refused: dict[CommandId, str] = {}
        try:
            async with self._breaker.passing(), in_time():
                for start in range(0, len(commands), MAX_COMMANDS):
                    sent = await self._send(tokens, commands[start : start + MAX_COMMANDS])
                    done |= sent.done
                    refused |= sent.refused
        except IntegrationFault:
            if not done and not refused:
                raise
        return Sent(done, refused)

    def link(self, task_id: TaskId) -> str:
        """Return where the user sees the task in Todoist."""
        return f"{self._config.web_url}/app/task/{quote(task_id, safe='')}"

    async def _pull(self, tokens: Tokens, since: str, projects: Mapping[str, str]) -> Page:
        """Return one page, or everything when "what changed" is no answer to rely on."""
        self._budget.spend(tokens.access, Lane.EVERYTHING if since == EVERYTHING else Lane.CHANGES)
        form = {"sync_token": since, "resource_types": READ}
        answer = await self._calls.read(self._to_sync(tokens, form))
        if answer.status == HTTPStatus.BAD_REQUEST and since != EVERYTHING:
            return await self._pull(tokens, EVERYTHING, {})  # Todoist has forgotten our token
        check(answer, self._clock.now())
        page = read_page(usable(answer), projects)
        if since == EVERYTHING and not page.full:
            raise IntegrationDown(PROVIDER)
        self._count(page)
        if page.reshuffled:
            return await self._pull(tokens, EVERYTHING, {})
        return page

    async def _send(self, tokens: Tokens, commands: tuple[TaskCommand, ...]) -> Sent:
        self._budget.spend(tokens.access, Lane.CHANGES)
        form = {"commands": json.dumps([wire_command(command) for command in commands])}
        answer = await self._calls.once(self._to_sync(tokens, form))
        check(answer, self._clock.now())
        return read_sent(usable(answer), commands)

    def _to_sync(self, tokens: Tokens, form: Mapping[str, str]) -> Ask:
        return Ask("POST", f"{self._config.api_url}/sync", bearer(tokens.access), form)

    def _count(self, page: Page) -> None:
        self.dropped += page.dropped
        if page.dropped:
            _log.warning("todoist sent %d objects that cannot be read", page.dropped)
