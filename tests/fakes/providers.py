"""Outside services in memory: an issuer, and a tiny Todoist with its OAuth and its task side."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from core.domain.command import CommandKind
from core.domain.completion import Completion
from core.domain.integration import Provider, Tokens
from core.domain.task import TaskChanges
from core.errors import AccessExpired, IntegrationDown, IntegrationRefused, ReconnectNeeded
from core.ports import Owner, Sent

WRITING = frozenset({"data:read_write"})


def down():
    return IntegrationDown(Provider.TODOIST)


class FakeIssuer:
    """Vouches for whoever is planned under a code, each code once."""

    def __init__(self, name="google", *, form_post=False):
        self.name = name
        self.form_post = form_post
        self.people = {}
        self.asked = []
        self.failure = None

    async def authorize_url(self, state, nonce, challenge):
        if self.failure is not None:
            raise self.failure
        return f"https://{self.name}.example/?state={state}&nonce={nonce}&challenge={challenge}"

    async def redeem(self, callback, verifier, nonce):
        await asyncio.sleep(0)
        self.asked.append((callback, verifier, nonce))
        if self.failure is not None:
            raise self.failure
        if callback.code not in self.people:
            raise IntegrationRefused(self.name, "invalid_grant")
        return self.people.pop(callback.code)


class FakeTodoist:
    """One person's Todoist: tasks with a history, tokens that rotate, switchable failures."""

    def __init__(self, clock, *tasks, owner="todoist-1", timezone="Europe/Paris"):
        self.clock = clock
        self.owner = Owner(owner, timezone)
        self.tasks = {}
        self.shelved = {}
        self.closed = set()
        self.closed_at = {}
        self.done = []
        self.by_person = set()
        self.log_failure = None
        self.logs = 0
        self.commands = []
        self.refreshes = 0
        self.syncs = 0
        self.sends = 0
        self.revoked = []
        self.codes = {"yes": WRITING}
        self.access = {}
        self.refresh_tokens = set()
        self.refreshing = asyncio.Event()
        self.failure = None
        self.refresh_failure = None
        self.refused = {}
        self.gate = None
        self._changes = []
        self._issued = 0
        for task in tasks:
            self.put(task)

    def put(self, task):
        """Add or change a task, as the person does over there."""
        self.tasks[task.id] = task
        self._changes.append(task.id)

    def remove(self, task_id):
        """Delete a task over there."""
        self.shelved[task_id] = self.tasks.pop(task_id)
        self._changes.append(task_id)

    def complete(self, task_id):
        """Complete a task over there; a recurring one is due the next day instead."""
        task, at = self.tasks[task_id], self.clock.now()
        self.done.append(Completion(task_id, at))
        if task.recurring:
            day, mark, clock_time = task.due.date.partition("T")
            following = date.fromisoformat(day) + timedelta(days=1)
            due = replace(task.due, date=f"{following}{mark}{clock_time}")
            self.put(replace(task, due=due))
            return
        self.closed_at[task_id] = at
        self.closed.add(task_id)
        self.remove(task_id)

    def reopen(self, task_id, due=None):
        """Open a completed task again; a recurring one gets back the due it had."""
        self.closed.discard(task_id)
        task = self.tasks.get(task_id) or self.shelved.get(task_id)
        if task is not None and (due is not None or task_id not in self.tasks):
            self.put(replace(task, due=due or task.due))

    def issue(self, scopes=WRITING):
        self._issued += 1
        token = f"access-{self._issued}"
        expires_at = self.clock.now() + timedelta(hours=1)
        self.access[token] = expires_at
        refresh = f"refresh-{self._issued}"
        self.refresh_tokens.add(refresh)
        return Tokens(token, refresh, expires_at, scopes)

    @property
    def newest(self):
        """Return the access token that was issued last."""
        return f"access-{self._issued}"

    async def answer(self, tokens):
        """Let a call pass, or fail it as the switches say."""
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        until = self.access.get(tokens.access)
        if until is None or until <= self.clock.now():
            raise AccessExpired(Provider.TODOIST)

    def changes_since(self, token):
        full = token == "*"  # noqa: S105 — a place in a stream
        ids = dict.fromkeys(self._changes if not full else self.tasks)
        if not full:
            ids = dict.fromkeys(self._changes[int(token) :])
        changed = tuple(self.tasks[key] for key in ids if key in self.tasks)
        gone = frozenset(key for key in ids if key not in self.tasks)
        closed = gone & self.closed
        times = {key: at for key, at in self.closed_at.items() if key in closed}
        place = str(len(self._changes))
        return TaskChanges(full, changed, gone, closed, place, completed_at=times)

    def carry_out(self, command):
        self.commands.append(command)
        if command.kind is CommandKind.REOPEN:
            self.reopen(command.task_id, command.due)
        elif command.task_id in self.tasks:
            self.complete(command.task_id)


class FakeLinker:
    """The OAuth side of the fake Todoist."""

    def __init__(self, todoist):
        self.todoist = todoist

    def authorize_url(self, state, challenge):
        return f"https://todoist.example/?state={state}&challenge={challenge}"

    async def redeem(self, code, verifier):
        await asyncio.sleep(0)
        if code not in self.todoist.codes:
            raise IntegrationRefused(Provider.TODOIST, "bad_authorization_code")
        return self.todoist.issue(self.todoist.codes[code])

    async def refresh(self, tokens):
        self.todoist.refreshes += 1
        self.todoist.refreshing.set()
        await asyncio.sleep(0.001)
        if self.todoist.refresh_failure is not None:
            raise self.todoist.refresh_failure
        if tokens.refresh not in self.todoist.refresh_tokens:
            raise ReconnectNeeded(Provider.TODOIST)
        self.todoist.refresh_tokens.discard(tokens.refresh)
        return replace(self.todoist.issue(), scopes=tokens.scopes)

    async def revoke(self, access):
        await asyncio.sleep(0)
        if self.todoist.failure is not None:
            raise self.todoist.failure
        self.todoist.revoked.append(access)

    async def owner(self, tokens):
        await self.todoist.answer(tokens)
        return self.todoist.owner


class FakeSource:
    """The task side of the fake Todoist."""

    def __init__(self, todoist):
        self.todoist = todoist

    async def sync(self, tokens, known):
        self.todoist.syncs += 1
        await self.todoist.answer(tokens)
        return self.todoist.changes_since(known.sync_token)

    async def completions(self, tokens, since):
        self.todoist.logs += 1
        await self.todoist.answer(tokens)
        if self.todoist.log_failure is not None:
            raise self.todoist.log_failure
        return tuple(it for it in self.todoist.done if it.at >= since)

    async def send(self, tokens, commands):
        self.todoist.sends += 1
        await self.todoist.answer(tokens)
        done = set()
        for command in commands:
            if command.task_id not in self.todoist.refused:
                self.todoist.carry_out(command)
                done.add(command.id)
        refused = {
            command.id: self.todoist.refused[command.task_id]
            for command in commands
            if command.id not in done
        }
        return Sent(frozenset(done), refused)

    def link(self, task_id):
        return f"https://todoist.example/app/task/{task_id}"
