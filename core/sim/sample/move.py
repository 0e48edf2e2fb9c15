"""Move an invented person from memory into the real database, and count what they did."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from core.domain.events import Event
from core.domain.ids import TipId, UserId
from core.domain.outcome import Outcome
from core.domain.pick import Pick
from core.domain.reaction import Reaction
from core.domain.reward import Reward
from core.domain.tip import Tip
from core.ports import Store, Work
from core.sim.sample.home import SampleHome
from core.usecases.keep_house import OUTBOX_KEPT
from core.usecases.tally import OF_TIPS, Tally

TIPS_AT_ONCE = 8
"""Tips that are moved in one transaction: others wait to write meanwhile."""
STATES_AT_ONCE = 40
"""The same for what policies had learned, and for commands."""

T = TypeVar("T", Reaction, Outcome, Reward)
"""What hangs on a tip."""
P = TypeVar("P")
"""What is moved part by part."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One tip with everything that hangs on it."""

    tip: Tip
    pick: Pick
    reactions: tuple[Reaction, ...]
    outcomes: tuple[Outcome, ...]
    rewards: tuple[Reward, ...]


@dataclass(frozen=True, slots=True)
class MoveIn:
    """Write down what was lived, in short transactions, each counted as events would be.

    Links are never due to be synced, and commands have been carried: there is nobody over there.
    """

    store: Store
    tally: Tally
    now: datetime
    pause_s: float
    """How long others may write between two transactions."""

    async def __call__(self, home: SampleHome) -> int:
        """Return how many tips there were."""
        async with home.store.reading() as here:
            kept = await _kept(here, home.me)
            rests = await here.tasks.rests(home.me, self.now)
            async with self.store.writing() as there:
                await _settle_in(here, there, home.me)
                await self._tell(there, [it for it in home.told if not isinstance(it, OF_TIPS)])
        for learned in _parts(home.learned, STATES_AT_ONCE):
            async with self._writing() as there:
                for posterior in learned:
                    await there.posteriors.keep(posterior)
        for some in _parts(kept, TIPS_AT_ONCE):
            ids = {it.tip.id for it in some}
            about = [it for it in home.told if isinstance(it, OF_TIPS) and it.tip_id in ids]
            async with self._writing() as there:
                for it in some:
                    await _add(there, it)
                await self._tell(there, about)
        for asked in _parts(home.asked, STATES_AT_ONCE):
            async with self._writing() as there:
                for command in asked:
                    await there.commands.add(command)
                    await there.commands.done(command.id, command.created_at)
        async with self._writing() as there:
            for rest in rests:
                await there.tasks.rest(rest)
        return len(kept)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Work]:
        """Open a transaction after others had their turn."""
        await asyncio.sleep(self.pause_s)
        async with self.store.writing() as work:
            yield work

    async def _tell(self, work: Work, events: Sequence[Event]) -> None:
        """Keep the events that would still be kept, as sent, and count what all of them tell of."""
        recent = [it for it in events if it.at >= self.now - OUTBOX_KEPT]
        for event in recent:
            await work.outbox.tell(event)
        await work.outbox.sent(tuple(it.id for it in recent), self.now)
        await self.tally(work, tuple(events))


async def _kept(work: Work, user_id: UserId) -> tuple[Kept, ...]:
    """Return a user's tips, oldest first."""
    reactions = _by_tip(await work.history.reactions(user_id))
    outcomes = _by_tip(await work.outcomes.of(user_id))
    rewards = _by_tip(await work.rewards.of(user_id))
    return tuple(
        [
            Kept(
                tip,
                await work.tips.pick_of(user_id, tip.id),
                reactions[tip.id],
                outcomes[tip.id],
                rewards[tip.id],
            )
            for tip in await work.history.tips(user_id)
        ]
    )


async def _settle_in(here: Work, there: Work, user_id: UserId) -> None:
    """Write down who somebody is, what they allow, and how their link stands."""
    (identity,) = await here.history.identities(user_id)
    await there.users.add(await here.users.get(user_id), identity)
    for consent in await here.consents.of(user_id):
        await there.consents.add(consent)
    for session in await here.sessions.of(user_id):
        await there.sessions.save(session)
    for link in await here.integrations.of(user_id):
        first = replace(link, version=1, next_sync_at=None)
        await there.integrations.save(first)
        await there.tokens.keep(first, await here.tokens.of(link))
        known = await here.tasks.of(user_id, link.provider)
        if known is not None:
            await there.tasks.keep(user_id, link.provider, known)


async def _add(work: Work, it: Kept) -> None:
    await work.tips.add(it.tip, it.pick)
    for reaction in it.reactions:
        await work.reactions.add(reaction)
    for outcome in it.outcomes:
        await work.outcomes.add(outcome)
    for reward in it.rewards:
        await work.rewards.add(reward)


def _by_tip(every: Iterable[T]) -> Mapping[TipId, tuple[T, ...]]:
    found: dict[TipId, tuple[T, ...]] = defaultdict(tuple)
    for it in every:
        found[it.tip_id] += (it,)
    return found


def _parts(every: Sequence[P], size: int) -> Iterator[Sequence[P]]:
    return (every[start : start + size] for start in range(0, len(every), size))
