"""An issuer that signs with elliptic curves is verified as strictly as one that uses RSA."""

import dataclasses
import datetime as dt

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from core.errors import Refusal, SignInRefused
from core.oidc.claims import Expected
from core.oidc.key_shelf import keys_in
from core.oidc.verify import verify
from tests.forge import Mint, strike, valid
from tests.mint import b64, signing_input

MINT = Mint()
NOW = dt.datetime.fromtimestamp(MINT.now_s, dt.UTC)
KEY = ec.generate_private_key(ec.SECP256R1())
NUMBERS = KEY.public_key().public_numbers()
EC_JWK = {
    "kty": "EC",
    "crv": "P-256",
    "kid": "ec",
    "x": b64(NUMBERS.x.to_bytes(32, "big")),
    "y": b64(NUMBERS.y.to_bytes(32, "big")),
}
BOTH = ("RS256", "ES256")
KEYS = keys_in({"keys": [*MINT.jwks()["keys"], EC_JWK]}, BOTH)
EXPECTED = Expected("oidc", MINT.issuer, MINT.client_id, MINT.nonce, MINT.access_token, BOTH)


def signed_by_curve(**header):
    body = signing_input(MINT.header(**{"alg": "ES256", "kid": "ec"} | header), MINT.claims())
    r, s = decode_dss_signature(KEY.sign(body.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{body}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def test_either_configured_algorithm_is_taken():
    for token in (signed_by_curve(), valid(MINT)):
        assert verify(token, KEYS, EXPECTED, NOW).subject == MINT.subject


def test_an_algorithm_that_is_not_configured_is_refused_even_with_a_known_key():
    only_rsa = dataclasses.replace(EXPECTED, algorithms=("RS256",))

    with pytest.raises(SignInRefused) as refused:
        verify(signed_by_curve(), KEYS, only_rsa, NOW)

    assert refused.value.__cause__.rule == "alg"


@pytest.mark.parametrize(
    "token",
    [
        signed_by_curve(kid=MINT.kid),
        signed_by_curve(alg="RS256"),
        strike(MINT, MINT.claims(), MINT.header(kid="ec")),
        strike(MINT, MINT.claims(), MINT.header(alg="ES256", kid="ec")),
    ],
    ids=["RSA key named", "RSA claimed", "EC key named", "EC claimed"],
)
def test_key_and_algorithm_must_belong_together(token):
    with pytest.raises(SignInRefused) as refused:
        verify(token, KEYS, EXPECTED, NOW)

    assert refused.value.why is Refusal.PROOF
    assert refused.value.__cause__.rule == "signature"
