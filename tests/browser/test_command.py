"""`oo demo` starts and ends as a person expects of a command."""

import pytest

from tests.browser.stage import SERVER_GONE, STOP_S, start_demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_ctrl_c_ends_it_within_five_seconds_although_a_page_is_open(stage, tmp_path):
    stage.watch.expect(*SERVER_GONE)
    demo = start_demo(tmp_path)
    page = await (await stage.context()).new_page()
    stage.watch.expect(f"foreign host: {demo.url}", "foreign host: ws")
    await page.goto(f"{demo.url}/sign-in")
    await page.get_by_role("heading", name="One tip.").wait_for()

    code, took_s = demo.stop()

    assert (code, took_s < STOP_S) == (0, True), (code, took_s, demo.said())
    assert "Traceback" not in demo.said()
