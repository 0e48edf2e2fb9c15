"""What could never work, or would be unsafe, is refused when oO starts."""

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from core.oidc import AppleKey, Endpoints, OidcConfig
from core.oidc.config import is_web_address

BACK = "https://oo.example/auth/callback"
WORD = "hush-hush"


def pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def an_apple_key(text=None):
    return AppleKey("TEAM", "KEY", text or pem(ec.generate_private_key(ec.SECP256R1())))


def a_config(**changes):
    config = OidcConfig.google(client_id="oo", client_secret=WORD, redirect_uri=BACK)
    return dataclasses.replace(config, **changes)


def test_google_and_apple_are_pinned_and_others_are_asked():
    google = a_config()
    apple = OidcConfig.apple(client_id="services.id", key=an_apple_key(), redirect_uri=BACK)
    generic = OidcConfig.generic(
        issuer="https://id.example/realm", client_id="oo", redirect_uri=BACK
    )

    assert google.issuer == google.endpoints.issuer == "https://accounts.google.com"
    assert apple.issuer == apple.endpoints.issuer == "https://appleid.apple.com"
    assert (apple.form_post, apple.scopes) == (True, ("openid", "email", "name"))
    assert generic.endpoints is None
    assert {c.algorithms for c in (google, apple, generic)} == {("RS256",)}


def test_a_stand_in_keeps_its_endpoints_beneath_its_own_address():
    at = Endpoints.beneath("http://127.0.0.1:8000/sandbox/google")
    config = OidcConfig.google(client_id="oo", client_secret=WORD, redirect_uri=BACK, at=at)

    assert config.issuer == "http://127.0.0.1:8000/sandbox/google"
    assert at.token.removeprefix(at.issuer) == "/token"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"issuer": "http://accounts.google.com"}, "issuer"),
        ({"issuer": ""}, "issuer"),
        ({"redirect_uri": "/auth/callback"}, "redirect_uri"),
        ({"redirect_uri": "http://oo.example/auth"}, "redirect_uri"),
        ({"client_id": ""}, "client_id"),
        ({"client_id": "öö"}, "client_id"),
        ({"secret": "hush-hüsh"}, "secret"),
        ({"algorithms": ()}, "algorithms"),
        ({"algorithms": ("RS256", "none")}, "algorithms"),
        ({"algorithms": ("HS256",)}, "algorithms"),
    ],
)
def test_a_wrong_setting_is_named_and_not_quoted(change, field):
    with pytest.raises(ValueError, match=rf"^google: {field}$"):
        a_config(**change)


@pytest.mark.parametrize(
    "text",
    [
        "hush-hush",
        pem(rsa.generate_private_key(65537, 2048)),
        pem(ec.generate_private_key(ec.SECP384R1())),
        ec.generate_private_key(ec.SECP256R1())
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        .decode(),
    ],
    ids=["no PEM", "RSA", "P-384", "public"],
)
def test_a_key_with_which_apple_would_not_know_us_is_refused(text):
    with pytest.raises(ValueError, match=r"^the Apple key is not") as refused:
        OidcConfig.apple(client_id="services.id", key=an_apple_key(text), redirect_uri=BACK)

    assert refused.value.__cause__ is None


def test_a_config_does_not_print_its_secrets():
    key = an_apple_key()
    apple = OidcConfig.apple(client_id="services.id", key=key, redirect_uri=BACK)

    assert "hush" not in repr(a_config())
    assert "PRIVATE" not in repr(apple) + repr(key)


@pytest.mark.parametrize(
    "url",
    ["https://a.example", "https://a.example:8443/x?y=z", "http://localhost:80/", "http://[::1]/x"],
)
def test_an_address_that_is_safe_to_talk_to(url):
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example",
        "http://127.0.0.2/",
        "https://",
        "https:a.example",
        "https://me@a.example",
        "https://a.example/#x",
        "https://a.example/ x",
        "https://a.example/\n",
        "https://ä.example",
        "https://[::1",
        "ftp://a.example",
        None,
        ["https://a.example"],
    ],
    ids=repr,
)
def test_an_address_that_is_not(url):
    assert not is_web_address(url)
