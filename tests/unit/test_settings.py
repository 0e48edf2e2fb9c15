"""Settings that must not serve strangers (reliability A6)."""

import base64

import pytest
from pydantic import ValidationError

from core.settings import Mode, Settings

KEY = base64.b64encode(bytes(range(32))).decode()
RIGHT = {
    "mode": "production",
    "base_url": "https://oo.example.org",
    "origins": "",
    "sandbox": False,
    "token_keys": f"k1:{KEY}",
    "pepper": "f3Kq9ZxT7vB2nM5wR8yL1cD4gH6jP0sA",
    "admin_seed_email": "me@example.org",
    "google_client_id": "google-id",
    "google_client_secret": "google-secret-value",
    "apple_client_id": "",
    "apple_team_id": "",
    "apple_key_id": "",
    "apple_private_key": "",
    "oidc_issuer": "",
    "oidc_client_id": "",
    "todoist_client_id": "",
    "todoist_client_secret": "",
}
WRONG = {
    "stand-ins are mounted": ({"sandbox": True}, "OO_SANDBOX"),
    "it is a demo": ({"mode": "demo"}, "OO_MODE"),
    "it is for developers": ({"mode": "dev"}, "OO_MODE"),
    "the address is not https": ({"base_url": "http://oo.example.org"}, "OO_BASE_URL"),
    "there is no address": ({"base_url": ""}, "OO_BASE_URL"),
    "any origin may come": ({"origins": "*"}, "OO_ORIGINS"),
    "many origins may come": ({"origins": "https://a.example,https://*.b.example"}, "OO_ORIGINS"),
    "there is no key": ({"token_keys": ""}, "OO_TOKEN_KEYS"),
    "a key has no name": ({"token_keys": KEY}, "OO_TOKEN_KEYS"),
    "a key is short": ({"token_keys": "k1:c2hvcnQ="}, "OO_TOKEN_KEYS"),
    "a key is no base64": ({"token_keys": "k1:?????"}, "OO_TOKEN_KEYS"),
    "a key is all zeros": (
        {"token_keys": f"k1:{base64.b64encode(bytes(32)).decode()}"},
        "OO_TOKEN_KEYS",
    ),
    "the second key is wrong": ({"token_keys": f"k1:{KEY},k2:c2hvcnQ="}, "OO_TOKEN_KEYS"),
    "there is no pepper": ({"pepper": ""}, "OO_PEPPER"),
    "the pepper is short": ({"pepper": "f3Kq9ZxT7vB2nM5w"}, "OO_PEPPER"),
    "the pepper was typed": ({"pepper": "changeme" * 8}, "OO_PEPPER"),
    "the admin is the demo's": ({"admin_seed_email": "ines@demo.example"}, "OO_ADMIN_SEED_EMAIL"),
    "Google is half configured": ({"google_client_secret": ""}, "OO_GOOGLE_*"),
    "Apple is half configured": ({"apple_client_id": "apple-id-value"}, "OO_APPLE_*"),
    "OIDC is half configured": ({"oidc_issuer": "https://id.example.org"}, "OO_OIDC_*"),
    "Todoist is half configured": ({"todoist_client_id": "todoist-id-value"}, "OO_TODOIST_*"),
}


def test_a_right_configuration_has_no_complaint():
    assert Settings.of(**RIGHT).complaints() == ()


def test_there_are_at_least_fourteen_wrong_configurations():
    assert len(WRONG) >= 14


@pytest.mark.parametrize("case", WRONG)
def test_each_wrong_configuration_is_named_without_its_value(case):
    changed, name = WRONG[case]

    complaints = Settings.of(**RIGHT | changed).complaints()

    assert len(complaints) == 1
    assert name in complaints[0]
    values = {str(value) for value in changed.values() if len(str(value)) > 5}
    assert not [value for value in values if value in complaints[0]]


def test_all_that_is_wrong_is_named_at_once():
    every = {name: value for changed, _ in WRONG.values() for name, value in changed.items()}

    complaints = "\n".join(Settings.of(**RIGHT | every).complaints())

    for _, name in WRONG.values():
        assert name in complaints


def test_settings_in_a_traceback_do_not_tell_their_secrets():
    text = repr(Settings.of(**RIGHT))

    for name in ("token_keys", "pepper", "google_client_secret"):
        assert RIGHT[name] not in text


@pytest.mark.parametrize("wrong", [{"mode": "Production!"}, {"port": -1}, {"port": 65536}])
def test_what_cannot_be_a_setting_is_refused(wrong):
    with pytest.raises(ValidationError):
        Settings.of(**RIGHT | wrong)


def test_the_address_is_that_of_this_machine_until_it_is_set():
    settings = Settings.of(base_url="", port=8123)

    assert (settings.public_url, settings.secure) == ("http://localhost:8123", False)


def test_every_origin_is_listed_once_and_ours_first():
    settings = Settings.of(
        base_url="https://oo.example.org/", origins="https://a.example, https://oo.example.org"
    )

    assert settings.exact_origins == ("https://oo.example.org", "https://a.example")


@pytest.mark.parametrize(
    ("url", "driven"),
    [
        ("postgresql://127.0.0.1/test", "postgresql+psycopg://127.0.0.1/test"),
        ("postgres://127.0.0.1/test", "postgresql+psycopg://127.0.0.1/test"),
        ("sqlite:///x.sqlite3", "sqlite+aiosqlite:///x.sqlite3"),
        ("postgresql+psycopg://127.0.0.1/test", "postgresql+psycopg://127.0.0.1/test"),
    ],
)
def test_a_database_gets_its_async_driver(url, driven):
    assert Settings.of(database_url=url).database == driven


def test_there_are_three_modes():
    assert {str(mode) for mode in Mode} == {"demo", "dev", "production"}
