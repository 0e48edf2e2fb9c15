"""Play every screen and state, by the names that the mock-ups give them."""

from collections.abc import Awaitable, Callable, Mapping

from playwright.async_api import Page

from core.domain.integration import Provider
from core.errors import IntegrationFault
from oo_app.sandbox.todoist.service import personal_token
from oo_app.shots.set import PERSON, Stage, heading, press

Scene = Callable[[Stage], Awaitable[Page]]
"""Leads to one state, and returns the page that shows it."""


async def cancelled(stage: Stage) -> Page:
    """Say no at the stand-in Google."""
    page = await stage.open("/sign-in")
    await press(page, "Continue with Google")
    await press(page, "Cancel")
    await heading(page, "Sign-in was cancelled.")
    return page


async def purposes(stage: Stage) -> Page:
    """Sign in for the first time."""
    page = await stage.open("/sign-in")
    await press(page, "Continue with Google")
    await page.locator("button[name=choice]").first.click()
    await heading(page, "Two things you may allow.")
    return page


async def nothing(stage: Stage) -> Page:
    """Look at the apps before any is connected."""
    return await stage.open("/connect", await stage.guests.arrive())


async def before(stage: Stage) -> Page:
    """Read what is said before the way to Todoist."""
    page = await nothing(stage)
    await press(page, "Todoist")
    await heading(page, "Before you go to Todoist.")
    return page


async def healthy(stage: Stage) -> Page:
    """Look at a link that works, to an account with as many tasks as in the mock-up."""
    many = (f"Something worth doing, number {number}" for number in range(212))
    return await stage.open("/connect", await stage.connected(*many))


async def syncing(stage: Stage) -> Page:
    """Look at a link whose first sync runs."""
    guest = await stage.guests.arrive()
    await stage.todoist.faults(slow_s=30.0, only="/api/v1/sync")
    await stage.guests.core.connect_with_token(
        guest.user_id, Provider.TODOIST, personal_token(PERSON)
    )
    return await stage.open("/connect", guest)


async def reconnect(stage: Stage) -> Page:
    """Lose the link at Todoist's side."""
    guest = await stage.guests.arrive()
    await stage.guests.authorize(guest, PERSON)
    await stage.guests.lose_link(guest)
    page = await stage.open("/connect", guest)
    await press(page, "Read it now")
    await heading(page, "Reconnect Todoist.")
    return page


async def clear(stage: Stage) -> Page:
    """Have no task."""
    return await stage.open("/", await stage.connected())


async def first(stage: Stage) -> Page:
    """Open the tip page while the first sync runs."""
    page = await syncing(stage)
    await page.goto("/")
    await heading(page, "Reading your tasks.")
    return page


async def later(stage: Stage) -> Page:
    """Let everything rest."""
    page = await stage.tip("Call the dentist")
    await press(page, "Snooze")
    await heading(page, "Nothing fits right now.")
    return page


async def quiet(stage: Stage) -> Page:
    """Ask for silence."""
    page = await stage.tip("Call the dentist", "Water the basil")
    await page.keyboard.press("Shift+S")
    await press(page, "Not today")
    await heading(page, "Quiet until")
    return page


async def down(stage: Stage) -> Page:
    """Connect to a Todoist that then stops answering."""
    guest = await stage.guests.arrive()
    await stage.todoist.faults(html_502=99, only="/api/v1/sync")
    try:
        await stage.guests.authorize(guest, PERSON)
    except IntegrationFault:
        return await stage.open("/", guest)
    raise LookupError(guest.email)


async def receipt(stage: Stage) -> Page:
    """Delete an account that was signed in on two devices."""
    guest = await stage.connected("Call the dentist")
    await stage.guests.arrive(email=guest.email)
    page = await stage.open("/delete", guest)
    await press(page, "Delete it")
    await heading(page, "Account closed.")
    return page


async def ended(stage: Stage) -> Page:
    """Sign out everywhere, in another browser."""
    guest = await stage.guests.arrive()
    page = await stage.open("/settings", guest)
    other = await stage.open("/settings", await stage.guests.arrive(email=guest.email))
    await press(other, "Sign out everywhere")
    await heading(page, "You are signed out here.")
    return page


async def _private(stage: Stage, path: str) -> Page:
    return await stage.open(path, await stage.connected("Call the dentist"))


SCREENS: Mapping[str, Scene] = {
    "sign-in.start": lambda stage: stage.open("/sign-in"),
    "sign-in.cancelled": cancelled,
    "sign-in.purposes": purposes,
    "connect.nothing": nothing,
    "connect.before": before,
    "connect.syncing": syncing,
    "connect.healthy": healthy,
    "connect.reconnect": reconnect,
    "empty.clear": clear,
    "empty.first": first,
    "empty.later": later,
    "empty.quiet": quiet,
    "empty.down": down,
    "empty.offline": lambda stage: stage.open("/offline.html"),
    "settings": lambda stage: _private(stage, "/settings"),
    "data": lambda stage: _private(stage, "/data"),
    "delete.confirm": lambda stage: _private(stage, "/delete"),
    "delete.receipt": receipt,
    "legal": lambda stage: stage.open("/legal/privacy"),
    "terms": lambda stage: stage.open("/legal/terms"),
    "not-found": lambda stage: stage.open("/nothing-here"),
    "ended": ended,
}
"""Every screen but the tip."""
