"""The log of completions tells of recurring tasks, page by page and never without end."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import JSONResponse

from core.domain.completion import Completion
from core.errors import IntegrationDown, IntegrationRefused
from core.todoist.activities import PAGES
from tests.services.todoist.scene import after, everything, personal

DAY = timedelta(days=1)


async def test_completions_of_once_and_of_every_day_are_told(standin):
    once = await standin.rest("POST", "/tasks", content="once")
    daily = await standin.rest("POST", "/tasks", content="daily", due_string="every day")
    known, began_at = await everything(standin), standin.clock.now()
    standin.clock.forward(minutes=5)
    for task in (once, daily):
        await standin.rest("POST", f"/tasks/{task['id']}/close")
    at = standin.clock.now()

    found = await standin.source.completions(personal(), began_at)
    changes = await after(standin, known)

    assert set(found) == {Completion(once["id"], at), Completion(daily["id"], at)}
    assert changes.completed_at == {once["id"]: at}
    assert await standin.source.completions(personal(), at + timedelta(seconds=1)) == ()


async def test_more_than_a_page_is_read_and_no_more_than_five(standin):
    task = await standin.rest("POST", "/tasks", content="daily", due_string="every day")
    since = standin.clock.now() + timedelta(seconds=1)
    desk = standin.service.book.accounts["demo-mira"]
    item = desk.items[task["id"]]
    for n in range(450):
        desk.log("completed", item, since + timedelta(seconds=n))
    standin.clock.forward(hours=1)

    found = await standin.source.completions(personal(), since)
    await standin.faults(endless_pages=True)
    endless = await standin.source.completions(personal(), since)

    assert len(found) == 450
    assert len(endless) <= 200 * PAGES


async def test_the_log_is_asked_for_completed_tasks_only(scripted):
    scripted.service.reply = lambda *_: {"results": [], "next_cursor": None}

    await scripted.source.completions(personal(), scripted.clock.now())

    ((method, path, _),) = scripted.service.asked
    asked = {name: value[0] for name, value in parse_qs(urlsplit(path).query).items()}
    assert (method, urlsplit(path).path) == ("GET", "/api/v1/activities")
    assert asked == {
        "object_type": "item",
        "event_type": "completed",
        "date_from": "2026-11-22T12:00:00.000000Z",
        "limit": "200",
    }


async def test_an_event_that_cannot_be_read_spoils_no_other(scripted):
    good = {"object_id": "a", "event_date": "2026-11-22T12:00:00.000000Z", "id": 2e36}
    events = [good, {**good, "object_id": 7}, {**good, "event_date": "soon"}, "nonsense"]
    scripted.service.reply = lambda *_: {"results": events, "next_cursor": ""}

    found = await scripted.source.completions(personal(), scripted.clock.now())

    assert found == (Completion("a", scripted.clock.now()),)


async def test_a_refusal_and_nonsense_have_their_own_names(scripted):
    scripted.service.reply = lambda *_: JSONResponse({"error_tag": "FORBIDDEN"}, 403)
    with pytest.raises(IntegrationRefused):
        await scripted.source.completions(personal(), scripted.clock.now())

    scripted.service.reply = lambda *_: {"items": []}
    with pytest.raises(IntegrationDown):
        await scripted.source.completions(personal(), scripted.clock.now())
