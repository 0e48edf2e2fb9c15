"""A sealed value opens in its own cell and nowhere else (reliability T1, M12)."""

import base64
import dataclasses
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crypto import Keyring
from core.domain.ids import UserId
from core.errors import VaultClosed
from core.ports import Cell, WrappedKey

OLD, NEW, PEPPER = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
MIRA = UserId(UUID("018f0000-0000-7000-8000-000000000001"))
TARIQ = UserId(UUID("018f0000-0000-7000-8000-000000000002"))
HERE = Cell("integration_tokens", "access", "row-1", str(MIRA), 3)
TOKEN = b"a token that opens Todoist"


def a_keyring(**keys):
    keys = keys or {"k2": NEW, "k1": OLD}
    return Keyring(keys, next(iter(keys)), PEPPER)


@pytest.fixture(params=["user", "ours"])
def sealed_cell(request):
    keyring = a_keyring()
    key = keyring.make_key(MIRA) if request.param == "user" else None
    return keyring, key, keyring.seal(key, HERE, TOKEN)


def test_what_was_sealed_opens_in_its_own_cell(sealed_cell):
    keyring, key, sealed = sealed_cell

    assert keyring.open(key, HERE, sealed) == TOKEN
    assert TOKEN not in sealed


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"table": "users"},
        {"column": "refresh"},
        {"row_id": "row-2"},
        {"user_id": str(TARIQ)},
        {"user_id": ""},
        {"row_version": 2},
        {"row_version": 4},
        {"table": "integration_tokensaccess", "column": ""},
        {"column": "accessrow-1", "row_id": ""},
    ],
    ids=str,
)
def test_a_value_moved_elsewhere_does_not_open(sealed_cell, elsewhere):
    """T1: rows, columns, tables, users swapped, an older version replayed. M12: Fernet opens."""
    keyring, key, sealed = sealed_cell

    with pytest.raises(VaultClosed):
        keyring.open(key, dataclasses.replace(HERE, **elsewhere), sealed)


def test_a_value_does_not_open_under_another_users_key():
    keyring = a_keyring()
    mine, theirs = keyring.make_key(MIRA), keyring.make_key(TARIQ)
    sealed = keyring.seal(mine, HERE, TOKEN)

    for cell in (HERE, dataclasses.replace(HERE, user_id=str(TARIQ))):
        with pytest.raises(VaultClosed):
            keyring.open(theirs, cell, sealed)


def test_a_value_does_not_open_under_another_key_of_the_same_user():
    keyring = a_keyring()
    sealed = keyring.seal(keyring.make_key(MIRA), HERE, TOKEN)

    with pytest.raises(VaultClosed):
        keyring.open(keyring.make_key(MIRA), HERE, sealed)


def test_values_of_users_and_of_ours_do_not_stand_in_for_each_other():
    keyring = a_keyring()
    key = keyring.make_key(MIRA)
    theirs, ours = keyring.seal(key, HERE, TOKEN), keyring.seal(None, HERE, TOKEN)

    with pytest.raises(VaultClosed):
        keyring.open(None, HERE, theirs)
    with pytest.raises(VaultClosed):
        keyring.open(key, HERE, ours)
    with pytest.raises(VaultClosed):
        keyring.open(None, HERE, key.blob)


def test_a_wrapped_key_stolen_for_another_user_does_not_unwrap():
    keyring = a_keyring()
    stolen = keyring.make_key(MIRA)

    with pytest.raises(VaultClosed):
        keyring.seal(stolen, dataclasses.replace(HERE, user_id=str(TARIQ)), TOKEN)
    with pytest.raises(VaultClosed):
        keyring.rewrap(stolen, TARIQ)


def test_each_flipped_bit_is_noticed(sealed_cell):
    keyring, key, sealed = sealed_cell

    for position in range(len(sealed)):
        for bit in range(8):
            with pytest.raises(VaultClosed):
                keyring.open(key, HERE, _flipped(sealed, position, bit))


def test_each_flipped_bit_of_a_wrapped_key_is_noticed():
    keyring = a_keyring()
    key = keyring.make_key(MIRA)

    for position in range(len(key.blob)):
        for bit in range(8):
            with pytest.raises(VaultClosed):
                keyring.seal(WrappedKey(key.key_id, _flipped(key.blob, position, bit)), HERE, b"x")


@pytest.mark.parametrize("key_id", ["k1", "k3", "", "user.0000000000000000"])
def test_a_wrapped_key_under_another_name_does_not_unwrap(key_id):
    keyring = a_keyring()
    key = dataclasses.replace(keyring.make_key(MIRA), key_id=key_id)

    with pytest.raises(VaultClosed):
        keyring.seal(key, HERE, TOKEN)


def test_each_truncation_is_noticed(sealed_cell):
    keyring, key, sealed = sealed_cell

    for length in range(len(sealed)):
        with pytest.raises(VaultClosed):
            keyring.open(key, HERE, sealed[:length])
        with pytest.raises(VaultClosed):
            keyring.open(key, HERE, sealed[length + 1 :])
    with pytest.raises(VaultClosed):
        keyring.open(key, HERE, sealed + b"\0")


@given(sealed=st.binary(max_size=80), own=st.booleans())
def test_bytes_from_anywhere_do_not_open(sealed, own):
    keyring = a_keyring()

    with pytest.raises(VaultClosed):
        keyring.open(None if own else keyring.make_key(MIRA), HERE, sealed)
    with pytest.raises(VaultClosed):
        keyring.open(WrappedKey("k2", sealed), HERE, sealed)


def test_a_failure_says_nothing(sealed_cell):
    keyring, key, sealed = sealed_cell

    with pytest.raises(VaultClosed) as refused:
        keyring.open(key, HERE, _flipped(sealed, len(sealed) - 1, 0))

    assert refused.value.args == ()
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@given(text=st.text(), plain=st.binary())
def test_any_text_names_a_cell_and_any_bytes_come_back(text, plain):
    keyring = a_keyring()
    cell = dataclasses.replace(HERE, row_id=text, table=text[::-1])

    assert keyring.open(None, cell, keyring.seal(None, cell, plain)) == plain


def test_no_two_seals_are_alike():
    """T1: a fresh 96-bit nonce each time."""
    keyring = a_keyring()
    nonce = slice(4, 16)

    nonces = {keyring.seal(None, HERE, b"")[nonce] for _ in range(100_000)}

    assert len(nonces) == 100_000


def test_data_keys_are_never_alike():
    keyring = a_keyring()

    keys = [keyring.make_key(MIRA) for _ in range(200)]

    assert len({keyring.seal(key, HERE, b"")[2:23] for key in keys}) == 200


def test_old_keys_read_and_the_current_one_writes():
    before, after = a_keyring(k1=OLD), a_keyring(k2=NEW, k1=OLD)
    key = before.make_key(MIRA)
    theirs, ours = before.seal(key, HERE, TOKEN), before.seal(None, HERE, TOKEN)

    assert after.open(key, HERE, theirs) == TOKEN
    assert after.open(None, HERE, ours) == TOKEN
    assert (key.key_id, after.make_key(MIRA).key_id) == ("k1", "k2")
    with pytest.raises(VaultClosed):
        before.open(None, HERE, after.seal(None, HERE, TOKEN))


def test_a_rewrapped_key_opens_what_it_sealed_also_when_the_old_one_is_gone():
    before, both, after = a_keyring(k1=OLD), a_keyring(k2=NEW, k1=OLD), a_keyring(k2=NEW)
    key = before.make_key(MIRA)
    sealed = before.seal(key, HERE, TOKEN)

    rewrapped = both.rewrap(key, MIRA)

    assert rewrapped.key_id == "k2"
    assert after.open(rewrapped, HERE, sealed) == TOKEN
    assert both.open(key, HERE, both.seal(rewrapped, HERE, TOKEN)) == TOKEN
    with pytest.raises(VaultClosed):
        after.open(key, HERE, sealed)


def test_a_digest_depends_on_the_pepper():
    keyring, other = a_keyring(), Keyring({"k2": NEW}, "k2", bytes(32))

    assert keyring.digest("mira") == a_keyring(k1=OLD).digest("mira")
    assert len({keyring.digest("mira"), keyring.digest("Mira"), other.digest("mira")}) == 3
    assert len(bytes.fromhex(keyring.digest("\ud800"))) == 32


@pytest.mark.parametrize(
    ("keys", "current", "pepper"),
    [
        ({}, "k1", PEPPER),
        ({"k1": OLD}, "k2", PEPPER),
        ({"k1": OLD[:16]}, "k1", PEPPER),
        ({"k1": OLD, "k0": b""}, "k1", PEPPER),
        ({"k1": OLD}, "k1", PEPPER[:31]),
    ],
)
def test_a_keyring_with_weak_or_missing_keys_is_not_made(keys, current, pepper):
    with pytest.raises(ValueError, match="needs"):
        Keyring(keys, current, pepper)


def test_a_keyring_does_not_print_its_keys():
    keyring = Keyring.from_text(f"k1:{base64.b64encode(OLD).decode()}", PEPPER)

    assert repr(OLD) not in repr(keyring) + str(keyring)
    assert keyring.make_key(MIRA).key_id == "k1"


def _flipped(sealed, position, bit):
    return sealed[:position] + bytes([sealed[position] ^ 1 << bit]) + sealed[position + 1 :]
