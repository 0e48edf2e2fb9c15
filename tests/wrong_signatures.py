"""Sign ID tokens in ways that only a careless verifier accepts."""

import hmac
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.mint import Mint, b64, ec_key, signing_input


def unsigned(alg: str) -> Callable[[Mint], str]:
    return lambda mint: f"{signing_input(mint.header(alg=alg), mint.claims())}."


def hs256(secret: Callable[[Mint], bytes]) -> Callable[[Mint], str]:
    def forge(mint: Mint) -> str:
        body = signing_input(mint.header(alg="HS256"), mint.claims())
        return f"{body}.{b64(hmac.digest(secret(mint), body.encode(), 'sha256'))}"

    return forge


def pem(mint: Mint) -> bytes:
    return mint.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def der(mint: Mint) -> bytes:
    return mint.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def es256(mint: Mint) -> str:
    body = signing_input(mint.header(alg="ES256"), mint.claims())
    r, s = decode_dss_signature(ec_key().sign(body.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{body}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def rs512(mint: Mint) -> str:
    body = signing_input(mint.header(alg="RS512"), mint.claims())
    return f"{body}.{b64(mint.key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA512()))}"


def ps256(mint: Mint) -> str:
    body = signing_input(mint.header(alg="PS256"), mint.claims())
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256().digest_size)
    return f"{body}.{b64(mint.key.sign(body.encode(), pss, hashes.SHA256()))}"
