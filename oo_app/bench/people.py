"""Furnish a database with signed-in users who have tasks to be tipped."""

import asyncio
from datetime import timedelta
from pathlib import Path

from core import wiring
from core.domain.ids import IntegrationId, TaskId, UserId, new_id
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.domain.task import Due, Task, TaskList
from core.settings import Settings
from oo_app.sandbox.demo import demo_environment
from oo_app.sandbox.people import PEOPLE
from oo_app.sandbox.todoist.service import personal_token
from oo_app.shared.cookies import session_name

TASKS = 212
"""Open tasks of each user: the number in the mock-up's status line."""


def furnish(folder: Path, port: int, people: int) -> list[str]:
    """Return one session cookie for each of `people` users in the demo's database in `folder`."""
    made = demo_environment(folder, f"http://127.0.0.1:{port}")
    values = {name.removeprefix("OO_").lower(): value for name, value in made.items()}
    settings = Settings.of(**values, database_url=f"sqlite:///{folder / 'oo.sqlite3'}", port=port)
    wiring.upgrade_database(settings)
    return asyncio.run(_furnish(settings, people))


async def _furnish(settings: Settings, people: int) -> list[str]:
    core = wiring.build(settings)
    try:
        return [await _person(core, number) for number in range(people)]
    finally:
        await core.close()


async def _person(core: wiring.Core, number: int) -> str:
    secret = await core.make_login_link(f"bench-{number}@demo.example")
    arrival = await core.use_login_link(secret, "bench")
    who = await core.resolve_session(arrival.session_id)
    if who.user_id is not None:
        await _link(core, who.user_id, number)
    return f"{session_name(secure=False)}={arrival.session_id}"


async def _link(core: wiring.Core, user_id: UserId, number: int) -> None:
    now = core.clock.now()
    link = Integration(
        id=IntegrationId(new_id()),
        user_id=user_id,
        provider=Provider.TODOIST,
        state=IntegrationState.CONNECTED,
        external_id=f"bench-{number}",
        connected_at=now,
        personal=False,
        synced_at=now,
        next_sync_at=now + timedelta(days=1),
        task_count=TASKS,
    )
    tasks = tuple(_task(number, place) for place in range(TASKS))
    async with core.ports.store.writing() as work:
        await work.integrations.save(link)
        await work.tokens.keep(link, Tokens(personal_token(PEOPLE[number % len(PEOPLE)].sub)))
        await work.tasks.keep(user_id, Provider.TODOIST, TaskList(tasks, now + timedelta(hours=1)))


def _task(number: int, place: int) -> Task:
    due = Due(f"2026-12-{place % 28 + 1:02}") if place % 2 else None
    return Task(TaskId(f"bench{number}x{place}"), f"Something worth doing, number {place}", due=due)
