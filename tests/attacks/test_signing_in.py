"""A sign-in works once, in one browser, and an ended session stays ended (S1, A1, M11)."""

import pytest

from core.domain.arrival import Offer
from core.domain.secret import fingerprint
from core.errors import IntegrationDown


async def begin(web, provider="google", **form):
    begun = await web.post(f"/auth/{provider}", data=form)
    return begun.headers["location"].rsplit("state=", 1)[1]


async def test_signing_in_gives_a_new_session_and_takes_the_attempts_cookie(web):
    state = await begin(web)

    back = await web.http.get("/auth/google/callback", params={"state": state, "code": "c"})

    assert back.status_code == 303
    assert back.headers["cache-control"] == "no-store"
    assert fingerprint(web.http.cookies["oo_session"]) in web.core.sessions
    assert "oo_tx" not in web.http.cookies


async def test_a_new_person_is_welcomed_first(web):
    web.core.first = True
    state = await begin(web, next="/settings")

    back = await web.http.get("/auth/google/callback", params={"state": state, "code": "c"})

    assert back.headers["location"] == "/welcome"


async def test_the_old_session_dies_when_somebody_signs_in_again(web):
    old = web.sign_in()
    state = await begin(web)

    await web.http.get("/auth/google/callback", params={"state": state, "code": "c"})

    assert fingerprint(old) not in web.core.sessions
    assert web.http.cookies["oo_session"] != old


async def test_signing_in_again_leads_back_into_the_console_in_a_new_session(web):
    """Reliability S1: what asks for a fresh sign-in gets a new id, and the old one is dead."""
    old, there = web.sign_in(), "/admin/policies?p=28d&f=policy%3Abayes-v1"
    state = await begin(web, next=there)

    back = await web.http.get("/auth/google/callback", params={"state": state, "code": "c"})

    assert back.headers["location"] == there
    assert web.http.cookies["oo_session"] != old
    assert fingerprint(old) not in web.core.sessions


@pytest.mark.parametrize("path", ["/auth/sign-out", "/auth/sign-out-everywhere"])
async def test_a_session_is_dead_after_signing_out(web, path):
    old = web.sign_in()

    left = await web.post(path)
    web.http.cookies.set("oo_session", old, domain="127.0.0.1")
    replayed = await web.post("/api/v1/recommend")

    assert left.headers["location"] == "/sign-in"
    assert left.headers["clear-site-data"] == '"storage"'
    assert replayed.status_code == 401


async def test_signing_out_everywhere_ends_the_other_browsers_too(web):
    session_id = web.sign_in()
    user_id = web.core.sessions[fingerprint(session_id)].user_id
    web.core.let_in(user_id)
    stranger = web.core.let_in()

    await web.post("/auth/sign-out-everywhere")

    assert list(web.core.sessions) == [fingerprint(stranger)]


async def test_signing_out_without_a_session_is_no_error(web):
    answer = await web.post("/auth/sign-out")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


CASES = {
    "no state": lambda state, web: {"params": {"code": "c"}},
    "foreign state": lambda state, web: {"params": {"state": "other", "code": "c"}},
    "state twice": lambda state, web: {
        "params": [("state", state), ("state", state), ("code", "c")]
    },
    "from another browser": lambda state, web: {
        "params": {"state": state, "code": "c"},
        "headers": {"Cookie": "oo_tx=stolen"},
    },
    "cancelled": lambda state, web: {"params": {"state": state, "error": "access_denied"}},
    "an endless code": lambda state, web: {"params": {"state": state, "code": "c" * 5000}},
}


@pytest.mark.parametrize("case", CASES)
async def test_a_refused_sign_in_leads_back_with_a_reason_and_leaves_no_session(web, case):
    state = await begin(web)

    back = await web.http.get("/auth/google/callback", **CASES[case](state, web))

    assert back.status_code == 303
    assert back.headers["location"].startswith("/sign-in?why=")
    assert back.headers["location"].endswith("&from=google")
    assert not web.core.sessions


async def test_an_answer_for_another_provider_is_refused(web):
    web.core.offers = (*web.core.offers, Offer("oidc", "Another way in"))
    state = await begin(web)

    back = await web.http.get("/auth/oidc/callback", params={"state": state, "code": "c"})

    assert back.headers["location"] == "/sign-in?why=proof&from=oidc"
    assert not web.core.sessions


async def test_a_state_works_once(web):
    state = await begin(web)
    params = {"state": state, "code": "c"}

    first = await web.http.get("/auth/google/callback", params=params)
    second = await web.http.get("/auth/google/callback", params=params)

    assert first.headers["location"] == "/"
    assert second.headers["location"] == "/sign-in?why=expired&from=google"
    assert len(web.core.sessions) == 1


async def test_each_provider_may_answer_only_in_its_own_way(web):
    by_get = await begin(web, "google")
    posted = await web.post("/auth/google/callback", data={"state": by_get, "code": "c"})
    by_post = await begin(web, "apple")
    got = await web.http.get("/auth/apple/callback", params={"state": by_post, "code": "c"})

    assert posted.headers["location"] == "/sign-in?why=proof&from=google"
    assert got.headers["location"] == "/sign-in?why=proof&from=apple"
    assert not web.core.sessions


async def test_apple_may_post_its_answer_from_elsewhere(web):
    state = await begin(web, "apple")

    back = await web.http.post(
        "/auth/apple/callback",
        data={"state": state, "code": "c", "user": '{"name": {}}'},
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://appleid.apple.com"},
    )

    assert back.headers["location"] == "/"
    assert len(web.core.sessions) == 1


async def test_a_provider_that_is_down_leads_back_with_that_reason(web):
    web.core.fails_with = IntegrationDown("google")

    begun = await web.post("/auth/google", data={})

    assert begun.headers["location"] == "/sign-in?why=provider&from=google"


async def test_an_unknown_provider_is_not_there(web):
    begun = await web.post("/auth/myspace", data={})
    back = await web.http.get("/auth/myspace/callback")

    assert (begun.status_code, back.status_code) == (404, 404)


async def test_looking_at_a_login_link_does_not_use_it(web):
    web.core.links["a-secret"] = "somebody"

    page = await web.http.get("/auth/link", params={"code": "a-secret"})

    assert page.status_code == 200
    assert 'value="a-secret"' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "a-secret" in web.core.links


async def test_a_login_link_lets_in_once(web):
    web.core.links["a-secret"] = "somebody"

    first = await web.post("/auth/link", data={"code": "a-secret"})
    second = await web.post("/auth/link", data={"code": "a-secret"})

    assert first.headers["location"] == "/"
    assert second.headers["location"] == "/sign-in?why=expired"
    assert len(web.core.sessions) == 1


async def test_a_login_links_code_cannot_write_into_the_page(web):
    page = await web.http.get("/auth/link", params={"code": '"><script>alert(1)</script>'})

    assert "<script" not in page.text
