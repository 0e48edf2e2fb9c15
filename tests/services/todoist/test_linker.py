"""A link to Todoist begins, is kept fresh and ends as the vendor says (reliability T4, T5)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response

from core.domain.integration import Tokens
from core.domain.secret import new_secret
from core.errors import (
    AccessExpired,
    IntegrationBusy,
    IntegrationDown,
    IntegrationRefused,
    ReconnectNeeded,
)
from core.todoist import SCOPES, TodoistConfig, TodoistLinker
from tests.services.todoist.scene import CLIENT_SECRET, personal


def test_without_a_stand_in_the_real_todoist_is_meant():
    config = TodoistConfig("id", "word", "https://oo.example/connect/todoist/callback")

    assert config.authorize_url == "https://app.todoist.com/oauth/authorize"
    assert config.token_url == "https://api.todoist.com/oauth/access_token"  # noqa: S105 - an address
    assert config.api_url == "https://api.todoist.com/api/v1"
    assert "word" not in repr(config)


def test_the_question_asks_for_the_least_and_is_bound_to_this_attempt():
    config = TodoistConfig("id", "word", "https://oo.example/connect/todoist/callback")

    url = TodoistLinker(config, None, None).authorize_url("the state", "the challenge")

    assert parse_qs(urlsplit(url).query) == {
        "client_id": ["id"],
        "scope": ["data:read_write"],
        "state": ["the state"],
        "redirect_uri": ["https://oo.example/connect/todoist/callback"],
        "response_type": ["code"],
        "code_challenge": ["the challenge"],
        "code_challenge_method": ["S256"],
    }
    assert "word" not in url


async def test_a_code_becomes_tokens_for_an_hour(standin):
    tokens = await standin.tokens()

    assert tokens.scopes == SCOPES
    assert tokens.expires_at == standin.clock.now() + timedelta(hours=1)
    assert tokens.refresh
    assert (await standin.linker.owner(tokens)).timezone == "Europe/Stockholm"


async def test_reading_alone_may_be_granted(standin):
    tokens = await standin.tokens(decision="read")

    assert tokens.scopes == {"data:read"}


async def test_a_code_works_once_and_only_with_its_verifier(standin):
    verifier = new_secret()
    code = await standin.code(verifier)
    await standin.linker.redeem(code, verifier)
    other = await standin.code(verifier)

    for stale_code, wrong in ((code, verifier), (other, new_secret()), ("made up", verifier)):
        with pytest.raises(IntegrationRefused) as refused:
            await standin.linker.redeem(stale_code, wrong)
        assert refused.value.tag == "bad_authorization_code"


@pytest.mark.parametrize("code", ["", "a b", "\ud800", "x" * 5000, "a\r\nb"])
async def test_a_code_that_cannot_be_one_is_not_sent(scripted, code):
    with pytest.raises(IntegrationRefused):
        await scripted.linker.redeem(code, "verifier")

    assert scripted.service.asked == []


async def test_a_refresh_gives_a_new_pair(standin):
    first = await standin.tokens()

    second = await standin.linker.refresh(first)

    assert second.access != first.access
    assert second.refresh != first.refresh
    assert (await standin.linker.owner(second)).external_id


async def test_within_the_grace_the_same_access_token_comes_and_the_stored_refresh_token_stays(
    standin,
):
    first = await standin.tokens()
    second = await standin.linker.refresh(first)
    standin.clock.forward(seconds=59)

    again = await standin.linker.refresh(first)

    assert again.access == second.access
    assert again.refresh == first.refresh


async def test_after_the_grace_a_used_refresh_token_ends_everything(standin):
    first = await standin.tokens()
    second = await standin.linker.refresh(first)
    standin.clock.forward(seconds=61)

    with pytest.raises(ReconnectNeeded):
        await standin.linker.refresh(first)
    with pytest.raises(ReconnectNeeded):
        await standin.linker.refresh(second)
    with pytest.raises(AccessExpired):
        await standin.linker.owner(second)


async def test_a_refresh_whose_answer_broke_off_is_asked_for_again_within_the_grace(standin):
    first = await standin.tokens()
    await standin.faults(lost_answer=1, only="/oauth/access_token")

    second = await standin.linker.refresh(first)

    assert second.access != first.access
    assert (await standin.linker.owner(second)).external_id


async def test_without_a_refresh_token_nothing_is_asked(scripted):
    with pytest.raises(ReconnectNeeded):
        await scripted.linker.refresh(Tokens("access"))

    assert scripted.service.asked == []


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_invalid_grant_means_reconnect_and_is_asked_once(scripted, status):
    scripted.service.reply = lambda *_: JSONResponse({"error": "invalid_grant"}, status)

    with pytest.raises(ReconnectNeeded):
        await scripted.linker.refresh(Tokens("access", "refresh"))

    assert len(scripted.service.asked) == 1


async def test_a_wrong_client_is_refused_and_not_a_dead_token(scripted):
    scripted.service.reply = lambda *_: JSONResponse({"error": "invalid_client"}, 401)

    with pytest.raises(IntegrationRefused) as refused:
        await scripted.linker.refresh(Tokens("access", "refresh"))

    assert refused.value.tag == "invalid_client"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (HTMLResponse("<html>502</html>", 502), IntegrationDown),
        (HTMLResponse("<html>signed out</html>"), IntegrationDown),
        (JSONResponse({}), IntegrationDown),
        (Response(status_code=302, headers={"location": "/elsewhere"}), IntegrationDown),
        (JSONResponse({"error": "slow_down"}, 429, {"Retry-After": "9"}), IntegrationBusy),
    ],
    ids=["502", "page", "no token", "redirect", "429"],
)
async def test_a_broken_token_answer_keeps_the_link(scripted, answer, fault):
    scripted.service.reply = lambda *_: answer

    with pytest.raises(fault):
        await scripted.linker.refresh(Tokens("access", "refresh"))
    with pytest.raises(fault):
        await scripted.linker.redeem("code", "verifier")


async def test_an_expired_access_token_says_so(standin):
    tokens = await standin.tokens()
    standin.clock.forward(hours=1, seconds=1)

    with pytest.raises(AccessExpired):
        await standin.linker.owner(tokens)


async def test_a_personal_token_is_validated_by_its_owner(standin):
    owner = await standin.linker.owner(personal())

    assert owner == await standin.linker.owner(await standin.tokens())


@pytest.mark.parametrize("access", ["", "unknown", "två", "a\r\nx-evil: 1", "\ud800", "x" * 5000])
async def test_what_is_no_token_has_no_owner(standin, access):
    with pytest.raises(AccessExpired):
        await standin.linker.owner(Tokens(access))


async def test_revoking_ends_the_tokens_and_may_be_repeated(standin):
    tokens = await standin.tokens()

    await standin.linker.revoke(tokens.access)
    await standin.linker.revoke(tokens.access)

    with pytest.raises(AccessExpired):
        await standin.linker.owner(tokens)
    with pytest.raises(ReconnectNeeded):
        await standin.linker.refresh(tokens)


async def test_revoking_what_never_was_a_token_is_done(standin):
    await standin.linker.revoke("unknown")
    await standin.linker.revoke("två")


async def test_revoking_uses_the_standard_way_and_puts_no_token_in_a_url(scripted):
    scripted.service.reply = lambda *_: Response()

    await scripted.linker.revoke("the-token")

    assert scripted.service.asked == [
        ("POST", "/api/v1/revoke", {"token": "the-token", "token_type_hint": "access_token"})
    ]


async def test_where_the_standard_way_is_unknown_todoists_own_is_taken(scripted):
    def reply(request, form):
        return JSONResponse(None, 200 if request.method == "DELETE" else 404)

    scripted.service.reply = reply

    await scripted.linker.revoke("the-token")

    assert [method for method, _, _ in scripted.service.asked] == ["POST", "DELETE"]
    assert scripted.service.asked[1][1] == (
        f"/api/v1/access_tokens?client_id=oo&client_secret={CLIENT_SECRET}&access_token=the-token"
    )


async def test_a_token_that_neither_way_knows_and_that_opens_nothing_is_revoked(scripted):
    def reply(request, form):
        return JSONResponse({"error_tag": "X"}, 401 if request.url.path.endswith("user") else 404)

    scripted.service.reply = reply

    await scripted.linker.revoke("the-token")

    assert len(scripted.service.asked) == 3


async def test_a_token_that_still_opens_something_is_not_revoked(scripted):
    def reply(request, form):
        alive = request.url.path.endswith("user")
        return JSONResponse({"error": "invalid_client"}, 200 if alive else 401)

    scripted.service.reply = reply

    with pytest.raises(IntegrationRefused) as refused:
        await scripted.linker.revoke("the-token")

    assert refused.value.tag == "invalid_client"


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        ({"html_502": 1}, IntegrationDown),
        ({"server_error": 1}, IntegrationDown),
        ({"connection_reset": 1}, IntegrationDown),
        ({"too_many_requests": 1, "retry_after_s": 7}, IntegrationBusy),
    ],
    ids=str,
)
async def test_a_revocation_that_todoist_did_not_hear_can_be_tried_again(standin, wanted, fault):
    tokens = await standin.tokens()
    await standin.faults(**wanted)

    with pytest.raises(fault):
        await standin.linker.revoke(tokens.access)
    await standin.linker.revoke(tokens.access)

    with pytest.raises(AccessExpired):
        await standin.linker.owner(tokens)
