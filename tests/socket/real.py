"""Serve `oo_app.main` as it is, with stand-in providers and a database of its own."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from core.settings import Settings
from core.wiring import upgrade_database
from oo_app.sandbox.demo import demo_environment
from tests.serving import serve_built


def build(url: str) -> Any:
    """Return the app of a demo that keeps everything in the folder named by the first argument."""
    folder = Path(sys.argv[1])
    places = {
        "OO_DATABASE_URL": f"sqlite:///{folder / 'oo.sqlite3'}",
        "OO_LEDGER_FILE": str(folder / "erasures.jsonl"),
        "OO_SANDBOX_STATE": str(folder),
    }
    os.environ.update(demo_environment(folder, url) | places)
    upgrade_database(Settings())
    from oo_app.main import app  # noqa: PLC0415 -- reads its settings when it is imported

    return app()


async def run() -> None:
    """Say where it is served, and serve until standard input ends."""
    told, sys.stdout = sys.stdout, sys.stderr
    async with serve_built(build) as url:
        print(url, file=told, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(run())
