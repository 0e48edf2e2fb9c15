"""Measure how webhooks are taken in, and how fast events reach whoever acts on them."""

import asyncio
import socket

from oo_app.bench.figures import Figure, at_least, at_most, middle, p95, seen
from oo_app.bench.signals import hooks
from oo_app.bench.signals.flow import delays_s, rate_per_s
from oo_app.bench.signals.places import NATS, POSTGRES, grown, small

MS = 1000
"""Milliseconds in a second."""
SMALL, GROWN = "SQLite → in process", "PostgreSQL → JetStream"
"""The two sizes of oO."""


def measure() -> list[Figure]:
    """Return all figures; those of the grown size only where its services are."""
    return [*_hooks(), *asyncio.run(_flow())]


def _hooks() -> list[Figure]:
    taken = hooks.measure()
    return [
        at_most("500 webhooks in 5 s, p95 acknowledged", p95(taken.seconds) * MS, "ms", 300),
        at_most("of them lost", taken.lost, "lost", 0),
        at_most("with the database locked for 3 s, lost", taken.lost_while_locked, "lost", 0),
        seen("with the database locked, slowest", max(taken.seconds_while_locked) * MS, "ms"),
    ]


async def _flow() -> list[Figure]:
    async with small() as place:
        delays = await delays_s(place)
        figures = [
            at_most(f"commit → effect, {SMALL}, p95", p95(delays) * MS, "ms", 20),
            seen(f"commit → effect, {SMALL}, median", middle(delays) * MS, "ms"),
        ]
    async with small() as place:
        rate = await rate_per_s(place)
        figures.append(at_least(f"relay, {SMALL}, effects had", rate.had, "events/s", 2000))
    if not all(map(_answers, (POSTGRES, NATS))):
        return figures
    async with grown() as place:
        delays = await delays_s(place)
        figures += [
            at_most(f"commit → effect, {GROWN}, p95", p95(delays) * MS, "ms", 60),
            seen(f"commit → effect, {GROWN}, median", middle(delays) * MS, "ms"),
        ]
    async with grown() as place:
        rate = await rate_per_s(place)
    return [
        *figures,
        at_least(f"relay, {GROWN}, acknowledged", rate.sent, "events/s", 1500),
        seen(f"relay, {GROWN}, effects had", rate.had, "events/s"),
    ]


def _answers(address: tuple[str, int]) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0
