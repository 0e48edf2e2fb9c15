"""Measure oO in the browser's place: answers, load, transfer, start."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.settings import Settings
from oo_app.bench.answers import answer_round_trips_s, bare_round_trips_s, under_load
from oo_app.bench.figures import Figure, at_most, middle, p95
from oo_app.bench.first_visit import first_visit
from oo_app.bench.people import furnish
from oo_app.bench.processes import bare_server, demo_server, free_port
from oo_app.front_end import build_if_changed

ALONE = 4
"""Users whose answers are measured one after the other."""
CROWD = 100
"""Users who answer at once."""
TRIPS = 320
"""Answers measured alone; the bare handler is measured as often, half before, half after."""
MS = 1000
"""Milliseconds in a second."""


def measure() -> list[Figure]:
    """Return all figures of the web, measured in one run."""
    build_if_changed(Settings())
    with _folder() as folder:
        port = free_port()
        cookies = furnish(folder, port, ALONE + CROWD + 1)
        return asyncio.run(_measure(folder, port, cookies))


async def _measure(folder: Path, port: int, cookies: list[str]) -> list[Figure]:
    alone, crowd, visitor = cookies[:ALONE], cookies[ALONE:-1], cookies[-1]
    base_url = f"http://127.0.0.1:{port}"
    async with bare_server(free_port()) as bare_url, demo_server(port, folder) as start_s:
        bare = await bare_round_trips_s(bare_url, TRIPS // 2)
        answers = await answer_round_trips_s(base_url, alone, TRIPS)
        bare += await bare_round_trips_s(bare_url, TRIPS // 2)
        crowded = await under_load(base_url, crowd)
        visit = await first_visit(base_url, visitor)
    yardstick = middle(bare)
    return [
        Figure("bare handler, median", round(yardstick * MS, 3), "ms", "the yardstick", ok=True),
        Figure(
            "answer → next tip, median", round(middle(answers) * MS, 2), "ms", "see ratio", ok=True
        ),
        at_most("answer → next tip, median / bare", middle(answers) / yardstick, "times", 20),
        at_most("answer → next tip, p95 / bare", p95(answers) / yardstick, "times", 50),
        at_most("100 clients, p95", p95(crowded.seconds) * MS, "ms", 300),
        at_most("100 clients, errors", crowded.errors, "errors", 0),
        at_most("first visit, transferred", visit.transferred_bytes / 1000, "KB", 230),
        at_most("first visit, foreign hosts", len(visit.foreign_hosts), "hosts", 0),
        at_most("start to serving, built", start_s, "s", 10),
    ]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="oo-bench-") as name:
        yield Path(name)
