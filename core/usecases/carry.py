"""Carry what waits: events to those who listen, commands and revocations to their services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from core.domain.command import Revocation, TaskCommand, hopeless, next_try
from core.domain.events import Event, TipAnswered, TipAnswerUndone
from core.domain.integration import IntegrationState, Provider
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
from core.usecases.settle_pick import SettlePick

LEASE = timedelta(seconds=60)
"""What one process has claimed, another may claim after this."""
BATCH = 100
"""Items carried at once; Todoist takes as many commands in one request."""


@dataclass(frozen=True, slots=True)
class RelayEvents:
    """Carry saved events to those who listen, at least once, oldest first (reliability E1)."""

    store: Store
    clock: Clock
    settle: SettlePick

    async def __call__(self) -> int:
        """Return how many events were carried."""
        try:
            async with self.store.writing() as work:
                waiting = await self._claim(work)
                await self._deliver(work, waiting)
        except Exception:  # noqa: BLE001 — one of them is poison: the others must pass it
            return await self._one_by_one()
        return len(waiting)

    async def _one_by_one(self) -> int:
        async with self.store.writing() as work:
            waiting = await self._claim(work)
        _, failures = await one_by_one(waiting, self._deliver_alone)
        raise_all(failures)
        return len(waiting)

    async def _claim(self, work: Work) -> tuple[Event, ...]:
        now = self.clock.now()
        return await work.outbox.claim(now, now + LEASE, BATCH)

    async def _deliver_alone(self, event: Event) -> None:
        async with self.store.writing() as work:
            await self._deliver(work, (event,))

    async def _deliver(self, work: Work, batch: tuple[Event, ...]) -> None:
        """Let each event have its effect and be sent in one transaction, so it has it once."""
        for event in batch:
            if isinstance(event, TipAnswered | TipAnswerUndone):
                await self.settle.within(work, event.user_id, event.tip_id)
        if batch:
            await work.outbox.sent(tuple(event.id for event in batch), self.clock.now())


@dataclass(frozen=True, slots=True)
class SendCommands:
    """Carry task commands to their integration, in order for each user, until they hold."""

    store: Store
    clock: Clock
    sources: Mapping[Provider, TaskSource]
    open_tokens: OpenTokens
    jitter: Callable[[], float]

    async def __call__(self) -> int:
        """Return how many commands were tried."""
        now = self.clock.now()
        async with self.store.writing() as work:
            waiting = await work.commands.claim(now, now + LEASE, BATCH)
        by_user = sorted(waiting, key=lambda command: (command.user_id, command.id))
        groups = groupby(by_user, key=lambda command: command.user_id)
        _, failures = await one_by_one([tuple(group) for _, group in groups], self._carry)
        raise_all(failures)
        return len(waiting)

    async def _carry(self, commands: tuple[TaskCommand, ...]) -> None:
        try:
            sent, wait_s = await self._send(commands), 0
        except IntegrationBusy as error:
            sent, wait_s = Sent(frozenset(), {}), error.retry_after_s
        except NotFound:
            sent, wait_s = _all_refused(commands, "disconnected"), 0
        except IntegrationRefused as error:  # a grant to read, or a request it will never take
            sent, wait_s = _all_refused(commands, error.tag), 0
        except IntegrationFault:
            sent, wait_s = Sent(frozenset(), {}), 0
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
        again = max(
            next_try(max(command.tries for command in commands), now, self.jitter()),
            now + timedelta(seconds=wait_s),
        )
        async with self.store.writing() as work:
            for command in commands:
                if command.id in sent.done:
                    await work.commands.done(command.id, now)
                elif command.id in sent.refused:
                    await work.commands.dead(command.id, now, sent.refused[command.id])
                elif hopeless(command.created_at, now):
                    await work.commands.dead(command.id, now, "gave_up")
                else:
                    await work.commands.later(command.id, again, "unanswered")


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
            waiting = await work.revocations.claim(now, now + LEASE, BATCH)
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
            elif hopeless(revocation.created_at, now):
                await work.revocations.dead(revocation.id, now, error)
                ended = erasure and erasure.given_up()
            else:
                again = next_try(revocation.tries, now, self.jitter())
                await work.revocations.later(revocation.id, again, error)
                ended = None
            if ended is not None:
                await work.ledger.save(ended)
