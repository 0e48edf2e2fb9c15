"""Take a picture of every screen and state of a running demo, in both sizes."""

import asyncio
import tempfile
from pathlib import Path

import typer

from core.settings import ROOT, Settings
from oo_app.bench.processes import demo_server, free_port
from oo_app.front_end import build_if_changed
from oo_app.shots.browser import chromium
from oo_app.shots.compare import MOCK_UPS, sheets
from oo_app.shots.guests import Guests
from oo_app.shots.scenes import SCREENS, Scene
from oo_app.shots.set import SIZES, Stage, settle
from oo_app.shots.tips import TIPS
from oo_app.shots.todoist import StandIn

SHOTS = ROOT / "var" / "shots"
"""Where the pictures go."""
FULL = frozenset({"settings", "data", "legal", "terms"})
"""Pages that scroll: a second picture shows all of them."""


def take(only: str = "") -> None:
    """Take all pictures, or those whose name begins with `only`; then lay them beside the mock-ups'."""
    build_if_changed(Settings())
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oo-shots-") as name:
        asyncio.run(_take(Path(name), only))


async def _take(folder: Path, only: str) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with demo_server(port, folder), chromium() as browser:
        web = (await browser.new_context()).request
        guests = Guests(folder, url, web)
        for size in SIZES:
            stage = Stage(browser, size, url, guests, StandIn(web, url))
            for name, scene in ({**SCREENS, **TIPS}).items():
                if name.startswith(only):
                    await _picture(stage, name, scene)
        await guests.close()
        if MOCK_UPS.is_dir():
            await sheets(browser, SHOTS)


async def _picture(stage: Stage, name: str, scene: Scene) -> None:
    try:
        page = await scene(stage)
        await settle(page)
        await page.screenshot(path=SHOTS / f"{name}.{stage.size}.png")
        if name in FULL:
            await page.screenshot(path=SHOTS / f"{name}.{stage.size}-full.png", full_page=True)
    finally:
        await stage.strike()
    typer.echo(f"  {name}.{stage.size}")
