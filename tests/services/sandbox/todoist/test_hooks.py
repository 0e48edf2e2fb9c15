"""The stand-in sends webhooks as Todoist does."""

import asyncio
import base64
import hmac
import json
from dataclasses import dataclass, field, replace

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from oo_app.sandbox.todoist.grants import App
from tests.serving import serve

DAILY = {"content": "Water the plants", "due_string": "every day"}
QUIET_S = 0.2
"""Long enough for a webhook on loopback that should not come, also on a busy machine."""


@dataclass
class Receiver:
    """Whoever an app has registered: it keeps what it gets and answers as a test says."""

    url: str = ""
    got: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    slow_s: float = 0.0
    _came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request):
        body = await request.body()
        await asyncio.sleep(self.slow_s)
        async with self._came:
            self.got.append((dict(request.headers), body))
            self._came.notify_all()
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    async def wait(self, count):
        """Return the bodies once so many have come."""
        async with asyncio.timeout(10), self._came:
            await self._came.wait_for(lambda: len(self.got) >= count)
        return [json.loads(body) for _, body in self.got]

    async def quiet(self):
        await asyncio.sleep(QUIET_S)
        return len(self.got)


@pytest.fixture
async def receiver():
    it = Receiver()
    async with serve(Starlette(routes=[Route("/hooks", it.take, methods=["POST"])])) as url:
        it.url = f"{url}/hooks"
        yield it


@pytest.fixture
async def joined(a_stand, receiver):
    """Return a stand-in whose person has finished OAuth with the app that has webhooks."""
    app = replace(App("oo-client", "oo-secret", (REDIRECT,)), hook_url=receiver.url)
    async with a_stand(apps=(app,)) as stand:
        stand.access = (await stand.connect())["access_token"]
        yield stand


REDIRECT = "http://localhost:8000/connect/todoist/callback"


async def test_the_raw_body_is_signed_and_the_headers_are_the_vendors(joined, receiver):
    await joined.a_task("Straße ☎")
    await receiver.wait(1)

    ((headers, body),) = receiver.got
    made = hmac.digest(b"oo-secret", body, "sha256")
    assert headers["x-todoist-hmac-sha256"] == base64.b64encode(made).decode()
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "Todoist-Webhooks"
    assert headers["x-todoist-delivery-id"]
    assert "☎".encode() in body


async def test_what_happens_to_a_task_is_told(joined, receiver):
    task = await joined.a_task()
    path = f"/tasks/{task['id']}"
    await joined.api("POST", path, json={"content": "Buy oat milk"})
    await joined.api("POST", f"{path}/close")
    await joined.api("POST", f"{path}/reopen")
    await joined.api("DELETE", path)

    told = sorted(await receiver.wait(5), key=lambda it: it["event_data"]["updated_at"])

    assert sorted(it["event_name"] for it in told) == [
        "item:added",
        "item:completed",
        "item:deleted",
        "item:uncompleted",
        "item:updated",
    ]
    assert {it["event_data"]["id"] for it in told} == {task["id"]}
    (updated,) = (it for it in told if it["event_name"] == "item:updated")
    assert updated["event_data_extra"]["update_intent"] == "item_updated"
    assert updated["event_data_extra"]["old_item"]["content"] == "Buy Milk"
    assert updated["event_data"]["content"] == "Buy oat milk"
    (completed,) = (it for it in told if it["event_name"] == "item:completed")
    assert "event_data_extra" not in completed
    assert completed["event_data"]["checked"] is True
    assert completed["event_data"]["collapsed"] is False
    assert completed["user_id"] == completed["initiator"]["id"]


async def test_a_recurring_completion_is_an_update_with_its_intent(joined, receiver):
    task = await joined.a_task(**DAILY)
    await joined.api("POST", f"/tasks/{task['id']}/close")
    await joined.command(
        "item_update_date_complete", "u-9", id=task["id"], due=task["due"], is_forward=0
    )

    told = {
        it["event_data_extra"]["update_intent"]: it
        for it in await receiver.wait(3)
        if it["event_name"] == "item:updated"
    }

    assert set(told) == {"item_completed", "item_uncompleted"}
    completed = told["item_completed"]
    assert completed["event_data_extra"]["old_item"]["due"] == task["due"]
    assert completed["event_data"]["due"]["date"] > task["due"]["date"]


async def test_commands_and_the_human_page_are_told_of_as_well(joined, receiver):
    await joined.command("item_add", content="by command")
    await joined.form("/people/demo-mira/add", content="by hand", priority="1", due="")

    told = await receiver.wait(2)

    assert {it["event_data"]["content"] for it in told} == {"by command", "by hand"}


async def test_who_never_finished_oauth_or_took_it_back_is_not_told_of(joined, receiver):
    await joined.api("POST", "/tasks", sub="demo-tariq", json={"content": "not mine"})
    assert await receiver.quiet() == 0

    token = {"client_id": "oo-client", "client_secret": "oo-secret", "access_token": joined.access}
    await joined.api("DELETE", "/access_tokens", params=token)
    await joined.a_task()

    assert await receiver.quiet() == 0


async def test_no_call_waits_for_its_webhook(joined, receiver):
    receiver.slow_s = 3600

    async with asyncio.timeout(5):
        await joined.a_task()


async def test_anything_but_200_comes_again_three_times_under_the_same_id(joined, receiver):
    await joined.faults(hooks_retry_s=0)
    receiver.answers = [204, 500, 404, 202]
    await joined.a_task()

    await receiver.wait(4)

    assert await receiver.quiet() == 4
    assert len({headers["x-todoist-delivery-id"] for headers, _ in receiver.got}) == 1
    assert len({body for _, body in receiver.got}) == 1


async def test_a_retry_that_is_answered_ends_it(joined, receiver):
    await joined.faults(hooks_retry_s=0)
    receiver.answers = [503, 200]
    await joined.a_task()

    await receiver.wait(2)

    assert await receiver.quiet() == 2


async def test_by_itself_it_waits_as_long_as_the_vendor(joined, receiver):
    receiver.answers = [503]
    await joined.a_task()
    await receiver.wait(1)

    assert (await joined.http.get(f"{joined.url}/_faults")).json()["hooks_retry_s"] == 900
    assert await receiver.quiet() == 1


async def test_webhooks_can_be_lost(joined, receiver):
    await joined.faults(hooks_off=True)
    await joined.a_task()

    assert await receiver.quiet() == 0


async def test_webhooks_can_come_twice(joined, receiver):
    await joined.faults(hooks_twice=True)
    await joined.a_task()

    await receiver.wait(2)

    first, second = receiver.got
    assert first[1] == second[1]
    assert first[0]["x-todoist-delivery-id"] == second[0]["x-todoist-delivery-id"]


async def test_webhooks_can_be_late_and_out_of_order(joined, receiver):
    await joined.faults(hooks_shuffled=True, hooks_late_s=2)
    made = [await joined.a_task(f"task {number}") for number in range(20)]

    told = await receiver.wait(20)

    order = [it["event_data"]["id"] for it in told]
    assert sorted(order) == sorted(task["id"] for task in made)
    assert order != [task["id"] for task in made]


async def test_webhooks_can_carry_a_wrong_signature(joined, receiver):
    await joined.faults(hooks_forged=True)
    await joined.a_task()
    await receiver.wait(1)

    ((headers, body),) = receiver.got
    made = base64.b64encode(hmac.digest(b"oo-secret", body, "sha256")).decode()
    assert headers["x-todoist-hmac-sha256"] != made


async def test_nothing_leaves_this_machine(a_stand):
    app = App("oo-client", "oo-secret", (REDIRECT,), hook_url="https://oo.example/hooks")
    async with a_stand(apps=(app,)) as stand:
        await stand.connect()
        await stand.a_task()

        assert stand.app.state.service.sender.sent == 0


async def test_nobody_listening_hurts_nobody(a_stand):
    app = App("oo-client", "oo-secret", (REDIRECT,), hook_url="http://127.0.0.1:9/hooks")
    async with a_stand(apps=(app,)) as stand:
        await stand.connect()
        await stand.a_task()
        await asyncio.sleep(QUIET_S)

        assert stand.app.state.service.sender.sent == 1
        assert await stand.a_task("goes on")
