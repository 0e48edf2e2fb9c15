"""Say which states of the console are pictured, and by which address or key each is reached."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from playwright.async_api import Page

FILLED = "main[aria-busy=false], .panel.alone"
"""The page, once its panels have what they show, or once it says who may see them."""


async def _as_it_is(_page: Page) -> None:
    """Leave the page as it came."""


async def _first_row(page: Page) -> None:
    """Open the drawer of the first row."""
    await page.locator("tr[data-row] a[data-peek]").first.click()
    await page.locator(".drawer h2").first.wait_for()


async def _one_user(page: Page) -> None:
    """Open the page of the first user."""
    name = await page.locator("tr[data-row]").first.get_attribute("data-row")
    await page.goto(f"/admin/users/{name}")
    await page.locator(".trail").first.wait_for()


async def _first_experiment(page: Page) -> None:
    """Open the first experiment of the list."""
    await page.locator("tr[data-row] a").first.click()
    await page.wait_for_url("**/admin/experiments/*")
    await page.get_by_role("button", name="End…").wait_for()


async def _palette(page: Page) -> None:
    """Ask where to jump."""
    await page.keyboard.press("Control+k")
    await page.locator("dialog[open] input").wait_for()


async def _keys(page: Page) -> None:
    """Ask which keys there are."""
    await page.keyboard.press("?")
    await page.locator("dialog[open]").wait_for()


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the console.

    `mock_up` is the picture it is held beside, empty where there is none; `whole` is false where
    only what the window shows belongs to it.
    """

    path: str
    mock_up: str = ""
    act: Callable[[Page], Awaitable[None]] = _as_it_is
    whole: bool = True
    wide: bool = False
    """Not there on a phone, which has no keys."""
    viewer: bool = False
    """Seen by somebody who may only look."""


SCENES: Mapping[str, Scene] = {
    "overview": Scene("/admin?p=7d", "01-overview"),
    "users": Scene("/admin/users", "02-users"),
    "user": Scene("/admin/users?sort=-tips", "02b-user", _one_user),
    "log": Scene("/admin/log?p=7d", "03-recommendation-log"),
    "log-drawer": Scene("/admin/log?p=7d", "03-recommendation-log", _first_row, whole=False),
    "log-nothing": Scene("/admin/log?p=7d&f=policy:nobody", "11-states"),
    "rewards": Scene("/admin/rewards", "04-rewards"),
    "experiments": Scene("/admin/experiments"),
    "experiment": Scene("/admin/experiments", "05-experiments", _first_experiment),
    "policies": Scene("/admin/policies"),
    "policies-card": Scene("/admin/policies?peek=rule-v1", whole=False),
    "simulations": Scene("/admin/simulations", "06-simulations"),
    "simulations-form": Scene("/admin/simulations?new=quick", whole=False),
    "annotations": Scene("/admin/notes"),
    "audit": Scene("/admin/audit", "10-audit"),
    "no-right": Scene("/admin/audit", "11-states", viewer=True),
    "palette": Scene("/admin?p=7d", "12-palette-keyboard", _palette, whole=False),
    "keys": Scene("/admin?p=7d", "12-palette-keyboard", _keys, whole=False, wide=True),
}
"""Every picture, by its name."""
