"""Let ten admins click at once, in a process that does nothing else, and see what it holds."""

import asyncio
import random
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from core.ports import Store
from oo_app.bench.console.ask import LOG, PANELS, Spans
from oo_app.bench.console.places import Place
from oo_app.bench.figures import Figure, at_most, seen
from oo_app.bench.lab.memory import MIB, resident_bytes

ADMINS = 10
"""Admins who click at once."""
THINK_S = 0.5
"""Seconds between an answer and the next click, at most."""
BEGIN = 0.2
"""Share of the time after which it is first looked: caches are warm by then."""
GROWTH = 5.0
"""Percent that memory may grow from then on."""


def measure_admins(place: Place, minutes: float) -> list[Figure]:
    """Return how much a fresh process grew while the admins clicked."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        begin, end, clicks = process.submit(held, place, minutes).result()
    name = f"{place.name}: memory while {ADMINS} admins click for {minutes:g} min"
    return [
        at_most(f"{name}, growth", 100 * (end / begin - 1), "%", GROWTH),
        seen(f"{name}, at the end", end, "MiB"),
        seen(f"{name}, clicks", clicks, "clicks"),
    ]


def held(place: Place, minutes: float) -> tuple[float, float, int]:
    """Return what this process holds after a fifth of the time and at the end, MiB, and the clicks."""
    return asyncio.run(_held(place, 60 * minutes))


async def _held(place: Place, wanted_s: float) -> tuple[float, float, int]:
    store, began_s = place.store(), time.perf_counter()
    until_s = began_s + wanted_s
    try:
        spans = Spans(place.size)
        admins = [_click(store, spans, random.Random(it), until_s) for it in range(ADMINS)]
        clicking = asyncio.gather(*admins)
        await asyncio.sleep(BEGIN * wanted_s)
        begin = resident_bytes() / MIB
        clicks = sum(await clicking)
        return begin, resident_bytes() / MIB, clicks
    finally:
        await store.close()


async def _click(store: Store, spans: Spans, rng: random.Random, until_s: float) -> int:
    """Open one panel after the other; return how many."""
    clicks = 0
    while time.perf_counter() < until_s:
        question = rng.choice((*PANELS, *LOG))
        async with store.reading() as work:
            await question.ask(work, spans)
        clicks += 1
        await asyncio.sleep(THINK_S * rng.random())
    return clicks
