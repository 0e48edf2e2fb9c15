"""Open transactions in memory: the twin of the database, for tests and simulations."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.domain.command import Revocation, TaskCommand
from core.memory.asides import MemoryAsides
from core.memory.audit import MemoryAudit
from core.memory.draft import Draft, Room
from core.memory.exposures import MemoryExposures
from core.memory.facts import MemoryCounting, MemoryCourses, MemoryFacts
from core.memory.learning import MemoryExperiments, MemoryPosteriors, MemoryPriors
from core.memory.links import MemoryIntegrations, MemoryTasks, MemoryTokens
from core.memory.log import MemoryOutcomes, MemoryPickLog, MemoryRewards
from core.memory.overview import MemoryOverviews
from core.memory.people import MemoryAttempts, MemoryConsents, MemorySessions, MemoryUsers
from core.memory.queues import (
    MemoryLedger,
    MemoryOutbox,
    MemoryQueue,
    MemoryReplies,
    MemorySentEvents,
)
from core.memory.rollups import MemoryRollups
from core.memory.signals import MemoryDeliveries, MemoryInbox, MemoryLeases, MemoryLetters
from core.memory.simulation import MemorySimLives, MemorySimRuns, MemorySimShards
from core.memory.steering import (
    MemoryAnnotations,
    MemoryChanges,
    MemoryDeployments,
    MemoryResets,
    MemorySavedViews,
)
from core.memory.tips import MemoryHistory, MemoryReactions, MemoryTips
from core.memory.traces import MemoryTraces
from core.memory.trail import MemoryTrail
from core.memory.user_facts import MemoryActives, MemoryUserFacts
from core.memory.user_search import MemoryUserSearch


@dataclass(frozen=True, slots=True)
class MemoryWork:
    """One transaction's view of the memory."""

    users: MemoryUsers
    consents: MemoryConsents
    sessions: MemorySessions
    attempts: MemoryAttempts
    integrations: MemoryIntegrations
    tokens: MemoryTokens
    tasks: MemoryTasks
    tips: MemoryTips
    reactions: MemoryReactions
    outcomes: MemoryOutcomes
    rewards: MemoryRewards
    posteriors: MemoryPosteriors
    priors: MemoryPriors
    experiments: MemoryExperiments
    deployments: MemoryDeployments
    changes: MemoryChanges
    annotations: MemoryAnnotations
    resets: MemoryResets
    saved_views: MemorySavedViews
    audit: MemoryAudit
    pick_log: MemoryPickLog
    history: MemoryHistory
    traces: MemoryTraces
    asides: MemoryAsides
    replies: MemoryReplies
    outbox: MemoryOutbox
    sent_events: MemorySentEvents
    inbox: MemoryInbox
    letters: MemoryLetters
    deliveries: MemoryDeliveries
    leases: MemoryLeases
    commands: MemoryQueue[TaskCommand]
    revocations: MemoryQueue[Revocation]
    ledger: MemoryLedger
    sim_runs: MemorySimRuns
    sim_shards: MemorySimShards
    sim_lives: MemorySimLives
    courses: MemoryCourses
    facts: MemoryFacts
    rollups: MemoryRollups
    counting: MemoryCounting
    user_facts: MemoryUserFacts
    actives: MemoryActives
    overviews: MemoryOverviews
    user_search: MemoryUserSearch
    trail: MemoryTrail
    exposures: MemoryExposures


class MemoryStore:
    """A Store that forgets when its process ends; an error in a block undoes the block.

    Writers take turns, so one draft serves all of them, one after the other.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self.move_into(Room())

    def move_into(self, room: Room) -> None:
        """Go on with what a room holds, as a restored backup does."""
        self.room = room
        self._draft = Draft.on(room, writable=True)
        self._writing, self._reading = work_on(self._draft), work_on(Draft.on(room, writable=False))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[MemoryWork]:
        """Open a transaction that cannot write."""
        yield self._reading

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[MemoryWork]:
        """Open a transaction that is everybody's when the block ends, or undone when it raises."""
        async with self._turn:
            try:
                yield self._writing
                self._draft.commit()
            finally:
                self._draft.reset()

    async def check(self) -> None:
        """Do nothing: memory is always ready."""

    async def close(self) -> None:
        """Do nothing: nothing is held open."""


def work_on(draft: Draft) -> MemoryWork:
    """Return every repository on one draft."""
    return MemoryWork(
        users=MemoryUsers(draft),
        consents=MemoryConsents(draft),
        sessions=MemorySessions(draft),
        attempts=MemoryAttempts(draft),
        integrations=MemoryIntegrations(draft),
        tokens=MemoryTokens(draft),
        tasks=MemoryTasks(draft),
        tips=MemoryTips(draft),
        reactions=MemoryReactions(draft),
        outcomes=MemoryOutcomes(draft),
        rewards=MemoryRewards(draft),
        posteriors=MemoryPosteriors(draft),
        priors=MemoryPriors(draft),
        experiments=MemoryExperiments(draft),
        deployments=MemoryDeployments(draft),
        changes=MemoryChanges(draft),
        annotations=MemoryAnnotations(draft),
        resets=MemoryResets(draft),
        saved_views=MemorySavedViews(draft),
        audit=MemoryAudit(draft),
        pick_log=MemoryPickLog(draft),
        history=MemoryHistory(draft),
        traces=MemoryTraces(draft),
        asides=MemoryAsides(draft),
        replies=MemoryReplies(draft),
        outbox=MemoryOutbox(draft),
        sent_events=MemorySentEvents(draft),
        inbox=MemoryInbox(draft),
        letters=MemoryLetters(draft),
        deliveries=MemoryDeliveries(draft),
        leases=MemoryLeases(draft),
        commands=MemoryQueue(draft, draft.commands),
        revocations=MemoryQueue(draft, draft.revocations),
        ledger=MemoryLedger(draft),
        sim_runs=MemorySimRuns(draft),
        sim_shards=MemorySimShards(draft),
        sim_lives=MemorySimLives(draft),
        courses=MemoryCourses(draft),
        facts=MemoryFacts(draft),
        rollups=MemoryRollups(draft),
        counting=MemoryCounting(draft),
        user_facts=MemoryUserFacts(draft),
        actives=MemoryActives(draft),
        overviews=MemoryOverviews(draft),
        user_search=MemoryUserSearch(draft),
        trail=MemoryTrail(draft),
        exposures=MemoryExposures(draft),
    )
