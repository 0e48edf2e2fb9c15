"""No forged ID token is believed (reliability A2), and none is refused for the wrong reason."""

import datetime as dt
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.errors import Refusal, SignInRefused
from core.oidc.claims import Expected, Mistimed
from core.oidc.key_shelf import keys_in
from core.oidc.verify import kid_of, verify
from tests.forge import FORGERIES, GENUINE, KID, TIME_FORGERIES, Mint, strike, valid

MINT = Mint()
KEYS = keys_in(MINT.jwks(), ("RS256",))
EXPECTED = Expected("google", MINT.issuer, MINT.client_id, MINT.nonce, MINT.access_token)
NOW = dt.datetime.fromtimestamp(MINT.now_s, dt.UTC)
GENUINE_TOKEN = valid(MINT)

ONLY_TIME = frozenset(
    name for name in TIME_FORGERIES if name.endswith(("_past", "_old", "_future"))
)
"""Forgeries with nothing wrong but a time: those may be honest, with a clock astray."""

LETTERS = "ABCXYZabcxyz0123456789-_+/=. \n\0é{\"'"
"""What one letter of a token may be turned into: its own alphabet, and what breaks parsers."""


def refusal_of(token):
    with pytest.raises(SignInRefused) as refused:
        verify(token, KEYS, EXPECTED, NOW)
    return refused.value


def outcome_of(judge, *args):
    try:
        return judge(*args)
    except SignInRefused as refused:
        return refused.why


def test_there_are_enough_forgeries():
    assert len(FORGERIES) >= 30


@pytest.mark.parametrize("name", sorted(FORGERIES))
def test_a_forged_token_is_refused(name):
    refused = refusal_of(FORGERIES[name](MINT))

    assert refused.why is (Refusal.CLOCK if name in ONLY_TIME else Refusal.PROOF)
    assert refused.provider == "google"


@pytest.mark.parametrize("name", sorted(GENUINE))
def test_an_unusual_but_genuine_token_is_taken(name):
    identity = verify(GENUINE[name](MINT), KEYS, EXPECTED, NOW)

    assert identity.issuer == MINT.issuer
    assert identity.email_verified is True


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("alg_none", "alg"),
        ("hs256_with_public_pem", "alg"),
        ("es256_by_stranger", "alg"),
        ("ps256_by_the_right_key", "alg"),
        ("header_jwk", "header_size"),
        ("header_x5c", "header_member"),
        ("header_jku", "header_member"),
        ("header_x5u", "header_member"),
        ("header_crit_empty", "header_member"),
        ("header_huge", "size"),
        ("header_deep", "size"),
        ("header_alg_twice", "member_twice"),
        ("kid_unknown", "unknown_kid"),
        ("kid_right_key_wrong", "signature"),
        ("signature_last_letter_sloppy", "base64"),
        ("payload_huge", "size"),
        ("iss_other", "iss"),
        ("iss_twice", "member_twice"),
        ("aud_list_of_two", "aud"),
        ("aud_list_twice_own", "aud"),
        ("azp_other", "azp"),
        ("nonce_missing", "nonce"),
        ("sub_too_long", "sub"),
        ("at_hash_other", "at_hash"),
        ("exp_as_text", "exp"),
        ("exp_not_a_number", "json"),
        ("exp_too_great", "exp"),
        ("iat_missing", "iat"),
        ("nbf_as_text", "nbf"),
    ],
)
def test_a_forgery_falls_by_the_rule_it_breaks(name, rule):
    assert refusal_of(FORGERIES[name](MINT)).__cause__.rule == rule


def test_a_forgery_with_a_wrong_time_as_well_does_not_pass_for_a_clock_astray():
    refused = refusal_of(valid(MINT, iat=MINT.now_s - 9_000, nonce="another"))

    assert refused.why is Refusal.PROOF


@pytest.mark.parametrize("name", sorted(FORGERIES))
def test_a_refusal_quotes_nothing_of_the_token(name):
    token = FORGERIES[name](MINT)

    error = refusal_of(token)

    said = f"{error} {error.__cause__} {error.__cause__.__cause__}"
    assert MINT.nonce not in said
    assert "evil" not in said
    assert len(said) < 200


@pytest.mark.parametrize("name", sorted(FORGERIES))
def test_only_a_token_that_can_be_honest_may_ask_for_a_key(name):
    """A made-up `alg` or header costs no look at the issuer's keys."""
    token = FORGERIES[name](MINT)

    assert outcome_of(kid_of, token, EXPECTED) in {
        KID,
        "nobody",
        "../../../../dev/null",
        Refusal.PROOF,
    }


def test_a_token_is_not_taken_without_an_expected_nonce():
    careless = Expected("google", MINT.issuer, MINT.client_id, "", MINT.access_token)

    for token in (valid(MINT, nonce=""), valid(MINT, nonce=None)):
        with pytest.raises(SignInRefused):
            verify(token, KEYS, careless, NOW)


def test_an_access_token_of_the_same_issuer_is_no_id_token():
    for kind in ("at+jwt", "logout+jwt", 7):
        token = strike(MINT, MINT.claims(), MINT.header(typ=kind))

        assert refusal_of(token).__cause__.rule == "typ"


@settings(max_examples=300)
@given(st.integers(0, len(GENUINE_TOKEN) - 1), st.sampled_from(LETTERS))
def test_one_letter_changed_is_one_too_many(position, letter):
    changed = GENUINE_TOKEN[:position] + letter + GENUINE_TOKEN[position + 1 :]

    if changed == GENUINE_TOKEN:
        assert verify(changed, KEYS, EXPECTED, NOW)
    else:
        assert refusal_of(changed).why is Refusal.PROOF


@given(st.integers(0, len(GENUINE_TOKEN) - 1), st.integers(1, 8))
def test_letters_left_out_or_said_twice_are_noticed(position, count):
    cut = GENUINE_TOKEN[:position] + GENUINE_TOKEN[position + count :]
    stutter = GENUINE_TOKEN[: position + count] + GENUINE_TOKEN[position:]

    assert refusal_of(cut).why is Refusal.PROOF
    assert refusal_of(stutter).why is Refusal.PROOF


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["iss", "aud", "azp", "nonce", "at_hash"]), JSON)
def test_a_claim_that_names_the_deal_takes_no_other_value(claim, value):
    genuine = MINT.claims()
    claims = genuine | {claim: value}
    right = value == genuine[claim] or (claim == "aud" and value == [MINT.client_id])
    token = strike(MINT, json.dumps(claims))

    if right:
        assert verify(token, KEYS, EXPECTED, NOW)
    else:
        assert refusal_of(token).__cause__.rule == claim


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["exp", "iat", "nbf"]), JSON | st.integers(-1000, 5000))
def test_a_time_is_a_number_within_its_bounds(claim, value):
    number = isinstance(value, int | float) and not isinstance(value, bool)
    moment = MINT.now_s + value if number else value
    bounds = {"exp": (-60, 5e10), "iat": (-660, 60), "nbf": (-MINT.now_s, 60)}[claim]
    token = strike(MINT, json.dumps(MINT.claims() | {claim: moment}))

    if number and bounds[0] <= moment - MINT.now_s <= bounds[1]:
        assert verify(token, KEYS, EXPECTED, NOW)
    else:
        assert refusal_of(token).why in {Refusal.CLOCK, Refusal.PROOF}


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_a_subject_is_a_short_plain_text(value):
    token = strike(MINT, json.dumps(MINT.claims() | {"sub": value}))

    if isinstance(value, str) and value and value.isascii() and value.isprintable():
        assert verify(token, KEYS, EXPECTED, NOW).subject == value
    else:
        assert refusal_of(token).__cause__.rule == "sub"


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk"]) | st.text(max_size=10), JSON)
def test_a_header_takes_no_other_member_and_no_other_value(name, value):
    header = MINT.header() | {name: value}
    assume(header != MINT.header() and name not in {"x5t", "x5t#S256"})

    token = strike(MINT, MINT.claims(), json.dumps(header))

    assert refusal_of(token).why is Refusal.PROOF


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_text_at_all_makes_the_verifier_stumble(octets):
    assert refusal_of(octets.decode("utf-8", "replace")).why is Refusal.PROOF


def test_times_are_judged_by_mistimed_alone():
    assert isinstance(refusal_of(valid(MINT, exp=MINT.now_s - 61)).__cause__, Mistimed)
