"""Take a picture of every page of the console, over an invented past, in both sizes."""

import asyncio
import tempfile
from pathlib import Path

import typer
from playwright.async_api import Browser, BrowserContext

from core.domain.audit import SYSTEM, Actor
from core.domain.change import ChangeKind
from core.domain.session import actor_of
from core.domain.user import Role
from core.laboratory import open_sample
from core.settings import ROOT, Settings
from oo_app.bench.processes import demo_server, free_port
from oo_app.front_end import build_if_changed
from oo_app.sandbox.people import ADMIN_EMAIL
from oo_app.shots.browser import chromium
from oo_app.shots.compare import pairs
from oo_app.shots.console_scenes import FILLED, SCENES, Scene
from oo_app.shots.guests import Guest, Guests
from oo_app.shots.set import ZONE, settle

SHOTS = ROOT / "docs" / "console"
"""Where the pictures go: they belong to the documentation."""
SHEETS = ROOT / "var" / "shots"
"""Where those beside the mock-ups go."""
MOCK_UPS = ROOT.parent / "shared" / "design" / "mockups" / "cockpit"
"""Where the mock-ups are, if they are there."""
SIZES = {"1440": (1440, 900), "390": (390, 844)}
"""Width and height of the pictures; the mock-ups' are as wide."""
PEOPLE, DAYS, SEED = 160, 28, 1
"""Who lived with oO before the pictures are taken, for how long, and which of them."""
TRIAL = "/admin/simulations?new=quick&n-worlds=linear&n-picks=30"
"""What is simulated before, small enough to wait for."""
PATIENCE_MS = 600_000
SHEET_PX = 1280
"""How wide each picture stands beside its mock-up."""


def take(only: str = "") -> None:
    """Take all pictures, or those whose name begins with `only`."""
    build_if_changed(Settings())
    for folder in (SHOTS, SHEETS):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oo-shots-") as name:
        asyncio.run(_take(Path(name), only))


async def _take(folder: Path, only: str) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with demo_server(port, folder), chromium() as browser:
        guests = Guests(folder, url, (await browser.new_context()).request)
        owner = await guests.arrive(email=ADMIN_EMAIL)
        await _furnish(guests, owner)
        context = await _window(browser, "1440", url)
        await guests.enter(context, owner)
        await _simulate(context)
        viewer = await _viewer(guests)
        for name, scene in SCENES.items():
            if name.startswith(only):
                for size in sizes_of(scene):
                    context = await _window(browser, size, url)
                    await guests.enter(context, viewer if scene.viewer else owner)
                    await _picture(context, name, scene, size)
        await guests.close()
        if MOCK_UPS.is_dir():
            await pairs(browser, SHEETS, _beside(), SHEET_PX)


async def _furnish(guests: Guests, owner: Guest) -> None:
    """Let people live here, and one thing wait to be decided."""
    core = guests.core
    await open_sample(core).make(PEOPLE, DAYS, SEED, _tell)
    actor = await _actor(guests, owner)
    await core.steering.annotate(actor, core.clock.now(), "Told 12 people of oO by letter")
    await core.steering.propose(
        actor, ChangeKind.PROMOTE, "linucb-mix-v1", "Leads by the log; asked to see the checks."
    )


async def _simulate(context: BrowserContext) -> None:
    """Begin a small run by the form, and wait until it is done."""
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(TRIAL)
    form = page.get_by_role("dialog", name="New run")
    await form.get_by_label("Question").fill("Does learning pay within a month?")
    await form.get_by_role("button", name="Start run").click()
    running = page.locator(".sim-run")
    await running.first.wait_for()
    await running.first.wait_for(state="detached")
    await context.close()


async def _viewer(guests: Guests) -> Guest:
    email = "viewer@demo.example"
    known = await guests.arrive(email=email)
    await guests.core.set_role(SYSTEM, known.user_id, Role.VIEWER)
    return await guests.arrive(email=email)


async def _actor(guests: Guests, owner: Guest) -> Actor:
    who = await guests.core.resolve_session(owner.cookie)
    return actor_of(who, guests.core.clock.now())


async def _window(browser: Browser, size: str, url: str) -> BrowserContext:
    width, height = SIZES[size]
    return await browser.new_context(
        viewport={"width": width, "height": height},
        timezone_id=ZONE,
        base_url=url,
        service_workers="block",
    )


async def _picture(context: BrowserContext, name: str, scene: Scene, size: str) -> None:
    try:
        page = await context.new_page()
        await page.goto(scene.path)
        await page.locator(FILLED).first.wait_for()
        await scene.act(page)
        await settle(page)
        await page.screenshot(path=SHOTS / f"{name}.{size}.png", full_page=scene.whole)
    finally:
        await context.close()
    typer.echo(f"  {name}.{size}")


def sizes_of(scene: Scene) -> tuple[str, ...]:
    """Return in which sizes a state is pictured."""
    return tuple(SIZES)[:1] if scene.wide else tuple(SIZES)


def _beside() -> dict[str, tuple[Path, Path]]:
    """Return which picture is held beside which mock-up, by the name of the sheet."""
    ends = {"1440": "", "390": "-390"}
    return {
        f"console.{name}.{size}": (
            SHOTS / f"{name}.{size}.png",
            MOCK_UPS / f"{scene.mock_up}{ends[size]}.png",
        )
        for name, scene in SCENES.items()
        for size in sizes_of(scene)
        if scene.mock_up
    }


def _tell(people: int) -> None:
    typer.echo(f"\r  {people} of {PEOPLE} people lived here", nl=people == PEOPLE)
