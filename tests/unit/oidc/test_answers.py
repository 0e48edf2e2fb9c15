"""What issuers publish and answer is parsed at the door."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from core.errors import IntegrationRefused, Refusal, SignInRefused
from core.oidc.key_shelf import keys_in
from core.oidc.strict import Forged, read_object
from core.oidc.token_answer import tokens_in
from core.outbound import Answer
from tests.mint import Mint, b64, public_jwk, rsa_key

GOOD = {"access_token": "a", "id_token": "b.c.d", "token_type": "Bearer", "expires_in": 3600}
JWK = public_jwk(rsa_key(), "one")
EC_NUMBERS = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
EC_JWK = {
    "kty": "EC",
    "crv": "P-256",
    "kid": "two",
    "x": b64(EC_NUMBERS.x.to_bytes(32, "big")),
    "y": b64(EC_NUMBERS.y.to_bytes(32, "big")),
}


def answering(status, members):
    body = members if isinstance(members, bytes) else json.dumps(members).encode()
    return Answer(status, {}, body, "token.example")


def refusal(answer):
    with pytest.raises(SignInRefused) as refused:
        tokens_in(answer, "google")
    return refused.value


def test_tokens_are_taken_in_any_case_of_bearer():
    for kind in ("Bearer", "bearer", "BEARER"):
        tokens = tokens_in(answering(200, GOOD | {"token_type": kind}), "google")

        assert (tokens.id_token, tokens.access_token) == ("b.c.d", "a")


@pytest.mark.parametrize(
    "change",
    [
        {"id_token": None},
        {"id_token": ""},
        {"id_token": ["b.c.d"]},
        {"id_token": "b.c.ð"},
        {"access_token": None},
        {"access_token": "å"},
        {"access_token": 7},
        {"token_type": None},
        {"token_type": "mac"},
        {"token_type": ["Bearer"]},
    ],
    ids=str,
)
def test_an_answer_that_lacks_something_is_the_providers_fault(change):
    assert refusal(answering(200, GOOD | change)).why is Refusal.PROVIDER


@pytest.mark.parametrize("status", [200, 302, 400, 500])
@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"a":', b'{"error":1}', b"\xff"])
def test_a_broken_answer_is_the_providers_fault(status, body):
    assert refusal(answering(status, body)).why is Refusal.PROVIDER


def test_tokens_named_twice_are_not_chosen_from():
    body = json.dumps(GOOD)[:-1] + ', "id_token": "e.f.g"}'

    assert refusal(answering(200, body.encode())).why is Refusal.PROVIDER


@pytest.mark.parametrize(
    ("error", "why", "tag"),
    [
        ("invalid_grant", Refusal.EXPIRED, "invalid_grant"),
        ("invalid_client", Refusal.PROVIDER, "invalid_client"),
        ("server_error", Refusal.PROVIDER, "server_error"),
        ("secret: <script>", Refusal.PROVIDER, "unknown"),
        ("e" * 65, Refusal.PROVIDER, "unknown"),
    ],
)
def test_an_error_is_named_by_its_word_and_no_other_text(error, why, tag):
    refused = refusal(answering(400, {"error": error, "error_description": "secret"}))

    assert refused.why is why
    assert isinstance(refused.__cause__, IntegrationRefused)
    assert refused.__cause__.tag == tag


def test_tokens_under_an_error_status_are_not_taken():
    assert refusal(answering(400, GOOD)).why is Refusal.PROVIDER
    assert refusal(answering(302, GOOD)).why is Refusal.PROVIDER


def test_a_key_that_can_be_used_is_found_by_its_name():
    assert set(keys_in(Mint().jwks(), ("RS256",))) == {Mint().kid}
    assert set(keys_in({"keys": [JWK, EC_JWK]}, ("RS256", "ES256"))) == {"one", "two"}


@pytest.mark.parametrize(
    "jwk",
    [
        JWK | {"kid": None},
        JWK | {"kid": ""},
        JWK | {"kid": 7},
        JWK | {"use": "enc"},
        JWK | {"alg": "RS512"},
        JWK | {"alg": "HS256"},
        JWK | {"kty": "oct", "k": "c2VjcmV0"},
        JWK | {"n": JWK["n"][:160]},
        JWK | {"n": JWK["n"] * 8},
        JWK | {"n": "ä"},
        JWK | {"n": 7},
        JWK | {"e": "AA"},
        {name: JWK[name] for name in ("kty", "kid")},
        EC_JWK,
        "one",
        None,
    ],
    ids=[
        *("no name", "empty name", "number for a name", "to encrypt", "longer hash", "symmetric"),
        *("secret", "short", "long", "not ascii", "number", "even exponent", "bare", "other kind"),
        *("text", "nothing"),
    ],
)
def test_a_key_that_cannot_be_used_is_passed_over(jwk):
    assert set(keys_in({"keys": [jwk, JWK]}, ("RS256",))) == {"one"}
    assert keys_in({"keys": [jwk]}, ("RS256",)) == {}


@pytest.mark.parametrize(
    "document", [{}, {"keys": None}, {"keys": {}}, {"keys": "x"}, {"keys": []}]
)
def test_a_document_without_keys_has_none(document):
    assert keys_in(document, ("RS256",)) == {}


@given(st.binary())
def test_bytes_from_anywhere_are_an_object_or_refused(octets):
    try:
        rule = isinstance(read_object(octets), dict)
    except Forged as forged:
        rule = forged.rule

    assert rule in {True, "json", "object", "member_twice"}


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_endless_nesting_is_no_json(opening):
    with pytest.raises(Forged, match="json"):
        read_object(opening * 12_000)


def test_members_named_twice_are_refused_at_any_depth():
    for text in (b'{"a":1,"a":1}', b'{"a":{"b":1,"b":2}}', b'{"a":[{"b":1,"\\u0062":2}]}'):
        with pytest.raises(Forged, match="member_twice"):
            read_object(text)
