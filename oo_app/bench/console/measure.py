"""Measure how fast the console's panels answer over millions of events, on both databases."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any

from core import wiring
from core.clock import SystemClock
from core.domain.rollup import Grain
from core.domain.rollup_query import By, SumsWanted
from core.process import spare_what_is_loaded
from core.storage.engine import open_engine
from core.wiring import Core
from oo_app.bench.console.admins import measure_admins
from oo_app.bench.console.ask import LOG, PANELS, Admin, Question, state_bytes
from oo_app.bench.console.invent import EVENTS, Size
from oo_app.bench.console.places import Place, grown, is_there, small
from oo_app.bench.console.raw import periods, scan
from oo_app.bench.figures import Figure, at_least, at_most, middle, p95, seen

RUNS = 21
"""Times each question is asked; the first answer, which fills caches, counts too."""
RAW_RUNS = 3
"""Times the facts are scanned: it takes seconds."""
FASTER = 100.0
"""So many times faster sums are to answer than a scan."""
MS = 1000
"""Milliseconds in a second."""
MOST_KB, KB = 100.0, 1000
"""What a page may keep for its tab, and bytes in a kilobyte."""
USUAL_MIN = 5.0
"""Minutes that ten admins click, when nothing else is asked for."""


def measure(events: int = EVENTS, minutes: float = USUAL_MIN) -> list[Figure]:
    """Return all figures; those of PostgreSQL only where it is."""
    size = Size.of(events, SystemClock().now().toordinal())
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
    core, admin = wiring.start(place.settings), Admin(place.user)
    spare_what_is_loaded()  # as the server does
    try:
        figures = []
        for question in (*PANELS, *LOG):
            figures += await _times(place, admin, question)
        return [*figures, *await _raw(place, core, admin)]
    finally:
        await core.close()


async def _times(place: Place, admin: Admin, question: Question) -> list[Figure]:
    times = [await _took_ms(lambda: admin.load(question)) for _ in range(RUNS)]
    name = f"{place.name}: {question.name}"
    kept = state_bytes(await admin.load(question)) / KB
    return [
        at_most(f"{name}, p95", p95(times), "ms", question.limit_ms),
        seen(f"{name}, median", middle(times), "ms"),
        at_most(f"{name}, page state", kept, "KB", MOST_KB),
    ]


async def _raw(place: Place, core: Core, admin: Admin) -> list[Figure]:
    """Return what the overview takes when the facts are scanned, beside what sums take right then."""
    first, end = periods(place.size)[0]
    by = frozenset({By.START, By.POLICY, By.EXPERIMENT})
    async with core.ports.store.reading() as work:
        rows = await work.rollups.sums(SumsWanted(Grain.DAY, first, end, by=by))
    engine = open_engine(place.settings.database)
    try:
        scanned = {tuple(it[:4]) for it in await scan(engine, place.size)}
        summed = {(it.start, it.policy, it.experiment, it.sums.tips) for it in rows}
        scans = [await _took_ms(lambda: scan(engine, place.size)) for _ in range(RAW_RUNS)]
    finally:
        await engine.dispose()
    sums = [await _took_ms(lambda: admin.load(PANELS[0])) for _ in range(RAW_RUNS)]
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


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 — progress of long work
