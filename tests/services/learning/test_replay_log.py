"""A log of thousands of decisions, made by the use cases in a real database, comes out the same."""

from datetime import timedelta
from itertools import cycle

import numpy as np

from core.bandit import catalogue
from core.domain.ids import TipId
from core.domain.reaction import ReactionKind, Wish
from core.domain.tip import Surface
from core.domain.views import Shown
from core.errors import NothingToTip
from core.usecases.learned import taught
from tests.fakes.builders import a_task, an_identity
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.providers import FakeIssuer, FakeTodoist
from tests.fakes.world import World, a_core

LEAST = {"sqlite": 5000, "postgresql": 1000}
"""Decisions in the log, at least; the second database only has to hold the same numbers."""
TURNS_EACH = 1.12
"""Every tenth answer is undone, and then its tip is open again: no new decision."""
EVERY_POLICY = (*catalogue.names(), catalogue.pair("bayes-v1", "egreedy-v1"))
KINDS = (ReactionKind.DONE, ReactionKind.DISMISS, ReactionKind.SNOOZE, ReactionKind.DISMISS)
RELAY_EVERY = 20


def a_life():
    """Return forty tasks that differ in all that features look at; they recur, so none goes away."""
    return [
        a_task(
            f"t{n}",
            f"Task {n}",
            priority=1 + n % 4,
            duration_min=(None, 5, 20, 90)[n % 4],
            project=f"Project {n % 5}",
            added_at=NOON - timedelta(days=3 * n),
            described=n % 3 == 0,
        )
        for n in range(40)
    ]


def a_world_on(store):
    clock = FakeClock()
    todoist = FakeTodoist(clock, *a_life())
    issuers = {"google": FakeIssuer("google")}
    core = a_core(store, clock, todoist, issuers, policy="bayes-v1", shadows="egreedy-v1")
    return World(core, clock, store, todoist, issuers)


class Person:
    """Somebody who answers, and now and then thinks again."""

    def __init__(self, world, user_id, seed):
        self.world, self.user_id = world, user_id
        self._dice = np.random.default_rng(seed)
        self._shown = None

    async def decide(self, turn):
        """Answer one tip and get the next."""
        core = self.world.core
        if self._shown is None:
            self._shown = await self._ask()
        self.world.clock.advance(seconds=float(self._dice.exponential(90)))
        kind = KINDS[self._dice.integers(len(KINDS))]
        tip_id = TipId(self._shown.tip_id)
        wish = Wish(kind, f"{tip_id}-{turn}", None)
        answered = await core.answer_tip(self.user_id, tip_id, wish, Surface.PAGE)
        self._shown = answered.next if isinstance(answered.next, Shown) else None
        if self._dice.random() < 0.1:
            await core.undo_reaction(self.user_id, tip_id)
            self._shown = await self._ask()

    async def _ask(self):
        try:
            return await self.world.tip(self.user_id, anyway=True)
        except NothingToTip:
            self.world.clock.advance(hours=20)
            return await self.world.tip(self.user_id, anyway=True)


async def lived(world, decisions):
    """Let people of every policy make so many decisions; return their ids."""
    people = []
    for place, policy in enumerate(EVERY_POLICY):
        user_id = await world.a_reader(an_identity(f"person-{place}"))
        await world.core.use_policy(user_id, policy)
        people.append(Person(world, user_id, place))
    turns = cycle(people)
    for turn in range(int(decisions * TURNS_EACH)):
        await next(turns).decide(turn)
        if turn % RELAY_EVERY == 0:
            await world.core.relay_events()
    while await world.core.relay_events():
        pass
    return [person.user_id for person in people]


async def test_every_decision_of_a_long_log_replays_to_the_last_bit(sql_store):
    least = LEAST[sql_store._engine.dialect.name]
    world = a_world_on(sql_store)
    users = await lived(world, least)

    replayed = [it async for it in world.core.replay_picks.every()]

    assert len(replayed) >= least
    assert [it for it in replayed if not it.same] == []
    for user_id in users:
        learned = await world.look(lambda work, it=user_id: work.posteriors.of(it))
        standing = await world.look(lambda work, it=user_id: work.rewards.standing(it))
        assert learned
        for name, posterior in learned.items():
            assert posterior.blob == taught(name, standing).dump()
