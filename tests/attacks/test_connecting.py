"""Connecting and leaving are for the signed-in, and for nobody else's account (A1)."""

import pytest

from core.domain.secret import fingerprint
from core.errors import IntegrationDown, ReconnectNeeded, Refusal, SignInRefused


async def test_connecting_needs_a_session_and_binds_the_browser(web):
    stranger = await web.post("/connect/todoist")
    web.sign_in()

    begun = await web.post("/connect/todoist")
    state = begun.headers["location"].rsplit("state=", 1)[1]
    back = await web.http.get("/connect/todoist/callback", params={"state": state, "code": "c"})

    assert stranger.headers["location"] == "/sign-in?next=%2Fconnect"
    assert back.headers["location"] == "/connect"
    assert web.core.calls["finish_connect"] == 1


async def test_another_users_connection_cannot_be_finished(web):
    web.sign_in()
    begun = await web.post("/connect/todoist")
    state = begun.headers["location"].rsplit("state=", 1)[1]
    web.sign_in()

    back = await web.http.get("/connect/todoist/callback", params={"state": state, "code": "c"})

    assert back.headers["location"] == "/connect?why=proof"


@pytest.mark.parametrize(
    ("error", "where"),
    [
        (None, "/connect"),
        (ReconnectNeeded("todoist"), "/connect?why=token"),
        (IntegrationDown("todoist"), "/connect?why=provider"),
        (SignInRefused(Refusal.OTHER_ACCOUNT), "/connect?why=other_account"),
    ],
)
async def test_a_pasted_token_connects_or_leads_back_with_a_reason(web, error, where):
    web.sign_in()
    web.core.fails_with = error

    answer = await web.post("/connect/todoist/token", data={"token": "abc"})

    assert answer.headers["location"] == where


async def test_deleting_needs_a_session_and_a_confirmation(web):
    stranger = await web.post("/settings/delete", data={"sure": "yes"})
    session_id = web.sign_in()
    unsure = await web.post("/settings/delete", data={})

    assert (stranger.headers["location"], unsure.headers["location"]) == ("/sign-in", "/delete")
    assert fingerprint(session_id) in web.core.sessions

    sure = await web.post("/settings/delete", data={"sure": "yes"})

    assert sure.headers["location"] == "/goodbye?receipt=OO-1234"
    assert sure.headers["clear-site-data"] == '"storage"'
    assert not web.core.sessions
