"""Do logged picks again from what was kept, and say where a bit differs."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from core.bandit.choose import Chooser, Learned, by_chance
from core.bandit.features import FEATURES_VERSION, NAMES
from core.bandit.policy import pick_index
from core.domain.ids import TipId, UserId
from core.domain.pick import Pick, Scoring
from core.domain.replayed import Difference, Replayed
from core.errors import NotFound, PosteriorCorrupt
from core.ports import Logged, Store, Work
from core.usecases.learned import loaded

PAGE = 200
"""Picks read at once."""


def _no_time() -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class ReplayPicks:
    """Recompute distributions, scores and picks bit for bit; a slow machine is no difference."""

    store: Store
    chooser: Chooser = field(default_factory=lambda: Chooser(_no_time))

    async def one(self, tip_id: TipId) -> Replayed:
        """Return how one pick compares. Raises: NotFound when it is not, or no longer, logged."""
        async with self.store.reading() as work:
            return await self._replay(work, await work.pick_log.find(tip_id))

    async def every(self) -> AsyncIterator[Replayed]:
        """Yield how each pick compares, in the order of their tips."""
        after: TipId | None = None
        while True:
            async with self.store.reading() as work:
                page = await work.pick_log.page(after, PAGE)
                again = [await self._replay(work, logged) for logged in page]
            for replayed in again:
                yield replayed
            if len(page) < PAGE:
                return
            after = page[-1].tip_id

    async def _replay(self, work: Work, logged: Logged) -> Replayed:
        pick = logged.pick
        if (pick.features_version, pick.feature_names) != (FEATURES_VERSION, NAMES):
            return Replayed(logged.tip_id, (Difference("features", pick.features_version),))
        asked = replace(pick.served, policy=pick.assignment.policy or pick.policy)
        found: list[Difference] = []
        for scoring in (asked, *pick.shadows):
            try:
                again = await self._again(work, logged.user_id, pick, scoring)
            except (NotFound, PosteriorCorrupt, KeyError) as error:
                found.append(Difference(type(error).__name__, scoring.policy))
            else:
                found += _differences(scoring, again)
        return Replayed(logged.tip_id, tuple(found))

    async def _again(self, work: Work, user_id: UserId, pick: Pick, scoring: Scoring) -> Scoring:
        if scoring.fallback:
            return _chance(pick, scoring)
        prior = await work.priors.get(scoring.prior) if scoring.prior else None
        blob = await work.posteriors.state(user_id, scoring.state) if scoring.state else None
        learned = Learned(scoring.policy, loaded(scoring.policy, blob, prior, pick.day))
        return self.chooser.score(learned, pick.features, pick.seed)


def _chance(pick: Pick, scoring: Scoring) -> Scoring:
    """Return what chance made in a policy's stead; why it failed then is not done again."""
    probabilities, scores = by_chance(pick.features)
    chosen = pick_index(probabilities, np.random.default_rng((pick.seed, 1)))
    return replace(scoring, probabilities=probabilities, scores=scores, chosen=chosen)


def _differences(was: Scoring, now: Scoring) -> Iterator[Difference]:
    if was.probabilities.tobytes() != now.probabilities.tobytes():
        yield Difference("probabilities", was.policy)
    if was.scores.tobytes() != now.scores.tobytes():
        yield Difference("scores", was.policy)
    if was.chosen != now.chosen:
        yield Difference("pick", was.policy)
    if now.fallback != was.fallback:
        yield Difference("fallback", was.policy)
