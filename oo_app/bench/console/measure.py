"""Measure how fast the console's panels answer over millions of events, on both databases."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any

from core.domain.rollup import Grain
from core.domain.rollup_query import SumsWanted
from core.settings import Settings
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from oo_app.bench.console.admins import measure_admins
from oo_app.bench.console.ask import DAILY, LOG, PANELS, Question, Spans, overview
from oo_app.bench.console.invent import EVENTS, Size
from oo_app.bench.console.places import Place, grown, is_there, small
from oo_app.bench.console.raw import scan
from oo_app.bench.figures import Figure, at_least, at_most, middle, p95, seen

RUNS = 21
"""Times each question is asked; the first answer, which fills caches, counts too."""
RAW_RUNS = 3
"""Times the facts are scanned: it takes seconds."""
FASTER = 100.0
"""So many times faster sums are to answer than a scan."""
MS = 1000
"""Milliseconds in a second."""
USUAL_MIN = 5.0
"""Minutes that ten admins click, when nothing else is asked for."""


def measure(events: int = EVENTS, minutes: float = USUAL_MIN) -> list[Figure]:
    """Return all figures; those of PostgreSQL only where it is."""
    size = Size.of(events)
    figures = _measured(small, size, minutes)
    return [*figures, *_measured(grown, size, minutes)] if is_there() else figures


def _measured(
    there: Callable[[Size], AbstractContextManager[Place]], size: Size, minutes: float
) -> list[Figure]:
    _say(f"writing {size.events:,} events …")
    began = time.perf_counter()
    with there(size) as place:
        written = time.perf_counter() - began
        _say(f"asking {place.name} …")
        figures = asyncio.run(_asked(place))
        _say(f"letting admins click on {place.name} …")
        return [
            seen(f"{place.name}: {size.events:,} events written in", written, "s"),
            *figures,
            *measure_admins(place, minutes),
        ]


async def _asked(place: Place) -> list[Figure]:
    store, spans = place.store(), Spans(place.size)
    try:
        figures = []
        for question in (*PANELS, *LOG):
            figures += await _times(place, store, question)
        return [*figures, *await _raw(place, store, spans)]
    finally:
        await store.close()


async def _times(place: Place, store: SqlStore, question: Question) -> list[Figure]:
    spans = Spans(place.size)

    async def once() -> Any:
        async with store.reading() as work:
            return await question.ask(work, spans)

    times = [await _took_ms(once) for _ in range(RUNS)]
    name = f"{place.name}: {question.name}"
    return [
        at_most(f"{name}, p95", p95(times), "ms", question.limit_ms),
        seen(f"{name}, median", middle(times), "ms"),
    ]


async def _raw(place: Place, store: SqlStore, spans: Spans) -> list[Figure]:
    """Return what the overview takes when the facts are scanned, beside what sums take right then."""
    first, end = spans.days[0]
    async with store.reading() as work:
        rows = await work.rollups.sums(SumsWanted(Grain.DAY, first, end, by=DAILY))
    engine = open_engine(_driven(place.url))
    try:
        scanned = {tuple(it[:4]) for it in await scan(engine, spans)}
        summed = {(it.start, it.policy, it.experiment, it.sums.tips) for it in rows}
        scans = [await _took_ms(lambda: scan(engine, spans)) for _ in range(RAW_RUNS)]
    finally:
        await engine.dispose()

    async def asked() -> Any:
        async with store.reading() as work:
            return await overview(work, spans)

    sums = [await _took_ms(asked) for _ in range(RAW_RUNS)]
    name = f"{place.name}: overview from a scan of the facts"
    return [
        at_most(f"{name}, rows that differ", len(scanned ^ summed), "rows", 0),
        seen(f"{name}, median", middle(scans), "ms"),
        at_least(f"{name} / from sums", middle(scans) / middle(sums), "times", FASTER),
    ]


async def _took_ms(act: Callable[[], Awaitable[Any]]) -> float:
    began = time.perf_counter()
    await act()
    return (time.perf_counter() - began) * MS


def _driven(url: str) -> str:
    return Settings.of(database_url=url).database


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 — progress of long work
