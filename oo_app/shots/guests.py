"""Let people into a running demo without its pages: the same database, the same keys."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import uuid4

from playwright.async_api import APIRequestContext, BrowserContext

from core import wiring
from core.domain.arrival import Answer
from core.domain.consent import Purpose
from core.domain.ids import TaskId, UserId
from core.domain.integration import Provider
from core.domain.task import Task, TaskList
from core.settings import Settings
from oo_app.sandbox.demo import demo_environment
from oo_app.sandbox.todoist.service import personal_token
from oo_app.shared.cookies import session_name

PATIENCE_S = 90
"""Well above the minute within which everything is well again after an outage."""
AGENT = "Chromium on Linux"
"""What the list of devices calls the browser that the session was made for."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody signed in; `cookie` is the value of their session cookie."""

    user_id: UserId
    cookie: str
    email: str


class Guests:
    """A second core on a running demo's database."""

    def __init__(self, folder: Path, base_url: str, web: APIRequestContext) -> None:
        self.settings = settings_of(folder, base_url)
        self.core = wiring.build(self.settings)
        self._web = web

    async def arrive(self, person: str = "", *, email: str = "", agent: str = AGENT) -> Guest:
        """Return a signed-in user who was welcomed; `person` connects that one's Todoist."""
        address = email or f"{uuid4().hex}@demo.example"
        secret = await self.core.make_login_link(address)
        arrival = await self.core.use_login_link(secret, agent)
        who = await self.core.resolve_session(arrival.session_id)
        if who.user_id is None:
            raise LookupError(address)
        guest = Guest(who.user_id, arrival.session_id, address)
        await self.core.record_consents(
            guest.user_id, {Purpose.NUDGES: False, Purpose.RESEARCH: False}
        )
        if person:
            await self.core.connect_with_token(
                guest.user_id, Provider.TODOIST, personal_token(person, uuid4().hex)
            )
            await self.sync(guest)
        return guest

    async def sync(self, guest: Guest) -> None:
        """Read the guest's tasks now."""
        await self.core.sync_tasks(guest.user_id, Provider.TODOIST)

    async def told_of(self, guest: Guest, *, kept: bool) -> None:
        """Wait until the guest is told of an answer that stayed here, or else of an outage."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                found = await self.core.read_trouble(guest.user_id)
                if (found.kept if kept else found.unsynced_since) is not None:
                    return
                await asyncio.sleep(0.2)

    async def authorize(self, guest: Guest, person: str, decision: str = "allow") -> None:
        """Connect by OAuth, answering the stand-in's question as `person`."""
        begun = await self.core.begin_connect(guest.user_id, Provider.TODOIST)
        asked = urlsplit(begun.url)
        form: dict[str, str | float | bool] = {
            **dict(parse_qsl(asked.query)),
            "person": person,
            "decision": decision,
        }
        back = await self._web.post(
            begun.url.partition("?")[0],
            form=form,
            headers={"Origin": f"{asked.scheme}://{asked.netloc}"},
            max_redirects=0,
        )
        said = {
            name: values[0]
            for name, values in parse_qs(urlsplit(back.headers["location"]).query).items()
        }
        answer = Answer(Provider.TODOIST, said["state"], begun.cookie, said.get("code", ""))
        await self.core.finish_connect(guest.user_id, answer)
        await self.sync(guest)

    async def lose_link(self, guest: Guest) -> None:
        """End the guest's OAuth link at Todoist's side, as its settings page there would."""
        store = self.core.ports.store
        async with store.reading() as work:
            link = await work.integrations.get(guest.user_id, Provider.TODOIST)
            if link is None:
                raise LookupError(guest.email)
            tokens = await work.tokens.of(link)
        await self.core.ports.linkers[Provider.TODOIST].revoke(tokens.access)

    async def write_tasks(self, guest: Guest, *texts: str) -> None:
        """Put tasks straight into what oO knows, such as Todoist itself would never hold."""
        now = self.core.clock.now()
        tasks = tuple(Task(TaskId(uuid4().hex), text) for text in texts)
        async with self.core.ports.store.writing() as work:
            known = TaskList(tasks, now + timedelta(hours=1))
            await work.tasks.keep(guest.user_id, Provider.TODOIST, known)

    async def close(self) -> None:
        """Close the second core."""
        await self.core.close()

    async def enter(self, context: BrowserContext, guest: Guest) -> None:
        """Give a browser the guest's session."""
        name, url = session_name(secure=False), self.settings.public_url
        await context.add_cookies(
            [{"name": name, "value": guest.cookie, "url": url, "httpOnly": True}]
        )


def settings_of(folder: Path, base_url: str) -> Settings:
    """Return the settings that the demo with its state in `folder` runs on."""
    made = demo_environment(folder, base_url)
    values = {name.removeprefix("OO_").lower(): value for name, value in made.items()}
    return Settings.of(
        **values, database_url=f"sqlite:///{folder / 'oo.sqlite3'}", sandbox_state=folder
    )
