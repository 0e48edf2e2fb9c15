"""Unguessable strings."""

import pytest

from core.domain.integration import Tokens
from core.domain.secret import code_challenge, fingerprint, new_secret
from tests.fakes.clock import NOON


def test_secrets_have_256_bits_and_never_repeat():
    drawn = {new_secret() for _ in range(1000)}

    assert len(drawn) == 1000
    assert {len(secret) for secret in drawn} == {43}


def test_the_challenge_is_that_of_the_rfc():
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert code_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # RFC 7636 B


@pytest.mark.parametrize("text", ["", "a", "\0", "\ud800", "ü" * 10_000])
def test_whatever_a_stranger_sends_has_a_fingerprint(text):
    assert len(fingerprint(text)) == 64


def test_tokens_in_a_traceback_stay_secret():
    tokens = Tokens("SECRET", "SECRET", NOON, frozenset({"data:read"}))

    assert "SECRET" not in repr(tokens)
