"""The forge strikes what it says, so that a verifier's refusals mean something (reliability A2)."""

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.forge import CLAIM_FORGERIES, FORGERIES, GENUINE, TIME_FORGERIES, Mint, valid

MINT = Mint()
KEYS = KeySet.import_key_set(MINT.jwks())


@pytest.mark.parametrize("name", GENUINE)
def test_genuine_tokens_are_honestly_signed(name):
    token = GENUINE[name](MINT)

    assert jwt.decode(token, KEYS, algorithms=["RS256"]).claims["iss"] == MINT.issuer


@pytest.mark.parametrize("name", [*CLAIM_FORGERIES, *TIME_FORGERIES])
def test_lying_tokens_are_honestly_signed_too(name):
    token = FORGERIES[name](MINT)

    jwt.decode(token, KEYS, algorithms=["RS256"])


def test_every_forgery_is_another_text_and_none_is_the_genuine_token():
    tokens = {forge(MINT) for forge in FORGERIES.values()}

    assert len(tokens) == len(FORGERIES) >= 100
    assert valid(MINT) not in tokens
