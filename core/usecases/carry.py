"""Carry what waits for a service: commands and revocations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from core.domain.command import (
    HOLD,
    OUTAGE_CAP_S,
    CommandKind,
    Revocation,
    TaskCommand,
    hopeless,
    next_try,
)
from core.domain.integration import IntegrationState, Provider
from core.domain.task import TaskList
from core.errors import (
    AccessExpired,
    IntegrationBusy,
    IntegrationFault,
    IntegrationRefused,
    NotFound,
    OoError,
    ReconnectNeeded,
)
from core.ports import Clock, Linker, Sent, Store, TaskSource, Work
from core.usecases.one_by_one import one_by_one, raise_all
from core.usecases.open_tokens import OpenTokens
from core.usecases.settle_conflicts import SettleConflicts

BATCH = 100
"""Items carried at once; Todoist takes as many commands in one request."""
NOTHING = Sent(frozenset(), {})
"""Nothing was answered: all may be sent again."""


@dataclass(frozen=True, slots=True)
class SendCommands:
    """Carry task commands to their integration, in order for each user, until they hold."""

    store: Store
    clock: Clock
    sources: Mapping[Provider, TaskSource]
    open_tokens: OpenTokens
    settle_conflicts: SettleConflicts
    jitter: Callable[[], float]

    async def __call__(self) -> int:
        """Return how many commands were tried."""
        now = self.clock.now()
        async with self.store.writing() as work:
            waiting = await work.commands.claim(now, now + HOLD, BATCH)
        by_user = sorted(waiting, key=lambda command: (command.user_id, command.id))
        groups = groupby(by_user, key=lambda command: command.user_id)
        _, failures = await one_by_one([tuple(group) for _, group in groups], self._carry)
        raise_all(failures)
        return len(waiting)

    async def _carry(self, commands: tuple[TaskCommand, ...]) -> None:
        try:
            commands = await self.settle_conflicts(commands)
            sent, wait_s = await self._send(commands) if commands else NOTHING, 0
        except IntegrationBusy as error:
            sent, wait_s = NOTHING, error.retry_after_s
        except NotFound:
            sent, wait_s = _all_refused(commands, "disconnected"), 0
        except IntegrationRefused as error:  # a grant to read, or a request it will never take
            sent, wait_s = _all_refused(commands, error.tag), 0
        except IntegrationFault:
            sent, wait_s = NOTHING, 0
        await self._write_down(commands, sent, wait_s)

    async def _send(self, commands: tuple[TaskCommand, ...]) -> Sent:
        provider = commands[0].provider
        async with self.store.reading() as work:
            integration = await work.integrations.get(commands[0].user_id, provider)
        if integration is None:
            raise NotFound(provider)
        if integration.state is IntegrationState.RECONNECT:
            raise ReconnectNeeded(provider)
        tokens = await self.open_tokens(integration)
        try:
            return await self.sources[provider].send(tokens, commands)
        except AccessExpired:
            tokens = await self.open_tokens(integration, refused=tokens.access)
        return await self.sources[provider].send(tokens, commands)

    async def _write_down(self, commands: tuple[TaskCommand, ...], sent: Sent, wait_s: int) -> None:
        now = self.clock.now()
        tries = max((command.tries for command in commands), default=0)
        again = max(
            next_try(tries, now, self.jitter(), OUTAGE_CAP_S), now + timedelta(seconds=wait_s)
        )
        async with self.store.writing() as work:
            for command in commands:
                if command.id in sent.done:
                    await work.commands.done(command.id, now)
                    if command.tries:
                        await _ask_anew(work, command)
                elif command.id in sent.refused:
                    await _set_aside(work, command, now, sent.refused[command.id])
                elif hopeless(command.created_at, now, command.tries):
                    await _set_aside(work, command, now, "gave_up")
                else:
                    await work.commands.later(command.id, again, "unanswered")


async def _set_aside(work: Work, command: TaskCommand, now: datetime, error: str) -> None:
    await work.commands.dead(command.id, now, error)
    await _ask_anew(work, command)


async def _ask_anew(work: Work, command: TaskCommand) -> None:
    """Let the next sync bring everything after a reopening that did not go at once.

    What an undo has put back into the list here may not be there, and no sync would tell: the
    reopening failed, or had its effect long ago and the person has closed the task again since.
    """
    known = await work.tasks.of(command.user_id, command.provider)
    if command.kind is CommandKind.REOPEN and command.due is None and known is not None:
        others = tuple(task for task in known.tasks if task.id != command.task_id)
        anew = replace(known, tasks=others, sync_token=TaskList().sync_token)
        await work.tasks.keep(command.user_id, command.provider, anew)


def _all_refused(commands: tuple[TaskCommand, ...], tag: str) -> Sent:
    return Sent(frozenset(), {command.id: tag for command in commands})


@dataclass(frozen=True, slots=True)
class SendRevocations:
    """Tell services that their tokens are to die, for up to a day (reliability T5)."""

    store: Store
    clock: Clock
    linkers: Mapping[Provider, Linker]
    jitter: Callable[[], float]

    async def __call__(self) -> int:
        """Return how many revocations were tried."""
        now = self.clock.now()
        async with self.store.writing() as work:
            waiting = await work.revocations.claim(now, now + HOLD, BATCH)
        _, failures = await one_by_one(waiting, self._carry)
        raise_all(failures)
        return len(waiting)

    async def _carry(self, revocation: Revocation) -> None:
        error = ""
        try:
            await self._revoke(self.linkers[revocation.provider], revocation)
        except (OoError, KeyError) as failure:
            error = type(failure).__name__
        await self._write_down(revocation, error, self.clock.now())

    async def _revoke(self, linker: Linker, revocation: Revocation) -> None:
        tokens = revocation.tokens
        if tokens.refresh and not tokens.fresh(self.clock.now()):
            try:  # an expired access token revokes nothing: its grant would live on
                tokens = await linker.refresh(tokens)
            except ReconnectNeeded:
                return  # the grant is dead over there already
        await linker.revoke(tokens.access)

    async def _write_down(self, revocation: Revocation, error: str, now: datetime) -> None:
        async with self.store.writing() as work:
            erasure = await work.ledger.find(revocation.receipt) if revocation.receipt else None
            if not error:
                await work.revocations.done(revocation.id, now)
                ended = erasure and erasure.confirmed(now)
            elif hopeless(revocation.created_at, now, revocation.tries):
                await work.revocations.dead(revocation.id, now, error)
                ended = erasure and erasure.given_up()
            else:
                again = next_try(revocation.tries, now, self.jitter())
                await work.revocations.later(revocation.id, again, error)
                ended = None
            if ended is not None:
                await work.ledger.save(ended)
