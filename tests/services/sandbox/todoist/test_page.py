"""The human page: plain forms, everything escaped, nothing from foreign pages."""

import re

import pytest

from oo_app.sandbox.todoist.service import personal_token

MIRA = "demo-mira"


async def shown(stand, path=f"/people/{MIRA}"):
    return await stand.http.get(stand.url + path, headers={"Accept": "text/html"})


async def test_it_lists_the_people_and_leads_to_each(stand):
    page = await shown(stand, "/")

    assert "nothing here is real" in page.text
    for link in re.findall(r'href="(/[^"]+/people/[^"]+)"', page.text):
        assert (await stand.http.get(stand.url.replace("/sandbox/todoist", "") + link)).is_success
    assert page.text.count("/people/demo-") == 4


async def test_a_person_has_tasks_and_a_token(stand):
    page = await shown(stand)

    assert personal_token(MIRA) in page.text
    assert "Water the basil" in page.text
    assert 'class="late"' in page.text
    assert "Return the library books" in page.text.split("Completed last")[1]


async def test_no_script_and_only_its_own_style(stand):
    page = await shown(stand)

    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; style-src 'sha256-" in policy
    assert "form-action 'self'" in policy
    assert "<script" not in page.text
    assert "style=" not in page.text


async def test_a_header_has_no_complete_button(stand):
    header = next(t for t in await stand.tasks() if t["content"].startswith("* "))

    page = await shown(stand)

    assert f"tasks/{header['id']}/delete" in page.text
    assert f"tasks/{header['id']}/complete" not in page.text


async def test_task_text_is_escaped(stand):
    await stand.a_task('<img src=x onerror="alert(1)"> & "quoted"')

    page = await shown(stand)

    assert "<img" not in page.text
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &quot;quoted&quot;" in page.text


async def test_a_task_can_be_added_edited_completed_reopened_and_deleted(stand):
    base = f"/people/{MIRA}"
    added = await stand.form(f"{base}/add", content="By hand", due="every day", priority="4")
    task = next(t for t in await stand.tasks() if t["content"] == "By hand")
    where = f"{base}/tasks/{task['id']}"

    await stand.form(f"{where}/edit", content="By pen", due="tomorrow", priority="2")
    edited = await stand.task(task["id"])
    await stand.form(f"{where}/complete")
    done = await stand.task(task["id"])
    await stand.form(f"{where}/reopen")
    reopened = await stand.task(task["id"])
    await stand.form(f"{where}/delete")

    assert (added.status_code, task["priority"], task["due"]["is_recurring"]) == (303, 4, True)
    assert (edited["content"], edited["priority"]) == ("By pen", 2)
    assert edited["due"]["date"] == "2026-11-23"
    assert (done["checked"], reopened["checked"]) == (True, False)
    assert (await stand.api("GET", f"/tasks/{task['id']}")).status_code == 404


async def test_saving_with_the_same_due_words_keeps_the_due(stand):
    task = await stand.a_task(due_date="2026-12-24")
    where = f"/people/{MIRA}/tasks/{task['id']}/edit"

    await stand.form(where, content="Other", due=task["due"]["string"], priority="1")
    kept = await stand.task(task["id"])
    await stand.form(where, content="Other", due="", priority="1")

    assert (kept["content"], kept["due"]) == ("Other", task["due"])
    assert (await stand.task(task["id"]))["due"] is None


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        (f"/people/{MIRA}/add", {"content": ""}, 400),
        (f"/people/{MIRA}/add", {"content": "a", "due": "someday soon"}, 400),
        (f"/people/{MIRA}/add", {"content": "a", "priority": "high"}, 400),
        (f"/people/{MIRA}/tasks/none/complete", {}, 404),
        (f"/people/{MIRA}/tasks/none/explode", {}, 404),
        ("/people/nobody/add", {"content": "a"}, 404),
    ],
)
async def test_a_bad_form_is_answered_kindly(stand, path, fields, status):
    answer = await stand.form(path, **fields)

    assert answer.status_code == status
    assert "Traceback" not in answer.text


async def test_a_foreign_page_changes_nothing(stand):
    answer = await stand.http.post(
        f"{stand.url}/people/{MIRA}/add",
        data={"content": "planted"},
        headers={"Origin": "https://evil.example"},
    )

    assert answer.status_code == 403
    assert "planted" not in [t["content"] for t in await stand.tasks()]


async def test_an_unknown_page_is_a_page(stand):
    answer = await shown(stand, "/nothing/here")

    assert answer.status_code == 404
    assert "This page does not exist" in answer.text
