"""The vendor's own Python client works against the stand-in."""

from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from todoist_api_python.api_async import TodoistAPIAsync
from todoist_api_python.authentication import get_authentication_url, revoke_auth_token_async

from oo_app.sandbox.todoist.service import personal_token


class ToTheStandIn(httpx.AsyncBaseTransport):
    """Send what is meant for the vendor, whose address the client cannot be told, to us."""

    def __init__(self, base_url):
        self._base = httpx.URL(base_url)
        self._real = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request):
        assert request.url.host in {"api.todoist.com", "todoist.com"}
        request.url = request.url.copy_with(
            scheme="http",
            host=self._base.host,
            port=self._base.port,
            raw_path=self._base.raw_path.rstrip(b"/") + request.url.raw_path,
        )
        request.headers["Host"] = self._base.netloc.decode()
        return await self._real.handle_async_request(request)

    async def aclose(self):
        await self._real.aclose()


@pytest.fixture
async def transport(stand):
    async with httpx.AsyncClient(transport=ToTheStandIn(stand.url)) as http:
        yield http


@pytest.fixture
async def todoist(transport):
    async with TodoistAPIAsync(personal_token("demo-mira"), client=transport) as api:
        yield api


async def every(pages):
    return [one async for page in await pages for one in page]


async def test_it_lists_every_task_page_by_page(todoist, stand):
    pages = [page async for page in await todoist.get_tasks(limit=20)]

    ids = [task.id for page in pages for task in page]
    assert [len(page) for page in pages[:2]] == [20, 20]
    assert len(ids) == len(set(ids))
    assert set(ids) == {task["id"] for task in await stand.tasks()}


async def test_it_reads_all_three_forms_of_a_due(todoist):
    dues = {type(t.due.date) for t in await every(todoist.get_tasks()) if t.due}
    zones = {t.due.timezone for t in await every(todoist.get_tasks()) if t.due}

    assert dues == {date, datetime}
    assert zones == {None, "Europe/Stockholm"}


async def test_it_adds_updates_closes_and_reopens_a_task(todoist):
    added = await todoist.add_task(
        "Paint the gate",
        priority=4,
        labels=["outside"],
        due_date=date(2026, 11, 25),
        duration=30,
        duration_unit="minute",
        deadline_date=date(2026, 12, 1),
    )
    updated = await todoist.update_task(added.id, content="Paint the gate green")
    assert await todoist.complete_task(added.id)
    closed = await todoist.get_task(added.id)
    assert await todoist.uncomplete_task(added.id)
    reopened = await todoist.get_task(added.id)

    assert (added.priority, added.duration.amount) == (4, 30)
    assert added.due.date == date(2026, 11, 25)
    assert updated.content == "Paint the gate green"
    assert closed.is_completed
    assert not reopened.is_completed


async def test_it_sends_floating_and_fixed_times(todoist):
    floating = await todoist.add_task("A", due_datetime=datetime(2026, 11, 25, 12, 0))  # noqa: DTZ001 - floating is the point
    fixed = await todoist.add_task("B", due_datetime=datetime(2026, 11, 25, 12, 0, tzinfo=UTC))

    assert (floating.due.timezone, floating.due.date.tzinfo) == (None, None)
    assert fixed.due.timezone == "Europe/Stockholm"
    assert fixed.due.date == datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


async def test_it_adds_quickly_moves_and_deletes(todoist):
    studio = next(p for p in await every(todoist.get_projects()) if p.name == "Studio")
    task = await todoist.add_task_quick("Call the binder tomorrow p1 #Studio @calls")

    assert (task.content, task.priority, task.labels) == ("Call the binder", 4, ["calls"])
    assert task.project_id == studio.id
    assert task.due.date == date(2026, 11, 23)
    home = next(p for p in await every(todoist.get_projects()) if p.name == "Home")
    assert await todoist.move_task(task.id, project_id=home.id)
    assert (await todoist.get_task(task.id)).project_id == home.id
    assert await todoist.delete_task(task.id)
    with pytest.raises(httpx.HTTPStatusError, match="404"):
        await todoist.get_task(task.id)


async def test_it_lists_projects_sections_and_labels(todoist):
    projects = await every(todoist.get_projects(limit=2))
    sections = await every(todoist.get_sections())
    labels = await every(todoist.get_labels())

    assert [p.name for p in projects if p.is_inbox_project] == ["Inbox"]
    assert {s.name for s in sections} == {"Every day", "This week"}
    assert "outside" in {label.name for label in labels}


async def test_it_lists_completed_tasks_by_both_dates(todoist, stand):
    task = await todoist.add_task("Done soon", due_date=date(2026, 11, 20))
    await todoist.complete_task(task.id)
    now = stand.clock.now
    span = {"since": now - timedelta(days=10), "until": now + timedelta(days=1)}

    done = await every(todoist.get_completed_tasks_by_completion_date(**span, limit=2))
    was_due = await every(todoist.get_completed_tasks_by_due_date(**span))

    assert len(done) == 3
    assert task.id in {t.id for t in done} & {t.id for t in was_due}


async def test_its_way_of_revoking_a_token_works(transport, stand):
    connected = await stand.connect()

    gone = await revoke_auth_token_async(
        "oo-client", "oo-secret", connected["access_token"], client=transport
    )

    assert gone
    assert (await stand.api("GET", "/user", token=connected["access_token"])).status_code == 401


async def test_its_authorization_address_is_understood(stand):
    url = get_authentication_url("oo-client", ["data:read_write", "data:delete"], "s-1")

    page = await stand.http.get(url.replace("https://todoist.com", stand.url))

    assert page.status_code == 200
    assert "Read, change and complete your tasks" in page.text
