"""Furnish and read the demo's stand-in Todoist from outside, over HTTP, as a person could."""

from typing import Any
from uuid import uuid4

from playwright.async_api import APIRequestContext

from oo_app.sandbox.todoist.service import personal_token

BATCH = 100
"""Commands in one call, at most."""

Record = dict[str, Any]


class StandInRefused(Exception):
    """The stand-in did not do what was asked of it."""

    def __init__(self, path: str, status: int) -> None:
        super().__init__(f"{path}: {status}")


class StandIn:
    """The stand-in Todoist of a running demo."""

    def __init__(self, web: APIRequestContext, base_url: str) -> None:
        self._web = web
        self._url = f"{base_url}/sandbox/todoist"

    async def only(self, person: str, *tasks: str | Record) -> None:
        """Leave these tasks in a demo person's account and no others."""
        kept = await self.tasks(person)
        commands = [_command("item_delete", id=task["id"]) for task in kept]
        fields = [{"content": task} if isinstance(task, str) else task for task in tasks]
        commands += [_command("item_add", temp_id=str(uuid4()), **task) for task in fields]
        for first in range(0, len(commands), BATCH):
            body = {"commands": commands[first : first + BATCH]}
            await self._call("POST", "/api/v1/sync", person, body)

    async def tasks(self, person: str) -> list[Record]:
        """Return a person's open tasks."""
        found: list[Record] = []
        cursor = ""
        while True:
            query = f"?limit=200{f'&cursor={cursor}' if cursor else ''}"
            page = await self._call("GET", f"/api/v1/tasks{query}", person)
            found += page["results"]
            cursor = page["next_cursor"] or ""
            if not cursor:
                return found

    async def task(self, person: str, task_id: str) -> Record:
        """Return one task as it is now, also a completed one."""
        return dict(await self._call("GET", f"/api/v1/tasks/{task_id}", person))

    async def close(self, person: str, task_id: str) -> None:
        """Tick a task off there, behind oO's back."""
        await self._call("POST", f"/api/v1/tasks/{task_id}/close", person, {})

    async def delete(self, person: str, task_id: str) -> None:
        """Delete a task there, behind oO's back."""
        await self._call("DELETE", f"/api/v1/tasks/{task_id}", person)

    async def faults(self, **wanted: Any) -> None:
        """Switch faults on; without any, end them all."""
        await self._call("POST", "/_faults", "", {"reset": True, **wanted})

    async def _call(
        self, method: str, path: str, person: str, body: Record | None = None
    ) -> Record:
        headers = {"Authorization": f"Bearer {personal_token(person)}"} if person else {}
        answer = await self._web.fetch(
            f"{self._url}{path}",
            method=method,
            headers=headers,
            data=body,
            fail_on_status_code=True,
        )
        text = await answer.text()
        return dict(await answer.json()) if text else {}


def _command(kind: str, temp_id: str = "", **arguments: Any) -> Record:
    named = {"temp_id": temp_id} if temp_id else {}
    return {"type": kind, "uuid": str(uuid4()), "args": arguments, **named}
