"""The state file: a restart keeps tasks, grants and tokens."""

import json
import stat

import pytest


async def test_a_restart_keeps_tasks_tokens_cursors_and_uuids(a_stand, tmp_path):
    file = tmp_path / "todoist.json"
    async with a_stand(state_file=file) as stand:
        tokens = await stand.connect()
        await stand.command("item_add", "u-1", content="kept")
        sync_token = (await stand.sync())["sync_token"]
        first = (await stand.api("GET", "/tasks", params={"limit": 20})).json()

    async with a_stand(state_file=file) as stand:
        await stand.command("item_add", "u-1", content="kept")
        contents = [task["content"] for task in await stand.tasks()]
        user = await stand.api("GET", "/user", token=tokens["access_token"])
        fresh = await stand.refresh(tokens["refresh_token"])

        assert contents.count("kept") == 1
        assert (user.status_code, fresh.status_code) == (200, 200)
        assert (await stand.sync(sync_token))["items"] == []
        assert first["next_cursor"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_every_change_is_in_the_file_when_its_answer_arrives(a_stand, tmp_path):
    file = tmp_path / "todoist.json"
    async with a_stand(state_file=file) as stand:
        await stand.a_task("in the file")
        assert "in the file" in file.read_text("utf-8")

        back = await stand.authorize()
        assert back["code"] in file.read_text("utf-8")


@pytest.mark.parametrize(
    "found",
    [
        "{",
        "[]",
        "null",
        "7",
        '{"version": 99}',
        '{"version": 1}',
        '{"version": 1, "key": "k", "accounts": [{"sub": 1, "odd": 2}], "grants": {}}',
        '{"version": 1, "key": "k", "accounts": [], "grants": {}}',
    ],
)
async def test_a_file_that_cannot_be_read_is_set_aside(a_stand, tmp_path, found):
    file = tmp_path / "todoist.json"
    file.write_text(found)

    async with a_stand(state_file=file) as stand:
        assert len(await stand.tasks()) >= 40

    (aside,) = tmp_path.glob("todoist.json.aside-*")
    assert aside.read_text() == found
    assert json.loads(file.read_text("utf-8"))["version"] == 1


async def test_bytes_that_are_no_text_are_set_aside(a_stand, tmp_path):
    file = tmp_path / "todoist.json"
    file.write_bytes(b"\xff\xfe\x00")

    async with a_stand(state_file=file) as stand:
        assert await stand.tasks()

    assert list(tmp_path.glob("*.aside-*"))


async def test_without_a_file_nothing_is_kept(a_stand):
    async with a_stand() as stand:
        await stand.a_task("forgotten")
    async with a_stand() as stand:
        assert "forgotten" not in [task["content"] for task in await stand.tasks()]
