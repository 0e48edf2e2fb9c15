"""Lay a pick's record out by score: its first candidates, the others summed, the shadows' choices."""

from collections import Counter

import numpy as np

from core.bandit.traits import traits_of
from core.domain.pick import Floats, Pick, Scoring
from core.domain.pick_seen import CandidateSeen, Choice, Others, Record, ShadowSeen

LISTED = 6
"""Candidates that are told one by one; the one that was shown always is."""


def record_of(pick: Pick) -> Record:
    """Return the record of a pick, as the console shows it."""
    served, every = pick.served, (pick.served, *pick.shadows)
    order = [int(it) for it in np.argsort(-served.scores, kind="stable")]
    ranks = {place: rank for rank, place in enumerate(order, start=1)}
    listed = [it for it in order if ranks[it] <= LISTED or it == served.chosen]
    others = np.array([it for it in order if it not in listed], dtype=np.intp)
    return Record(
        policies=tuple(it.policy for it in every),
        candidates=tuple(_seen(pick, it, ranks[it]) for it in listed),
        others=_others(every, others),
        preferred=tuple(ranks[_likeliest(it, order)] for it in every),
        shadows=tuple(_shadow(served, it, ranks) for it in pick.shadows),
        barred=tuple(Counter(it.why for it in pick.barred).most_common()),
        count=len(pick.candidates),
        possible=int(np.count_nonzero(served.probabilities)),
        state=served.state,
        prior=served.prior,
        seed=pick.seed,
        features_version=pick.features_version,
        code=pick.code,
    )


def _seen(pick: Pick, place: int, rank: int) -> CandidateSeen:
    chances = tuple(float(it.probabilities[place]) for it in (pick.served, *pick.shadows))
    score, shown = float(pick.served.scores[place]), place == pick.chosen
    return CandidateSeen(rank, traits_of(pick, place), score, chances, shown)


def _others(every: tuple[Scoring, ...], places: np.ndarray) -> Others:
    sums = tuple(float(it.probabilities[places].sum()) for it in every)
    possible: Floats = every[0].probabilities[places]
    return Others(len(places), int(np.count_nonzero(possible)), sums)


def _likeliest(scoring: Scoring, order: list[int]) -> int:
    """Return the candidate with the largest probability; of equals the one that scored best."""
    return max(order, key=lambda it: float(scoring.probabilities[it]))


def _shadow(served: Scoring, shadow: Scoring, ranks: dict[int, int]) -> ShadowSeen:
    chosen = shadow.chosen
    rest = [it for it in ranks if it != served.chosen]
    choice = Choice.OTHER
    if chosen == served.chosen:
        choice = Choice.SAME
    elif not served.probabilities[chosen]:
        choice = Choice.UNSEEN
    elif chosen == min(rest, key=ranks.__getitem__):
        choice = Choice.RUNNER_UP
    return ShadowSeen(
        policy=shadow.policy,
        choice=choice,
        rank=ranks[chosen],
        chance=float(shadow.probabilities[chosen]),
        same=float(shadow.probabilities[served.chosen]),
        fallback=shadow.fallback,
    )
