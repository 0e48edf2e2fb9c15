"""The consent page asks a person, protects its form, and never sends a stranger anywhere."""

import base64
import hashlib
import re

import pytest

from oo_app.sandbox.issuer import Flavour
from oo_app.sandbox.people import PEOPLE
from tests.services.sandbox.issuer.stage import answer_in, form_of, on_stage


def policy_of(page):
    parts = (part.split(" ") for part in page.headers["content-security-policy"].split("; "))
    return {name: values for name, *values in parts}


def sha256(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


async def test_the_page_shows_everybody_and_says_that_nothing_is_real(stage):
    page = await stage.open()

    choices = [button["value"] for button in form_of(page).buttons]
    assert choices == [*(person.sub for person in PEOPLE), "cancel"]
    assert "nothing here is real" in page.text
    assert "stand-in" in page.text
    assert page.text.count("admin") >= 1
    for person in PEOPLE:
        assert person.email in page.text


@pytest.mark.parametrize("flavour", list(Flavour))
async def test_a_mounted_issuer_works_under_its_whole_address(flavour):
    async with on_stage(flavour, mount=f"/sandbox/{flavour}") as stage:
        claims = await stage.claims((await stage.sign_in())["id_token"])

    assert claims["iss"] == stage.url
    assert stage.url.endswith(f"/sandbox/{flavour}")


async def test_the_one_whom_the_client_hints_at_comes_first(google):
    page = await google.open(login_hint="aiko@demo.example")

    assert form_of(page).buttons[0]["value"] == "demo-aiko"


async def test_only_apple_offers_to_hide_the_address_and_only_if_it_is_asked(apple, google):
    assert "Hide my e-mail" in (await apple.open()).text
    assert "Hide my e-mail" not in (await apple.open(scope="name")).text
    assert "Hide my e-mail" not in (await google.open()).text


async def test_the_page_runs_nothing_and_sends_only_home_and_to_the_client(stage):
    page = await stage.open()

    policy = policy_of(page)
    style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL)[1]
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'none'"]
    assert policy["style-src"] == [sha256(style)]
    assert policy["form-action"] == ["'self'", "https://oo.example"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_the_posting_page_allows_its_one_script_and_has_a_button_without(apple):
    page = await apple.press(await apple.open(), "demo-mira")

    policy = policy_of(page)
    script = re.search(r"<script>(.*?)</script>", page.text)[1]
    assert policy["script-src"] == [sha256(script)]
    assert policy["form-action"] == ["https://oo.example"]
    assert "<button>Continue</button>" in page.text


async def test_nothing_of_the_request_reaches_the_page_unescaped(apple):
    hostile = "\"><script>alert(1)</script>'"
    page = await apple.open(state=hostile, login_hint=hostile)

    answered = await apple.press(page, "demo-mira")

    assert "<script>alert" not in page.text + answered.text
    assert answer_in(answered)["state"] == hostile


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_a_form_from_elsewhere_is_refused(google, headers):
    page = await google.open()

    response = await google.press(page, "demo-mira", headers=headers)

    assert response.status_code == 400
    assert "location" not in response.headers


async def test_a_foreign_site_is_refused_even_if_it_names_our_origin(google):
    page = await google.open()

    both = {"Origin": google.url, "Sec-Fetch-Site": "cross-site"}

    assert (await google.press(page, "demo-mira", headers=both)).status_code == 400


async def test_a_browser_that_says_same_origin_is_believed(google):
    page = await google.open()

    response = await google.press(page, "demo-mira", headers={"Sec-Fetch-Site": "same-origin"})

    assert response.status_code == 303


async def test_a_form_works_once_and_for_ten_minutes(google):
    page, late = await google.open(), await google.open()

    first, second = [await google.press(page, "demo-mira") for _ in range(2)]
    google.clock.pass_s(600)
    expired = await google.press(late, "demo-mira")

    assert [first.status_code, second.status_code, expired.status_code] == [303, 400, 400]


async def test_the_form_cannot_change_the_request(google):
    page = await google.open()

    response = await google.press(
        page, "demo-mira", redirect_uri="https://evil.example", client_id="other", state="other"
    )

    assert answer_in(response)["state"] == "state-of-the-test"


@pytest.mark.parametrize("choice", ["", "demo-nobody", "__class__"])
async def test_nobody_cannot_be_chosen_and_the_form_stays_good(google, choice):
    page = await google.open()

    refused = await google.press(page, choice)
    honest = await google.press(page, "demo-mira")

    assert (refused.status_code, honest.status_code) == (400, 303)


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "nobody"},
        {"client_id": None},
        {"redirect_uri": "https://evil.example/auth/callback"},
        {"redirect_uri": "https://oo.example/auth/callback/"},
        {"redirect_uri": "https://oo.example/auth/callback?x=1"},
        {"redirect_uri": "https://oo.example@evil.example/auth/callback"},
        {"redirect_uri": None},
        {"state": "s" * 5000},
    ],
)
async def test_an_untrusted_address_gets_a_page_and_no_redirect(stage, changes):
    page = await stage.open(**changes)

    assert page.status_code == 400
    assert "location" not in page.headers
    assert "<form" not in page.text
    assert "evil" not in page.text


async def test_a_repeated_parameter_gets_a_page(google):
    twice = [*google.asking().items(), ("redirect_uri", "https://oo.example/other")]

    page = await google.http.get(f"{google.url}/authorize", params=twice)

    assert page.status_code == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": "email"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "openid calendar"}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"prompt": "none consent"}, "invalid_request"),
        ({"prompt": "dance"}, "invalid_request"),
    ],
)
async def test_other_errors_go_back_with_the_state(google, changes, error):
    answer = answer_in(await google.open(**changes))

    assert answer["error"] == error
    assert answer["state"] == "state-of-the-test"
    assert answer["iss"] == google.url
    assert "code" not in answer


async def test_apples_errors_are_posted_too(apple):
    answer = answer_in(await apple.open(scope="openid calendar"))

    assert answer == {"error": "invalid_scope", "state": "state-of-the-test"}


async def test_a_request_without_state_is_answered_without(google):
    assert "state" not in await google.allow(state=None)
