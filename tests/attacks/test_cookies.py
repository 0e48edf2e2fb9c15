"""Cookies are as narrow as they can be (S1)."""

from http.cookies import SimpleCookie

from oo_app.endpoints import table


def cookies_of(answer):
    return [SimpleCookie(line) for line in answer.headers.get_list("set-cookie")]


async def every_cookie(web):
    """Return every cookie that any route sets, having signed in and out on the way."""
    seen = []
    for door in table.DOORS:
        web.sign_in()
        path = door.path.replace("{provider:str}", "google")
        answer = await web.http.request(
            door.method,
            path,
            headers={"Sec-Fetch-Site": "same-origin"},
            data={"sure": "yes"} if door.method == "POST" else None,
        )
        seen += [answer]
    begun = await web.post("/auth/apple", data={})
    seen.append(begun)
    state = begun.headers["location"].rsplit("state=", 1)[1]
    seen.append(await web.post("/auth/apple/callback", data={"state": state, "code": "c"}))
    return [morsel for answer in seen for jar in cookies_of(answer) for morsel in jar.values()]


async def test_every_cookie_on_https_is_bound_to_host_and_browser(https):
    morsels = await every_cookie(https)

    assert len(morsels) >= 8
    for morsel in morsels:
        assert morsel.key in {"__Host-oo_session", "__Host-oo_tx"}
        assert (morsel["secure"], morsel["httponly"], morsel["path"]) == (True, True, "/")
        assert not morsel["domain"]
        assert morsel["max-age"]
        is_form_post_attempt = morsel.key == "__Host-oo_tx" and morsel["samesite"] == "none"
        assert morsel["samesite"] == "lax" or is_form_post_attempt


async def test_cookies_on_plain_http_do_without_the_prefix_that_needs_https(web):
    morsels = await every_cookie(web)

    for morsel in morsels:
        assert morsel.key in {"oo_session", "oo_tx"}
        assert (morsel["secure"], morsel["httponly"], morsel["samesite"]) == ("", True, "lax")


async def test_only_a_provider_that_posts_back_gets_a_cross_site_cookie(https):
    by_get = await https.post("/auth/google", data={})
    by_post = await https.post("/auth/apple", data={})

    assert cookies_of(by_get)[0]["__Host-oo_tx"]["samesite"] == "lax"
    assert cookies_of(by_post)[0]["__Host-oo_tx"]["samesite"] == "none"
    assert cookies_of(by_post)[0]["__Host-oo_tx"]["max-age"] == "600"


async def test_a_session_cookie_among_many_is_found_and_a_broken_one_is_nobody(web):
    session_id = web.core.let_in()
    jar = f'a=1; oo_session={session_id}; b="2"'

    known = await web.post("/api/v1/recommend", headers={"Cookie": jar})
    broken = await web.post("/api/v1/recommend", headers={"Cookie": 'oo_session="a;;=;='})
    shouted = await web.post("/api/v1/recommend", headers={"Cookie": "oo_session=" + "a" * 9000})

    assert [known.status_code, broken.status_code, shouted.status_code] == [200, 401, 401]
