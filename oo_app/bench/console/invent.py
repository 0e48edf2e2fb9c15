"""Make up a log of any length, chunk by chunk in the order of time, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from core.analytics.rollup import bucket_of
from core.domain.ids import UserId
from oo_app.bench.console.ended import beside, ended, ids
from oo_app.bench.console.log import (
    DAY_S,
    DUES,
    EPOCH_DAY,
    MINUTES,
    PRIORITIES,
    UNTOLD,
    Crowd,
    Log,
)

EVENTS_A_TIP = 3
"""A tip is served, answered and settled."""
EVENTS, USERS = 10_000_000, 50_000
"""How much is made up unless something else is asked for."""
CHUNK = 100_000
"""Tips that are made up at once."""
ERAS = (0.35, 0.7)
"""Shares of the time after which the champion changed."""
EXPERIMENT_FROM = 0.5
"""Share of the time after which the experiment began."""
CHAMPION, RESERVE = 2, 3
"""Codes of the policies that it compares."""
ARMS = (0.2, 0.5)
"""Shares of users up to which they are held back, and up to which they are in it at all."""
FALLS_BACK, BY_API, TAKEN_BACK = 0.0005, 0.03, 0.02
"""Shares of tips that chance served, that a program asked for, whose answer was undone."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made up."""

    events: int = EVENTS
    users: int = USERS
    days: int = 90
    last_day: int = EPOCH_DAY + 20_785
    seed: int = 6

    @classmethod
    def of(cls, events: int) -> "Size":
        """Return so many events, with as many users as belong to them."""
        return cls(events, max(100, USERS * events // EVENTS))

    @property
    def tips(self) -> int:
        """Return how many tips so many events tell of."""
        return self.events // EVENTS_A_TIP

    @property
    def start_s(self) -> int:
        """Return when the log begins, in seconds since 1970."""
        return (self.last_day - self.days + 1 - EPOCH_DAY) * DAY_S

    @property
    def end_s(self) -> int:
        """Return when it ends."""
        return self.start_s + self.days * DAY_S


def crowd(size: Size) -> Crowd:
    """Return the users of a log: a few look often, most now and then."""
    rng, u = np.random.default_rng((size.seed, 0)), size.users
    joined_s = (
        size.start_s + rng.integers(-120, size.days - 5, u) * DAY_S + rng.integers(0, DAY_S, u)
    )
    born = ids(rng, joined_s * 1000)
    weight = rng.pareto(1.5, u) + 0.2
    tossed = rng.random(u)
    arm = np.where(tossed < ARMS[0], RESERVE, np.where(tossed < ARMS[1], CHAMPION, UNTOLD))
    return Crowd(
        ids=born,
        bucket=np.array([bucket_of(UserId(UUID(bytes=it.tobytes()))) for it in born]),
        joined_s=joined_s,
        offset_h=rng.integers(-8, 10, u),
        arm=arm,
        share=weight / weight.sum(),
        link=rng.choice(3, u, p=(0.05, 0.92, 0.03)),
    )


def logs(size: Size, people: Crowd) -> Iterator[Log]:
    """Yield the log in chunks, the oldest first."""
    parts = max(1, size.tips // CHUNK)
    for part in range(parts):
        first, end = part * size.tips // parts, (part + 1) * size.tips // parts
        rng = np.random.default_rng((size.seed, 1, part))
        yield _chunk(size, people, rng, (part / parts, (part + 1) / parts, end - first))


def _chunk(
    size: Size, people: Crowd, rng: np.random.Generator, span: tuple[float, float, int]
) -> Log:
    begin, end, n = span
    length_us = (size.end_s - size.start_s) * 1_000_000
    served = np.sort(rng.integers(int(begin * length_us), int(end * length_us), n))
    served += size.start_s * 1_000_000
    user = rng.choice(len(people), n, p=people.share)
    hour = (served // 3_600_000_000 + people.offset_h[user]) % 24
    through = (served / 1_000_000 - size.start_s) / (size.end_s - size.start_s)
    champion = np.searchsorted(np.array(ERAS), through, side="right")
    in_experiment = (people.arm[user] != UNTOLD) & (through >= EXPERIMENT_FROM)
    policy = np.where(in_experiment, people.arm[user], champion)
    candidates = 1 + rng.poisson(np.exp(rng.normal(2.6, 0.7, n)))
    greedy_p = np.where(policy == RESERVE, 1.0, np.round(rng.beta(4, 2, n), 6))
    greedy_p = np.where(candidates == 1, 1.0, np.maximum(greedy_p, 0.05))
    greedy = rng.random(n) < greedy_p
    other_p = np.round(np.clip((1 - greedy_p) / np.maximum(candidates - 1, 1), 1e-4, 1.0), 6)
    propensity = np.where(greedy, greedy_p, other_p)
    squares = greedy_p**2 + (candidates - 1) * other_p**2
    cubes = greedy_p**3 + (candidates - 1) * other_p**3
    fate = ended(rng, served, size.end_s)
    since = np.maximum(0, served // 1_000_000 - people.joined_s[user])
    return Log(
        ids=ids(rng, served // 1000),
        user=user,
        bucket=people.bucket[user],
        served_us=served,
        policy=policy,
        experiment=in_experiment.astype(np.int64),
        version=rng.integers(0, 200, n),
        propensity=propensity,
        candidates=candidates,
        barred=rng.poisson(2.0, n),
        explored=~greedy,
        fallback=(rng.random(n) < FALLS_BACK).astype(np.int64),
        took_us=np.exp(rng.normal(6.2, 0.5, n)).astype(np.int64),
        hour=hour,
        priority=rng.choice(len(PRIORITIES), n, p=(0.07, 0.13, 0.2, 0.6)),
        due=rng.choice(len(DUES), n, p=(0.1, 0.1, 0.3, 0.5)),
        minutes=rng.choice(len(MINUTES), n),
        tenure=np.searchsorted(np.array([14, 60]) * DAY_S, since, side="right"),
        week=since // (7 * DAY_S),
        surface=(rng.random(n) < BY_API).astype(np.int64),
        greedy=greedy,
        greedy_p=greedy_p,
        expected_p=squares,
        variance_p=np.maximum(0.0, cubes - squares**2),
        answered_week=(np.maximum(0, fate.answered_us // 1_000_000 - people.joined_s[user]))
        // (7 * DAY_S),
        elsewhere=fate.elsewhere,
        ending=fate.ending,
        answered_us=fate.answered_us,
        dwell_ms=fate.dwell_ms,
        undone=(rng.random(n) < TAKEN_BACK).astype(np.int64),
        rewarded=fate.rewarded,
        reward_milli=fate.reward_milli,
        final=fate.final,
        beside=beside(rng, policy),
    )
