"""Who asks too often is told to wait; nobody else notices (A6)."""

import pytest

from oo_app.shared.allowance import API, LINK, SIGN_IN
from tests.fakes.web import served


@pytest.fixture
async def proxied():
    async with served(trusted_proxy_hops=1) as web:
        yield web


async def count_passed(web, ask, times):
    answers = [await ask() for _ in range(times)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert all(1 <= int(answer.headers["retry-after"]) <= 61 for answer in refused)
    return times - len(refused)


async def test_of_two_hundred_starts_thirty_reach_the_provider(web):
    passed = await count_passed(web, lambda: web.post("/auth/google", data={}), 200)

    assert passed == web.core.calls["begin_sign_in"] == SIGN_IN.amount


async def test_callbacks_count_as_well(web):
    passed = await count_passed(web, lambda: web.http.get("/auth/google/callback?state=x"), 40)

    assert passed == SIGN_IN.amount


async def test_login_links_cannot_be_guessed_at_leisure(web):
    passed = await count_passed(web, lambda: web.post("/auth/link", data={"code": "guess"}), 20)

    assert passed == web.core.calls["use_login_link"] == LINK.amount


async def test_the_api_counts_each_user_apart(web):
    web.sign_in()
    first = await count_passed(web, lambda: web.post("/api/v1/recommend"), API.amount + 5)
    web.sign_in()

    second = await web.post("/api/v1/recommend")

    assert first == API.amount
    assert second.status_code == 200


async def test_one_session_cannot_hide_behind_many_addresses(proxied):
    proxied.sign_in()
    addresses = iter(range(60))

    async def ask():
        return await proxied.post(
            "/auth/google", data={}, headers={"X-Forwarded-For": f"10.0.0.{next(addresses)}"}
        )

    assert await count_passed(proxied, ask, 40) == SIGN_IN.amount


async def test_only_the_proxys_own_word_about_the_address_counts(proxied):
    invented = iter(range(60))

    async def ask():
        said = f"192.0.2.{next(invented)}, 10.0.0.1"
        return await proxied.post("/auth/google", data={}, headers={"X-Forwarded-For": said})

    assert await count_passed(proxied, ask, 40) == SIGN_IN.amount


async def test_without_a_proxy_no_word_about_the_address_counts(web):
    invented = iter(range(60))

    async def ask():
        said = f"192.0.2.{next(invented)}"
        return await web.post("/auth/google", data={}, headers={"X-Forwarded-For": said})

    assert await count_passed(web, ask, 40) == SIGN_IN.amount
