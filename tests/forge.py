"""Forge ID tokens that no verifier may accept, and odd ones that every verifier must.

A `Mint` says what a genuine token must be (issuer, client, nonce, time, key). `valid(mint)` strikes
one; `FORGERIES[name](mint)` strikes one that breaks exactly one rule and is otherwise correctly
signed with the mint's own key wherever that makes the forgery more convincing; `GENUINE` holds
unusual tokens that must be accepted. `mint.jwks()` is the key set a verifier should pin.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from tests.mint import (
    KID,
    NOW_S,
    Mint,
    b64,
    half_hash,
    public_jwk,
    raw,
    rsa_key,
    strike,
    valid,
)
from tests.wrong_signatures import der, es256, hs256, pem, ps256, rs512, unsigned

__all__ = [
    "FORGERIES",
    "GENUINE",
    "KID",
    "NOW_S",
    "Mint",
    "half_hash",
    "rsa_key",
    "strike",
    "valid",
]

HUGE_LETTERS = 100_000
"""Size of padding that no honest header has."""

Forgery = Callable[[Mint], str]
"""Strikes one forged token; extra arguments have defaults."""


def _claiming(**changes: Any) -> Forgery:
    return lambda mint: valid(mint, **changes)


def _claiming_later(change: Callable[[Mint], dict[str, Any]]) -> Forgery:
    return lambda mint: valid(mint, **change(mint))


def _headed(**changes: Any) -> Forgery:
    """Return a forgery with the honest signature under a changed header."""
    return lambda mint: strike(mint, mint.claims(), mint.header(**changes))


def _headed_by_stranger(change: Callable[[], dict[str, Any]]) -> Forgery:
    """Return a forgery by the attacker's key that the header itself offers."""
    return lambda mint: strike(mint, mint.claims(), mint.header(**change()), rsa_key("stranger"))


def _flipped_signature(mint: Mint) -> str:
    body, _, signature = valid(mint).rpartition(".")
    return f"{body}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


def _changed_payload(mint: Mint) -> str:
    head, _, signature = valid(mint).split(".")
    return f"{head}.{b64(raw(mint.claims(sub='somebody-else')))}.{signature}"


def _sloppy_last_letter(mint: Mint) -> str:
    """Change the bits of the last letter that carry nothing: the bytes stay the same."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    token = valid(mint)
    return token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]


def _members_twice(first: str, last: str) -> Callable[[dict[str, Any]], str]:
    """Return a writer of JSON whose member `first` is also written, differently, at the end."""
    return lambda genuine: f'{json.dumps(genuine)[:-1]}, "{first}": {json.dumps(last)}}}'


def _claim_twice(name: str, other: str) -> Forgery:
    return lambda mint: strike(mint, _members_twice(name, other)(mint.claims()))


def _claim_twice_genuine_last(name: str, other: str) -> Forgery:
    def forge(mint: Mint) -> str:
        lying = mint.claims(**{name: other})
        return strike(mint, _members_twice(name, mint.claims()[name])(lying))

    return forge


def _alg_twice(mint: Mint) -> str:
    return strike(mint, mint.claims(), _members_twice("alg", "RS256")(mint.header(alg="none")))


def _flattened_json(mint: Mint) -> str:
    head, payload, signature = valid(mint).split(".")
    return json.dumps({"protected": head, "payload": payload, "signature": signature})


def _number_text(name: str, text: str) -> Forgery:
    """Return a forgery whose claim is written as raw JSON text, such as NaN."""

    def forge(mint: Mint) -> str:
        marked = json.dumps(mint.claims(**{name: "@"}))
        return strike(mint, marked.replace('"@"', text))

    return forge


ALGORITHM_FORGERIES: dict[str, Forgery] = {
    "alg_none": unsigned("none"),
    "alg_none_in_odd_case": unsigned("nOnE"),
    "alg_rs256_unsigned": unsigned("RS256"),
    "alg_missing": lambda mint: strike(mint, mint.claims(), mint.header(alg=None)),
    "alg_as_list": _headed(alg=["RS256"]),
    "alg_in_small_letters": _headed(alg="rs256"),
    "hs256_with_public_pem": hs256(pem),
    "hs256_with_public_der": hs256(der),
    "hs256_with_public_jwk": hs256(lambda mint: raw(public_jwk(mint.key, mint.kid))),
    "hs256_with_empty_secret": hs256(lambda _mint: b""),
    "hs256_with_client_id": hs256(lambda mint: mint.client_id.encode()),
    "es256_by_stranger": es256,
    "rs512_by_the_right_key": rs512,
    "ps256_by_the_right_key": ps256,
}
"""Tokens signed in another way than RS256 by the pinned key."""

HEADER_FORGERIES: dict[str, Forgery] = {
    "header_jwk": _headed_by_stranger(lambda: {"jwk": public_jwk(rsa_key("stranger"), KID)}),
    "header_jwk_without_kid": _headed_by_stranger(
        lambda: {"jwk": public_jwk(rsa_key("stranger"), KID), "kid": None}
    ),
    "header_jku": _headed_by_stranger(lambda: {"jku": "https://evil.example/jwks"}),
    "header_x5u": _headed_by_stranger(lambda: {"x5u": "https://evil.example/cert"}),
    "header_x5c": _headed_by_stranger(lambda: {"x5c": ["MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"]}),
    "header_crit_unknown": _headed(crit=["oo-only"], **{"oo-only": True}),
    "header_crit_empty": _headed(crit=[]),
    "header_crit_unencoded_payload": _headed(crit=["b64"], b64=False),
    "kid_unknown": _headed(kid="nobody"),
    "kid_missing": _headed(kid=None),
    "kid_empty": _headed(kid=""),
    "kid_as_path": _headed(kid="../../../../dev/null"),
    "kid_as_number": _headed(kid=7),
    "kid_right_key_wrong": lambda mint: strike(mint, mint.claims(), key=rsa_key("stranger")),
    "header_huge": _headed(padding="x" * HUGE_LETTERS),
    "header_deep": lambda mint: strike(mint, mint.claims(), "[" * HUGE_LETTERS),
    "header_alg_twice": _alg_twice,
    "header_no_object": lambda mint: strike(mint, mint.claims(), ["RS256"]),
    "header_no_json": lambda mint: strike(mint, mint.claims(), "alg=RS256"),
}
"""Tokens whose header tries to choose the key or the rules."""

SHAPE_FORGERIES: dict[str, Forgery] = {
    "signature_flipped": _flipped_signature,
    "signature_cut": lambda mint: valid(mint)[:-20],
    "signature_of_other_payload": _changed_payload,
    "signature_last_letter_sloppy": _sloppy_last_letter,
    "signature_padded": lambda mint: f"{valid(mint)}==",
    "parts_two": lambda mint: valid(mint).rpartition(".")[0],
    "parts_four": lambda mint: f"{valid(mint)}.AAAA",
    "parts_five": lambda mint: f"{valid(mint)}.AAAA.AAAA",
    "text_empty": lambda _mint: "",
    "text_dots": lambda _mint: "..",
    "text_with_line_break": lambda mint: f"{valid(mint)}\n",
    "text_with_space_before": lambda mint: f" {valid(mint)}",
    "text_not_ascii": lambda mint: valid(mint).replace(".", "\u2024"),
    "json_serialisation": _flattened_json,
    "payload_list": lambda mint: strike(mint, [mint.claims()]),
    "payload_text": lambda mint: strike(mint, "only text"),
    "payload_empty": lambda mint: strike(mint, ""),
    "payload_null": lambda mint: strike(mint, "null"),
    "payload_not_utf8": lambda mint: strike(mint, b'{"iss": "\xff\xfe"}'),
    "payload_deep": lambda mint: strike(mint, "[" * HUGE_LETTERS),
    "payload_huge": _claiming(padding="x" * HUGE_LETTERS * 10),
}
"""Tokens whose form is not that of one compact JWT."""

CLAIM_FORGERIES: dict[str, Forgery] = {
    "iss_other": _claiming(iss="https://evil.example"),
    "iss_with_slash": _claiming_later(lambda mint: {"iss": f"{mint.issuer}/"}),
    "iss_in_capitals": _claiming_later(lambda mint: {"iss": mint.issuer.upper()}),
    "iss_without_scheme": _claiming_later(lambda mint: {"iss": mint.issuer.partition("//")[2]}),
    "iss_as_list": _claiming_later(lambda mint: {"iss": [mint.issuer]}),
    "iss_missing": _claiming(iss=None),
    "iss_twice": _claim_twice("iss", "https://evil.example"),
    "aud_other": _claiming(aud="another-client", azp=None),
    "aud_other_azp_own": _claiming(aud="another-client"),
    "aud_prefix": _claiming_later(lambda mint: {"aud": f"{mint.client_id}-evil"}),
    "aud_list_of_two": _claiming_later(lambda mint: {"aud": [mint.client_id, "another-client"]}),
    "aud_list_twice_own": _claiming_later(lambda mint: {"aud": [mint.client_id, mint.client_id]}),
    "aud_list_empty": _claiming(aud=[]),
    "aud_nested_list": _claiming_later(lambda mint: {"aud": [[mint.client_id]]}),
    "aud_as_object": _claiming_later(lambda mint: {"aud": {mint.client_id: True}}),
    "aud_missing": _claiming(aud=None),
    "aud_missing_azp_missing": _claiming(aud=None, azp=None),
    "aud_twice": _claim_twice("aud", "another-client"),
    "azp_other": _claiming(azp="another-client"),
    "azp_as_list": _claiming_later(lambda mint: {"azp": [mint.client_id]}),
    "azp_empty": _claiming(azp=""),
    "nonce_other": _claiming(nonce="another-nonce"),
    "nonce_empty": _claiming(nonce=""),
    "nonce_as_list": _claiming_later(lambda mint: {"nonce": [mint.nonce]}),
    "nonce_missing": _claiming(nonce=None),
    "nonce_twice": _claim_twice_genuine_last("nonce", "another-nonce"),
    "sub_empty": _claiming(sub=""),
    "sub_too_long": _claiming(sub="s" * 256),
    "sub_as_number": _claiming(sub=1234567890),
    "sub_as_list": _claiming_later(lambda mint: {"sub": [mint.subject]}),
    "sub_missing": _claiming(sub=None),
    "sub_twice": _claim_twice("sub", "somebody-else"),
    "at_hash_other": _claiming(at_hash=half_hash("another-access-token")),
    "at_hash_empty": _claiming(at_hash=""),
    "at_hash_whole": _claiming_later(
        lambda mint: {"at_hash": b64(hashlib.sha256(mint.access_token.encode()).digest())}
    ),
    "at_hash_as_number": _claiming(at_hash=7),
}
"""Honestly signed tokens that say the wrong thing."""

TIME_FORGERIES: dict[str, Forgery] = {
    "exp_past": _claiming_later(lambda mint: {"exp": mint.now_s - 61, "iat": mint.now_s - 500}),
    "exp_missing": _claiming(exp=None),
    "exp_as_text": _claiming_later(lambda mint: {"exp": str(mint.now_s + 3600)}),
    "exp_as_true": _claiming(exp=True),
    "exp_as_list": _claiming_later(lambda mint: {"exp": [mint.now_s + 3600]}),
    "exp_not_a_number": _number_text("exp", "NaN"),
    "exp_infinite": _number_text("exp", "Infinity"),
    "exp_too_great": _number_text("exp", "1e400"),
    "exp_twice": lambda mint: strike(
        mint, f'{json.dumps(mint.claims(exp=mint.now_s - 900))[:-1]},"exp":{mint.now_s + 900}}}'
    ),
    "iat_old": _claiming_later(lambda mint: {"iat": mint.now_s - 661}),
    "iat_future": _claiming_later(lambda mint: {"iat": mint.now_s + 61}),
    "iat_missing": _claiming(iat=None),
    "iat_as_text": _claiming_later(lambda mint: {"iat": str(mint.now_s)}),
    "iat_not_a_number": _number_text("iat", "NaN"),
    "nbf_future": _claiming_later(lambda mint: {"nbf": mint.now_s + 61}),
    "nbf_as_text": _claiming_later(lambda mint: {"nbf": str(mint.now_s)}),
    "nbf_not_a_number": _number_text("nbf", "NaN"),
}
"""Honestly signed tokens out of their time; 60 s of leeway and 10 min of age are just exceeded."""

FORGERIES: dict[str, Forgery] = {
    **ALGORITHM_FORGERIES,
    **HEADER_FORGERIES,
    **SHAPE_FORGERIES,
    **CLAIM_FORGERIES,
    **TIME_FORGERIES,
}
"""Every forged token by name; a verifier refuses all of them (reliability A2)."""

GENUINE: dict[str, Forgery] = {
    "plain": valid,
    "aud_as_list_of_one": _claiming_later(lambda mint: {"aud": [mint.client_id]}),
    "azp_absent": _claiming(azp=None),
    "at_hash_absent": _claiming(at_hash=None),
    "nbf_present": _claiming_later(lambda mint: {"nbf": mint.now_s}),
    "exp_within_leeway": _claiming_later(lambda mint: {"exp": mint.now_s - 30}),
    "iat_within_leeway": _claiming_later(lambda mint: {"iat": mint.now_s + 30}),
    "iat_nine_minutes_old": _claiming_later(lambda mint: {"iat": mint.now_s - 540}),
    "typ_absent": _headed(typ=None),
    "sub_of_255_letters": _claiming(sub="s" * 255),
    "unknown_claim": _claiming(real_user_status=2, nonce_supported=True),
    "verified_as_text": _claiming(email_verified="true", is_private_email="false"),
}
"""Unusual tokens that a verifier must accept."""
