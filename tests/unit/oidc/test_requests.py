"""What oO sends to an issuer says exactly what was meant."""

import base64
import dataclasses
import datetime as dt
from urllib.parse import parse_qs, unquote_plus, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey

from core.oidc import AppleKey, OidcConfig
from core.oidc.config import APPLE, GOOGLE
from core.oidc.protocol import authorization_url, token_request

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
BACK = "https://oo.example/auth/callback?a=b"
WORD = "p&q=r s%+"
BASIC = "client_secret_basic"
KEY = ec.generate_private_key(ec.SECP256R1())
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
GOOGLE_CONFIG = OidcConfig.google(client_id="oo", client_secret=WORD, redirect_uri=BACK)
APPLE_CONFIG = OidcConfig.apple(
    client_id="services.id", key=AppleKey("TEAM", "KEY", PEM), redirect_uri=BACK
)

PLAIN = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1)


def asking(config, endpoints, **changes):
    parts = {"code": "c", "verifier": "v", "now": NOW} | changes
    return token_request(config, endpoints, **parts)


def test_endpoints_keep_the_query_they_have():
    endpoints = dataclasses.replace(GOOGLE, authorize="https://a.example/auth?tenant=7")

    url = authorization_url(GOOGLE_CONFIG, endpoints, state="s", nonce="n", challenge="c")

    asked = parse_qs(urlsplit(url).query)
    assert (asked["tenant"], asked["redirect_uri"]) == (["7"], [BACK])


@given(code=PLAIN)
def test_any_code_arrives_as_it_is(code):
    form = asking(GOOGLE_CONFIG, GOOGLE, code=code).form

    assert form == {
        "grant_type": "authorization_code",
        "redirect_uri": BACK,
        "code": code,
        "code_verifier": "v",
        "client_id": "oo",
        "client_secret": WORD,
    }


def test_a_secret_in_the_header_is_encoded_before_it_is_joined():
    endpoints = dataclasses.replace(GOOGLE, secret_way=BASIC)

    request = asking(GOOGLE_CONFIG, endpoints)

    scheme, _, joined = request.headers["Authorization"].partition(" ")
    client_id, _, secret = base64.b64decode(joined).decode().partition(":")
    assert scheme == "Basic"
    assert (client_id, unquote_plus(secret)) == ("oo", WORD)
    assert "client_secret" not in request.form


def test_a_public_client_names_itself_and_proves_nothing_but_pkce():
    config = dataclasses.replace(GOOGLE_CONFIG, secret="")

    form = asking(config, GOOGLE).form

    assert form["client_id"] == "oo"
    assert "client_secret" not in form


def test_apple_gets_a_fresh_secret_that_lives_five_minutes():
    form = asking(APPLE_CONFIG, APPLE).form

    token = jwt.decode(
        form["client_secret"], ECKey.import_key(KEY.public_key()), algorithms=["ES256"]
    )
    assert token.header == {"alg": "ES256", "kid": "KEY"}
    assert token.claims == {
        "iss": "TEAM",
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 300,
        "aud": "https://appleid.apple.com",
        "sub": "services.id",
    }
    assert form["code_verifier"] == "v"


def test_a_request_does_not_print_what_it_carries():
    assert WORD not in repr(asking(GOOGLE_CONFIG, GOOGLE))
